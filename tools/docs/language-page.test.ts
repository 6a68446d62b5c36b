import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, equation, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { repository } from "../house.js";
import { languagePage } from "./language-page.js";

const page = languagePage();
const rows = Array.from(
  page.matchAll(/^\| `([a-z0-9_]+)\((.*?)\)` \| .* \| (yes|not yet) \|$/gm),
  ([, name, , computed]) => ({
    name: name!,
    computed: computed === "yes",
  }),
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
};

function callOf(name: string): string {
  const { fewest } = equation.functions.get(name)!;
  const count = name === "min" || name === "max" ? 2 : fewest;
  return calls[name] ?? `${name}(${["0.25", "0.5", "0.75"].slice(0, count).join(", ")})`;
}

test("the page has every function of the language", () => {
  expect(rows.map(({ name }) => name).sort()).toEqual([...equation.functions.keys()].sort());
});

test.each(rows)("$name is computed or refused as the page says", ({ name, computed }) => {
  const model = {
    title: name,
    auxiliaries: {
      x: { unit: "1", equation: callOf(name), meaning: "asked" },
      y: { unit: "1", equation: "1", meaning: "a value" },
    },
  };
  if (computed) {
    expect(build(model, { step: "1 day" }).variables.has("x")).toBe(true);
  } else {
    const attempt = () => build(model, { step: "1 day" });
    expect(attempt).toThrow(TokenwrightError);
    expect(attempt).toThrow("equation/unsupported");
  }
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

test("what is not computed yet stands in the scope as not yet, and what is computed does not", () => {
  const scope = readFileSync(join(repository, "docs/scope.md"), "utf8").split("\n");
  const later = scope
    .filter((line) => line.includes("| not yet |"))
    .map((line) => line.split("|")[1])
    .join("\n");
  for (const { name, computed } of rows) expect(later.includes(`\`${name}\``), name).toBe(!computed);
});
