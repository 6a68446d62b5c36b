import { build, gradient, type Model, type Program, rational, run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models, networks } from "./catalogue.js";
import { applyScenario } from "./scenario.js";

const mostSteps = 8;

const entries = [...models, ...networks].sort(([a], [b]) => (a < b ? -1 : 1));

/** The model with amounts that are not rounded, which moves smoothly where the rounded one takes tiny steps. */
function unrounded(model: Model): Model {
  return JSON.parse(JSON.stringify(model).replace(/\b(?:floor|ceil|round)\(/g, "("));
}

const cases = entries.flatMap(([name, { model, scenarios }]) =>
  Object.entries(scenarios).map(([key, scenario]) => {
    const step = scenario.step === undefined ? {} : { step: scenario.step };
    const own = applyScenario(model, scenario);
    const steps = Math.min(scenario.steps, mostSteps);
    return [`${name}, ${key}`, () => build(own, step), () => build(unrounded(own), step), steps] as const;
  }),
);

const singles = (parts: readonly { readonly name: string; readonly population?: number }[]) =>
  parts.filter(({ population }) => population === undefined).map(({ name }) => name);

/** What is derived: stocks and declared states, and some of what is computed last. */
function objectivesOf({ stocks, states, variables }: Program): readonly string[] {
  const moving = [...singles(stocks), ...singles(states)].filter((name) => variables.has(name));
  const computed = Array.from(variables.values())
    .filter(({ kind, population }) => (kind === "auxiliary" || kind === "flow") && population === undefined)
    .map(({ name }) => name);
  return [...moving.slice(0, 4), ...computed.slice(-Math.max(1, 4 - moving.length))];
}

const codeOf = (error: unknown) => (error instanceof TokenwrightError ? error.diagnostics[0]!.code : undefined);

/** False for what follows from a conveyor, of which there is no derivative. */
function hasDerivative(program: Program, of: string, names: readonly string[]): boolean {
  try {
    gradient(program, { of, steps: 0, with: names });
    return true;
  } catch (error) {
    if (codeOf(error) === "gradient/conveyor") return false;
    if (codeOf(error) === "gradient/not-finite" || codeOf(error) === "run/not-finite") return true;
    throw error;
  }
}

/** The names by which all objectives have a finite derivative. */
function derivable(program: Program, objectives: readonly string[], names: readonly string[], steps: number): string[] {
  const areFinite = (all: readonly string[]): boolean => {
    try {
      for (const of of objectives) gradient(program, { of, steps, with: all });
      return true;
    } catch (error) {
      if (codeOf(error) === "gradient/not-finite" || codeOf(error) === "run/not-finite") return false;
      throw error;
    }
  };
  return areFinite(names) ? [...names] : names.filter((name) => areFinite([name]));
}

test.each(cases)("%s: gradients forwards and backwards are the same", (_, rounded, _smooth, steps) => {
  const program = rounded();
  const all = [...singles(program.parameters), ...singles(program.stocks)];
  const objectives = objectivesOf(program)
    .filter((of) => hasDerivative(program, of, all))
    .slice(0, 3);
  const names = derivable(program, objectives, all, steps);
  const start = run(program, { steps: 0 });
  const found = objectives.map((of) => {
    const ask = { of: { variable: of, at: "mean" as const }, steps, with: names };
    const [forward, reverse] = (["forward", "reverse"] as const).map((mode) => gradient(program, { ...ask, mode }));
    return { of, forward: forward!, reverse: reverse! };
  });
  // What cancels, as in amounts that are moved to and fro, leaves rounding of the size of what cancelled.
  const sizeOf = (of: string) => {
    const unit = (name: string) => program.variables.get(name)!.unit.text;
    const alike = found.filter((one) => unit(one.of) === unit(of));
    return Math.max(...alike.map((one) => Math.abs(one.forward.value)));
  };
  for (const { of, forward, reverse } of found) {
    expect(reverse.value).toBe(forward.value);
    expect(reverse.report).toEqual(forward.report);
    for (const name of names) {
      const [a, b] = [forward.gradient[name]!, reverse.gradient[name]!];
      const size = Math.max(Math.abs(a), sizeOf(of) / Math.abs(start.final(name) || 1));
      expect(Math.abs(a - b), `${of} by ${name}`).toBeLessThanOrEqual(1e-9 * size);
    }
  }
});

/** The means of all objectives over a run; undefined where a parameter makes no model. */
function meansOf(
  program: Program,
  objectives: readonly string[],
  steps: number,
  name: string,
  value: number,
): readonly number[] | undefined {
  try {
    const parameters = { [name]: rational.fromNumber(value) };
    const path = run(program, { steps, parameters, record: objectives });
    return objectives.map((of) => path.series(of).reduce((sum, one) => sum + one, 0) / (steps + 1));
  } catch (error) {
    if (error instanceof TokenwrightError) return undefined;
    throw error;
  }
}

/**
 * Central differences of widths h, h/2 and h/4, extrapolated twice after Richardson, of the h at which the last two
 * extrapolations are nearest; undefined where they disagree, or the slopes of both sides do, as at a kink.
 */
function differences(
  program: Program,
  objectives: readonly string[],
  steps: number,
  name: string,
  value: number,
): readonly (number | undefined)[] {
  const middle = meansOf(program, objectives, steps, name, value)!;
  const size = Math.abs(value) || 1;
  const sizes = sizesOf(program, objectives, middle, steps);
  const found = middle.map((): { slope: number; doubt: number } | undefined => undefined);
  for (const share of [0.03, 0.01, 0.002]) {
    const widths = [1, 2, 4].map((part) => (share * size) / part);
    const sides = widths.map((width) =>
      [value + width, value - width].map((at) => meansOf(program, objectives, steps, name, at)),
    );
    if (sides.flat().includes(undefined)) continue;
    for (const [objective, here] of middle.entries()) {
      const at = (index: number, side: 0 | 1) => sides[index]![side]![objective]!;
      const central = widths.map((width, index) => (at(index, 0) - at(index, 1)) / (2 * width));
      const [wide, , near] = widths.map((width, index) => Math.abs(at(index, 0) + at(index, 1) - 2 * here) / width);
      const [first, second] = [(4 * central[1]! - central[0]!) / 3, (4 * central[2]! - central[1]!) / 3];
      const slope = (16 * second - first) / 15;
      const scale = Math.max(Math.abs(slope), scaleOf(sizes[objective]!, value));
      // The gap between both sides falls with the width, here to a quarter, where there is no kink.
      const isKink = near! > 0.3 * wide! && near! > 1e-7 * scale;
      const doubt = isKink ? Number.POSITIVE_INFINITY : Math.abs(slope - second) / (scale || 1);
      const known = found[objective];
      if (known === undefined || doubt < known.doubt) found[objective] = { slope, doubt };
    }
  }
  return found.map((one) => (one !== undefined && one.doubt < 2e-7 ? one.slope : undefined));
}

/**
 * For each objective the largest mean among those of its unit, and of a stock what flows into it or out of it in a step:
 * what cancels leaves rounding of that size.
 */
function sizesOf(
  program: Program,
  objectives: readonly string[],
  means: readonly number[],
  steps: number,
): readonly number[] {
  const units = objectives.map((name) => program.variables.get(name)!.unit.text);
  return units.map((unit, own) =>
    Math.max(
      turnoverOf(program, objectives[own]!, steps),
      ...means.map((mean, index) => (units[index] === unit ? Math.abs(mean) : 0)),
    ),
  );
}

/** The most that a flow moves into a stock or out of it in a step, in the stock's unit; 0 for what is no stock. */
function turnoverOf(program: Program, name: string, steps: number): number {
  const stock = program.stocks.findIndex((one) => one.name === name);
  const flows = program.flows.filter(({ from, to, population }) => {
    return population === undefined && stock >= 0 && (from === stock || to === stock);
  });
  if (flows.length === 0) return 0;
  const path = run(program, { steps, record: flows.map((flow) => flow.name) });
  const inUnits = (variable: string) => rational.toNumber(program.variables.get(variable)!.scale);
  const amounts = flows.map((flow) => Math.max(...path.series(flow.name).map(Math.abs)) * inUnits(flow.name));
  return (Math.max(...amounts) * rational.toNumber(program.scale.dt)) / inUnits(name);
}

/** The slope that changes an objective by a hundred-thousandth of itself for twice the parameter. */
function scaleOf(objective: number, parameter: number): number {
  return (1e-5 * Math.abs(objective)) / (Math.abs(parameter) || 1);
}

/** An era in every step, so that in each of them two equal numbers of blocks stand in a `min`. */
const tied: ReadonlySet<string> = new Set(["issuance/halving, bitcoin-by-era"]);

/** Of a network its first scenario: its models are compared in theirs, and the others differ in values alone. */
const first = new Set([...networks].map(([name, { scenarios }]) => `${name}, ${Object.keys(scenarios)[0]!}`));
const apart = cases.filter(([name]) => !tied.has(name) && (!name.startsWith("networks/") || first.has(name)));

let asked = 0;
let compared = 0;

test.each(apart)("%s: gradients are central differences where those agree", (_, _rounded, smooth, steps) => {
  const program = smooth();
  const all = singles(program.parameters);
  const objectives = objectivesOf(program).filter((of) => hasDerivative(program, of, all));
  const parameters = derivable(program, objectives, all, steps);
  const start = run(program, { steps: 0 });
  const gradients = objectives.map((of) =>
    gradient(program, { of: { variable: of, at: "mean" }, steps, with: parameters }),
  );
  const sizes = sizesOf(
    program,
    objectives,
    gradients.map(({ value }) => value),
    steps,
  );
  for (const name of parameters) {
    const value = start.final(name);
    for (const [index, slope] of differences(program, objectives, steps, name, value).entries()) {
      asked++;
      if (slope === undefined) continue;
      const { gradient: found } = gradients[index]!;
      const scale = Math.max(Math.abs(slope), scaleOf(sizes[index]!, value));
      expect(Math.abs(found[name]! - slope), `${objectives[index]} by ${name}: ${slope}`).toBeLessThanOrEqual(
        1e-6 * scale,
      );
      compared++;
    }
  }
});

test("central differences agree with each other, and so are compared, for five of six derivatives", () => {
  expect(compared).toBeGreaterThan((asked * 5) / 6);
});
