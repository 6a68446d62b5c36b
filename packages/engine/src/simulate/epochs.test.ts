import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import {
  auxiliary,
  build,
  check,
  compose,
  defineModel,
  type Economy,
  flow,
  input,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "../model/index.js";
import { causesOf } from "./causes.js";
import { type Run, run } from "./run.js";

const token = { token: { decimals: 0 } };

/** Something that acts every day, so that an economy counts in days. */
const days: Model = {
  title: "Days",
  epoch: "1 day",
  assets: token,
  stocks: { till: stock("0 token", "collected") },
  flows: { collected: mint("till", "{7 token/epoch} + floor(time / epoch) * {1 token/epoch}") },
  auxiliaries: {
    pace: auxiliary("token/day", "{8 token/day} + {3 token/day} * mod(time / epoch, 4)", "rate"),
    level: auxiliary("token", "{100 token} + {2 token} * (time / epoch)", "amount"),
  },
};

const supply: Model = {
  title: "Supply",
  epoch: "5 day",
  assets: token,
  parameters: { rho: parameter("3 %/epoch", "share of the reserve paid out in an epoch") },
  inputs: { fees: input("token/epoch", "fees", { default: "0" }) },
  stocks: { reserve: stock("1001 token", "reserve"), pot: stock("0 token", "pot") },
  flows: { out: flow("reserve", "pot", "floor(rho * reserve)"), paid: mint("pot", "fees") },
  auxiliaries: { yearly: auxiliary("%/year", "out / reserve", "rate of issuance") },
};

function withDays(model: Model, inputs: Readonly<Record<string, string>> = {}, more: Partial<Economy> = {}): Economy {
  return { title: "Both", ...more, modules: { own: { model, inputs }, days: { model: days }, ...more.modules } };
}

function finding(economy: Economy, step?: string) {
  try {
    build(economy, step === undefined ? {} : { step });
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("nothing was found");
}

const texts = (result: Run, name: string) => result.exact(name).map(rational.toText);
const sum = (values: readonly rational.Rational[]) => values.reduce(rational.add, rational.zero);

test.each(["exact", "js"] as const)(
  "a module acts at the end of its epochs, with its whole epoch's amount: %s",
  (backend) => {
    // By hand: floor(3 % of 1001) = 30, floor(3 % of 971) = 29.
    const program = build(withDays(supply));
    const result = run(program, { steps: 10, backend });
    expect([...result.series("own.out")]).toEqual([0, 0, 0, 0, 30, 0, 0, 0, 0, 29, 0]);
    expect([...result.series("own.reserve")]).toEqual([1001, 1001, 1001, 1001, 1001, 971, 971, 971, 971, 971, 942]);
    expect(program.variables.get("own.out")!.unit.text).toBe("token/own_epoch");
    expect(program.variables.get("own.rho")!.unit.text).toBe("%/own_epoch");
    // 30/1001 in 5 days, all the time: auxiliaries are computed from what is there.
    expect(result.series("own.yearly")[1]).toBeCloseTo((100 * 30 * 365) / 5 / 1001, 9);
  },
);

test.each(["exact", "js"] as const)("fees of every day arrive whole at the end of the epoch: %s", (backend) => {
  const result = run(build(withDays(supply, { fees: "days.collected" })), { steps: 12, backend });
  // 7 + 8 + 9 + 10 + 11 and 12 + … + 16.
  expect([...result.series("own.paid")]).toEqual([0, 0, 0, 0, 45, 0, 0, 0, 0, 70, 0, 0, 0]);
  expect(result.final("own.pot")).toBe(30 + 29 + 45 + 70);
});

test("an amount keeps its base units over the border in both directions, through epochs of 1, 5 and 30 days", () => {
  const collector = (epoch: string): Model => ({
    title: `Every ${epoch}`,
    epoch,
    assets: token,
    inputs: { rate: input("token/epoch", "what comes in") },
    stocks: { kept: stock("0 token", "kept") },
    flows: { keeping: mint("kept", "rate") },
  });
  const spending: Model = {
    title: "Spending",
    epoch: "30 day",
    assets: token,
    stocks: { chest: stock("100000 token", "chest"), spent: stock("0 token", "spent") },
    flows: { grant: flow("chest", "spent", "floor(chest / 7 / epoch)") },
  };
  const economy: Economy = {
    title: "Three chains",
    modules: {
      days: { model: days },
      five: { model: collector("5 day"), inputs: { rate: "days.collected" } },
      month: { model: collector("30 day"), inputs: { rate: "five.keeping" } },
      spending: { model: spending },
      daily: { model: collector("1 day"), inputs: { rate: "spending.grant" } },
      weekly: { model: collector("10 day"), inputs: { rate: "spending.grant + month.keeping" } },
    },
  };
  const result = run(build(economy), { steps: 120, backend: "exact" });
  const [till, five, month] = ["days.till", "five.kept", "month.kept"].map((name) => result.exact(name));
  for (let step = 0; step <= 120; step += 5) expect(five![step]).toEqual(till![step]);
  // What a module moved in its last step is in the next module's epoch when that ends with it or later.
  for (let step = 0; step <= 120; step += 30) expect(month![step]).toEqual(till![step]);
  expect(result.final("daily.kept")).toBe(result.final("spending.spent"));
  expect(result.final("weekly.kept")).toBe(result.final("spending.spent") + result.final("month.kept"));
  expect(result.final("spending.spent")).toBeGreaterThan(30_000);
});

/** Everything with a memory of its own, draws of the kind that are rational, and what looks at the time. */
const remembering: Model = {
  title: "Remembering",
  epoch: "5 day",
  assets: token,
  units: { era: "4 epoch" },
  dimensions: { sector: { elements: ["home", "abroad"] } },
  lookups: {
    curve: {
      points: [
        ["0 day", "1"],
        ["100 day", "3"],
      ],
    },
  },
  parameters: { share: parameter("1/3 1/epoch", "share"), lag: parameter("2 epoch", "lag") },
  inputs: {
    rate: input("token/day", "a rate"),
    amount: input("token", "an amount"),
    own: input("token/era", "its own", { default: "{3 token/epoch} + luck * {1 token/epoch}" }),
  },
  stocks: {
    a: stock("5000 token", "first"),
    b: stock("0 token", "second"),
    capacity: stock("90 token/day", "a stock that is a rate"),
    "part[sector]": stock("10 token", "by sector"),
  },
  states: {
    mean: state("amount0", "(mean + amount) / 2", "an average", { unit: "token" }),
    count: state("0", "count + 1", "epochs counted"),
    speed: state("1 token/day", "speed + {1 token/epoch^2} * epoch", "a state that is a rate"),
  },
  flows: {
    out: flow("a", "b", "floor(share * a / 7) + luck * {1 token/epoch}"),
    back: flow("b", "a", "min(floor(rate), b / epoch) / 2"),
    pulsed: mint("b", "pulse({11 token}, {12 day}) + pulse({2 token}, {1 day}, {20 day})"),
    growth: mint("capacity", "capacity / {50 day}"),
    "spread[sector]": flow("a", "part[sector]", "floor(out / 3)"),
  },
  auxiliaries: {
    luck: auxiliary("1", "floor(uniform(0, 6))", "a die"),
    lastOut: auxiliary("token/epoch", "previous(out, {1 token/epoch})", "what was asked before"),
    firstRate: auxiliary("token/day", "initial(rate)", "first rate"),
    smooth: auxiliary("token/day", "smooth(rate, {20 day})", "average"),
    third: auxiliary("token/day", "delay3(rate, {20 day}, {4 token/day})", "delay"),
    held: auxiliary("token", "delay(amount, lag)", "fixed delay"),
    briefly: auxiliary("token", "delay(amount, {1 day}, {5 token})", "a delay shorter than an epoch"),
    growing: auxiliary("1/day", "trend(amount, {10 day})", "growth"),
    ramped: auxiliary("token", "ramp({1 token/day}, {7 day}, {31 day})", "ramp"),
    stepped: auxiliary("1", "step(2, {10 day})", "step"),
    looked: auxiliary("1", "lookup(curve, time)", "a table over time"),
    length: auxiliary("day", "epoch", "the epoch"),
    shared: auxiliary("1", "sum(part[*]) / a", "share"),
  },
  checks: { kept: check("a >= 0", "not negative") },
};
const remember: Model = {
  ...remembering,
  parameters: { ...remembering.parameters, amount0: parameter("17 token", "start") },
};

/** The module by itself at its own epoch, with given series, against the economy of n times shorter steps. */
function compared(model: Model, epoch: string, days: number, epochs: number, rates: readonly number[]) {
  const own = { ...model, epoch };
  // The same names alone and beside another module, so that draws have the same addresses.
  const wired = { rate: "rate", amount: "amount" };
  const around = (step: string): Economy => ({
    title: step,
    epoch: step,
    inputs: { rate: input("token/day", "a rate"), amount: input("token", "an amount") },
    modules: { own: { model: own, inputs: wired } },
  });
  const value = (index: number) => rational.rational(rates[index % rates.length]!);
  const perEpoch = Array.from({ length: epochs + 1 }, (_, index) => value(index));
  const perDay = Array.from({ length: (epochs + 1) * days }, (_, day) => {
    // The rate differs from day to day and has the epoch's mean; the amount is only looked at when it acts.
    const each = value(Math.floor(day / days));
    const phase = day % days;
    const swing = phase === 0 ? 1 : phase === 1 ? -1 : 0;
    return {
      rate: rational.add(each, rational.rational(swing)),
      amount: phase === days - 1 ? each : rational.rational(day + 1),
    };
  });
  const options = { backend: "exact", seed: 7n } as const;
  const alone = run(build(around(epoch)), { ...options, steps: epochs, inputs: { rate: perEpoch, amount: perEpoch } });
  const together = run(build(around("1 day")), {
    ...options,
    steps: epochs * days + days - 1,
    inputs: { rate: perDay.map((one) => one.rate), amount: perDay.map((one) => one.amount) },
  });
  return { alone, together };
}

test.each([2, 5, 30])("a module in steps %i times shorter has the numbers it has alone, to the base unit", (n) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 9 }), (rates) => {
      const { alone, together } = compared(remember, `${n} day`, n, 9, rates);
      for (const name of alone.names) {
        if (!name.startsWith("own.")) continue;
        const expected = texts(alone, name);
        const found = texts(together, name);
        const acting = expected.map((_, index) => found[index * n + n - 1]);
        expect(acting, name).toEqual(expected);
        if (!/\.(a|b|capacity|part.*|mean|count|speed)$/.test(name)) continue;
        // Levels change at the boundary and at no other time.
        for (const [step, text] of found.entries())
          expect(text, `${name} ${step}`).toBe(expected[Math.floor(step / n)]);
      }
      expect(together.report.violations).toEqual([]);
    }),
    { seed: 5, numRuns: n === 30 ? 4 : 10 },
  );
});

