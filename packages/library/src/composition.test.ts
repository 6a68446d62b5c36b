import { build, type Cause, causesOf, type Program, type Run, rational, run, whyNotWasm } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models } from "./catalogue.js";
import { applyScenario } from "./scenario.js";
import { randomEconomy } from "./testing/random-economy.js";
import { expectSameBits } from "./testing/same-bits.js";

const steps = 30;

test("models that name the same dimension mean the same elements, so that any of them fit into one economy", () => {
  const known = new Map<string, { path: string; elements: string }>();
  for (const [path, { model }] of models) {
    for (const [name, dimension] of Object.entries(model.dimensions ?? {})) {
      const { label: _, ...rest } = dimension;
      const elements = JSON.stringify("elements" in rest ? rest.elements : rest);
      const before = known.get(name) ?? { path, elements };
      expect(elements, `${name} of ${before.path} and of ${path}`).toBe(before.elements);
      known.set(name, before);
    }
  }
});

const variants = new Map(
  [...models].map(([path, { model, scenarios }]) => {
    return [path, Object.values(scenarios).map((scenario) => applyScenario(model, scenario))] as const;
  }),
);
const economies = Array.from({ length: 200 }, (_, seed) => randomEconomy(variants, seed + 1));

test("two hundred economies put together at random are wired: most of them through several modules", () => {
  const uses = economies.flatMap(({ modules }) => Object.values(modules));
  const wires = uses.flatMap(({ inputs }) => Object.keys(inputs ?? {}));
  expect(new Set(economies.map(({ title }) => title)).size).toBe(economies.length);
  expect(new Set(uses.map(({ model }) => model.title)).size).toBeGreaterThan(0.9 * models.size);
  expect(wires.length).toBeGreaterThan(economies.length);
  expect(economies.filter(({ flows }) => Object.keys(flows!).length > 0).length).toBeGreaterThan(economies.length / 2);
});

test.each(economies.map((economy) => [economy.title, economy] as const))(
  "%s runs, conserves and explains itself",
  (_, economy) => {
    const program = build(economy);
    const result = run(program, { steps, seed: 11n });
    expectConserved(program, result);
    expectExplained(program, result);
    if (whyNotWasm(program) === undefined) expectSameBits(program, 3, 20);
  },
);

/** Every unit that was there, minted or burned is there: added up here from what the run shows, not by the engine's books. */
function expectConserved(program: Program, result: Run): void {
  // An overdraft moves less than was asked for, and what was asked for is what a run shows.
  if (result.report.overdrafts.length > 0) return;
  const inBaseUnits = (name: string) => {
    const scale = rational.toNumber(program.variables.get(name)!.scale);
    return Array.from(result.series(name), (value) => value * scale);
  };
  const dt = rational.toNumber(program.scale.dt);
  for (const { unit, stocks, mints, burns } of program.books) {
    const owners = [
      ...stocks.map((stock) => program.stocks[stock]!),
      ...[...mints, ...burns].map((flow) => program.flows[flow]!),
    ];
    if (owners.some(({ population }) => population !== undefined)) continue;
    const held = stocks.map((stock) => inBaseUnits(program.stocks[stock]!.name));
    const moved = (flows: readonly number[]) =>
      flows.reduce((sum, flow) => {
        return (
          sum +
          inBaseUnits(program.flows[flow]!.name)
            .slice(0, -1)
            .reduce((all, amount) => all + amount * dt, 0)
        );
      }, 0);
    const at = (step: number) => held.reduce((sum, series) => sum + series[step]!, 0);
    const [minted, burned] = [moved(mints), moved(burns)];
    const size = Math.max(...held.flatMap((series) => series.map(Math.abs)), minted, burned, 1);
    expect(Math.abs(at(steps) - at(0) - (minted - burned)), unit).toBeLessThanOrEqual(1e-12 * steps * size);
  }
}

/** Causes that are asked for in each economy: every question runs it anew. */
const questions = 6;

/** The causes of some values are the values that the run shows, and the flows of a stock add up to its change. */
function expectExplained(program: Program, result: Run): void {
  const every = Math.ceil(result.names.length / questions);
  for (const name of result.names.filter((_, index) => index % every === 0)) {
    const cause = causesOf(program, name, { step: steps, seed: 11n });
    expectTree(cause, result);
    if (program.variables.get(name)!.kind !== "stock" || result.report.overdrafts.length > 0) continue;
    const change = cause.value - cause.before!;
    const explained = cause.causes.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
    expect(Math.abs(explained - change), name).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(cause.value), 1));
  }
}

function expectTree(cause: Cause, result: Run): void {
  if (cause.agents === undefined) expect(cause.value, cause.name).toBe(result.final(cause.name));
  for (const one of cause.causes) {
    if (one.contribution !== undefined) expect(Number.isFinite(one.contribution), one.name).toBe(true);
    expectTree(one, result);
  }
}
