import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import { renameUnits } from "./rename.js";
import { createUnits } from "./system.js";

const units = createUnits({
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" } },
  units: { block: "count" },
  epoch: "5 day",
});
const rename = new Map([["ADA", "token"]]);

/** Reads the text in every way; anything but a TokenwrightError is a failure. */
function tryAll(text: string, counts: { read: number; refused: number }): void {
  for (const read of [units.parse, units.parseQuantity]) {
    try {
      read(text);
      counts.read++;
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      if (error.code.split("/")[0] !== "unit") throw error;
      const column = error.diagnostics[0]?.place?.column;
      if (column === undefined || column < 1 || column > text.length + 1) throw error;
      counts.refused++;
    }
  }
  renameUnits(text, rename);
}

test("100 000 random byte strings are read or refused, never crash", () => {
  const counts = { read: 0, refused: 0 };
  const bytes = fc.uint8Array({ maxLength: 60 }).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(bytes, (text) => tryAll(text, counts)),
    { seed: 24, numRuns: 100_000 },
  );
  expect(counts.refused).toBeGreaterThan(150_000);
});

test("40 000 random sentences of the unit language are read or refused, never crash", () => {
  const counts = { read: 0, refused: 0 };
  const pieces = [
    "ADA",
    "day",
    "%",
    "1",
    "0.3",
    "45e9",
    "_",
    "e",
    "^",
    "2",
    "-",
    "+",
    "*",
    "/",
    "(",
    ")",
    " ",
    ",",
    ".",
    "²",
    "block",
    "KiB",
  ];
  const sentences = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(sentences, (text) => tryAll(text, counts)),
    { seed: 25, numRuns: 40_000 },
  );
  // Both ways are taken often, so that neither half of the test is empty.
  expect(counts.read).toBeGreaterThan(2000);
  expect(counts.refused).toBeGreaterThan(20_000);
});

test("the longest texts made to be slow are answered at once", () => {
  const counts = { read: 0, refused: 0 };
  const start = performance.now();
  for (const piece of [
    "9",
    "_",
    "1_",
    "(",
    "((m)^20)^20",
    "%^20*",
    "YiB^20*",
    "Ybit^-20/",
    " ",
    ",000",
    "1e400/",
    "m ",
    ".",
    "-",
    "a",
  ]) {
    for (const prefix of ["", "1", "1 ", "m*"]) tryAll((prefix + piece.repeat(200)).slice(0, 200), counts);
  }
  tryAll("m/".repeat(1_000_000), counts);
  expect(performance.now() - start).toBeLessThan(5000);
});