test("both backends agree on modules with memories, and js draws what the module alone would draw", () => {
  const series = [3, 8, 40, 1, 17].map((value) => rational.rational(value));
  const economy: Economy = {
    title: "Both",
    epoch: "1 day",
    inputs: { rate: input("token/day", "a rate"), amount: input("token", "an amount") },
    modules: { own: { model: remember, inputs: { rate: "rate", amount: "amount" } } },
  };
  const options = { steps: 60, seed: 3n, inputs: { rate: series, amount: series } };
  const exact = run(build(economy), { ...options, backend: "exact" });
  const fast = run(build(economy), options);
  for (const name of exact.names) {
    const [a, b] = [exact.series(name), fast.series(name)];
    for (const [step, value] of a.entries()) expect(b[step], `${name} ${step}`).toBeCloseTo(value, 7);
  }
  const noisy: Model = {
    title: "N",
    epoch: "3 day",
    auxiliaries: { x: auxiliary("1", "normal(0, 1) + gamma(2, 1)", "x") },
  };
  const one = run(build({ title: "A", modules: { own: { model: noisy } } }), { steps: 9 }).series("own.x");
  const many = run(build(withDays(noisy)), { steps: 29 }).series("own.x");
  expect([...many]).toEqual(Array.from(many, (_, step) => one[Math.floor(step / 3)]));
});

