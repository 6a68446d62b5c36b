import fc from "fast-check";
import { expect, test } from "vitest";
import { exact, js } from "../backend/index.js";
import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import {
  auxiliary,
  build,
  burn,
  defineModel,
  type Flow,
  flow,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "../model/index.js";
import { gini } from "../numeric/index.js";
import { ensemble, ensembleInBatches } from "./ensemble.js";
import { run } from "./run.js";
import { expectedExchangeGini } from "./testing/coin-exchange.js";

/** The first finding as one text. */
function complaintOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const [{ code, message, expected = "", hint = "" }] = error.diagnostics as [Diagnostic];
    return [code, message, expected, hint].join(" ");
  }
  throw new Error("nothing was refused");
}

/** A random agent, if it owns a coin, gives one to a random other agent. */
function coinExchange(agents: number): Model {
  return defineModel({
    title: "Random exchange of coins",
    epoch: "1 day",
    units: { coin: "count" },
    dimensions: { holder: { agents } },
    stocks: { "coins[holder]": stock("1 coin", "what each has") },
    auxiliaries: {
      giver: auxiliary("1", `floor(uniform(1, ${agents + 1}))`, "one of all"),
      other: auxiliary("1", `floor(uniform(1, ${agents}))`, "one of the others, the giver left out"),
      receiver: auxiliary("1", "if other < giver then other else other + 1", "one of the others"),
    },
    flows: { gift: flow("coins[giver]", "coins[receiver]", "min(at(coins[*], giver), {1 coin}) / epoch") },
  });
}

test("random exchange among 1,000 agents has the Gini coefficient of its exact law, and loses no coin", () => {
  const program = build(coinExchange(1000));
  const found = Array.from({ length: 6 }, (_, index) => {
    const coins = run(program, { steps: 30_000, run: index, record: ["coins[holder]"] }).agents("coins[holder]");
    expect(coins.reduce((sum, own) => sum + own, 0)).toBe(1000);
    return gini(coins);
  });
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  // Over 2,000 draws of the law itself the coefficient had a standard deviation of 0.0108.
  expect(Math.abs(mean - expectedExchangeGini(1000, 1000))).toBeLessThan((4 * 0.0108) / Math.sqrt(found.length));
}, 60_000);

test("exchange among a few agents visits every way to split the coins equally often", () => {
  // Three coins among three: (3, 0, 0) three times 2/3, (2, 1, 0) six times 4/9 and (1, 1, 1), over ten.
  expect(expectedExchangeGini(3, 3)).toBeCloseTo((3 * (2 / 3) + 6 * (4 / 9)) / 10, 12);
  expect(meanGini(coinExchange(3))).toBeCloseTo(expectedExchangeGini(3, 3), 2);
});

test("chosen among the owners, every way to split the coins comes as often as it has owners", () => {
  const { auxiliaries, ...rest } = coinExchange(3);
  const giver = auxiliary("1", "choose(if coins[*] > 0 then 1 else 0)", "one that owns a coin");
  const model = { ...rest, auxiliaries: { ...auxiliaries, giver } };
  expect(meanGini(model)).toBeCloseTo((3 * 1 * (2 / 3) + 6 * 2 * (4 / 9)) / (3 * 1 + 6 * 2 + 1 * 3), 2);
});

/** Mean Gini coefficient of a long run. */
function meanGini(model: Model): number {
  const inequality = auxiliary("1", "gini(coins[*])", "Gini coefficient");
  const program = build({ ...model, auxiliaries: { ...model.auxiliaries, inequality } });
  const series = run(program, { steps: 60_000, record: ["inequality"] }).series("inequality");
  return series.slice(1000).reduce((sum, value) => sum + value, 0) / (series.length - 1000);
}

const described = defineModel({
  title: "What can be said of a population",
  epoch: "1 day",
  assets: { token: { decimals: 0 } },
  dimensions: { holder: { agents: 5 } },
  parameters: { "rank[holder]": parameter("holder", "1 to 5", { unit: "1" }) },
  stocks: { "balance[holder]": stock("rank[holder] * {10 token}", "10, 20, 30, 40, 50", { unit: "token" }) },
  auxiliaries: {
    total: auxiliary("token", "sum(balance[*])", ""),
    average: auxiliary("token", "mean(balance[*])", ""),
    least: auxiliary("token", "min(balance[*])", ""),
    most: auxiliary("token", "max(balance[*])", ""),
    ranks: auxiliary("1", "prod(rank[*])", ""),
    rich: auxiliary("1", "count(balance[*] >= {30 token})", ""),
    richShare: auxiliary("1", "share(balance[*] >= {30 token})", ""),
    inequality: auxiliary("1", "gini(balance[*])", ""),
    upperQuartile: auxiliary("token", "quantile(balance[*], 0.75)", ""),
    between: auxiliary("token", "quantile(balance[*], 0.9)", ""),
    top: auxiliary("1", "topShare(balance[*], 1.5)", ""),
    third: auxiliary("token", "at(balance[*], 3)", ""),
    "above[holder]": auxiliary("token", "max(balance[holder] - mean(balance[*]), 0)", "above the mean"),
    spread: auxiliary("token", "sum(above[*])", ""),
  },
});

