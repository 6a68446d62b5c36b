import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { IdIndex } from "./id-index.js";

test("the index of ids answers as a map does, packs of one batch told apart", () => {
  const id = fc.tuple(fc.nat(60), fc.option(fc.nat(1_048_575), { nil: undefined })).map(([name, piece]) => {
    const hash = name === 0 ? "0".repeat(64) : createHash("sha256").update(String(name)).digest("hex");
    return piece === undefined ? hash : `${hash}.${piece}`;
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.nat()), { maxLength: 600 }), fc.array(id), (added, asked) => {
      const [index, map] = [new IdIndex(true, 16), new Map<string, number>()];
      for (const [name, value] of added) {
        expect(index.add(name, value)).toBe(!map.has(name));
        if (!map.has(name)) map.set(name, value);
      }
      expect(index.size).toBe(map.size);
      for (const name of [...asked, ...map.keys()]) {
        expect(index.get(name)).toBe(map.get(name));
        expect(index.has(name)).toBe(map.has(name));
      }
    }),
    { numRuns: 60, seed: 5 },
  );
});
