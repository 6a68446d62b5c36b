import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly, subtract, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { adapters } from "./net-emissions.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const table = runExactly(applyScenario(model, scenarios["helium-table"]!), { step: "1 year", steps: 50 });
const bones = (amount: Parameters<typeof toBaseUnits>[0]) => toBaseUnits(amount, 8);

test.each(reference.rows)("year $year of the published table: what is created and how it is shared out", (row) => {
  const year = Number(row["year"]);
  const at = (name: string) => toNumber(table.exact(name)[year - 1]!);
  // The table rounds the supply to a token and what is created to a tenth.
  expect(Math.abs(at("supply") - Number(row["at_start"]))).toBeLessThanOrEqual(0.5);
  const minted = toNumber(subtract(table.exact("supply")[year]!, table.exact("supply")[year - 1]!));
  expect(Math.abs(minted - Number(row["minted"]))).toBeLessThan(0.0501);
  for (const name of ["coverage", "data", "consensus"]) expect(at(`${name}Share`)).toBe(Number(row[name]));
  expect(at("founderShare")).toBe(Number(row["founders"]));
});

test("the table tends to 240 M and, with what slow blocks left out, to 223 M", () => {
  expect(table.exact("tableLimit")[0]).toEqual(rational(240_000_000n));
  expect(table.exact("limit")[0]).toEqual(rational(223_000_000n));
});

test("however time falls into steps, the table creates the same to the base unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 30 }), (hours, steps) => {
      const result = runExactly(model, { step: `${hours} hour`, steps });
      const years = rational(BigInt(hours * steps), 8760n);
      let halvings = 0n;
      let created = rational(0n);
      let left = years;
      for (; toNumber(left) >= 2; left = subtract(left, rational(2n))) {
        created = add(created, rational(120_000_000n, 2n ** halvings));
        halvings++;
      }
      created = add(created, rational(60_000_000n * left.n, 2n ** halvings * left.d));
      expect(bones(result.exact("supply")[steps]!)).toBe((created.n * 10n ** 8n) / created.d);
    }),
    { seed: 20, numRuns: 60 },
  );
});

test("of what is burned up to the cap enters the pool, and the pool gives a 336th of itself an epoch", () => {
  const scenario = applyScenario(model, scenarios["helium-2021-08"]!);
  const burned = 40n;
  const result = runExactly(
    {
      ...scenario,
      inputs: { ...scenario.inputs, burned: { ...scenario.inputs!["burned"]!, default: "{40 token} / epoch" } },
    },
    { step: "30 minute", steps: 300 },
  );
  let pool = 0n;
  for (let epoch = 0; epoch < 300; epoch++) {
    expect(bones(result.exact("pool")[epoch]!)).toBe(pool);
    const out = pool / 336n;
    expect(bones(result.exact("netEmission")[epoch]!)).toBe(out);
    expect(bones(result.exact("destroyed")[epoch]!)).toBe(burned * 10n ** 8n - 3_424_000_000n);
    pool += 3_424_000_000n - out;
  }
});

test("by the chain's code what is burned waits, and at most the cap comes back in an epoch", () => {
  const scenario = applyScenario(model, scenarios["helium-2021-08-as-coded"]!);
  const program = (burned: string) => ({
    ...scenario,
    inputs: { ...scenario.inputs, burned: { ...scenario.inputs!["burned"]!, default: burned } },
  });
  // 100 tokens burned in the first epoch alone: min(cap, burned + overage) of the code, an epoch later.
  const result = runExactly(program("pulse({100 token}, {0 day})"), { step: "30 minute", steps: 6 });
  const emitted = result.exact("netEmission").map(toNumber);
  expect(emitted.slice(0, 6)).toEqual([0, 34.24, 34.24, 31.52, 0, 0]);
});

test("tokens are created by the table or come back: supply, pool and destroyed add up to it", () => {
  const scenario = applyScenario(model, scenarios["helium-2021-08"]!);
  const amount = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 21, maxLength: 21 }), (burned) => {
      const result = runExactly(scenario, {
        step: "30 minute",
        steps: 20,
        inputs: { burned: burned.map((tokens) => rational(BigInt(tokens) * 48n)) },
      });
      const sum = (name: string) =>
        result
          .exact(name)
          .slice(0, 20)
          .reduce((total, part) => total + bones(part), 0n);
      const held = (step: number) => bones(result.exact("supply")[step]!) + bones(result.exact("pool")[step]!);
      expect(held(20) - held(0)).toBe(sum("scheduledEmission") - sum("destroyed"));
      expect(sum("destroyed") + sum("intoPool")).toBe(
        burned.slice(0, 20).reduce((total, part) => total + BigInt(part) * 10n ** 8n, 0n),
      );
      expect(result.report.violations).toEqual([]);
    }),
    { seed: 34, numRuns: 30 },
  );
});

test("burning what may come back leaves the tokens in people's hands as the table has them, in the end", () => {
  const scenario = applyScenario(model, scenarios["helium-2021-08"]!);
  const result = run(build(scenario, { step: "30 minute" }), { steps: 5000 });
  // The pool is steady at 336 epochs of burning.
  expect(result.final("pool")).toBeCloseTo(336 * 17.12, 0);
  expect(result.final("netEmission")).toBeCloseTo(17.12, 3);
});

test("a negative amount burned is reported", () => {
  const names = runExactly(model, { step: "1 day", inputs: { burned: rational(-1n) } }).report.violations;
  expect(names.map(({ check }) => check)).toContain("burnedIsNotNegative");
});

test("the adapter answers for a year and for the rule's limits", () => {
  const answers = adapters[0]!.compute({}, {}, []);
  expect(answers["hnt_per_epoch_before_first_halving"]).toBe(3424);
  expect(answers["net_emission_cap_per_epoch"]).toBe(34.24);
  expect(answers["pool_fraction_per_epoch"]).toBe("1/336");
  expect(adapters[0]!.compute({ year: 5 }, {}, [])).toMatchObject({ minted: 15e6, supply_at_start: 180e6 });
});