test("sum, mean, extremes, counts, shares, Gini, quantiles and the share of the top are those of the five holdings", () => {
  for (const backend of ["js", "exact"] as const) {
    const path = run(build(described), { steps: 0, backend });
    const found = (name: string) => path.final(name);
    expect([found("total"), found("average"), found("least"), found("most")]).toEqual([150, 30, 10, 50]);
    expect([found("ranks"), found("rich"), found("richShare")]).toEqual([120, 3, 0.6]);
    // 1, 2, 3, 4, 5 has the Gini coefficient 4/15.
    expect(found("inequality")).toBeCloseTo(4 / 15, 15);
    expect([found("upperQuartile"), found("between"), found("third")]).toEqual([40, 46, 30]);
    expect(found("top")).toBeCloseTo((50 + 20) / 150, 15);
    expect(found("spread")).toBe(30);
    expect(Array.from(path.agents("balance[holder]"))).toEqual([10, 20, 30, 40, 50]);
  }
});

test("the same words work on the elements of a dimension", () => {
  const model: Model = { ...described, dimensions: { holder: { size: 5 } } };
  const [population, dimension] = [run(build(described), { steps: 0 }), run(build(model), { steps: 0 })];
  for (const name of [
    "total",
    "average",
    "inequality",
    "upperQuartile",
    "between",
    "top",
    "third",
    "richShare",
    "rich",
  ]) {
    expect(dimension.final(name), name).toBe(population.final(name));
  }
});

test("where nobody has anything all are equal", () => {
  const path = run(build({ ...described, stocks: { "balance[holder]": stock("0 token", "") } }), { steps: 0 });
  expect([path.final("inequality"), path.final("top")]).toEqual([0, 0.3]);
});

const members = defineModel({
  title: "Members who pay dues and draw grants",
  epoch: "1 day",
  assets: { token: { decimals: 6, baseUnit: "grain" } },
  dimensions: { member: { agents: 200 } },
  parameters: { "thrift[member]": parameter("uniform(0, 1)", "a trait, drawn once", { unit: "1" }) },
  stocks: {
    "balance[member]": stock("5 token", "of each"),
    treasury: stock("0 token", "of all"),
  },
  states: { "mood[member]": state("0", "mood[member] / 2 + normal(0, 1)", "feeling", { unit: "1" }) },
  flows: {
    "dues[member]": flow(
      "balance[member]",
      "treasury",
      "floor((1 - thrift[member]) * {2 token/day} * (if mood[member] > 0 then 1 else 0))",
    ),
    "grant[member]": flow("treasury", "balance[member]", "floor(treasury * thrift[member] / sum(thrift[*]) / {4 day})"),
    "issue[member]": mint("balance[member]", "{1 grain/day}"),
    "tax[member]": burn("balance[member]", "floor(balance[member] * {1 %/day})"),
  },
  auxiliaries: {
    "smoothed[member]": auxiliary("token", "smooth(balance[member], {3 day})", "average"),
    "lagged[member]": auxiliary("token", "previous(balance[member], 0)", "yesterday"),
    "held[member]": auxiliary("token", "delay(balance[member], {2 day}, 0)", "two days ago"),
    lag: auxiliary("token", "sum(balance[*]) - sum(lagged[*])", ""),
    supply: auxiliary("token", "sum(balance[*]) + treasury", ""),
    meanMood: auxiliary("1", "mean(mood[*])", ""),
  },
});

