import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters, ballot } from "./adaptive-quorum.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("average $ema, votes $yay : $nay : $pass of $voting_power", (row) => {
  const { quorum, participation, ema_next, approved } = ballot(row, {});
  expect([quorum, participation, ema_next, approved].map(String)).toEqual(
    ["quorum", "participation", "ema_next", "approved"].map((name) => row[name]),
  );
});

test("for any votes the ballot is that of the protocol's whole numbers", () => {
  const votes = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const cases = fc.record({
    ema: fc.bigInt({ min: 0n, max: 10_000n }),
    yay: votes,
    nay: votes,
    pass: votes,
    others: votes,
  });
  fc.assert(
    fc.property(cases, ({ ema, yay, nay, pass, others }) => {
      const power = yay + nay + pass + others + 1n;
      const quorum = 2000n + (ema * 5000n) / 10_000n;
      const turnout = ((yay + nay + pass) * 10_000n) / power;
      const input = { ema: `${ema}`, voting_power: `${power}`, yay: `${yay}`, nay: `${nay}`, pass: `${pass}` };
      expect(ballot(input, {})).toEqual({
        quorum: Number(quorum),
        participation: Number(turnout),
        ema_next: Number((8n * ema + 2n * turnout) / 10n),
        approved: turnout >= quorum && yay >= (8n * (yay + nay)) / 10n,
      });
    }),
    { seed: 8, numRuns: 150 },
  );
});

test("with an even turnout the average tends to it and stays below or at it by rounding, and so does the quorum", () => {
  const result = runExactly(applyScenario(model, scenarios["tezos-even-turnout"]!), { step: "28 day", steps: 60 });
  const ema = result.exact("ema").map(toNumber);
  // 5000, then 4600, 4280, ...: the distance to 3000 falls by a fifth each time, rounded down.
  expect(ema.slice(0, 4)).toEqual([5000, 4600, 4280, 4024]);
  expect(ema[60]).toBe(3000);
  expect(toNumber(result.exact("quorum")[60]!)).toBe(3500);
  expect(result.exact("approved").every(({ n }) => n === 0n)).toBe(true);
});

test("two thirds voting, nine of ten for it, pass every time", () => {
  const result = run(build(applyScenario(model, scenarios["tezos-high-turnout"]!), { step: "28 day" }), { steps: 26 });
  expect(Array.from(result.series("approved")).every((value) => value === 1)).toBe(true);
});

test("a proposal with a twentieth of the votes is taken up, one with a base unit less is not", () => {
  const takenUp = (support: bigint) =>
    toNumber(
      runExactly(model, {
        step: "28 day",
        inputs: { votingPower: fromBaseUnits("1000000", 6), support: fromBaseUnits(`${support}`, 6) },
      }).exact("takenUp")[0]!,
    );
  expect(takenUp(50_000n)).toBe(1);
  expect(takenUp(49_999n)).toBe(0);
});

test("more votes than may vote are reported", () => {
  const inputs = { votingPower: rational(10n), yay: rational(11n) };
  const names = runExactly(model, { step: "28 day", inputs }).report.violations.map(({ check }) => check);
  expect(names).toContain("votesExist");
});

test("the adapter takes a turnout alone", () => {
  expect(adapters[0]!.compute({ ema: 5000, turnout: 3000 }, { quorum_min: 2000, quorum_max: 7000 }, [])).toMatchObject({
    quorum: 4500,
    ema_next: 4600,
  });
});
