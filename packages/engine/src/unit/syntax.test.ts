import { expect, test } from "vitest";
import { parseFactors } from "./syntax.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";

/** The factors as text: `a b^-1`. */
const factors = (text: string) =>
  parseFactors(text)
    .map(({ name, exponent }) => (exponent === 1 ? name : `${name}^${exponent}`))
    .join(" ");

test.each([
  ["a/b/c", "a b^-1 c^-1"],
  ["a/(b*c)", "a b^-1 c^-1"],
  ["a/b*c", "a b^-1 c"],
  ["a/(b/c)", "a b^-1 c"],
  ["(a/b)^-2", "a^-2 b^2"],
  ["((a))", "a"],
  ["a^2/b^3", "a^2 b^-3"],
  ["a^ +2", "a^2"],
  ["a²/b³", "a^2 b^-3"],
  ["a·b⋅c", "a b c"],
  ["%/a", "% a^-1"],
  ["‰ * a", "‰ a"],
  ["1/a", "a^-1"],
  ["1", ""],
  ["a^0", "a^0"],
  [" a\t/ b ", "a b^-1"],
])("%j has the factors %s", (text, expected) => expect(factors(text)).toBe(expected));

const units = createUnits({ assets: { token: { decimals: 6 } }, epoch: "5 day" });

// Text, column of the fault, what the hint says.
test.each([
  ["token per epoch", 7, '"/" in place of "per"'],
  ["token epoch", 7, '"token*epoch"'],
  ["%epoch", 2, '"%/epoch"'],
  ["t CO2e", 3, '"tCO2e"'],
  ["token 2", 7, '"token^2"'],
  ["token(day)", 6, '"token*("'],
  ["(day)(day)", 6, "product"],
  ["token/1000", 7, "kilotoken"],
  ["2*token", 1, "kilotoken"],
  ["1.0", 1, "kilotoken"],
  ["m**2", 3, '"^"'],
  ["m^", 3, "m^2"],
  ["m^1.5", 3, "m^2"],
  ["m^x", 3, "m^2"],
  ["m^(2)", 3, "m^2"],
  ["m^2^2", 4, "power of the power"],
  ["m²^2", 3, "power of the power"],
  ["/day", 1, '"1/day"'],
  ["token/", 7, "token/epoch"],
  ["token//day", 7, "token/epoch"],
  ["(token", 1, '")"'],
  ["token)", 6, "token/epoch"],
  ["()", 2, "token/epoch"],
  ["token×day", 6, '"*"'],
  ["€", 1, '"EUR"'],
  ["tCO₂e", 4, "CO2e"],
  ["token\u{1F600}", 6, "token/epoch"],
  ["", 1, '"1"'],
])("the unit %j is refused at column %i with a hint on %s", (text, column, hint) => {
  const finding = caught(() => units.parse(text));
  expect(finding.code).toBe("unit/syntax");
  expect(finding.place).toMatchObject({ column, lineText: text });
  expect(finding.hint).toContain(hint);
});

test("200 characters are read, 201 are not", () => {
  const longest = `m${"/m".repeat(15)}${" ".repeat(169)}`;
  expect(longest.length).toBe(200);
  expect(units.parse(longest).dimension.key).toBe("1/metre^14");
  expect(caught(() => units.parse(`${longest} `)).code).toBe("unit/too-long");
  expect(caught(() => units.parseQuantity(`1${longest}`)).code).toBe("unit/too-long");
});

test("20 levels of parentheses are read, 21 are not", () => {
  const nested = (depth: number) => `${"(".repeat(depth)}m${")".repeat(depth)}`;
  expect(units.parse(nested(20)).dimension.key).toBe("metre");
  expect(caught(() => units.parse(nested(21)))).toMatchObject({ code: "unit/too-large", place: { column: 21 } });
});

test("an exponent of 20 is read, 21 is not, whether written or worked out", () => {
  expect(units.parse("m^-20").dimension.key).toBe("1/metre^20");
  for (const text of ["m^21", "m^99999999999999999999", "(m^20)^2", "m^20*m", "s*(m^5)^5"]) {
    expect(caught(() => units.parse(text)).code, text).toBe("unit/too-large");
  }
});
