import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf, newValueOf, withChange, withoutChange } from "./changes.js";

test("a key is set in its own place, or at the end", () => {
  const changes = ["a=1", "b.c=2 %/year"];
  expect(withChange(changes, "a", "3")).toEqual(["a=3", "b.c=2 %/year"]);
  expect(withChange(changes, "d", "4")).toEqual(["a=1", "b.c=2 %/year", "d=4"]);
  expect(withoutChange(changes, "a")).toEqual(["b.c=2 %/year"]);
});

test("what changes nothing gives the same list, so that nothing is computed again", () => {
  const changes = ["a=1"];
  expect(withChange(changes, "a", "1")).toBe(changes);
  expect(withoutChange(changes, "b")).toBe(changes);
});

test("a value may hold equals signs and spaces; a text without one has no key", () => {
  expect([keyOf("a = if x == 1 then 2 else 3"), newValueOf("a = if x == 1 then 2 else 3")]).toEqual([
    "a",
    "if x == 1 then 2 else 3",
  ]);
  expect(keyOf("nothing")).toBe("");
});

test("changes by key are a map that keeps the order in which keys came", () => {
  const key = fc.constantFrom("a", "b", "c.d", "e[f]");
  const step = fc.record({ key, value: fc.option(fc.string({ maxLength: 5 }).map((text) => text.trim())) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = new Map<string, string>();
      let changes: readonly string[] = [];
      for (const { key, value } of steps) {
        if (value === null) map.delete(key);
        else map.set(key, value);
        changes = value === null ? withoutChange(changes, key) : withChange(changes, key, value);
      }
      expect(changes.map((one) => [keyOf(one), newValueOf(one)])).toEqual([...map]);
    }),
    { seed: 6, numRuns: 300 },
  );
});