test("nothing is lost where a daily and a slower module share a stock's asset: mints less burns is what there is", () => {
  const economy = withDays(
    supply,
    { fees: "days.collected" },
    {
      flows: { gift: { from: "days.till", to: "own.reserve", equation: "{3 token/epoch}", meaning: "gift" } },
    },
  );
  const result = run(build(economy), { steps: 50, backend: "exact" });
  const minted = sum([...result.exact("own.paid").slice(0, 50), ...result.exact("days.collected").slice(0, 50)]);
  const held = sum(["own.reserve", "own.pot", "days.till"].map((name) => result.exact(name)[50]!));
  expect(rational.subtract(held, minted)).toEqual(rational.rational(1001));
  // Gifts of a step reach the reserve in that step, and the module sees all of them when it acts.
  expect(result.exact("own.reserve")[4]).toEqual(rational.rational(1001 + 4 * 3));
});

test("an economy is a module like others: its ratios multiply", () => {
  const chain: Economy = {
    title: "Chain",
    epoch: "5 day",
    modules: {
      supply: { model: supply },
      grants: {
        model: {
          title: "Grants",
          epoch: "30 day",
          assets: token,
          inputs: { income: input("token/epoch", "income") },
          stocks: { chest: stock("0 token", "chest") },
          flows: { kept: mint("chest", "income") },
        },
        inputs: { income: "supply.out" },
      },
    },
    auxiliaries: { issued: auxiliary("token/epoch", "supply.out", "what the chain issues") },
  };
  const alone = run(build(chain), { steps: 24, backend: "exact" });
  const economy: Economy = {
    title: "All",
    modules: { chain: { model: chain, parameters: { "supply.rho": "3 %/epoch" } }, days: { model: days } },
  };
  const program = build(economy);
  const together = run(program, { steps: 120, backend: "exact" });
  for (const name of ["supply.reserve", "supply.pot", "grants.chest"]) {
    const [a, b] = [texts(alone, name), texts(together, `chain.${name}`)];
    expect(a.map((_, index) => b[index * 5])).toEqual(a);
  }
  expect(texts(together, "chain.issued").filter((_, step) => step % 5 === 4)).toEqual(
    texts(alone, "issued").slice(0, 24),
  );
  expect(together.final("chain.grants.chest")).toBe(together.final("chain.supply.pot"));
  expect(program.variables.get("chain.grants.kept")!.unit.text).toBe("token/chain_grants_epoch");
  expect(program.variables.get("chain.supply.out")!.unit.text).toBe("token/chain_epoch");
  expect(compose(economy).schedule!.epochs).toEqual({
    chain: { epoch: "5 day", unit: "chain_epoch" },
    "chain.grants": { epoch: "30 day", unit: "chain_grants_epoch" },
  });
});

