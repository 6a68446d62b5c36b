import { expect, test } from "vitest";
import { toText } from "../base/rational.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";

const units = createUnits({ assets: { ADA: { decimals: 6 }, token: { decimals: 18 } }, epoch: "5 day" });

test.each([
  ["0.3 %/epoch", "3/10", "%/epoch"],
  ["45e9 ADA", "45000000000", "ADA"],
  ["45E+9ADA", "45000000000", "ADA"],
  ["1e-3 1/day", "1/1000", "1/day"],
  ["12 kWh/day", "12", "kWh/day"],
  ["13_888_022_852.926644 token", "3472005713231661/250000", "token"],
  ["  -5 USD  ", "-5", "USD"],
  ["+5 USD", "5", "USD"],
  ["5%", "5", "%"],
  [".5", "1/2", "1"],
  ["5.", "5", "1"],
  ["0.3", "3/10", "1"],
  ["1/3", "1/3", "1"],
  ["1/3 day", "1/3", "day"],
  ["-1/3 day", "-1/3", "day"],
  ["2/4/day", "1/2", "1/day"],
  ["0.3/epoch", "3/10", "1/epoch"],
  ["0.3 / epoch", "3/10", "1/epoch"],
  ["3/1000 1/epoch", "3/1000", "1/epoch"],
  ["3 1 / epoch", "3", "1/epoch"],
  ["340 ADA/epoch", "340", "ADA/epoch"],
  ["2 USD/(ADA*year)", "2", "USD/(ADA*year)"],
])("%s is the number %s in %s", (text, value, unit) => {
  const quantity = units.parseQuantity(text);
  expect(toText(quantity.value)).toBe(value);
  expect(quantity.unit.text).toBe(unit);
  expect(quantity.unit).toEqual(units.parse(unit));
  expect(quantity.text).toBe(text.trim());
});

// Text, column of the fault, what the hint says.
test.each([
  ["1,000,000 ADA", 1, "1_000_000"],
  ["1,000 ADA", 1, '"1.000" for a decimal point'],
  ["0,3 %", 1, '"0.3"'],
  ["1 000 ADA", 3, '"1_000"'],
  ["5 10 ADA", 3, "one number"],
  ["5 1", 3, "one number"],
  ["5 1 ADA", 3, "one number"],
  ["- 5 USD", 1, '"-5 USD"'],
  ["--5 USD", 1, "leave one"],
  ["+-5", 1, "leave one"],
  ["−5 USD", 1, '"-5 USD"'],
  ["5 - 3 USD", 3, "equation"],
  ["5 + 3", 3, "equation"],
  ["$5", 1, "5 USD"],
  ["ADA", 1, '"1 ADA"'],
  ["  ADA", 3, '"1 ADA"'],
  ["e5", 1, '"1 e5"'],
  ["NaN", 1, "0.3 %/epoch"],
  ["Infinity", 1, "0.3 %/epoch"],
  [".", 1, "0.3 %/epoch"],
  ["", 1, "0.3 %/epoch"],
  ["   ", 4, "0.3 %/epoch"],
  ["1.5.2", 1, "one point"],
  ["1__0", 1, "between digits"],
  ["1_ ADA", 1, "between digits"],
  ["1/2_ ADA", 3, "between digits"],
  ["1/0 ADA", 1, "denominator"],
  ["1e999", 1, "400"],
  ["1e99999", 1, "400"],
])("the number of %j is refused at column %i with a hint on %s", (text, column, hint) => {
  const finding = caught(() => units.parseQuantity(text));
  expect(finding.code).toBe("unit/number");
  expect(finding.place).toMatchObject({ column, lineText: text });
  expect(finding.hint).toContain(hint);
});
