/** The five files of a new model's folder, by name. The model runs as it stands; its test waits for numbers. */
export function modelFiles(path: string): Readonly<Record<string, string>> {
  const title = titleOf(path);
  return {
    "model.ts": modelFile(title),
    "scenarios.ts": scenariosFile,
    "reference.csv": referenceFile,
    "model.test.ts": testFile,
    "README.md": readmeFile(path, title),
  };
}

/** `issuance/my-rule` becomes `My rule`. */
function titleOf(path: string): string {
  const words = (path.split("/")[1] ?? "").replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

const modelFile = (
  title: string,
): string => `import { auxiliary, defineModel, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * ${title}: new tokens are a constant share of the supply. Replace the rule with yours; every name has a
 * unit and a meaning, and a flow moves an amount from one stock to another (only mint and burn have one end).
 */
const model: Model = defineModel({
  title: "${title}",
  about: "What the rule is for, and what it leaves out.",
  assets: { token: { decimals: 6 } },
  parameters: {
    rate: parameter("2 %/year", "share of the supply created per year", {
      confidence: "assumption",
      range: ["0 %/year", "20 %/year"],
    }),
  },
  stocks: {
    supply: stock("1_000_000 token", "all tokens created so far"),
  },
  flows: {
    issuance: mint("supply", "floor(rate * supply)", "created per year"),
  },
  auxiliaries: {
    inflation: auxiliary("%/year", "issuance / supply", "creation over the supply"),
  },
});

export default model;
`;

const scenariosFile = `import type { ModelScenario } from "../../scenario.js";

/** Named sets of values: what a published network used, or a case worth looking at. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ten-years": {
    title: "Ten years at 2 % a year",
    step: "1 year",
    steps: 10,
    parameters: { rate: "2 %/year" },
  },
};

export default scenarios;
`;

const referenceFile = `# What these numbers are: which quantity of which scenario, in which unit.
# Where they come from: "Source: " and a key of refs/library.bib with the page or file, or "Closed form: " and the formula.
scenario,step,supply
`;

const testFile = `import { expect, test } from "vitest";
import { applyScenario, pickScenario } from "../../scenario.js";
import { runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const decimals = 6;
const reference = readReference(new URL("reference.csv", import.meta.url));

function runScenario(name: string, steps: number) {
  const scenario = pickScenario(scenarios, name);
  return runExactly(applyScenario(model, scenario), { steps, ...(scenario.step && { step: scenario.step }) });
}

test("the model has witnesses outside the code", () => {
  expect(
    reference.rows.length,
    "reference.csv holds fewer than two rows: write published or closed-form numbers below its header, such as " +
      '"ten-years,1,1020000.000000", and say in its # lines where they come from',
  ).toBeGreaterThan(1);
});

test.each(reference.rows)("in $scenario the supply after $step steps is $supply", ({ scenario, step, supply }) => {
  const computed = runScenario(scenario!, Number(step)).exact("supply").at(-1)!;
  expect(toBaseUnits(computed, decimals)).toBe(BigInt(supply!.replace(".", "")));
});

test("the supply grows by what is issued, to the base unit", () => {
  const result = runScenario("ten-years", 10);
  const supply = result.exact("supply").map((amount) => toBaseUnits(amount, decimals));
  const issuance = result.exact("issuance").map((amount) => toBaseUnits(amount, decimals));
  for (let step = 0; step < 10; step++) expect(supply[step + 1]! - supply[step]!).toBe(issuance[step]);
});
`;

const readmeFile = (path: string, title: string): string => `# ${title}

\`${path}\`

**What it is.** One paragraph: the rule in words, with the symbols of its source.

**When to use it.** The question it answers; and when another model is the better choice.

**Where it differs from the source.** Rounding, order of events, what is left out. "Nowhere" is an answer.

**Witnesses.** What \`reference.csv\` holds, where it comes from, and to which digit the model agrees.
`;
