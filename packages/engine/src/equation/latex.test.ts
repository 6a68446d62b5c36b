import { expect, test } from "vitest";
import { toLatex } from "./latex.js";
import { parse } from "./parser.js";

const symbols = new Map([
  ["rho", "\\rho"],
  ["s0", "s_0"],
  ["best", "x^*"],
]);

test.each([
  ["x", "x"],
  ["reserve", "\\mathrm{reserve}"],
  ["to_treasury", "\\mathrm{to\\_treasury}"],
  ["supply.fees", "\\mathrm{supply.fees}"],
  ["_", "\\mathrm{\\_}"],
  ["rho", "\\rho"],
  ["true", "\\mathrm{true}"],
  ["0.3", "0.3"],
  ["13_888.5", "13\\,888.5"],
  ["45e9", "45 \\cdot 10^{9}"],
  ["2E+3", "2 \\cdot 10^{3}"],
  ["1e-6^2", "\\left(1 \\cdot 10^{-6}\\right)^{2}"],
  ["{340 ADA}", "340\\,\\mathrm{ADA}"],
  ["{340 ADA/epoch}", "340\\,\\mathrm{ADA/epoch}"],
  ["{5 %}", "5\\,\\%"],
  ["{0.3 %/epoch}", "0.3\\,\\mathrm{\\%/epoch}"],
  ["{1/3 USD}", "1/3\\,\\mathrm{USD}"],
  ["{9.81 m*s^-2}", "9.81\\,\\mathrm{m\\cdot s^{-2}}"],
  ["{5}", "5"],
  ["{5 base_unit per block}", "5\\,\\mathrm{base\\_unit\\ per\\ block}"],
  ["{many \\input{x}", undefined],
  ["{$#&~^ \\x}", "\\mathrm{\\$\\#\\&\\sim \\wedge \\ \\backslash x}"],
  ["{2 ADA}^2", "\\left(2\\,\\mathrm{ADA}\\right)^{2}"],
  ["a - {-2 ADA}", "a - \\left(-2\\,\\mathrm{ADA}\\right)"],
  ["balance[sector]", "\\mathrm{balance}_{\\mathrm{sector}}"],
  ["cliff[team, 2]", "\\mathrm{cliff}_{\\mathrm{team}, 2}"],
  ["x[*]^2", "x_{*}^{2}"],
  ["s0[i]", "{s_0}_{i}"],
  ["s0^2", "s_0^{2}"],
  ["best^2", "{x^*}^{2}"],
  ["a + b - c", "a + b - c"],
  ["a - (b - c)", "a - \\left(b - c\\right)"],
  ["a * b", "a \\cdot b"],
  ["a / b / c", "\\frac{\\frac{a}{b}}{c}"],
  ["(a + b) / (c - d)", "\\frac{a + b}{c - d}"],
  ["(a + b) * c", "\\left(a + b\\right) \\cdot c"],
  ["a * (b / c)", "a \\cdot \\frac{b}{c}"],
  ["(a / b)^2", "\\left(\\frac{a}{b}\\right)^{2}"],
  ["x^(1 / 2)", "x^{\\frac{1}{2}}"],
  ["a^b^c", "a^{b^{c}}"],
  ["(a^b)^c", "\\left(a^{b}\\right)^{c}"],
  ["2^-x", "2^{-x}"],
  ["-x^2", "-x^{2}"],
  ["(-x)^2", "\\left(-x\\right)^{2}"],
  ["-(a + b)", "-\\left(a + b\\right)"],
  ["--x", "-\\left(-x\\right)"],
  ["a - -b", "a - \\left(-b\\right)"],
  ["a * -b", "a \\cdot \\left(-b\\right)"],
  ["-a * b", "-a \\cdot b"],
  ["a <= b and b <> c", "a \\le b \\land b \\ne c"],
  ["a >= b or a < b", "a \\ge b \\lor a < b"],
  ["(a > b) = c", "\\left(a > b\\right) = c"],
  ["not a", "\\lnot a"],
  ["not a = b", "\\lnot \\left(a = b\\right)"],
  ["min(a, b + 1)", "\\min\\left(a, b + 1\\right)"],
  ["max(a, b)^2", "\\left(\\max\\left(a, b\\right)\\right)^{2}"],
  ["floor(rho * reserve)", "\\left\\lfloor \\rho \\cdot \\mathrm{reserve}\\right\\rfloor "],
  ["ceil(x / 2)^2", "\\left\\lceil \\frac{x}{2}\\right\\rceil ^{2}"],
  [
    "max(0, if a then b else c)",
    "\\max\\left(0, \\begin{cases} b & \\text{if } a \\\\ c & \\text{otherwise} \\end{cases}\\right)",
  ],
  ["abs(x)", "\\left|x\\right|"],
  ["sqrt(1 + x)", "\\sqrt{1 + x}"],
  ["log10(x) + ln(x) - exp(-x)", "\\log_{10}\\left(x\\right) + \\ln\\left(x\\right) - \\exp\\left(-x\\right)"],
  ["sum(x[*])", "\\sum\\left(x_{*}\\right)"],
  ["student_t(3)", "\\operatorname{student\\_t}\\left(3\\right)"],
  ["if a > 0 then b else c", "\\begin{cases} b & \\text{if } a > 0 \\\\ c & \\text{otherwise} \\end{cases}"],
  [
    "if a then b else if c then d else e",
    "\\begin{cases} b & \\text{if } a \\\\ d & \\text{if } c \\\\ e & \\text{otherwise} \\end{cases}",
  ],
  [
    "2 * (if a then b else c)",
    "2 \\cdot \\left(\\begin{cases} b & \\text{if } a \\\\ c & \\text{otherwise} \\end{cases}\\right)",
  ],
])("writes %s as LaTeX", (text, latex) => {
  if (latex === undefined) expect(() => parse(text)).toThrow("equation/unclosed");
  else expect(toLatex(parse(text), symbols)).toBe(latex);
});

test("writes a sum of 5,000 terms", () => {
  const terms = Array.from({ length: 5_000 }, () => "x");
  expect(toLatex(parse(terms.join("+")))).toBe(terms.join(" + "));
});
