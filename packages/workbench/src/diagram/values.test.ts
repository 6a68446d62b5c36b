import { expect, test } from "vitest";
import { isQuantity, valueText } from "./values.js";

test.each([
  ["13_888_022_852.926644 token", "≈ 13.89 billion token"],
  ["45e9 ADA", "45 billion ADA"],
  ["500_000_000 token", "500 million token"],
  ["1_500_000 USD/year", "1.5 million USD/year"],
  ["-2e12 USD", "-2 trillion USD"],
  ["999_999 token", "999\u00a0999 token"],
  ["0.3 %/epoch", "0.3 %/epoch"],
  ["10 1/year", "10 1/year"],
  ["0", "0"],
  ["1/3 day", "1/3 day"],
  ["1e40 token", "1e40 token"],
])("the value %s is written as %s", (text, shown) => {
  expect(valueText(text, undefined)).toBe(shown);
});

test("a plain number and a short equation are given with their unit", () => {
  expect(valueText("5", "token")).toBe("5 [token]");
  expect(valueText("0 %", "%")).toBe("0 %");
  expect(valueText("total", "token")).toBe("= total [token]");
  expect(valueText("total", "1")).toBe("= total");
  expect(valueText("lognormal(3.2 * mean, 0.5 * deviation)", "1")).toBe("= lognormal(…)");
});

test("a quantity is no equation", () => {
  for (const text of ["45e9 ADA", "0.3 %/epoch", "1/3 day", "-5"]) expect(isQuantity(text)).toBe(true);
  for (const text of ["2 * rho", "total", "normal({3 %}, {1 %})", "1 + x"]) expect(isQuantity(text)).toBe(false);
});
