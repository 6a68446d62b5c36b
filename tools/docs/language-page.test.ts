import { build, equation } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { languagePage } from "./language-page.js";

const page = languagePage();
const names = Array.from(
  page.slice(page.indexOf("\n## Functions")).matchAll(/^\| `([a-zA-Z0-9_]+)\(.*?\)` \| .* \|$/gm),
  ([, name]) => name!,
);

/** Arguments for functions that need more than plain numbers. */
const calls: Readonly<Record<string, string>> = {
  step: "step(1, {1 day})",
  pulse: "pulse({1 day}, {2 day})",
  ramp: "ramp(1 / {1 day}, {1 day})",
  previous: "previous(y)",
  initial: "initial(y)",
  triangular: "triangular(0, 1, 2)",
  delay1: "delay1(y, {1 day})",
  delay3: "delay3(y, {1 day})",
  smooth: "smooth(y, {1 day})",
  smooth3: "smooth3(y, {1 day})",
  delay: "delay(y, {1 day})",
  delayN: "delayN(y, {1 day}, 2)",
  smoothN: "smoothN(y, {1 day}, 2)",
  leaving: "leaving(belt) * epoch",
  trend: "trend(y, {1 day}) * {1 day}",
  forecast: "forecast(y, {1 day}, {1 day})",
  lookup: "lookup(table, y)",
  latch: "if latch(y > 1, y < 0) then 1 else 0",
  ever: "if ever(y > 1) then 1 else 0",
  once: "if once(y > 1) then 1 else 0",
  since: "since(y > 1) / {1 day}",
  heldFor: "heldFor(y > 1) / {1 day}",
  sum: "sum(z[*])",
  mean: "mean(z[*])",
  prod: "prod(z[*])",
  count: "count(z[*] > 1)",
  share: "share(z[*] > 1)",
  gini: "gini(z[*])",
  quantile: "quantile(z[*], 0.5)",
  topShare: "topShare(z[*], 1)",
  choose: "choose(z[*])",
  at: "at(z[*], 1)",
};

function callOf(name: string): string {
  const { fewest } = equation.functions.get(name)!;
  const count = name === "min" || name === "max" ? 2 : fewest;
  return calls[name] ?? `${name}(${["0.25", "0.5", "0.75"].slice(0, count).join(", ")})`;
}

test("the page has every function of the language", () => {
  expect([...names].sort()).toEqual([...equation.functions.keys()].sort());
});

test.each(names)("%s is computed", (name) => {
  const model = {
    title: name,
    dimensions: { half: { elements: ["first", "second"] } },
    lookups: { table: { points: [["0", "1"] as const, ["1", "2"] as const] } },
    stocks: { belt: { initial: "1", meaning: "a queue", conveyor: { time: "2 day" } } },
    flows: { off: { from: "belt", equation: "leaving(belt)", meaning: "leaves it" } },
    auxiliaries: {
      x: { unit: "1", equation: callOf(name), meaning: "asked" },
      y: { unit: "1", equation: "1", meaning: "a value" },
      "z[half]": { unit: "1", equation: "half", meaning: "two values" },
    },
  };
  expect(build(model, { step: "1 day" }).variables.has("x")).toBe(true);
});

test("every example of an operator is an equation", () => {
  const section = page.split("## Operators")[1]!.split("## Functions")[0]!;
  const examples = Array.from(section.matchAll(/\| `([^`]+)` \|$/gm), ([, text]) => text!);
  expect(examples).toHaveLength(8);
  for (const text of examples) expect(() => equation.parse(text), text).not.toThrow();
});

test("time and epoch are names that every equation knows, in a unit of time", () => {
  const auxiliaries = {
    steps: { unit: "1", equation: "time / epoch", meaning: "steps so far" },
    share: { unit: "1", equation: "sqrt(epoch / {1 year})", meaning: "root of a step in years" },
  };
  expect(build({ title: "t", auxiliaries }, { step: "1 day" }).variables.size).toBe(2);
});