test("values given to a module are told in its epochs, wiring in the economy's", () => {
  const economy: Economy = {
    title: "E",
    epoch: "1 day",
    parameters: { pace: parameter("2 %/epoch", "daily") },
    modules: {
      own: {
        model: supply,
        parameters: { rho: "10 %/epoch" },
        inputs: { fees: "{2 token/epoch}" },
      },
      other: { model: supply, parameters: { rho: { value: "pace + {5 %/epoch}" } } },
    },
  };
  const result = run(build(economy), { steps: 5, backend: "exact" });
  expect(result.final("own.reserve")).toBe(901);
  expect(result.final("own.pot")).toBe(110);
  // 2 % a day are 10 % in 5 days, with 5 % of the module's own.
  expect(result.exact("other.rho")[0]).toEqual(rational.rational(15));
  expect(result.final("other.reserve")).toBe(1001 - 150);
});

test("an economy counts in its own epoch, or in the shortest of its modules when that divides all others", () => {
  const of = (...epochs: string[]): Economy => ({
    title: "E",
    modules: Object.fromEntries(epochs.map((epoch) => [`m${epoch.split(" ")[0]}`, { model: { title: epoch, epoch } }])),
  });
  expect(compose(of("30 day", "5 day")).epoch).toBe("5 day");
  expect(compose(of("120 hour", "5 day")).schedule).toBeUndefined();
  expect(compose({ ...of("30 day", "5 day"), epoch: "1 hour" }).epoch).toBe("1 hour");
  expect(finding(of("4 day", "6 day"))).toMatchObject({
    code: "compose/conflict",
    message: '"m6" counts in epochs of 6 day, which is no whole number of the shortest epochs, 4 day.',
    hint: "state the economy's epoch, for example epoch: 2 day",
    place: { path: "modules.m6" },
  });
  expect(finding({ ...of("5 day"), epoch: "2 day" })).toMatchObject({
    code: "compose/epoch",
    message: '"m5" counts in epochs of 5 day, and "E" in epochs of 2 day.',
    expected: "an epoch that is a whole multiple of 2 day",
    hint: "let the economy count in steps of 1 day, which divide all of them",
    place: { path: "modules.m5" },
  });
  expect(finding(of("5 day"), "7 day").code).toBe("compose/epoch");
  expect(finding({ ...of("5 day"), epoch: "3 token", assets: token })).toMatchObject({ code: "unit/epoch" });
  expect(finding({ ...of("5 day", "1 day"), integrate: "rk4" })).toMatchObject({
    code: "compose/epoch",
    expected: "integrate: steps in an economy whose modules have longer epochs than the economy",
  });
  expect(build(of("5 day"), { step: "1 day" }).stepText).toBe("1 day");
});

