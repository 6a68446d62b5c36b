import { describe, expect, test } from "vitest";
import { exact, mostBatches } from "../backend/index.js";
import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import {
  build,
  burn,
  type Conveyor,
  defineModel,
  type Economy,
  type Flow,
  flow,
  type Model,
  mint,
  parameter,
  stock,
} from "../model/index.js";
import { causesOf } from "./causes.js";
import { batchSize, ensemble, ensembleInBatches } from "./ensemble.js";
import { run } from "./run.js";

const assets = { token: { decimals: 6, baseUnit: "utoken" } };

/** A queue between two stocks. */
function queueOf(conveyor: Conveyor, flows: Record<string, Flow> = {}, more: Partial<Model> = {}): Model {
  return {
    title: "a queue",
    epoch: "1 day",
    assets,
    parameters: { wait: parameter("3 day", "waiting time"), share: parameter("5 %/epoch", "share slashed") },
    stocks: {
      staked: stock("100 token", "at work"),
      queue: stock("0 token", "waiting", { conveyor }),
      free: stock("0 token", "free"),
    },
    flows: {
      enter: flow("staked", "queue", "floor(staked / {10 day})", "enters"),
      release: flow("queue", "free", "leaving(queue)", "leaves"),
      ...flows,
    },
    ...more,
  };
}

