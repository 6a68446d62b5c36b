import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { js } from "../backend/index.js";
import * as rational from "../base/rational.js";
import {
  build,
  burn,
  type Conveyor,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  stock,
} from "../model/index.js";
import { run } from "./run.js";

const assets = { token: { decimals: 6, baseUnit: "utoken" } };

/** Staked tokens leave into a queue of 21 days, from which a share of everything may be slashed. */
const unbonding: Model = defineModel({
  title: "Unbonding queue",
  epoch: "1 day",
  assets,
  parameters: { wait: parameter("21 day", "time between unbonding and withdrawal") },
  inputs: {
    asked: input("token/epoch", "amount asked to be unbonded"),
    slashed: input("1", "share of the queue that is slashed", { default: "0" }),
  },
  stocks: {
    staked: stock("1_000_000 token", "earning rewards"),
    queue: stock("0 token", "unbonding", { conveyor: { time: "wait" } }),
    liquid: stock("0 token", "free"),
  },
  flows: {
    unbond: flow("staked", "queue", "asked", "enters the queue"),
    release: flow("queue", "liquid", "leaving(queue)", "leaves it"),
    slash: burn("queue", "floor(slashed * queue / epoch)", "burnt"),
  },
});

const tokens = (amounts: readonly (number | bigint)[]) =>
  amounts.map((amount) => rational.rational(amount, 1_000_000n));

/** A variable of a run in base units, by both backends. */
function both(
  model: Model,
  steps: number,
  name: string,
  options: { inputs?: Record<string, rational.Rational[]> } = {},
) {
  const program = build(model);
  const { scale } = program.variables.get(name)!;
  const exactly = run(program, { steps, backend: "exact", ...options });
  const fast = run(program, { steps, ...options });
  return {
    exact: exactly.exact(name).map((value) => rational.toText(rational.multiply(value, scale))),
    js: Array.from(fast.series(name), (value) => String(Math.round(value * rational.toNumber(scale)))),
    overdrafts: [exactly.report.overdrafts, fast.report.overdrafts],
  };
}

test("what is unbonded is released 21 days later, to the base unit, and nothing else is", () => {
  const amount = fc.integer({ min: 0, max: 16_000_000_000 });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 60 }), (amounts) => {
      const steps = amounts.length + 22;
      const asked = tokens([...amounts, 0]);
      const wanted = [...new Array(21).fill(0), ...amounts, 0, 0].map(String);
      const released = both(unbonding, steps, "release", { inputs: { asked } });
      expect(released).toEqual({ exact: wanted, js: wanted, overdrafts: [[], []] });
      expect(both(unbonding, steps, "queue", { inputs: { asked } }).exact.at(-1)).toBe("0");
    }),
    { seed: 20_261_120, numRuns: 100 },
  );
});

// Cosmos SDK, x/staking: an unbonding entry matures after UnbondingTime (21 days on the Cosmos Hub), and a validator's
// double signing slashes SlashFractionDoubleSign (5 %) of each unbonding entry. By hand: 100 and 300 wait, 400 · 5 % = 20
// is burnt; 95 and 285 are left. A second slash, on the day the first matures, takes 5 % of 95 and of 285 as well.
test("slashing takes the same share of every unbonding entry, as on Cosmos", () => {
  const days = 40;
  const asked = Array.from({ length: days }, (_, day) => (day === 0 ? 100e6 : day === 5 ? 300e6 : 0));
  const slashed = Array.from({ length: days }, (_, day) => rational.rational(day === 10 || day === 21 ? 5n : 0n, 100n));
  const inputs = { asked: tokens(asked), slashed };
  const wanted = new Array<string>(days).fill("0");
  wanted[21] = "90250000";
  wanted[26] = "270750000";
  const released = both(unbonding, days - 1, "release", { inputs });
  expect(released.exact).toEqual(wanted);
  expect(released.js).toEqual(wanted);
  const slash = both(unbonding, days - 1, "slash", { inputs });
  expect([slash.exact[10], slash.exact[21]]).toEqual(["20000000", "19000000"]);
  expect(slash.js).toEqual(slash.exact);
});