test("a wrong unit at the border is found where it is written", () => {
  expect(finding(withDays(supply, { fees: "days.level" }))).toMatchObject({
    code: "unit/mismatch",
    message: '"own.fees" is in token/own_epoch, that is token/second, but its equation gives token.',
    place: { path: "modules.own.inputs.fees", line: 1, column: 1 },
  });
});

test("why: what a module's flow follows from is told with numbers of the same step", () => {
  const why = causesOf(build(withDays(supply)), "own.yearly", { step: 5 });
  expect(why.value).toBeCloseTo((100 * 29 * 365) / 5 / 971, 9);
  const out = why.causes.find((one) => one.name === "own.out")!;
  const reserve = why.causes.find((one) => one.name === "own.reserve")!;
  // Through the flow alone 29/1001 - 30/1001; the reserve changes the flow too, so all goes back to it.
  expect(out.contribution).toBeCloseTo((100 * 365 * -1) / 5 / 1001, 9);
  expect(reserve.contribution).toBeCloseTo(((100 * 365) / 5) * (29 / 971 - 30 / 1001), 9);
  const stock = causesOf(build(withDays(supply)), "own.reserve", { step: 5 });
  expect(stock.causes.find((one) => one.name === "own.out")!.contribution).toBe(-30);
});

test("a population in a module with a longer epoch acts at the ends of its epochs, whole amounts at once", () => {
  const club: Model = defineModel({
    title: "Members who pay once in an epoch",
    epoch: "5 day",
    assets: { token: { decimals: 0 } },
    dimensions: { member: { agents: 3 } },
    inputs: { "gift[member]": input("token/epoch", "from outside", { default: "0" }) },
    stocks: { "purse[member]": stock("100 token", "of each"), pot: stock("0 token", "of all") },
    flows: {
      "dues[member]": flow("purse[member]", "pot", "{10 token/epoch} * member"),
      "income[member]": mint("purse[member]", "gift[member]"),
    },
    auxiliaries: { "before[member]": auxiliary("token", "previous(purse[member], 0)", "an epoch ago") },
  });
  const economy: Economy = {
    title: "daily",
    epoch: "1 day",
    modules: { club: { model: club, inputs: { "gift[member]": "{2 token/day} * member" } } },
  };
  const path = run(build(economy), { steps: 10, backend: "exact" });
  expect(Array.from(path.series("club.pot"))).toEqual([0, 0, 0, 0, 0, 60, 60, 60, 60, 60, 120]);
  expect(Array.from(path.agents("club.purse[member]"))).toEqual([100, 100, 100]);
  expect(Array.from(path.agents("club.before[member]"))).toEqual([100, 100, 100]);
});

test("a queue in a module with a longer epoch lets go at the ends of its epochs what it lets go alone", () => {
  const queue: Model = defineModel({
    title: "Unbonding in epochs",
    epoch: "5 day",
    assets: { token: { decimals: 0 } },
    parameters: { wait: parameter("3 epoch", "time in the queue") },
    stocks: {
      staked: stock("1000 token", ""),
      unbonding: { initial: "0 token", meaning: "", conveyor: { time: "wait" } },
      liquid: stock("0 token", ""),
    },
    flows: {
      leave: flow("staked", "unbonding", "floor(staked * {10 %/epoch})"),
      done: flow("unbonding", "liquid", "leaving(unbonding)"),
    },
  });
  const alone = run(build(queue), { steps: 8, backend: "exact" });
  const economy: Economy = { title: "daily", epoch: "1 day", modules: { queue: { model: queue } } };
  const daily = run(build(economy), { steps: 40, backend: "exact" });
  for (const name of ["staked", "unbonding", "liquid"]) {
    const ends = Array.from(daily.series(`queue.${name}`)).filter((_, step) => step % 5 === 0);
    expect(ends, name).toEqual(Array.from(alone.series(name)));
  }
});
