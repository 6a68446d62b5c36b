import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const farmers = ["alice", "bob", "carol"] as const;
const example = runExactly(applyScenario(model, scenarios["contract-test"]!), { steps: 62 });

test.each(reference.rows)("at block $block all have been paid what the contract's test says", (row) => {
  // What is done in a block shows in the stocks after it.
  const at = (name: string) => toBaseUnits(example.exact(name)[Number(row["block"])]!, 18).toString();
  for (const farmer of farmers) expect(at(`earned[${farmer}]`)).toBe(row[farmer]);
  expect([at("pot"), at("developers")]).toEqual([row["pot"], row["developers"]]);
});

test("the supply after the example is 55 000, and everybody has his shares back", () => {
  expect(toBaseUnits(example.exact("created")[60]!, 18)).toBe(55_000n);
  // The scenario gives the shares in base units, so they are told in them.
  for (const farmer of farmers) expect(example.exact(`idle[${farmer}]`)[60]).toEqual(rational(1000n));
  expect(example.report).toEqual({ overdrafts: [], violations: [] });
});

type Action = readonly [farmer: 0 | 1 | 2, kind: "deposit" | "withdrawal" | "harvest", amount: bigint];

/** The contract: one pool, actions in order within a block. */
class MasterChef {
  readonly amount = [0n, 0n, 0n];
  readonly paid = [0n, 0n, 0n];
  readonly #debt = [0n, 0n, 0n];
  developers = 0n;
  pot = 0n;
  #accumulated = 0n;
  #lastBlock = 0;

  constructor(
    readonly perBlock: bigint,
    readonly bonus: bigint,
    readonly bonusEnd: number,
  ) {}

  act(block: number, [farmer, kind, asked]: Action): void {
    const staked = this.amount.reduce((a, b) => a + b);
    if (block > this.#lastBlock) {
      const withBonus = Math.max(Math.min(block, this.bonusEnd) - this.#lastBlock, 0);
      const without = block - this.#lastBlock - withBonus;
      const reward = (BigInt(withBonus) * this.bonus + BigInt(without)) * this.perBlock;
      if (staked > 0n) {
        this.developers += reward / 10n;
        this.pot += reward;
        this.#accumulated += (reward * 10n ** 12n) / staked;
      }
      this.#lastBlock = block;
    }
    const pending = (this.amount[farmer]! * this.#accumulated) / 10n ** 12n - this.#debt[farmer]!;
    this.paid[farmer]! += pending;
    this.pot -= pending;
    const own = this.amount[farmer]!;
    this.amount[farmer] =
      kind === "deposit" ? own + asked : kind === "withdrawal" ? own - (asked < own ? asked : own) : own;
    this.#debt[farmer] = (this.amount[farmer]! * this.#accumulated) / 10n ** 12n;
  }
}

test("for any comings and goings everybody is paid what the contract pays, to the base unit", () => {
  const action = fc.tuple(
    fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
    fc.constantFrom("deposit", "withdrawal", "harvest") as fc.Arbitrary<Action[1]>,
    fc.bigInt({ min: 1n, max: 10n ** 20n }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(action, { maxLength: 3, selector: ([farmer]) => farmer }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.bigInt({ min: 1n, max: 10n ** 20n }),
      fc.integer({ min: 0, max: 30 }),
      (blocks, perBlock, bonusEnd) => {
        const chef = new MasterChef(perBlock, 10n, bonusEnd);
        const series = (farmer: number, kind: Action[1], scale: bigint) =>
          [...blocks, []].map((actions) => {
            const found = (actions as Action[]).find(([who, what]) => who === farmer && what === kind);
            return found === undefined ? rational(0n) : rational(kind === "harvest" ? 1n : found[2], scale);
          });
        const inputs = Object.fromEntries(
          farmers.flatMap((name, farmer) => [
            [`deposit[${name}]`, series(farmer, "deposit", 10n ** 18n)],
            [`withdrawal[${name}]`, series(farmer, "withdrawal", 10n ** 18n)],
            [`harvest[${name}]`, series(farmer, "harvest", 1n)],
          ]),
        );
        const rich = applyScenario(model, {
          parameters: { bonusEnd: `${bonusEnd} * {13 second}` },
          stocks: { "idle[farmer]": "1e9 LP" },
        });
        const result = runExactly(rich, {
          steps: blocks.length,
          inputs,
          parameters: { perBlock: rational(perBlock, 10n ** 18n) },
        });
        for (const [index, actions] of blocks.entries()) {
          for (const one of [...actions].sort(([a], [b]) => a - b)) chef.act(index + 1, one);
          const at = (name: string) => toBaseUnits(result.exact(name)[index + 1]!, 18);
          expect(farmers.map((name) => at(`earned[${name}]`))).toEqual(chef.paid);
          expect(farmers.map((name) => at(`staked[${name}]`))).toEqual(chef.amount);
          expect([at("pot"), at("developers")]).toEqual([chef.pot, chef.developers]);
          expect(chef.pot >= 0n).toBe(true);
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 1000, numRuns: 60 },
  );
});

test("who staked alone for a thousand blocks has earned as much as the closed form says, and all of it is created once", () => {
  const { steps, ...scenario } = scenarios["early-and-late"]!;
  const result = run(build(applyScenario(model, scenario)), { steps });
  // 499 blocks alone, 201 with one other, 299 alone: 1000 tokens a block until the 1500th.
  expect(result.series("earned[alice]")[500]).toBeCloseTo(499_000, 3);
  expect(result.series("earned[alice]")[700]).toBeCloseTo(499_000 + 1000 + 198 * 500 + 500, -3);
  const created = result.final("created");
  expect(created / (1.1 * (1499 * 1000 + 1500 * 100))).toBeCloseTo(1, 2);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("a pool in which nobody has staked creates nothing", () => {
  const result = runExactly(model, { steps: 5, inputs: { "harvest[bob]": rational(1n) } });
  expect(result.exact("created")[5]).toEqual(rational(0n));
});

test("a negative deposit is reported", () => {
  const result = runExactly(model, { steps: 1, inputs: { "deposit[alice]": rational(-1n) } });
  expect(result.report.violations.map(({ check }) => check)).toContain("actionsAreNotNegative");
});