function findingsOf(model: Model | Economy): readonly Diagnostic[] {
  try {
    build(model);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  return [];
}

describe("a mistake is told with its place", () => {
  test.each<[what: string, model: Model, code: string, path: string, message: string]>([
    [
      "a transit time that is no time",
      queueOf({ time: "21 token" }),
      "unit/mismatch",
      "stocks.queue.conveyor.time",
      'The transit time of the conveyor "queue" is in token.',
    ],
    [
      "an equation of another unit",
      queueOf({ time: "wait * share + 2" }),
      "unit/mismatch",
      "stocks.queue.conveyor.time",
      'The transit time of the conveyor "queue" is in 1.',
    ],
    [
      "a condition as a time",
      queueOf({ time: "wait > {1 day}" }),
      "unit/mismatch",
      "stocks.queue.conveyor.time",
      'The transit time of the conveyor "queue" is in neither: it is a condition.',
    ],
    [
      "an unknown name",
      queueOf({ time: "wiat" }),
      "equation/unknown-name",
      "stocks.queue.conveyor.time",
      '"wiat" is not a name of this model.',
    ],
    [
      "a part of the content that is no amount",
      queueOf({ time: "wait", content: { "1 day": "2 day" } }),
      "unit/mismatch",
      "stocks.queue.conveyor.content.1 day",
      'The part of the content of the conveyor "queue" is in day.',
    ],
    [
      "a part of the content at no time",
      queueOf({ time: "wait", content: { "1 token": "2 token" } }),
      "unit/mismatch",
      "stocks.queue.conveyor.content.1 token",
      'The time of a part of the content of the conveyor "queue" is in token.',
    ],
    [
      "a cliff of batches that leave whole",
      queueOf({ time: "wait", cliff: "1 day" }),
      "model/conveyor",
      "stocks.queue.conveyor",
      'The conveyor "queue" has a cliff, and its batches leave whole when their time is over.',
    ],
    [
      "another way of release",
      queueOf({ time: "wait", release: "slow" as "linear" }),
      "model/conveyor",
      "stocks.queue.conveyor",
      'The conveyor "queue" is released "slow".',
    ],
    [
      "no flow that carries what leaves",
      queueOf({ time: "wait" }, { release: flow("queue", "free", "queue / {3 day}") }),
      "model/conveyor",
      "stocks.queue.conveyor",
      'The conveyor "queue" has no flow out of it that names leaving(queue), so nothing ever leaves its end.',
    ],
    [
      "Runge and Kutta's method",
      queueOf({ time: "wait" }, {}, { integrate: "rk4" }),
      "model/conveyor",
      "stocks.queue.conveyor",
      'The conveyor "queue" is integrated by rk4, which takes parts of steps, and a queue moves once a step.',
    ],
    [
      "a debt",
      queueOf(
        { time: "wait" },
        {},
        {
          stocks: {
            ...queueOf({ time: "wait" }).stocks,
            queue: stock("0 token", "", { mayBeNegative: true, conveyor: { time: "wait" } }),
          },
        },
      ),
      "model/conveyor",
      "stocks.queue.conveyor",
      'The conveyor "queue" may be negative.',
    ],
    [
      "leaving of a stock that is no conveyor",
      queueOf({ time: "wait" }, { gift: mint("free", "leaving(staked)") }),
      "equation/conveyor",
      "flows.gift.equation",
      "staked is no conveyor, and leaving(…) asks what leaves one.",
    ],
    [
      "leaving before the first step",
      queueOf(
        { time: "wait" },
        {},
        {
          stocks: { ...queueOf({ time: "wait" }).stocks, free: stock("leaving(queue) * epoch", "", { unit: "token" }) },
        },
      ),
      "equation/memory",
      "stocks.free.initial",
      "This looks back, and before the first step there is nothing to look back at.",
    ],
  ])("%s", (_, model, code, path, message) => {
    const [finding, ...others] = findingsOf(model);
    expect([finding?.code, finding?.place?.path, finding?.message]).toEqual([code, path, message]);
    expect(others).toEqual([]);
    expect(finding?.expected).toBeTruthy();
  });

  test("the position in an equation is that of the wrong part", () => {
    const [finding] = findingsOf(queueOf({ time: "{2 day} + {3 token}" }));
    expect(finding?.code).toBe("unit/mismatch");
    expect(finding?.place).toMatchObject({ path: "stocks.queue.conveyor.time", line: 1, column: 1, length: 19 });
  });

  test("two queues that each leak by what leaves the other are a loop, which is named", () => {
    const [finding] = findingsOf({
      ...queueOf({ time: "wait" }),
      stocks: {
        a: stock("1 token", "", { conveyor: { time: "wait" } }),
        b: stock("1 token", "", { conveyor: { time: "wait" } }),
      },
      flows: {
        outA: burn("a", "leaving(a)"),
        outB: burn("b", "leaving(b)"),
        leakA: burn("a", "leaving(b) / 2"),
        leakB: burn("b", "leaving(a) / 2"),
      },
    });
    expect(finding?.code).toBe("model/loop");
    expect(finding?.message).toBe("leakA -> leakB -> leakA depend on each other within one step.");
  });

  test("in a module, with the way to it", () => {
    const economy: Economy = { title: "e", modules: { chain: { model: queueOf({ time: "21 token" }) } } };
    const [finding] = findingsOf(economy);
    expect(finding?.place?.path).toBe("modules.chain.model.stocks.queue.conveyor.time");
    expect(finding?.message).toBe('The transit time of the conveyor "chain.queue" is in token.');
  });
});

test("a module's queue keeps its times, its parts and its unit under the economy's names", () => {
  const chain = queueOf(
    { time: "wait", content: { "2 day": "half", "3 day": "1 token" } },
    {},
    {
      parameters: { wait: parameter("3 day", "waiting time"), half: parameter("2 token", "a part") },
      stocks: {
        staked: stock("0 token", "at work"),
        queue: stock("3 token", "waiting", {
          conveyor: { time: "wait", content: { "2 day": "half", "3 day": "1 token" } },
        }),
        free: stock("0 token", "free"),
      },
    },
  );
  const economy: Economy = {
    title: "e",
    modules: {
      one: { model: chain, assets: { token: "ONE" } },
      // A new initial amount has no parts: it is spread evenly.
      two: { model: chain, assets: { token: "TWO" }, parameters: { wait: "2 day" }, stocks: { queue: "8 TWO" } },
    },
  };
  const path = run(build(economy), { steps: 4, backend: "exact" });
  expect(path.exact("one.release").map(rational.toText)).toEqual(["0", "2", "1", "0", "0"]);
  expect(path.exact("two.release").map(rational.toText)).toEqual(["4", "4", "0", "0", "0"]);
});

// Osmosis unbonds in 14 days, the Cosmos Hub in 21 (their staking parameters): one queue for each, with times of its own.
test("a subscripted conveyor is a queue for each element", () => {
  const model = defineModel({
    title: "Chains",
    epoch: "1 day",
    assets,
    dimensions: { chain: { elements: ["hub", "osmosis"] } },
    parameters: { "wait[chain]": { value: "21 day", elements: { osmosis: "14 day" }, meaning: "unbonding time" } },
    stocks: {
      "queue[chain]": { ...stock("0 utoken", "waiting"), conveyor: { time: "wait[chain]" } },
      free: stock("0 utoken", "free"),
    },
    flows: {
      "enter[chain]": mint("queue[chain]", "if time = 0 then {7 utoken/epoch} * chain else 0"),
      "release[chain]": flow("queue[chain]", "free", "leaving(queue[chain])"),
      bonus: mint("free", "sum(leaving(queue[*]))"),
    },
  });
  for (const backend of ["exact", "js"] as const) {
    const path = run(build(model), { steps: 22, backend });
    const at = (name: string) =>
      Array.from(path.series(name)).flatMap((value, step) => (value > 0 ? [[step, value]] : []));
    const unit = build(model).variables.get("release[hub]")!.scale;
    const base = (pairs: number[][]) =>
      pairs.map(([step, value]) => [step, Math.round(value! * rational.toNumber(unit))]);
    expect(base(at("release[hub]")), backend).toEqual([[21, 7]]);
    expect(base(at("release[osmosis]")), backend).toEqual([[14, 14]]);
    expect(base(at("bonus")), backend).toEqual([
      [14, 14],
      [21, 7],
    ]);
  }
});

test.each(["whole", "linear"] as const)(
  "every run has the queue of its own transit time, however runs are batched (%s)",
  async (release) => {
    const program = build(
      queueOf(
        { time: "wait", release },
        { slash: burn("queue", "floor(share * queue)") },
        {
          parameters: {
            wait: parameter("uniform({1 day}, {30 day})", "waiting time", { unit: "day" }),
            share: parameter("uniform({0 %/epoch}, {20 %/epoch})", "share slashed", { unit: "%/epoch" }),
          },
        },
      ),
    );
    const options = { steps: 40, runs: 50, paths: 50, record: ["queue", "release", "slash", "wait"] };
    const whole = await ensembleInBatches(program, options, 50);
    const cut = await ensembleInBatches(program, options, 7);
    for (const name of ["queue", "release", "slash"]) {
      expect(whole.paths(name), name).toEqual(cut.paths(name));
      for (const one of [0, 13, 49]) {
        expect(whole.paths(name)[one], name).toEqual(run(program, { steps: 40, run: one }).series(name));
      }
    }
    if (release === "linear") return;
    const waits = whole.paths("wait").map(([days]) => Math.round(days!));
    expect(new Set(waits).size).toBeGreaterThan(10);
    expect(whole.paths("release").map((path) => path.findIndex((value) => value > 0))).toEqual(waits);
  },
);

test("amounts of 18 decimals are conserved to the base unit where doubles cannot hold them", () => {
  const program = build({
    ...queueOf({ time: "7 day", release: "linear" }, { slash: burn("queue", "floor(share * queue)") }),
    assets: { token: { decimals: 18 } },
    stocks: {
      staked: stock("987654321.123456789012345678 token", "at work"),
      queue: stock("123456789.987654321098765432 token", "waiting", { conveyor: { time: "7 day", release: "linear" } }),
      free: stock("0 token", "free"),
    },
  });
  // The audit of every step compares the batches with the stock, and the stocks with what was burnt.
  const exactly = run(program, { steps: 60, backend: "exact" });
  const fast = run(program, { steps: 60 });
  for (const name of ["queue", "free", "staked"]) {
    const wanted = exactly.final(name);
    expect(Math.abs(fast.final(name) - wanted) / wanted, name).toBeLessThan(1e-14);
  }
});

test("in a model without units a conveyor holds fractions, and its time counts as the clock does", () => {
  const program = build({
    title: "belt",
    unitCheck: false,
    integrate: "euler",
    clock: { start: "0", dt: "1/4", unit: "month" },
    stocks: {
      belt: stock("5", "on its way", { unit: "1", conveyor: { time: "2" } }),
      done: stock("0", "arrived", { unit: "1" }),
    },
    flows: {
      put: mint("belt", "3"),
      off: flow("belt", "done", "leaving(belt)"),
      lost: burn("belt", "belt / 10"),
    },
  });
  const exactly = run(program, { steps: 16, backend: "exact" });
  const fast = run(program, { steps: 16 });
  // 5 over 8 steps of a quarter, of which the first step loses a tenth per month: 5/8 · (1 - 1/40) in a quarter.
  expect(rational.toText(exactly.exact("off")[0]!)).toBe("39/16");
  // 3 per month for a quarter is 0.75; it is on the belt for eight steps after the one it enters in.
  expect(exactly.series("off")[8]).toBeCloseTo(3 * 0.975 ** 8, 12);
  for (const name of ["belt", "off", "done"]) {
    for (const [step, value] of exactly.series(name).entries()) {
      expect(fast.series(name)[step], `${name} ${step}`).toBeCloseTo(value, 12);
    }
  }
});

test("what opens with what leaves a conveyor sees it in the first step", () => {
  const program = build(
    queueOf(
      { time: "2 day" },
      {},
      {
        stocks: { ...queueOf({ time: "2 day" }).stocks, queue: stock("10 token", "", { conveyor: { time: "2 day" } }) },
        auxiliaries: {
          average: { unit: "token/day", equation: "smooth(leaving(queue), 4 * epoch)", meaning: "" },
          late: { unit: "token/day", equation: "delay(leaving(queue), {1 day})", meaning: "" },
        },
      },
    ),
  );
  for (const backend of ["exact", "js"] as const) {
    const path = run(program, { steps: 3, backend });
    expect(path.series("average")[0], backend).toBe(5);
    expect([...path.series("late")].slice(0, 3), backend).toEqual([5, 5, 5]);
  }
});

test("why a release is what it is leads to the queue and to what entered it", () => {
  const program = build(queueOf({ time: "wait" }, { slash: burn("queue", "floor(share * queue)") }));
  const cause = causesOf(program, "release", { step: 6, depth: 2 });
  expect(cause.causes.map(({ name }) => name)).toEqual(["queue"]);
  expect(cause.causes[0]!.causes.map(({ name }) => name).sort()).toEqual(["enter", "release", "slash", "wait"]);
});

test("a stock set from outside keeps a queue: more enters then, less is missing from every batch", () => {
  const program = build(holding("9 token", { time: "3 day" }));
  const stepper = exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
  const { node } = program.variables.get("release")!;
  const token = (amount: number) => rational.rational(amount * 1_000_000);
  const released: string[] = [];
  const takeStep = () => {
    stepper.evaluate();
    released.push(rational.toText(rational.divide(stepper.value(node), token(1))));
    stepper.advance();
  };
  // Before the first step it is the initial amount: 6 over 3 days are 2 a day.
  stepper.setStock("queue", token(6));
  takeStep();
  // 2 of the 4 left, 1 of each batch; then 3 more, which stay 3 days.
  stepper.setStock("queue", token(2));
  stepper.setStock("queue", token(5));
  for (let step = 0; step < 4; step++) takeStep();
  expect(released).toEqual(["2", "1", "1", "3", "0"]);
});

/** A queue that nothing enters. */
function holding(initial: string, conveyor: Conveyor): Model {
  const model = queueOf(conveyor);
  return {
    ...model,
    stocks: { ...model.stocks, staked: stock("0 token", ""), queue: stock(initial, "", { conveyor }) },
  };
}

describe("memory", () => {
  const long = (time: string) => build(queueOf({ time }));

  test("a transit of a million steps runs, and fewer runs are computed together", () => {
    const program = long("1_000_000 day");
    expect(batchSize(program)).toBe(4);
    expect(batchSize(long("wait"))).toBe(128);
    expect(run(program, { steps: 2 }).final("queue")).toBe(19);
  });

  test.each(["exact", "js"] as const)("a longer one is refused (%s)", (backend) => {
    expect(() => run(long("1_000_002 day"), { steps: 1, backend })).toThrow(
      'The transit time of the conveyor "queue" is 1000002 steps. In queue, at step 0 of run 0.',
    );
    expect(() => run(long("-1 * wait"), { steps: 1, backend })).toThrow("run/conveyor");
  });

  test("more batches than the budget are refused before memory is taken", async () => {
    const program = build(queueOf({ time: "wait" }, {}, { parameters: { wait: parameter("3 day", "waiting time") } }));
    const options = { steps: 1, runs: 64, parameters: { wait: 1_000_000 } };
    expect(64 * 1_000_000).toBeGreaterThan(mostBatches);
    await expect(ensembleInBatches(program, options, 64)).rejects.toThrow(
      'The conveyor "queue" lasts 1000000 steps, for 64 runs at once.',
    );
    const many = await ensemble(long("1_000_000 day"), { steps: 1, runs: 8, record: ["queue"] });
    expect(many.mean("queue")[1]).toBe(10);
  });
});
