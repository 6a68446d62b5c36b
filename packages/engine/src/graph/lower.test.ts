import { expect, test } from "vitest";
import { functions } from "../equation/index.js";
import { GraphBuilder } from "./graph.js";
import { printGraph } from "./print.js";
import { constantOf, findingOf, leafNames, lowerText, unitOf } from "./testing/scope.js";

const printed = (text: string) => printGraph(lowerText(text).builder, leafNames);

test("an equation is printed one operation a line, leaves and numbers in place", () => {
  expect(printed("share * reserve + treasury / 4")).toBe(
    ["%2 = multiply share reserve", "%5 = divide treasury 4", "%6 = add %2 %5"].join("\n"),
  );
  expect(printed("if price > {2 USD/ADA} then normal(0, 1) else -share")).toBe(
    ["%2 = less 1/5000 price", '%5 = draw normal "x"', "%7 = negate share", "%8 = select %2 %5 %7"].join("\n"),
  );
});

test("an input's default is part of the text, so that two ways of wiring have two fingerprints", () => {
  const text = (first: number, second: number) => {
    const builder = new GraphBuilder();
    const wires = [builder.leaf("stock", 0), builder.leaf("stock", 1)];
    builder.input(0, wires[first]);
    builder.input(1, wires[second]);
    return printGraph(builder, leafNames);
  };
  expect(text(0, 1)).toBe("0 = input reserve\n1 = input treasury");
  expect(text(1, 0)).not.toBe(text(0, 1));
});

test("equal expressions are one node, also across equations, and draws never are", () => {
  const builder = new GraphBuilder();
  const first = lowerText("share * reserve + 1 * treasury", builder);
  const second = lowerText("(share * reserve) + treasury", builder);
  expect(second.node).toBe(first.node);
  const draws = lowerText("normal(0, 1) - normal(0, 1)");
  expect(draws.builder.draws.map((draw) => draw.name)).toEqual(["x", "x#2"]);
});

test("constants are folded exactly, in base units and steps", () => {
  expect(constantOf("1/3 + 1/6")).toBe("1/2");
  expect(constantOf("{1.5 ADA}")).toBe("1500000");
  expect(constantOf("{3 lovelace/day}")).toBe("15");
  expect(constantOf("epoch / {1 day}")).toBe("5");
  expect(constantOf("{5 %}")).toBe("1/20");
  expect(constantOf("2 ^ -3 + sqrt(9/4) + abs(-1) + min(3, 2) + max(3, 2)")).toBe("61/8");
  expect(constantOf("if 1 < 2 and not (2 = 3) then 7 else 8")).toBe("7");
  expect(constantOf("sign(-3) + sign(0) + mod(-7, 3) + clamp(9, 1, 4)")).toBe("5");
});

test("folding never hides a fault: x - x, 0 * x, x / x, 0 / x and x ^ 0 stay, and so does a division by a computed zero", () => {
  expect(printed("share - share")).toBe("%1 = subtract share share");
  expect(printed("0 * share")).toBe("%2 = multiply 0 share");
  expect(printed("share / share")).toBe("%1 = divide share share");
  expect(printed("0 / share")).toBe("%2 = divide 0 share");
  expect(printed("share ^ 0")).toBe("%2 = power share 0");
  expect(printed("1 / (2 - 2)")).toContain("divide 1 0");
  expect(printed("sqrt(-1)")).toContain("sqrt -1");
  expect(printed("sqrt(2)")).toContain("sqrt 2");
});

test("adding 0, taking 0 away, multiplying and dividing by 1 and the power 1 leave nothing behind", () => {
  for (const text of ["share + 0", "0 + share", "share - 0", "1 * share", "share * 1", "share / 1", "share ^ 1"]) {
    expect(printed(text), text).toBe("");
  }
});

test("what grows past 512 bits is left as arithmetic", () => {
  expect(constantOf("3 ^ 300")).toBe((3n ** 300n).toString());
  expect(constantOf("3 ^ 400")).toBeUndefined();
});

