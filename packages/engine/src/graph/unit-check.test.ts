import { expect, test } from "vitest";
import { findingOf, unitOf } from "./testing/scope.js";

/** The part of an equation that a finding underlines. */
function underlined(text: string): string {
  const { place } = findingOf(text);
  expect(place!.path).toBe("auxiliaries.x.equation");
  return text.slice(place!.column! - 1, place!.column! - 1 + place!.length!);
}

test("a sum of different units names both, and underlines the sum", () => {
  const finding = findingOf("share + (reserve + price)");
  expect(finding.code).toBe("unit/mismatch");
  expect(finding.message).toBe("The units of the two sides of + differ: ADA and USD/ADA.");
  expect(underlined("share + (reserve + price)")).toBe("reserve + price");
  expect(findingOf("reserve < price").message).toContain("ADA and USD/ADA");
  expect(findingOf("max(reserve, treasury, share)").message).toContain("the arguments of max differ: ADA and 1");
  expect(findingOf("if share > 1 then reserve else fees").message).toContain("ADA and ADA/second");
});

test("where a time is all that is missing, the hint says on which side", () => {
  expect(findingOf("reserve + fees").hint).toContain("the right side is per time");
  expect(findingOf("fees + reserve").hint).toContain("the left side is per time");
  expect(findingOf("reserve + price").hint).toContain("ADA^2/USD");
});

test("the literal 0 fits any unit, a quantity of 0 and any other number do not", () => {
  expect(unitOf("reserve + 0")).toBe("ADA");
  expect(unitOf("max(0, fees)")).toBe("ADA/second");
  expect(unitOf("if price > 0 then price else 0")).toBe("USD/ADA");
  expect(unitOf("clamp(0, 0, reserve)")).toBe("ADA");
  expect(unitOf("0 * price")).toBe("zero");
  expect(findingOf("reserve + {0 USD}").code).toBe("unit/mismatch");
  expect(findingOf("reserve + 1").code).toBe("unit/mismatch");
});

test("floor counts base units: of an asset, a count, either per time, or a plain number, and of nothing else", () => {
  for (const text of ["floor(reserve)", "floor(blocks)", "ceil(fees)", "round(share)", "floor(blocks / epoch)"]) {
    expect(() => unitOf(text), text).not.toThrow();
  }
  for (const text of ["floor(price)", "round(rho)", "ceil(delay)", "floor(reserve * blocks)", "floor(reserve ^ 2)"]) {
    expect(findingOf(text).code, text).toBe("unit/rounding");
  }
  expect(underlined("1 * floor(price)")).toBe("price");
  expect(findingOf("floor(price)").message).toContain("price has the unit USD/ADA");
});

test("conditions and numbers do not stand in for each other", () => {
  const wrong: Readonly<Record<string, string>> = {
    "share and share > 1": "share",
    "not share": "share",
    "if share then 1 else 2": "share",
    "-(share > 1)": "share > 1",
    "(share > 1) + 1": "share > 1",
    "min(share > 1, 2)": "share > 1",
    "exp(share > 1)": "share > 1",
    "abs(true)": "true",
  };
  for (const [text, part] of Object.entries(wrong)) {
    expect(findingOf(text).code, text).toBe("unit/condition");
    expect(underlined(text), text).toBe(part);
  }
  expect(findingOf("if share > 1 then 1 else true").message).toContain("mix a number and a condition");
  expect(unitOf("if share > 1 then true else share < 0")).toBe("condition");
});

test("functions of plain numbers, exponents and chances refuse a unit", () => {
  for (const text of [
    "exp(reserve)",
    "ln(price)",
    "2 ^ reserve",
    "lognormal(reserve, 1)",
    "bernoulli(rho)",
    "poisson(fees)",
  ]) {
    expect(findingOf(text).code, text).toBe("unit/not-plain");
  }
  expect(findingOf("reserve ^ 0.5").code).toBe("unit/power");
  expect(findingOf("reserve ^ share").code).toBe("unit/power");
  expect(findingOf("reserve ^ 21").code).toMatch(/^unit\//);
  expect(findingOf("sqrt(reserve)").code).toBe("unit/power");
});

test("times are asked for where times belong", () => {
  for (const text of ["step(share, 5)", "pulse(reserve, reserve)", "ramp(fees, 3)", "pulse(reserve, delay, 2)"]) {
    expect(findingOf(text).code, text).toBe("unit/mismatch");
  }
});

test("a name nobody gave gets the nearest one as a hint, and a unit too", () => {
  const finding = findingOf("share + resreve");
  expect(finding.code).toBe("equation/unknown-name");
  expect(finding.hint).toBe('did you mean "reserve"?');
  expect(underlined("share + resreve")).toBe("resreve");
  expect(findingOf("previous(resreve)").hint).toBe('did you mean "reserve"?');
  const unit = findingOf("reserve + {5 ADDA}");
  expect(unit.code).toBe("unit/unknown");
  expect(underlined("reserve + {5 ADDA}")).toBe("ADDA");
});

test("what looks back names a variable, and the divisor 0, subscripts and one-sided comparisons are refused", () => {
  expect(findingOf("previous(reserve + treasury)").code).toBe("equation/memory");
  expect(findingOf("previous(reserve, share)").code).toBe("unit/mismatch");
  expect(findingOf("share / 0").code).toBe("equation/division-by-zero");
  expect(findingOf("reserve[1]").code).toBe("equation/subscript");
  expect(findingOf("min(share)").code).toBe("equation/aggregate");
});
