import fc from "fast-check";
import { expect, test } from "vitest";
import { NeighbourDistance, stretchLengths } from "./neighbour-distance.js";

/** The definition, word by word: all stretches, sorted. */
function byDefinition(values: readonly number[], length: number): number | undefined {
  const newest = values.length - 1;
  const last = newest - 40;
  const sums: number[] = [];
  for (let end = Math.max(39, last - 1999); end <= last; end++) {
    let sum = 0;
    for (let offset = 0; offset < length; offset++) sum += (values[newest - offset]! - values[end - offset]!) ** 2;
    sums.push(sum);
  }
  if (sums.length < 20) return undefined;
  const nearest = sums.sort((a, b) => a - b).slice(0, 5);
  return nearest.reduce((total, sum) => total + Math.sqrt(sum), 0) / 5;
}

test("distances are those of the five nearest stretches found by trying all", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 95, maxLength: 180 }), (values) => {
      const distance = new NeighbourDistance();
      for (const [row, value] of values.entries()) {
        const has = distance.add(value);
        const wanted = byDefinition(values.slice(0, row + 1), 20);
        expect(has).toBe(wanted !== undefined);
        if (wanted !== undefined && row % 7 === 0) {
          for (const [index, length] of stretchLengths.entries()) {
            expect(distance.distances[index]).toBeCloseTo(byDefinition(values.slice(0, row + 1), length)!, 9);
          }
        }
      }
    }),
    { seed: 3, numRuns: 30 },
  );
});

test("only the last 2,000 stretches are compared, however long the stream", () => {
  const distance = new NeighbourDistance();
  const values: number[] = [];
  for (let row = 0; row < 9000; row++) {
    const value = (row * 7919 + (row >> 3) * 104_729) % 1009;
    values.push(value);
    distance.add(value);
  }
  for (const [index, length] of stretchLengths.entries()) {
    expect(distance.distances[index]).toBeCloseTo(byDefinition(values, length)!, 6);
  }
});

test("a stream that repeats itself has distance 0", () => {
  const distance = new NeighbourDistance();
  for (let row = 0; row < 1000; row++) distance.add(row % 24);
  expect([...distance.distances]).toEqual([0, 0, 0]);
});
