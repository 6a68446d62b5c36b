import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters, mine } from "./work-and-stake.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const compute = (input: Record<string, unknown>) => adapters[0]!.compute(input, {}, []);
const atoms = (result: ReturnType<typeof mine>, name: string, step: number) =>
  toBaseUnits(result.exact(name)[step]!, 8);

test.each(reference.rows)("block $height with $votes votes pays what dcrd's test says", (row) => {
  const answer = compute({ height: row["height"], votes: row["votes"] });
  const single = (name: string) => BigInt(answer[name] as string);
  expect(answer["subsidy"]).toBe(row["subsidy"]);
  expect(answer["pow"]).toBe(row["work"]);
  expect(answer["tax"]).toBe(row["treasury"]);
  expect(single("pos")).toBe(BigInt(row["vote"]!) * BigInt(row["votes"]!));
});

test("over all intervals 2 099 999 999 800 912 atoms are created, dcrd's total", () => {
  expect(compute({ intervals: 1792 })["supply"]).toBe("2099999999800912");
  expect(compute({ intervals: 1800 })["supply"]).toBe("2099999999800912");
  expect(compute({ intervals: 1 })["supply"]).toBe("183329005280848");
});

test("subsidies of the first intervals", () => {
  const subsidy = (interval: number) => compute({ interval })["subsidy"];
  expect([0, 1, 2].map(subsidy)).toEqual(["3119582664", "3088695706", "3058114560"]);
});

/** The rule itself, block by block, in integers. */
function paidBefore(height: bigint, votes: bigint): readonly [bigint, bigint, bigint, bigint] {
  let [initial, work, stake, tax] = [0n, 0n, 0n, 0n];
  let subsidy = 3_119_582_664n;
  for (let block = 0n; block < height; block++) {
    if (block > 0n && block % 6144n === 0n) subsidy = (subsidy * 100n) / 101n;
    if (block === 1n) initial += 168_000_000_000_000n;
    if (block < 2n) continue;
    const voting = block >= 4096n;
    const counted = votes >= 3n ? votes : 0n;
    work += voting ? (((subsidy * 6n) / 10n) * counted) / 5n : (subsidy * 6n) / 10n;
    tax += voting ? ((subsidy / 10n) * counted) / 5n : subsidy / 10n;
    if (voting) stake += ((subsidy * 3n) / 10n / 5n) * counted;
  }
  return [initial, work, stake, tax];
}

test("every pot is exact at any height, however blocks fall into steps and with any votes", () => {
  const steps = fc.array(fc.bigInt({ min: 0n, max: 6144n }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.bigInt({ min: 0n, max: 5n }), (blocks, votes) => {
      const result = mine(blocks, {}, votes);
      const height = blocks.reduce((sum, count) => sum + count, 0n);
      const pots = ["initial", "miners", "voters", "treasury"].map((name) => atoms(result, name, blocks.length));
      expect(pots).toEqual([...paidBefore(height, votes)]);
    }),
    { seed: 4096, numRuns: 60 },
  );
});

test("what miners, voters and the treasury get adds up to the supply", () => {
  const result = mine(Array.from({ length: 30 }, () => 6000n));
  const pots = ["initial", "miners", "voters", "treasury"].map((name) => atoms(result, name, 30));
  expect(pots.reduce((sum, pot) => sum + pot, 0n)).toBe(atoms(result, "supply", 30));
});

test("a step of more than one interval is reported, for it could hide a reduction; so are too many votes", () => {
  const checks = (blocks: bigint, votes = 5n) => mine([blocks], {}, votes).report.violations.map(({ check }) => check);
  expect(checks(6144n)).toEqual([]);
  expect(checks(6145n)).toEqual(["atMostOneInterval"]);
  expect(checks(1n, 6n)).toEqual(["votesFit"]);
});

test("the fast backend counts to the atom over all intervals", () => {
  const scenario = scenarios["decred-by-interval"]!;
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: scenario.steps });
  expect(result.final("supply")).toBe(20_999_999.99800912);
});

test("the splits of 2022 and 2023 give work a tenth and a hundredth of what is paid", () => {
  for (const [name, share] of [
    ["split-2022", 0.1],
    ["split-2023", 0.01],
  ] as const) {
    const scenario = scenarios[name]!;
    const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: 100 });
    const [work, stake, tax] = ["work", "stake", "tax"].map((flow) => result.series(flow)[50]!);
    expect(work! / (work! + stake! + tax!)).toBeCloseTo(share, 6);
  }
});
