import { expect, test } from "vitest";
import { plural, singular } from "./plural.js";

test.each([
  ["block", "blocks"],
  ["person", "persons"],
  ["hash", "hashes"],
  ["box", "boxes"],
  ["batch", "batches"],
  ["epoch", "epochs"],
  ["country", "countries"],
  ["day", "days"],
  ["deviceHour", "deviceHours"],
])("one %s, two %s", (one, many) => {
  expect(plural(one)).toBe(many);
  expect(singular(many)).toBe(one);
});

test("symbols and abbreviations have no plural", () => {
  for (const name of ["ADA", "kW", "m", "tx", "USD", "stETH", "x2"]) expect(plural(name), name).toBeUndefined();
});

test("words that end in s without being plurals have no singular", () => {
  for (const name of ["gas", "glass", "status", "axis", "block", "ADAs"]) expect(singular(name), name).toBeUndefined();
});