// 5 of 10 + 10 + 11 base units: exact shares 1.61, 1.61 and 1.77, so 1 each and one more for the third, then the first.
test("a slash in whole base units is shared by largest remainder", () => {
  const asked = tokens([10, 10, 11, 0]);
  const slashed = [0, 0, 0, 1, 0].map((share) => rational.rational(share * 5, 31));
  const released = both(unbonding, 25, "release", { inputs: { asked, slashed } });
  expect(released.exact.slice(20)).toEqual(["0", "8", "9", "9", "0", "0"]);
  expect(released.js).toEqual(released.exact);
});

test("from an overdrawn stock only what really moved enters the queue", () => {
  const asked = tokens([700_000e6, 700_000e6, 5, 0]);
  const released = both(unbonding, 24, "release", { inputs: { asked } });
  expect(released.exact.slice(21)).toEqual(["700000000000", "300000000000", "0", "0"]);
  expect(released.js).toEqual(released.exact);
  expect(released.overdrafts.map(([one]) => one?.stock)).toEqual(["staked", "staked"]);
});

/** A queue with this content and nothing else. */
const holding = (initial: string, conveyor: Conveyor, release = "leaving(queue)"): Model => ({
  title: "a queue",
  epoch: "1 day",
  assets,
  stocks: { queue: stock(initial, "waiting", { conveyor }), free: stock("0 token", "free") },
  flows: { out: flow("queue", "free", release, "leaves") },
});

describe("what a conveyor holds at the start", () => {
  test("is spread evenly over its time in whole base units", () => {
    const { exact, js } = both(holding("10 utoken", { time: "4 day" }), 5, "out");
    expect(exact).toEqual(["2", "3", "2", "3", "0", "0"]);
    expect(js).toEqual(exact);
  });

  test("is spread evenly by batches that left 1000 units each when it is so much a step", () => {
    const { exact } = both(holding("21000 utoken", { time: "21 day" }), 21, "out");
    expect(exact).toEqual([...new Array(21).fill("1000"), "0"]);
  });

  test("may be told part by part, each by the time it still stays", () => {
    const content = { "3 day": "100 utoken", "1 day": "7 utoken", "2 week": "1 token" };
    const { exact, js } = both(holding("1000107 utoken", { time: "21 day", content }), 14, "out");
    expect(exact).toEqual(["7", "0", "100", ...new Array(10).fill("0"), "1000000", "0"]);
    expect(js).toEqual(exact);
  });

  test.each(["exact", "js"] as const)("must be the sum of its parts (%s)", (backend) => {
    const program = build(holding("10 utoken", { time: "4 day", content: { "1 day": "9 utoken" } }));
    expect(() => run(program, { steps: 1, backend })).toThrow(
      'The content listed for the conveyor "queue" sums to 9 base units, and it starts with 10.',
    );
  });

  test("of linear release vests as if it had just been granted", () => {
    const { exact, js } = both(holding("10 utoken", { time: "4 day", release: "linear", cliff: "2 day" }), 5, "out");
    expect(exact).toEqual(["0", "5", "2", "3", "0", "0"]);
    expect(js).toEqual(exact);
  });
});

describe("what has come to the end", () => {
  test("and is not taken stays there and can be taken at the next step", () => {
    const half = "floor(leaving(queue) / 2)";
    const { exact, js } = both(holding("8 utoken", { time: "2 day" }, half), 5, "out");
    // 4 are due, 2 leave; 2 + 4 are due, 3 leave; 3, 2, 1, 1 are left.
    expect(exact).toEqual(["2", "3", "1", "1", "0", "0"]);
    expect(js).toEqual(exact);
  });

  test("is followed by the next in the queue when more is taken", () => {
    const { exact, js } = both(holding("9 utoken", { time: "3 day" }, "leaving(queue) + {1 utoken/epoch}"), 4, "out");
    // 3 and one of the next 3; 2 and one; 2 and, being the last, no more.
    expect(exact).toEqual(["4", "3", "3", "1", "1"]);
    expect(js).toEqual(exact);
    const free = both(holding("9 utoken", { time: "3 day" }, "leaving(queue) + {1 utoken/epoch}"), 4, "free");
    expect(free.exact).toEqual(["0", "4", "7", "9", "9"]);
  });
});

