import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const sectors = ["team", "investors", "advisors", "ecosystem", "community", "liquidity"];
const held = ["locked", "free", "lockedAgain", "sold"];
const stocks = ["treasury", ...sectors.flatMap((sector) => held.map((name) => `${name}[${sector}]`))];

const calendar = runExactly(of("nobody-sells"), { step: "1 month", steps: 60 });

test.each(reference.rows)("after $month months every sector has free what its terms say, to the base unit", (row) => {
  for (const sector of sectors) {
    const free = toBaseUnits(calendar.exact(`free[${sector}]`)[Number(row["month"])]!, 18);
    expect(free.toString(), sector).toBe(row[sector]);
  }
});

test.each(Object.keys(scenarios))("%s: all stocks sum to the supply in every month", (name) => {
  const { steps } = scenarios[name]!;
  const result = runExactly(of(name), { step: "1 month", steps });
  for (let month = 0; month <= steps; month++) {
    const total = stocks.map((stock) => toBaseUnits(result.exact(stock)[month]!, 18)).reduce((a, b) => a + b);
    expect(total).toBe(10n ** 27n);
  }
});

test("the calendar shows the cliffs: a quarter of the team's tokens at once after a year", () => {
  const release = calendar.exact("release[team]");
  // The twelfth month is the step from 11 to 12.
  expect(release[10]).toEqual(rational(0n));
  expect(release[11]).toEqual(rational(45_000_000n));
  expect(release[12]).toEqual(rational(3_750_000n));
  expect(calendar.exact("locked[team]")[12]).toEqual(rational(135_000_000n));
});

test("what is locked again early comes back after its time with its bonus", () => {
  const result = runExactly(of("loyal-community"), { step: "1 month", steps: 72 });
  const at = (name: string, month: number) => toBaseUnits(result.exact(name)[month]!, 18);
  for (let month = 0; month < 48; month++) {
    const relock = at("relock[community]", month);
    expect(at("unlock[community]", month + 24)).toBe(relock);
    expect(at("bonus[community]", month)).toBe(month < 12 ? relock / 4n : 0n);
  }
});

test("for any terms sectors follow the rule in integers, month by month", () => {
  const percent = (most: number) => fc.integer({ min: 0, max: most }).map(BigInt);
  const terms = fc
    .record({
      supply: fc.bigInt({ min: 0n, max: 10n ** 30n }),
      allocation: percent(50),
      upfront: percent(100),
      duration: fc.integer({ min: 1, max: 15 }),
      again: percent(100),
      lockTime: fc.integer({ min: 1, max: 6 }),
      sell: percent(100),
      bonus: percent(10),
    })
    .chain((rest) => fc.integer({ min: 0, max: rest.duration }).map((cliff) => ({ ...rest, cliff })));
  fc.assert(
    fc.property(terms, (t) => {
      const given = applyScenario(model, {
        parameters: {
          "allocation[sector]": "0 %",
          "allocation[team]": `${t.allocation} %`,
          "upfront[team]": `${t.upfront} %`,
          "duration[team]": `${t.duration} month`,
          "cliff[team]": `${t.cliff} month`,
          "cliff[investors]": "0 month",
          "lockAgain[team]": `${t.again} %`,
          "lockTime[sector]": `${t.lockTime} month`,
          "sellRate[team]": `${t.sell} %/month`,
          lockBonus: `${t.bonus} %`,
          early: "5 month",
        },
      });
      const steps = 20;
      const parameters = { supply: rational(t.supply, 10n ** 18n) };
      const result = runExactly(given, { step: "1 month", steps, parameters });
      const at = (name: string, month: number) => toBaseUnits(result.exact(name)[month]!, 18);

      const allotted = (t.supply * t.allocation) / 100n;
      const upfront = (allotted * t.upfront) / 100n;
      const grant = allotted - upfront;
      const released = (month: number) =>
        month < t.cliff || month === 0 ? 0n : (grant * BigInt(Math.min(month, t.duration))) / BigInt(t.duration);
      let [free, sold, treasury] = [upfront, 0n, t.supply - allotted];
      const locks: bigint[] = [];
      for (let month = 0; month <= steps; month++) {
        expect(at("locked[team]", month)).toBe(grant - released(month));
        expect([at("free[team]", month), at("sold[team]", month), at("treasury", month)]).toEqual([
          free,
          sold,
          treasury,
        ]);
        const release = released(month + 1) - released(month);
        const relock = (release * t.again) / 100n;
        locks.push(relock);
        // What is locked in a step is in the queue from its end on, and leaves in the step that ends lockTime later.
        const unlock = locks[month - t.lockTime] ?? 0n;
        const bonus = month < 5 ? (relock * t.bonus) / 100n : 0n;
        const sale = (free * t.sell) / 100n;
        free += release - relock + unlock + bonus - sale;
        sold += sale;
        treasury -= bonus;
      }
    }),
    { seed: 48, numRuns: 30 },
  );
});

test("what rounding leaves stays with the treasury", () => {
  const result = runExactly(model, { step: "1 month", parameters: { supply: rational(1n, 10n ** 18n) } });
  expect(toBaseUnits(result.exact("treasury")[0]!, 18)).toBe(1n);
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(of("loyal-community"), { step: "1 month", steps: 72 });
  const fast = run(build(of("loyal-community"), { step: "1 month" }), { steps: 72 });
  for (const name of stocks) expect(Math.abs(fast.final(name) - exact.final(name)), name).toBeLessThan(1e-3);
});

test("allotments above the supply are refused, and a cliff after its end is reported", () => {
  const violations = (parameters: Record<string, string>) =>
    runExactly(applyScenario(model, { parameters }), { step: "1 month" }).report.violations;
  expect(() => violations({ "allocation[team]": "90 %" })).toThrowError(/"treasury" starts below zero/);
  expect(violations({ "duration[team]": "11 month" }).map(({ check }) => check)).toEqual(["cliffBeforeEnd"]);
});
