import { expect, test } from "vitest";
import { foreignFunctions, functions, isAggregate } from "./functions.js";
import { parse } from "./parser.js";

test.each([...functions.values()])("$usage is described as it is checked", ({ name, fewest, most, usage, meaning }) => {
  expect(functions.get(name)?.name).toBe(name);
  expect(usage.startsWith(`${name}(`)).toBe(true);
  expect(meaning).toMatch(/^\S.*[^.\s]$/);
  const inside = usage.slice(name.length + 1, -1);
  const [needed, optional] = [inside.replace(/\[.*\]/, ""), /\[(.*)\]/.exec(inside)?.[1] ?? ""];
  const count = (list: string) => list.split(",").filter((part) => part.trim() !== "").length;
  if (most === Number.POSITIVE_INFINITY) expect(inside).toMatch(/, \.\.\.$/);
  else expect([fewest, most]).toEqual([count(needed), count(needed) + count(optional)]);
});

test.each([...functions.values()])("$name takes as many arguments as its table says", ({ name, fewest, most }) => {
  const call = (count: number) => () => parse(`${name}(${Array.from({ length: count }, () => "x").join(", ")})`);
  expect(call(fewest)).not.toThrow();
  expect(call(fewest - 1)).toThrow(fewest === 0 ? "unreachable" : "equation/arguments");
  if (most === Number.POSITIVE_INFINITY) {
    expect(call(1_000)).not.toThrow();
  } else {
    expect(call(most)).not.toThrow();
    expect(call(most + 1)).toThrow("equation/arguments");
  }
});

test("has the functions of the language's description", () => {
  const names = (kind: string) =>
    [...functions.values()]
      .filter((f) => f.kind === kind)
      .map((f) => f.name)
      .join(" ");
  expect(names("elementary")).toBe(
    "min max abs floor ceil round int sign sqrt exp ln log10 log2 sin cos tan arcsin arccos arctan tanh erf mod clamp lookup",
  );
  expect(names("time")).toBe("step pulse ramp");
  expect(names("memory")).toBe(
    "previous initial delay delay1 delay3 smooth smooth3 delayN smoothN leaving trend forecast",
  );
  expect(names("event")).toBe("latch ever once since heldFor");
  expect(names("aggregate")).toBe("sum mean prod count share gini quantile topShare choose at");
  expect(names("draw")).toBe(
    "normal uniform lognormal exponential gamma beta poisson binomial bernoulli triangular student_t",
  );
});

test("min and max of one argument are aggregates, of more they are not", () => {
  const aggregate = (text: string) => {
    const call = parse(text);
    return call.kind === "call" && isAggregate(call);
  };
  expect(["min(x[*])", "max(x[*])", "sum(x[*])", "mean(x[*])", "prod(x[*])"].map(aggregate)).not.toContain(false);
  expect(["min(x[*], 1)", "max(a, b, c)", "abs(x)", "floor(x)", "normal(0, 1)"].map(aggregate)).not.toContain(true);
});

test("no name of another language hides one of this language", () => {
  for (const name of foreignFunctions.keys()) {
    expect(functions.has(name), name).toBe(false);
    expect(() => parse(`${name}_(x)`)).toThrow("equation/unknown-function");
  }
});