/** Grants of any amount, duration and cliff, one a step. */
const vesting = (release: "whole" | "linear"): Model => ({
  title: "Vesting",
  epoch: "1 month",
  assets,
  inputs: {
    granted: input("token/epoch", "new grants"),
    duration: input("epoch", "until all is free"),
    cliff: input("epoch", "until the first is free"),
  },
  stocks: {
    locked: stock("0 token", "granted and not yet free", {
      conveyor: { time: "duration", release, ...(release === "linear" ? { cliff: "cliff" } : {}) },
    }),
    free: stock("0 token", "vested"),
  },
  flows: {
    grant: mint("locked", "granted", "grants"),
    vest: flow("locked", "free", "leaving(locked)", "becomes free"),
  },
});

interface Grant {
  readonly amount: bigint;
  readonly duration: number;
  readonly cliff: number;
}

/** What a vesting contract has released of a grant after some steps: OpenZeppelin's VestingWallet with a cliff. */
function vestedAfter(steps: number, { amount, duration, cliff }: Grant): bigint {
  if (steps < cliff) return 0n;
  return steps >= duration ? amount : (amount * BigInt(steps)) / BigInt(duration);
}

test("100 000 random vesting schedules release what a contract in whole numbers releases, to the base unit", () => {
  const program = build(vesting("linear"));
  const most = 2n ** 53n - 1n;
  const grant = fc
    .record({
      amount: fc.bigInt({ min: 0n, max: 10n ** 14n }),
      duration: fc.integer({ min: 1, max: 48 }),
      at: fc.nat(100),
    })
    .map(({ amount, duration, at }): Grant => ({ amount, duration, cliff: Math.round((duration * at) / 100) }));
  let schedules = 0;
  fc.assert(
    fc.property(fc.array(grant, { minLength: 1000, maxLength: 1000 }), (grants) => {
      schedules += grants.length;
      const steps = grants.length + 50;
      const wanted = new Array<bigint>(steps + 1).fill(0n);
      for (const [start, one] of grants.entries()) {
        for (let after = 1; after <= one.duration; after++) {
          wanted[start + after]! += vestedAfter(after, one) - vestedAfter(after - 1, one);
        }
      }
      const inputs = {
        granted: [...tokens(grants.map(({ amount }) => amount)), rational.zero],
        duration: grants.map(({ duration }) => rational.rational(duration)),
        cliff: grants.map(({ cliff }) => rational.rational(cliff)),
      };
      const scale = rational.rational(1_000_000n);
      const exactly = run(program, { steps, backend: "exact", inputs, record: ["vest", "locked", "free"] });
      const base = (name: string) => exactly.exact(name).map((value) => rational.multiply(value, scale));
      expect(base("vest").map(rational.toText)).toEqual(wanted.map(String));
      expect(rational.toText(base("locked")[steps]!)).toBe("0");
      const fast = run(program, { steps, inputs, record: ["vest", "locked", "free"] });
      const nearest = (name: string) => Array.from(fast.series(name), (value) => Math.round(value * 1e6));
      expect(wanted.every((amount) => amount <= most)).toBe(true);
      expect(nearest("vest").map(String)).toEqual(wanted.map(String));
    }),
    { seed: 20_261_120, numRuns: 100 },
  );
  expect(schedules).toBe(100_000);
});

/** The queue of an unbonding chain written as a list, for comparison: slashes first, then what is due, then what enters. */
class ListedQueue {
  batches: { due: number; amount: bigint }[] = [];

