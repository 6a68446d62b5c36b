import * as fc from "fast-check";
import { expect, test } from "vitest";
import { markOf, type Seen, SequenceWindow, windowWidth } from "./sequence-window.js";

/** The rule as it is written, over a map of everything: what the window must say with bounded memory. */
class WrittenRule {
  readonly #all = new Map<bigint, string>();
  #last = -1n;

  look(sequence: bigint, id: string): Seen {
    if (sequence > this.#last) return "fresh";
    if (sequence <= this.#last - BigInt(windowWidth)) return "old";
    const known = this.#all.get(sequence);
    return known === undefined ? "fresh" : known === id ? "same" : "used";
  }

  set(sequence: bigint, id: string): void {
    if (sequence <= this.#last - BigInt(windowWidth)) return;
    this.#all.set(sequence, id);
    if (sequence > this.#last) this.#last = sequence;
  }
}

const id = (number: number): string => number.toString(16).padStart(8, "0").repeat(8);

test("the window says what the written rule says, whatever order sequences come in", () => {
  const step = fc.record({
    // Small steps back and forth, and now and then a leap over parts of the window or all of it.
    move: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -40, max: 12 }) },
      { weight: 1, arbitrary: fc.integer({ min: -1_100, max: 1_100 }) },
      { weight: 1, arbitrary: fc.constantFrom(1_023, 1_024, 1_025, -1_023, -1_024, 5_000, 1_000_000) },
    ),
    message: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), fc.array(step, { maxLength: 400 }), (start, steps) => {
      const [window, rule] = [new SequenceWindow(), new WrittenRule()];
      let sequence = start;
      for (const { move, message } of steps) {
        sequence = sequence + BigInt(move) < 0n ? 0n : sequence + BigInt(move);
        const seen = window.look(sequence, markOf(id(message)));
        expect(seen).toBe(rule.look(sequence, id(message)));
        if (seen !== "fresh") continue;
        window.set(sequence, markOf(id(message)));
        rule.set(sequence, id(message));
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("the greatest sequence of 64 bits is one like any other", () => {
  const window = new SequenceWindow();
  const greatest = 2n ** 64n - 1n;
  window.set(greatest, markOf(id(1)));
  expect(window.look(greatest, markOf(id(1)))).toBe("same");
  expect(window.look(greatest - 1_023n, markOf(id(2)))).toBe("fresh");
  expect(window.look(greatest - 1_024n, markOf(id(2)))).toBe("old");
});
