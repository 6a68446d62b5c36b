import { expect, test } from "vitest";
import { renameUnits } from "./rename.js";

const toAda = new Map([["token", "ADA"]]);

test.each([
  ["token/epoch", "ADA/epoch"],
  ["45e9 token", "45e9 ADA"],
  ["45e9 tokens", "45e9 ADA"],
  ["13_888_022_852.926644 token", "13_888_022_852.926644 ADA"],
  ["5token", "5ADA"],
  ["USD / ( token * year )", "USD / ( ADA * year )"],
  ["token^2", "ADA^2"],
  ["tokenized/token_a*token", "tokenized/token_a*ADA"],
  ["%/epoch", "%/epoch"],
  ["3/1000 1/epoch", "3/1000 1/epoch"],
  ["", ""],
])("with token renamed to ADA, %s is %s", (before, after) => expect(renameUnits(before, toAda)).toBe(after));

test("two names may change places", () => {
  const swap = new Map([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(renameUnits("3 a/b", swap)).toBe("3 b/a");
});

test("the e of an exponent is no unit", () => {
  expect(renameUnits("45e9 e9/1e3", new Map([["e9", "x"]]))).toBe("45e9 x/1e3");
});

test("a unit put in place of a name keeps its own parentheses", () => {
  expect(renameUnits("1/price", new Map([["price", "USD/ADA"]]))).toBe("1/(USD/ADA)");
});

test("nothing to rename leaves the text alone", () => {
  expect(renameUnits(" token\t/ day ", new Map())).toBe(" token\t/ day ");
});