test("what agents pay and receive balances against single stocks in every step of every run", async () => {
  // The books are audited after every step of every run; here the supply is followed in the open as well.
  const program = build(members);
  const path = run(program, { steps: 50 });
  const series = path.series("supply");
  expect(series[0]).toBe(1000);
  expect(path.series("lag")[0]).toBe(1000);
  expect(path.report.overdrafts.map((one) => one.stock)).toContain("balance[member]");
  expect(path.agents("balance[member]").every((balance) => balance >= 0)).toBe(true);
  const thrift = path.agents("thrift[member]");
  expect(new Set(thrift).size).toBe(200);
  // Stationary: an autoregression with 1/2 and unit noise has variance 4/3.
  const moods = path.agents("mood[member]");
  expect(moods.reduce((sum, mood) => sum + mood * mood, 0) / 200).toBeGreaterThan(0.9);
  expect(moods.reduce((sum, mood) => sum + mood * mood, 0) / 200).toBeLessThan(1.9);
  const whole = await ensembleInBatches(program, { steps: 20, runs: 7, record: ["supply", "meanMood"], paths: 7 }, 7);
  const parts = await ensembleInBatches(program, { steps: 20, runs: 7, record: ["supply", "meanMood"], paths: 7 }, 2);
  for (const name of ["supply", "meanMood"]) {
    expect(whole.paths(name)).toEqual(parts.paths(name));
    expect(Array.from(whole.paths(name)[3]!)).toEqual(Array.from(run(program, { steps: 20, run: 3 }).series(name)));
  }
});

/** Rules in whole base units, so that a double and a rational hold the same. */
const rules: readonly ((amount: number) => Flow)[] = [
  (amount) => flow("held[agent]", "pool", `floor(held[agent] * ${amount} / {7 epoch} / 1000)`),
  (amount) => flow("pool", "held[agent]", `floor(min(pool / {300 epoch}, {${amount} grain/epoch} * agent))`),
  (amount) => mint("held[agent]", `if sum(held[*]) < {${amount}e3 grain} then {${amount} grain/epoch} else 0`),
  (amount) => burn("held[agent]", `{${amount} grain/epoch} * trait[agent]`),
  (amount) => flow("held[agent]", "held[partner]", `floor(held[agent] / {${1 + (amount % 5)} epoch})`),
  (amount) => flow("held[agent]", "other[agent]", `{${amount} grain/epoch}`),
  (amount) => flow("other[agent]", "held[agent]", `{${amount} grain/epoch} * (1 + trait[agent])`),
  (amount) =>
    flow("held[agent]", "pool", `delay(floor(quantile(held[*], 0.5) / {9 epoch}), {${1 + (amount % 4)} day}, 0)`),
];

test("both backends hold the same base units in generated economies of agents, also where many are overdrawn", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.tuple(fc.nat(rules.length - 1), fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 5 }),
      fc.bigInt({ min: 0n, max: 1000n }),
      (agents, flows, seed) => {
        const program = build({
          title: "generated",
          epoch: "1 day",
          assets: { token: { decimals: 6, baseUnit: "grain" } },
          dimensions: { agent: { agents } },
          parameters: { "trait[agent]": parameter("floor(uniform(0, 4))", "a trait", { unit: "1" }) },
          stocks: {
            "held[agent]": stock("{1000 grain} * floor(uniform(0, 8))", "held", { unit: "grain" }),
            "other[agent]": stock("0 grain", "other"),
            pool: stock("5000 grain", "shared"),
          },
          auxiliaries: {
            "partner[agent]": auxiliary("1", "choose(trait[*] + 1)", "whom it pays"),
            single: auxiliary("1", "choose(held[*] + {1 grain})", "one of them"),
          },
          flows: {
            ...Object.fromEntries(flows.map(([rule, amount], index) => [`f${index}[agent]`, rules[rule]!(amount)])),
            prize: flow("pool", "held[single]", "floor(pool / {50 epoch})"),
          },
        });
        const exactly = exact.prepare(program).start({ seed, firstRun: 0, runs: 1 });
        const fast = js.prepare(program).start({ seed, firstRun: 0, runs: 1 });
        for (let step = 0; step < 12; step++) {
          exactly.evaluate();
          exactly.advance();
          fast.evaluate();
          fast.advance();
        }
        const levels = fast.ledger.levels.flatMap((lanes) => Array.from(lanes, String));
        expect(levels).toEqual(exactly.ledger.levels.map(rational.toText));
        expect(fast.report.overdrafts.map((one) => [one.stock, one.times])).toEqual(
          exactly.report.overdrafts.map((one) => [one.stock, one.times]),
        );
        overdrawn += fast.report.overdrafts.length > 0 ? 1 : 0;
      },
    ),
    { seed: 20_261_120, numRuns: 400 },
  );
  expect(overdrawn).toBeGreaterThan(40);
}, 60_000);

test("one more agent, or another variable, leaves the luck of the others alone", () => {
  const withAgents = (agents: number, more: Model["auxiliaries"] = {}) =>
    run(
      build({
        ...members,
        dimensions: { member: { agents } },
        auxiliaries: { "noise[member]": auxiliary("1", "normal(0, 1)", ""), ...more },
        flows: {},
      }),
      { steps: 3 },
    ).agents("noise[member]");
  const few = withAgents(3);
  expect(Array.from(withAgents(1000).slice(0, 3))).toEqual(Array.from(few));
  expect(Array.from(withAgents(3, { "other[member]": auxiliary("1", "normal(0, 1)", "") }))).toEqual(Array.from(few));
});

