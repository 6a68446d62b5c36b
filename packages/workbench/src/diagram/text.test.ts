import { expect, test } from "vitest";
import { cutText, textWidth, wrapText } from "./text.js";

// Sums of the advance widths in the `hmtx` table of DejaVu Sans 2.37, in thousandths of the size.
test.each([
  ["circulating", 5253, 6001],
  ["≈ 13.89 billion token", 10479, 11753],
  ["velocityDeviation", 8693, 9824],
  ["MAXIMUM_RATE [%/year]", 12723, 14250],
])("the width of %s is that of the font, rounded up by less than five percent", (text, regular, bold) => {
  for (const [width, exact] of [
    [textWidth(text, 1000), regular],
    [textWidth(text, 1000, "bold"), bold],
  ] as const) {
    expect(width).toBeGreaterThanOrEqual(exact);
    expect(width).toBeLessThan(exact * 1.05);
  }
});

test("a sign that is in no table counts as wide", () => {
  expect(textWidth("総", 10)).toBeGreaterThan(textWidth("W", 10, "bold"));
});

test("names break between their words", () => {
  expect(wrapText("reserveTransfers", 70, 12.5)).toEqual(["reserve", "Transfers"]);
  expect(wrapText("supply.reserve_of_the_foundation", 110, 12.5)).toEqual(["supply.reserve_", "of_the_", "foundation"]);
  expect(wrapText("Room Temperature", 90, 12.5)).toEqual(["Room", "Temperature"]);
  expect(wrapText("short", 80, 12.5)).toEqual(["short"]);
});

test("no line is wider than it may be, whatever the name, and every letter of a name of moderate length is kept", () => {
  for (const name of ["x".repeat(60), "aVeryLongNameOfAParameterThatNeedsSeveralLines", "W".repeat(20), "a_b.c[d,e]"]) {
    const lines = wrapText(name, 110, 12.5);
    for (const line of lines) expect(textWidth(line, 12.5)).toBeLessThanOrEqual(110);
    expect(lines.length).toBeLessThanOrEqual(4);
    if (name.length < 50) expect(lines.join("")).toBe(name);
  }
  expect(wrapText("x".repeat(400), 110, 12.5).at(-1)).toMatch(/…$/);
});

test("what is cut ends in an ellipsis and fits", () => {
  const cut = cutText("Price from the equation of exchange", 100, 11);
  expect(cut).toMatch(/^Price from.*…$/);
  expect(textWidth(cut, 11)).toBeLessThanOrEqual(100);
  expect(cutText("two\n  lines", 100, 11)).toBe("two lines");
});