/** Arguments in units that suit each function. */
const calls: Readonly<Record<string, string>> = {
  min: "min(reserve, treasury)",
  max: "max(reserve, treasury)",
  abs: "abs(reserve)",
  floor: "floor(reserve)",
  ceil: "ceil(fees)",
  round: "round(share)",
  sign: "sign(reserve)",
  sqrt: "sqrt(share)",
  exp: "exp(share)",
  ln: "ln(share)",
  log10: "log10(share)",
  sin: "sin(share)",
  cos: "cos(share)",
  tan: "tan(share)",
  tanh: "tanh(share)",
  erf: "erf(share)",
  mod: "mod(reserve, treasury)",
  clamp: "clamp(reserve, 0, treasury)",
  step: "step(fees, delay)",
  pulse: "pulse(reserve, delay, {2 epoch})",
  ramp: "ramp(fees, delay, {9 epoch})",
  previous: "previous(reserve)",
  initial: "initial(reserve)",
  delay1: "delay1(reserve, delay)",
  delay3: "delay3(reserve, delay)",
  smooth: "smooth(reserve, delay)",
  smooth3: "smooth3(reserve, delay)",
  delay: "delay(reserve, delay)",
  delayN: "delayN(reserve, delay, 4)",
  smoothN: "smoothN(reserve, delay, 4)",
  trend: "trend(reserve, delay)",
  forecast: "forecast(reserve, delay, {2 epoch})",
  latch: "if latch(share > 1, share < 0.5) then reserve else 0",
  ever: "if ever(share > 1) then reserve else 0",
  once: "if once(share > 1) then reserve else 0",
  since: "since(share > 1, delay)",
  heldFor: "heldFor(share > 1)",
  lookup: "lookup(reserve, share)",
  int: "int(reserve)",
  log2: "log2(share)",
  arcsin: "arcsin(share)",
  arccos: "arccos(share)",
  arctan: "arctan(share)",
  sum: "sum(reserve)",
  mean: "mean(reserve)",
  prod: "prod(share)",
  count: "count(share > 0)",
  share: "share(share > 0)",
  gini: "gini(share)",
  quantile: "quantile(share, 0.5)",
  topShare: "topShare(share, 3)",
  choose: "choose(share)",
  at: "at(share, 1)",
  normal: "normal(reserve, treasury)",
  uniform: "uniform(reserve, treasury)",
  lognormal: "lognormal(share, 1)",
  exponential: "exponential(delay)",
  gamma: "gamma(share, reserve)",
  beta: "beta(1, 2)",
  poisson: "poisson(share)",
  binomial: "binomial(9, share)",
  bernoulli: "bernoulli(share)",
  triangular: "triangular(0, treasury, reserve)",
  student_t: "student_t(4)",
  leaving: "leaving(treasury)",
};

test("every function of the language is lowered to a number with a unit", () => {
  for (const name of functions.keys()) {
    const call = calls[name];
    expect(call, `a call of ${name}`).toBeDefined();
    // An aggregate needs subscripts, of which these equations have none.
    if (functions.get(name)!.kind === "aggregate") expect(findingOf(call!).code, name).toBe("equation/aggregate");
    else expect(unitOf(call!), name).not.toBe("condition");
  }
});

test("units follow the algebra of the functions", () => {
  const unit = (name: string) => unitOf(calls[name]!);
  expect(unit("ramp")).toBe("ADA");
  expect(unit("pulse")).toBe("ADA/second");
  expect(unit("step")).toBe("ADA/second");
  expect(unit("exponential")).toBe("second");
  expect(unit("gamma")).toBe("ADA");
  expect(unit("leaving")).toBe("ADA/second");
  expect(unit("sign")).toBe("1");
  expect([unit("since"), unit("heldFor"), unit("latch")]).toEqual(["second", "second", "ADA"]);
  expect(unitOf("sqrt(reserve * treasury)")).toBe("ADA");
  expect(unitOf("reserve ^ 2 / treasury")).toBe("ADA");
  expect(unitOf("time / epoch")).toBe("1");
  expect(unitOf("rho * reserve * price")).toBe("USD/second");
});

test("a long sum of 5 000 terms needs no deep stack", () => {
  expect(constantOf(Array.from({ length: 5000 }, () => "1").join("+"))).toBe("5000");
  const { builder } = lowerText(Array.from({ length: 1600 }, () => "share").join("*"));
  expect(builder.nodes).toHaveLength(1600);
});

test("parameters that make no distribution are refused where they are known", () => {
  for (const call of [
    "normal(0, -1)",
    "lognormal(0, -0.1)",
    "uniform(2, 1)",
    "exponential(-1)",
    "bernoulli(1.2)",
    "bernoulli(-0.1)",
    "triangular(0, 3, 2)",
    "triangular(1, 0, 2)",
  ]) {
    expect(findingOf(call).code, call).toBe("equation/distribution");
  }
});
