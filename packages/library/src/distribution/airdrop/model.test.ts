import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const groups = ["genuine", "sybil"] as const;
const stocks = [
  "treasury",
  ...groups.flatMap((group) => ["unclaimed", "held", "sold"].map((name) => `${name}[${group}]`)),
];

const year = runExactly(of("half-a-million"), { step: "1 day", steps: 365 });

test.each(reference.rows)("after $day days people and Sybils have claimed what the closed form says", (row) => {
  const day = Number(row["day"]);
  for (const group of groups) {
    const claimed = add(year.exact(`held[${group}]`)[day]!, year.exact(`sold[${group}]`)[day]!);
    expect(toBaseUnits(claimed, 18).toString()).toBe(row[group]);
  }
});

test("when the time for claims is over the rest returns, and later nothing is claimed", () => {
  // 800e6 * 0.9^180 and 200e6 * 0.4^180 are left.
  expect(year.exact("treasury")[180]).toEqual(rational(0n));
  expect(year.final("treasury")).toBeCloseTo(800e6 * 0.9 ** 180, 9);
  expect(year.exact("unclaimed[genuine]")[181]).toEqual(rational(0n));
  expect(year.exact("claim[genuine]")[200]).toEqual(rational(0n));
});

test("Sybils that are found are withheld to the base unit, and the treasury keeps their tokens", () => {
  const result = runExactly(of("sybils-found"), { step: "1 day" });
  expect(result.exact("treasury")[0]).toEqual(rational(150_000_000n));
  expect(result.exact("unclaimed[sybil]")[0]).toEqual(rational(50_000_000n));
  expect(result.exact("perAddress")[0]).toEqual(rational(1700n));
});

test("Arbitrum's users could claim 1859.2 ARB each, a fifth of it Sybils' at least", () => {
  const result = runExactly(of("arbitrum"), { step: "1 day" });
  expect(result.exact("perAddress")[0]).toEqual(rational(18_592n, 10n));
  expect(result.exact("unclaimed[sybil]")[0]).toEqual(rational(232_400_000n));
});

test("ZKsync: of what is claimed on the first day 41 % is sold", () => {
  const result = runExactly(of("zksync"), { step: "1 day" });
  expect(result.exact("soldShare")[1]).toEqual(rational(41n));
  expect(result.exact("sybilTake")[1]).toEqual(rational(0n));
});

test("for any terms the airdrop is whole at every step and follows the rule in integers", () => {
  const percent = fc.integer({ min: 0, max: 100 }).map(BigInt);
  const two = fc.tuple(percent, percent);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 27n }),
      fc.integer({ min: 0, max: 90 }).map(BigInt),
      percent,
      two,
      two,
      two,
      fc.integer({ min: 0, max: 12 }),
      (size, sybilShare, detected, claimRates, atOnce, later, window) => {
        const by = (name: string, [genuine, sybil]: readonly [bigint, bigint], unit: string) => ({
          [`${name}[genuine]`]: `${genuine} ${unit}`,
          [`${name}[sybil]`]: `${sybil} ${unit}`,
        });
        const terms = applyScenario(model, {
          parameters: {
            window: `${window} day`,
            sybilShare: `${sybilShare} %`,
            detected: `${detected} %`,
            ...by("claimRate", claimRates, "%/day"),
            ...by("soldAtOnce", atOnce, "%"),
            ...by("sellRate", later, "%/day"),
          },
        });
        const result = runExactly(terms, {
          step: "1 day",
          steps: 10,
          parameters: { size: rational(size, 10n ** 18n) },
        });
        const at = (name: string, day: number) => toBaseUnits(result.exact(name)[day]!, 18);
        const sybils = (size * sybilShare) / 100n;
        const allotted = [size - sybils, (sybils * (100n - detected)) / 100n];
        for (const [index, group] of groups.entries()) {
          let [unclaimed, held, sold] = [allotted[index]!, 0n, 0n];
          for (let day = 0; day <= 10; day++) {
            expect([at(`unclaimed[${group}]`, day), at(`held[${group}]`, day), at(`sold[${group}]`, day)]).toEqual([
              unclaimed,
              held,
              sold,
            ]);
            const claim = day < window ? (unclaimed * claimRates[index]!) / 100n : 0n;
            const sale = (claim * atOnce[index]!) / 100n + (held * later[index]!) / 100n;
            unclaimed = day < window ? unclaimed - claim : 0n;
            held += claim - sale;
            sold += sale;
          }
        }
        for (let day = 0; day <= 10; day++) {
          expect(stocks.map((name) => at(name, day)).reduce((a, b) => a + b)).toBe(size);
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 1162, numRuns: 40 },
  );
});

test("the fast backend agrees with the exact one", () => {
  const fast = run(build(of("half-a-million"), { step: "1 day" }), { steps: 365 });
  for (const name of stocks) expect(Math.abs(fast.final(name) - year.final(name)), name).toBeLessThan(1e-3);
});

test("a share above 100 % is reported", () => {
  const greedy = applyScenario(model, { parameters: { "soldAtOnce[sybil]": "101 %" } });
  const { report } = runExactly(greedy, { step: "1 day" });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreShares"]);
});
