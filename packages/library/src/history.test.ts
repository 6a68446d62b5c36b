import { build, compose, type Economy, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { dayNumber } from "./calendar.js";
import { networks } from "./catalogue.js";
import { economyOn, type NetworkHistory, rulesFrom, withoutDecisionsOn } from "./history.js";

const dated = [...networks].flatMap(([name, { model, history }]) =>
  history === undefined ? [] : [{ name, model, history }],
);

/** Without a base fee, before its second era, the limit of a block's gas decides nothing. */
const idle: ReadonlySet<string> = new Set(["networks/ethereum gasLimit"]);

test.each(dated)(
  "$name: eras are in order, and each changes parameters that the network has",
  ({ name: network, model, history }) => {
    const { eras, ages = {}, amounts } = history;
    const days = eras.map(({ from }) => dayNumber(from));
    expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
    expect(new Set(eras.map(({ title }) => title)).size).toBe(eras.length);
    const flat = compose(model);
    const first = Object.keys(eras[0]!.parameters);
    for (const { parameters } of eras) {
      expect(Object.keys(parameters).length).toBeGreaterThan(0);
      for (const name of Object.keys(parameters)) {
        expect(flat.parameters, name).toHaveProperty([name]);
        // A start in any era must not depend on what the library's own economy has.
        if (!idle.has(`${network} ${name}`)) expect(first, name).toContain(name);
      }
    }
    for (const name of Object.keys(ages)) expect(flat.parameters, name).toHaveProperty([name]);
    for (const name of amounts?.names ?? [])
      expect({ ...flat.stocks, ...flat.states, ...flat.parameters }, name).toHaveProperty([name]);
  },
);

test.each(dated)("$name: a start on the first day of every era builds and takes a step", ({ model, history }) => {
  const step = compose(model).epoch ?? "1 day";
  for (const { from } of history.eras) {
    const result = run(build(economyOn(model, history, from), { step }), { steps: 1 });
    expect(result.steps, from).toBe(1);
  }
});

test.each(dated)(
  "$name: without a date the network has its latest rules, or those of the day of its amounts",
  ({ model, history }) => {
    const step = compose(model).epoch ?? "1 day";
    const last = history.eras.at(-1)!.from;
    const names = Object.keys(rulesFrom(history, last)).filter((name) => !Object.hasOwn(history.ages ?? {}, name));
    const valuesOf = (economy: Economy) => {
      const start = run(build(economy, { step }), { steps: 0 });
      return names.map((name) => start.final(name));
    };
    const days = [last, history.amounts?.of ?? last];
    expect(days.map((day) => valuesOf(economyOn(model, history, day)))).toContainEqual(valuesOf(model));
  },
);

const { model } = networks.get("networks/cosmos-hub")!;
const history: NetworkHistory = {
  eras: [
    {
      from: "2020-01-01",
      title: "launch",
      source: "A.",
      confidence: "protocol",
      parameters: { "supply.goal": "67 %", communityTax: "2 %" },
    },
    {
      from: "2021-01-01",
      title: "vote",
      source: "B.",
      confidence: "measured",
      parameters: { "supply.goal": "50 %", communityTax: "10 %" },
    },
  ],
  ages: { startBonded: "2020-01-01T06:30" },
};

test("rules carry the source that changed them, and later ones the day on which they come", () => {
  const economy = economyOn(model, { ...history, ages: {} }, "2020-12-25");
  expect(economy.modules["supply"]!.parameters!["goal"]).toMatchObject({ value: "67 %", source: "A." });
  expect(economy.parameters!["communityTax"]).toMatchObject({ value: "2 %", confidence: "protocol" });
  expect(economy.decisions).toEqual({
    vote: {
      set: { "supply.goal": "50 %", communityTax: "10 %" },
      at: "7 day",
      meaning: "In force from 2021-01-01.",
      source: "B.",
      confidence: "measured",
    },
  });
  expect(economyOn(model, { ...history, ages: {} }, "2021-01-01").decisions).toEqual({});
});

test("ages count to the minute", () => {
  const economy = economyOn(model, history, "2020-01-03");
  expect(economy.parameters!["startBonded"]!.value).toBe("2490 minute");
});

test("who sets a value keeps it, and the rest of the decision stays", () => {
  const economy = economyOn(model, { ...history, ages: {} }, "2020-12-25");
  expect(withoutDecisionsOn(economy, new Set(["communityTax"])).decisions!["vote"]!.set).toEqual({
    "supply.goal": "50 %",
  });
  expect(withoutDecisionsOn(economy, new Set(["communityTax", "supply.goal"])).decisions).toEqual({});
});

test("the network of the catalogue stays as it is", () => {
  const before = JSON.stringify(model);
  economyOn(model, { ...history, ages: {} }, "2020-12-25");
  expect(JSON.stringify(model)).toBe(before);
});

test("days before the first era, and eras that are none, are refused", () => {
  expect(() => economyOn(model, history, "2019-12-31")).toThrow(/known from 2020-01-01 on/);
  expect(() => rulesFrom(history, "2020-06-01")).toThrow(/No era begins on 2020-06-01/);
  expect(rulesFrom(history, "2021-01-01")).toEqual({ "supply.goal": "50 %", communityTax: "10 %" });
});
