import fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean, nearest } from "./suggest.js";

test("a slip of the finger finds its word: a letter too many, missing, wrong, or swapped with its neighbour", () => {
  const names = ["reserve", "treasury", "circulating", "rho"];
  for (const slip of ["reserv", "resserve", "rezerve", "reesrve", "RESERVE"])
    expect(nearest(slip, names)).toBe("reserve");
  expect(didYouMean("tresury", names)).toBe('did you mean "treasury"?');
  expect(didYouMean("price", names)).toBeUndefined();
  expect(nearest("ab", ["ba"])).toBe("ba");
});

test("of two words equally near the earlier is meant", () => {
  expect(nearest("rate", ["late", "date"])).toBe("late");
});

/** The distance by its definition, without memory (Boytsov 2011, optimal string alignment). */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return Math.max(a.length, b.length);
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  let least = Math.min(distance(x, b) + 1, distance(a, y) + 1, distance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1));
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    least = Math.min(least, distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return least;
}

test("a word is suggested exactly when its edit distance is at most a third of the word, and at least 1 is allowed", () => {
  const word = fc.stringMatching(/^[abc]{1,6}$/);
  fc.assert(
    fc.property(word, word, (wanted, candidate) => {
      const allowed = Math.max(1, Math.floor(wanted.length / 3));
      expect(nearest(wanted, [candidate])).toBe(distance(wanted, candidate) <= allowed ? candidate : undefined);
    }),
    { seed: 1, numRuns: 400 },
  );
});

test("a long word among many long candidates is answered at once", () => {
  const candidates = Array.from({ length: 20_000 }, (_, index) => `${"x".repeat(50)}${index}`);
  expect(nearest("y".repeat(55), candidates)).toBeUndefined();
});