test("an ensemble gathers aggregates, and says how where a value for each agent is asked for", async () => {
  const program = build(members);
  const found = await ensemble(program, { steps: 2, runs: 3 });
  expect(found.names).toContain("supply");
  expect(found.names).not.toContain("balance[member]");
  await expect(ensemble(program, { steps: 2, runs: 3, record: ["balance[member]"] })).rejects.toThrow(
    /run\/population/u,
  );
  expect(complaintOf(() => run(program, { steps: 1 }).series("balance[member]"))).toMatch(
    /run\/population.*sum\(balance\[\*\]\)/su,
  );
});

const wrong: readonly (readonly [string, Partial<Model>, RegExp])[] = [
  [
    "a single variable of an equation for each agent",
    { auxiliaries: { x: auxiliary("token", "balance[holder] + {1 token}", "") } },
    /equation\/population.*"x" has one value/su,
  ],
  [
    "every agent against every other one",
    { auxiliaries: { "x[holder]": auxiliary("token", "sum(max(balance[*] - balance[holder], 0))", "") } },
    /equation\/aggregate.*every agent with every other/su,
  ],
  [
    "all agents where one is meant",
    { auxiliaries: { "x[holder]": auxiliary("token", "balance[*]", "") } },
    /equation\/subscript/su,
  ],
  [
    "one agent by a number in the subscript",
    { auxiliaries: { x: auxiliary("token", "balance[3]", "") } },
    /equation\/subscript.*at\(balance\[\*\], number\)/su,
  ],
  [
    "a single flow out of the stocks of all agents",
    { flows: { pay: burn("balance[holder]", "{1 token/day}") } },
    /model\/flow-ends.*declare "pay\[holder\]"/su,
  ],
  [
    "a check of each agent",
    { checks: { solvent: { equation: "balance[holder] >= 0", meaning: "" } } },
    /equation\/population/su,
  ],
  [
    "two populations",
    {
      dimensions: { holder: { agents: 5 }, shop: { agents: 2 } },
      auxiliaries: { "x[holder,shop]": auxiliary("1", "1", "") },
    },
    /dimension\/populations/su,
  ],
  ["10^12 agents", { dimensions: { holder: { agents: 1e12 } } }, /dimension\/too-large.*1000000000000 agents/su],
  [
    "more memory than there is to spend",
    {
      dimensions: { holder: { agents: 10_000_000 } },
      auxiliaries: Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [
          `x${index}[holder]`,
          auxiliary("token", `balance[holder] * ${index + 2}`, ""),
        ]),
      ),
    },
    /model\/too-large.*GiB/su,
  ],
];

test.each(wrong)("refuses %s before anything is run", (_, change, message) => {
  const { auxiliaries: _all, ...base } = described;
  expect(complaintOf(() => build({ ...base, ...change }))).toMatch(message);
});

test("an agent that is not there is named with its flow, step and run", () => {
  const model: Model = {
    ...described,
    flows: { gift: flow("balance[1]", "balance[which]", "{1 token/day}") },
    auxiliaries: { which: auxiliary("1", "4 + time / epoch", "") },
  };
  for (const backend of ["js", "exact"] as const) {
    expect(complaintOf(() => run(build(model), { steps: 5, backend }))).toMatch(
      /run\/agent.*no agent 6.*gift.*step 2 of run 0.*from 1 to 5/su,
    );
  }
});

test("a fault of one agent names it", () => {
  const model: Model = {
    ...described,
    auxiliaries: { "x[holder]": auxiliary("1", "1 / (rank[holder] - 4)", "") },
  };
  for (const backend of ["js", "exact"] as const) {
    expect(complaintOf(() => run(build(model), { steps: 1, backend }))).toMatch(
      /run\/not-finite.*step 0 of run 0, agent 4/su,
    );
  }
});

