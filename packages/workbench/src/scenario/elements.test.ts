import { readFileSync } from "node:fs";
import { run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";

const example = readFileSync(new URL("../../../../examples/sectors/scenario.yaml", import.meta.url), "utf8");

function built(text: string, overrides: readonly string[] = []) {
  const scenario = readScenario(text, { overrides });
  return { scenario, program: buildScenario(scenario) };
}

/** Findings as `line:column code`, with the words under the caret. */
function findingsOf(text: string, overrides: readonly string[] = []): string[] {
  try {
    built(text, overrides);
    return [];
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return error.diagnostics.map(({ code, place, hint }) => {
      expect(hint, code).toBeTruthy();
      const { line = 0, column = 1, length = 1, lineText = "" } = place ?? {};
      return `${line} ${lineText.slice(column - 1, column - 1 + length)} ${code}`;
    });
  }
}

const lineOf = (part: string) => example.slice(0, example.indexOf(part)).split("\n").length;

test("after two years every sector of the example has what its cliff and its vesting say", () => {
  const { scenario, program } = built(example);
  const path = run(program, { steps: scenario.steps, seed: scenario.seed, backend: "js" });
  const after = (name: string, months: number) => path.series(name)[months]!;
  // Whole base units a month, over the months that have begun since the cliff.
  const monthly = { team: 555_555.555555, investors: 1_250_000, community: 1_041_666.666666 };
  expect(after("released[team]", 24)).toBeCloseTo(12 * monthly.team, 5);
  expect(after("released[investors]", 24)).toBeCloseTo(18 * monthly.investors, 5);
  expect(after("released[community]", 24)).toBeCloseTo(24 * monthly.community, 5);
  expect(after("released[team]", 12)).toBe(0);
  expect(after("insiderShare", 24)).toBeCloseTo(
    (100 * (12 * monthly.team + 18 * monthly.investors)) /
      (12 * monthly.team + 18 * monthly.investors + 24 * monthly.community),
    8,
  );
});

test("the hundred million tokens of the example are all there in every month", () => {
  const { scenario, program } = built(example);
  const path = run(program, { steps: scenario.steps, seed: scenario.seed });
  const names = ["team", "investors", "community"].flatMap((one) => [`locked[${one}]`, `released[${one}]`]);
  for (let month = 0; month <= scenario.steps; month++) {
    expect(names.reduce((sum, name) => sum + path.series(name)[month]!, 0)).toBeCloseTo(100e6, 4);
  }
  expect(path.report.violations).toEqual([]);
});

test("the price table of the example holds at its points, between them and beyond them", () => {
  const { program } = built(example, ["parameters.growth=0 %/year"]);
  const path = run(program, { steps: 60 });
  const tension = path.series("tension");
  const price = path.series("price");
  const points = [
    [0, 0.2],
    [0.5, 0.6],
    [1, 1],
    [2, 1.6],
    [4, 2.2],
  ] as const;
  const byHand = (x: number) => {
    const next = points.findIndex(([at]) => at >= x);
    if (next < 0) return 2.2;
    if (next === 0) return 0.2;
    const [[x0, y0], [x1, y1]] = [points[next - 1]!, points[next]!];
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  };
  expect(new Set(tension).size).toBeGreaterThan(20);
  for (const [month, x] of tension.entries()) expect(price[month]).toBeCloseTo(0.25 * byHand(x), 12);
});

test("an output with a dimension stands for one of each element, with its label", () => {
  const { scenario } = built(example);
  expect(scenario.outputs.slice(0, 3).map(({ name, label }) => `${name}: ${label}`)).toEqual([
    "released[team]: Released: team",
    "released[investors]: Released: investors",
    "released[community]: Released: community",
  ]);
  const all = built(example.replace(/^outputs:[\s\S]*?\n\n/m, ""));
  expect(all.scenario.outputs.map(({ name }) => name)).toContain("locked[community]");
});

test("a change from outside reaches one element, the common value, or all of them", () => {
  const cliff = (...overrides: string[]) => {
    const path = run(built(example, overrides).program, { steps: 0 });
    return ["team", "investors", "community"].map((one) => path.series(`cliff[${one}]`)[0]);
  };
  expect(cliff()).toEqual([12, 6, 0]);
  expect(cliff("parameters.cliff[sector].values.team=1 year")).toEqual([1, 6, 0]);
  expect(cliff("cliff[sector].value=2 month")).toEqual([12, 6, 2]);
  expect(cliff("cliff[sector]=2 month")).toEqual([2, 2, 2]);
  expect(findingsOf(example, ["cliff[sector].values.tem=2 month"])).toEqual(["1 tem dimension/unknown-element"]);
});

test("several dimensions, ranges of single elements, equations of single elements, integration", () => {
  const { program } = built(`tokenwright: 1
title: All forms
step: 1 day
horizon: 4 day
integrate: rk4
assets: { TKN: { decimals: 0 } }
dimensions:
  sector: [team, rest]
  year: 2
parameters:
  weight[sector, year]:
    value: "1"
    values: { "team, 2": "5", "rest,1": 2 to 3 }
  share[sector]:
    values:
      team: { uniform: { low: 10 %, high: 20 % } }
      rest: max(0, 0.1)
    unit: "%"
stocks:
  held[sector]: { values: { team: 10 TKN, rest: 20 TKN } }
flows:
  growth[sector]:
    to: held[sector]
    values: { team: "{1 TKN/day}", rest: "2 * {1 TKN/day}" }
auxiliaries:
  row[sector]: { unit: "1", equation: "sum(weight[sector, *])" }
`);
  expect(program.integrate).toBe("rk4");
  const path = run(program, { steps: 4 });
  expect(path.series("row[team]")[0]).toBe(6);
  expect(path.series("row[rest]")[0]).toBeGreaterThan(2);
  expect(path.series("share[team]")[0]).toBeGreaterThan(10);
  expect(path.series("share[rest]")[0]).toBeCloseTo(10, 12);
  expect([path.series("held[team]")[4], path.series("held[rest]")[4]]).toEqual([14, 28]);
});

test("a stock shares what it has, or serves its outflows in the order of the file", () => {
  const moved = (overdraft: string) => {
    const { program } = built(`tokenwright: 1
title: Overdraft
step: 1 day
horizon: 1 day
assets: { TKN: { decimals: 0 } }
stocks:
  pot: { initial: 30 TKN${overdraft}, meaning: runs out }
  first: { initial: 0 TKN, meaning: a }
  second: { initial: 0 TKN, meaning: b }
flows:
  toFirst: { from: pot, to: first, equation: "{25 TKN/day}", meaning: c }
  toSecond: { from: pot, to: second, equation: "{25 TKN/day}", meaning: d }
`);
    const path = run(program, { steps: 1 });
    return ["pot", "first", "second"].map((name) => path.series(name)[1]);
  };
  expect(moved("")).toEqual([0, 15, 15]);
  expect(moved(", overdraft: in proportion")).toEqual([0, 15, 15]);
  expect(moved(", overdraft: in order")).toEqual([0, 25, 5]);
  expect(() => moved(", overdraft: in row")).toThrow(/in row/);
});

test("points may begin at a plain 0, and shares mix with plain numbers where the unit is 1", () => {
  const { program } = built(`tokenwright: 1
title: Tables
step: 1 day
horizon: 1 day
assets: { USD: { decimals: 2 } }
lookups:
  effect: { points: [[0, 1], [2 USD, 50 %]], beyond: extend, unit: "1" }
  plain: { points: [[0, 100], [4, 0]], of: USD, unit: "%", meaning: falling }
auxiliaries:
  a: { unit: "1", equation: "lookup(effect, {1 USD})" }
  b: { unit: "1", equation: "lookup(effect, {3 USD})" }
  c: { unit: "%", equation: "lookup(plain, {1 USD})" }
`);
  const path = run(program, { steps: 0 });
  expect(["a", "b", "c"].map((name) => path.series(name)[0])).toEqual([0.75, 0.25, 75]);
});

test.each([
  ["team: 12 month", "team: 12 TKN", ["12 TKN unit/mismatch"]],
  ["team: 12 month", "tem: 12 month", ["tem dimension/unknown-element"]],
  ["cliff[sector]:", "cliff[sectr]:", ["cliff[sectr] dimension/unknown"]],
  ["allocation[sector]:", "allocation[sector:", ["allocation[sector scenario/subscript"]],
  ["investors, community]", "team, community]", ["team dimension/duplicate"]],
  ["sector: [team, investors, community]", "sector: 0", ["0 scenario/count"]],
  ["of: sector, elements", "of: sectors, elements", ["sectors dimension/subrange"]],
  ["elements: [team, investors]", "elements: [team, investrs]", ["investrs dimension/subrange"]],
  ["[1, 100 %]", "[0.1, 100 %]", ["0.1 lookup/order"]],
  ["[1, 100 %]", "[1, 100 USD]", ["100 USD lookup/unit"]],
  ["[1, 100 %]", "[1, 100 %%]", ["% unit/syntax"]],
  ["[1, 100 %]", "[1, 100 %, 3]", ["[1, 100 %, 3] scenario/too-many"]],
  ["beyond: clamp", "beyond: clip", ["clip scenario/choice"]],
  ["team: 36 month, ", "", ["values scenario/missing-element"]],
  ["team: 20_000_000 TKN", "team: 2 * growth", ["2 * growth unit/mismatch"]],
  ["lookup(premium", "lookup(premum", ["premum equation/unknown-table"]],
  ['"released[sector]"', '"released[sectr]"', ["released[sectr] scenario/unknown-name"]],
  ["    initial: allocation[sector]\n", "", ["locked[sector] scenario/missing-key"]],
])("%s written as %s is found where it stands", (right, wrong, expected) => {
  // A missing key is shown at the name that lacks it, two lines above.
  const line = lineOf(right) - (wrong === "" && right.includes("initial") ? 2 : 0);
  expect(findingsOf(example.replace(right, wrong))).toEqual(expected.map((one) => `${line} ${one}`));
});