  step(now: number, slash: bigint, entering: bigint, length: number): bigint {
    const total = this.batches.reduce((sum, { amount }) => sum + amount, 0n);
    if (slash > 0n) {
      const cuts = this.batches.map(({ amount }, place) => ({
        place,
        cut: (amount * slash) / total,
        rest: (amount * slash) % total,
      }));
      let left = slash - cuts.reduce((sum, { cut }) => sum + cut, 0n);
      for (const one of [...cuts].sort((a, b) => Number(b.rest - a.rest) || a.place - b.place)) {
        if (left === 0n) break;
        one.cut++;
        left--;
      }
      for (const { place, cut } of cuts) this.batches[place]!.amount -= cut;
    }
    const released = this.batches.filter(({ due }) => due === now).reduce((sum, { amount }) => sum + amount, 0n);
    this.batches = this.batches.filter(({ due, amount }) => due !== now && amount > 0n);
    if (entering > 0n) {
      const known = this.batches.find(({ due }) => due === now + length);
      if (known === undefined) this.batches.push({ due: now + length, amount: entering });
      else known.amount += entering;
      this.batches.sort((a, b) => a.due - b.due);
    }
    return released;
  }
}

test("a queue with slashing and changing transit times releases what a list of its batches releases", () => {
  const program = build({
    ...unbonding,
    inputs: {
      asked: input("token/epoch", "amount that enters"),
      slashed: input("token/epoch", "amount that is slashed"),
      days: input("day", "transit time"),
    },
    stocks: { ...unbonding.stocks, queue: stock("0 token", "unbonding", { conveyor: { time: "days" } }) },
    flows: {
      ...unbonding.flows,
      unbond: mint("queue", "asked", "enters the queue"),
      slash: burn("queue", "slashed", "burnt"),
    },
  });
  const scale = rational.rational(1_000_000n);
  const day = fc.record({
    // Thirty of the largest are just below 2^53, up to which doubles hold every whole number.
    asked: fc.oneof(
      { arbitrary: fc.bigInt({ min: 0n, max: 50n }), weight: 1 },
      { arbitrary: fc.bigInt({ min: 28n * 10n ** 13n, max: 29n * 10n ** 13n }), weight: 2 },
    ),
    days: fc.integer({ min: 1, max: 30 }),
    slashed: fc.oneof({ arbitrary: fc.constant(0n), weight: 9 }, { arbitrary: fc.bigInt(0n, 1024n), weight: 1 }),
  });
  let mostHeld = 0n;
  fc.assert(
    fc.property(fc.array(day, { minLength: 5, maxLength: 60 }), (days) => {
      const steps = days.length - 1;
      const queue = new ListedQueue();
      const slashes: bigint[] = [];
      const wanted = days.map(({ asked, slashed, days: length }, now) => {
        const total = queue.batches.reduce((sum, { amount }) => sum + amount, 0n);
        slashes.push((total * slashed) / 1024n);
        if (total > mostHeld) mostHeld = total;
        return String(queue.step(now, slashes[now]!, asked, length));
      });
      const inputs = {
        asked: tokens(days.map(({ asked }) => asked)),
        days: days.map((one) => rational.rational(one.days)),
        slashed: tokens(slashes),
      };
      const exactly = run(program, { steps, backend: "exact", inputs });
      const released = exactly.exact("release").map((value) => rational.toText(rational.multiply(value, scale)));
      expect(released).toEqual(wanted);
      const stepper = js.prepare(program).start({
        seed: 1n,
        firstRun: 0,
        runs: 1,
        inputs: new Map(
          Object.entries({
            ...inputs,
            asked: days.map(({ asked }) => rational.rational(asked)),
            slashed: slashes.map((one) => rational.rational(one)),
          }),
        ),
      });
      const { node } = program.variables.get("release")!;
      const fast = days.map(() => {
        stepper.evaluate();
        const value = stepper.value(node, 0);
        stepper.advance();
        return String(value);
      });
      expect(fast).toEqual(wanted);
    }),
    { seed: 20_261_120, numRuns: 1000 },
  );
  expect(mostHeld > 2n ** 51n).toBe(true);
});