test("continuous agents are integrated like single stocks", () => {
  // Decay at a rate of its own for each: x0 e^(-k t), by Runge and Kutta's method within 1e-8.
  const model = defineModel({
    title: "decay",
    units: { crumb: "count" },
    integrate: "rk4",
    dimensions: { piece: { agents: 4 } },
    stocks: { "mass[piece]": stock("100 crumb", ""), ash: stock("0 crumb", "") },
    flows: { "loss[piece]": flow("mass[piece]", "ash", "mass[piece] * piece * {10 %/day}") },
    auxiliaries: { all: auxiliary("crumb", "sum(mass[*]) + ash", "") },
  });
  const path = run(build(model, { step: "0.1 day" }), { steps: 100 });
  for (const [index, mass] of path.agents("mass[piece]").entries()) {
    expect(mass / (100 * Math.exp(-0.1 * (index + 1) * 10))).toBeCloseTo(1, 6);
  }
  expect(path.final("all")).toBeCloseTo(400, 9);
});

test("each agent remembers its own events, and a decision changes a trait of all", () => {
  const model = defineModel({
    title: "Leavers",
    epoch: "1 day",
    dimensions: { member: { agents: 3 } },
    parameters: { "limit[member]": parameter("member", "when it leaves", { unit: "1" }) },
    auxiliaries: {
      "isGone[member]": auxiliary("1", "if ever(time / epoch >= limit[member]) then 1 else 0", ""),
      "away[member]": auxiliary("day", "heldFor(time / epoch >= limit[member])", ""),
      gone: auxiliary("1", "sum(isGone[*])", ""),
    },
    decisions: { "stay longer": { at: "2 day", set: { "limit[member]": "limit[member] + 3" }, meaning: "" } },
  });
  for (const backend of ["js", "exact"] as const) {
    const path = run(build(model), { steps: 6, backend });
    // On day 1 the first leaves; from day 2 on the limits are 4, 5 and 6.
    expect(Array.from(path.series("gone"))).toEqual([0, 1, 1, 1, 1, 2, 3]);
    expect(Array.from(path.agents("away[member]"))).toEqual([3, 2, 1]);
    expect(Array.from(path.agents("limit[member]"))).toEqual([4, 5, 6]);
  }
});

test("holders enter one unbonding queue and leave it first in first out; a queue of each is refused", () => {
  const model = (seed: number): Model => ({
    title: "unbonding",
    epoch: "1 day",
    assets: { token: { decimals: 6, baseUnit: "grain" } },
    dimensions: { holder: { agents: 40 } },
    parameters: { "wish[holder]": parameter(`floor(uniform(0, ${seed}e6))`, "", { unit: "1" }) },
    stocks: {
      "staked[holder]": stock("{3 token} * holder", "", { unit: "token" }),
      unbonding: stock("0 token", "", { conveyor: { time: "4 day" } }),
      liquid: stock("0 token", ""),
      slashed: stock("0 token", ""),
    },
    flows: {
      "unstake[holder]": flow("staked[holder]", "unbonding", "{1 grain/day} * wish[holder]"),
      "slash[holder]": flow("unbonding", "slashed", "floor(unbonding * {0.1 %/day} / 40)"),
      unbonded: flow("unbonding", "liquid", "leaving(unbonding)"),
    },
    auxiliaries: { all: auxiliary("token", "sum(staked[*]) + unbonding + liquid + slashed", "") },
  });
  for (const seed of [1, 2, 5]) {
    const program = build(model(seed));
    const exactly = exact.prepare(program).start({ seed: 3n, firstRun: 0, runs: 1 });
    const fast = js.prepare(program).start({ seed: 3n, firstRun: 0, runs: 1 });
    for (let step = 0; step < 15; step++) {
      for (const stepper of [exactly, fast]) {
        stepper.evaluate();
        stepper.advance();
      }
    }
    const levels = fast.ledger.levels.flatMap((lanes) => Array.from(lanes, String));
    expect(levels).toEqual(exactly.ledger.levels.map(rational.toText));
    expect(run(program, { steps: 15 }).final("all")).toBe((3 * 40 * 41) / 2);
  }
  const { stocks, ...rest } = model(1);
  const each = { ...stocks, "queue[holder]": stock("0 token", "", { conveyor: { time: "4 day" } }) };
  const flows = { ...rest.flows, "out[holder]": burn("queue[holder]", "leaving(queue[holder])") };
  expect(complaintOf(() => build({ ...rest, stocks: each, flows }))).toMatch(/model\/conveyor.*one of each holder/su);
});

test("a trait may follow from a parameter that is declared after it", () => {
  const model = defineModel({
    title: "order of declaration",
    epoch: "1 day",
    dimensions: { holder: { agents: 3 } },
    parameters: {
      "p[holder]": parameter("q * holder", "a trait", { unit: "1" }),
      q: parameter("4.5", "for all"),
    },
    auxiliaries: { all: auxiliary("1", "sum(p[*])", "") },
  });
  for (const backend of ["js", "exact"] as const)
    expect(run(build(model), { steps: 0, backend }).final("all")).toBe(27);
});
