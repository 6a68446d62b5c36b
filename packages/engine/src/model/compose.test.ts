import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { build } from "./build.js";
import { compose, type Economy } from "./compose.js";
import type { ModuleUse } from "./module-instance.js";
import { auxiliary, check, flow, input, type Model, parameter, state, stock } from "./vocabulary.js";

const supply: Model = {
  title: "Supply",
  epoch: "5 day",
  assets: { token: { decimals: 6, baseUnit: "grain" } },
  units: { block: "count" },
  parameters: {
    rho: parameter("0.3 %/epoch", "rate", { source: "paper", confidence: "protocol", symbol: "\\rho" }),
    limit: parameter("10 token", "limit", { range: ["5 grain", "20 token"], confidence: "protocol" }),
  },
  inputs: { fees: input("token/epoch", "fees", { default: "{5 grain/epoch}", confidence: "protocol" }) },
  stocks: { reserve: stock("100 token", "reserve", { source: "chain" }), pot: stock("0 grain", "pot") },
  states: { mood: state("1", "mood * 2", "mood", { source: "poll" }) },
  flows: { out: flow("reserve", "pot", "min(rho * reserve, {7 grain/epoch}) + fees") },
  auxiliaries: { blocks: auxiliary("block", "{3 block}", "blocks") },
  checks: { some: check("reserve >= {5 grain}", "some left") },
};

const economy = (use: Partial<ModuleUse> = {}, more: Partial<Economy> = {}): Economy => ({
  title: "Economy",
  ...more,
  modules: { supply: { model: supply, ...use }, ...more.modules },
});

function findings(given: Economy) {
  try {
    build(given);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  return [];
}

const startOf = (given: Economy, name: string) => {
  const { graph, stocks, parameters } = build(given);
  const node = stocks.find((one) => one.name === name)?.initial ?? parameters.find((one) => one.name === name)!.node;
  return rational.toText(graph.nodes[node]!.value!);
};

test("a module's names are qualified everywhere, also in its flows' ends and its checks", () => {
  const flat = compose(economy());
  expect(Object.keys(flat.stocks!)).toEqual(["supply.reserve", "supply.pot"]);
  expect(flat.flows!["supply.out"]).toMatchObject({ from: "supply.reserve", to: "supply.pot" });
  expect(flat.flows!["supply.out"]!.equation).toContain("supply.rho * supply.reserve");
  expect(flat.states!["supply.mood"]!.next).toBe("supply.mood * 2");
  expect(flat.checks!["supply.some"]!.equation).toContain("supply.reserve");
  expect(flat.epoch).toBe("5 day");
});

test("values, initial values and wiring are replaced, and speak the economy's names", () => {
  const flat = compose(
    economy(
      {
        parameters: { rho: "2 * general" },
        stocks: { reserve: "7 token" },
        states: { mood: "3" },
        inputs: { fees: "elsewhere" },
      },
      {
        parameters: { general: parameter("1 %/epoch", "rate") },
        auxiliaries: { elsewhere: auxiliary("token/epoch", "supply.rho * supply.pot", "fees") },
      },
    ),
  );
  expect(flat.parameters!["supply.rho"]!.value).toBe("2 * general");
  // The equation is in the unit of the quantity it replaces.
  expect(flat.parameters!["supply.rho"]!.unit).toBe("%/epoch");
  expect(flat.stocks!["supply.reserve"]!.initial).toBe("7 token");
  expect(flat.states!["supply.mood"]!.initial).toBe("3");
  expect(flat.inputs!["supply.fees"]!.default).toBe("elsewhere");
  expect(() => build(flat)).not.toThrow();
});

test("a new value does not keep the source and confidence of the old one, a new range does", () => {
  const parameters = (given: ModuleUse["parameters"]) => compose(economy({ parameters: given! })).parameters!;
  const text = parameters({ rho: "1 %/epoch" })["supply.rho"]!;
  expect(text).toEqual({ value: "1 %/epoch", meaning: "rate", symbol: "\\rho" });
  const sourced = parameters({ rho: { value: "1 %/epoch", source: "vote", confidence: "assumption" } })["supply.rho"]!;
  expect(sourced).toMatchObject({ source: "vote", confidence: "assumption" });
  const ranged = parameters({ rho: { range: ["0 %/epoch", "1 %/epoch"] } })["supply.rho"]!;
  expect(ranged).toMatchObject({ value: "0.3 %/epoch", source: "paper", confidence: "protocol" });
  const flat = compose(economy({ stocks: { reserve: "1 token" }, states: { mood: "2" }, inputs: { fees: "0" } }));
  expect(flat.stocks!["supply.reserve"]).not.toHaveProperty("source");
  expect(flat.states!["supply.mood"]).not.toHaveProperty("source");
  expect(flat.inputs!["supply.fees"]).not.toHaveProperty("confidence");
});

test("an asset gets the economy's name, its base unit that of the economy, in values, ranges and equations", () => {
  const given = economy({ assets: { token: "ADA" } }, { assets: { ADA: { decimals: 6, baseUnit: "lovelace" } } });
  const flat = compose(given);
  expect(flat.assets).toEqual({ ADA: { decimals: 6, baseUnit: "lovelace" } });
  expect(flat.flows!["supply.out"]!.equation).toContain("{7 lovelace/epoch}");
  expect(flat.inputs!["supply.fees"]).toMatchObject({ unit: "ADA/epoch", default: "{5 lovelace/epoch}" });
  expect(flat.parameters!["supply.limit"]!.range).toEqual(["5 lovelace", "20 ADA"]);
  expect(flat.stocks!["supply.pot"]!.initial).toBe("0 lovelace");
  expect(startOf(given, "supply.reserve")).toBe("100000000");
  // Without a declaration of the economy's own, the base unit keeps the module's name.
  const undeclared = economy({ assets: { token: "ADA" } });
  expect(compose(undeclared).assets).toEqual({ ADA: { decimals: 6, baseUnit: "grain" } });
  expect(startOf(undeclared, "supply.reserve")).toBe("100000000");
  const chosen = compose(economy({ assets: { token: "ADA", grain: "lovelace" } }));
  expect(chosen.assets).toEqual({ ADA: { decimals: 6, baseUnit: "lovelace" } });
});

test("several instances of one module live side by side, each with its own token", () => {
  const given: Economy = {
    title: "Two chains",
    modules: {
      a: { model: supply, assets: { token: "ADA" } },
      b: {
        model: supply,
        assets: { token: "BTC" },
        stocks: { reserve: "21e6 BTC" },
        inputs: { fees: "{1 BTC/epoch}" },
      },
    },
  };
  const program = build(given);
  expect(program.books.map((book) => book.unit)).toEqual(["ADA", "BTC"]);
  expect(compose(given).assets).toEqual({
    ADA: { decimals: 6, baseUnit: "grain" },
    BTC: { decimals: 6, baseUnit: "BTC_grain" },
  });
  expect(compose(given).flows!["b.out"]!.equation).toContain("{7 BTC_grain/epoch}");
});

test("the economy's declaration of an asset decides its decimals; modules that differ must be told", () => {
  const fine: Model = {
    title: "Fine",
    epoch: "5 day",
    assets: { token: { decimals: 18 } },
    stocks: { s: stock("1 token", "") },
  };
  const modules = { fine: { model: fine } };
  expect(findings(economy({}, { modules } as Partial<Economy>))[0]).toMatchObject({
    code: "compose/conflict",
    place: { path: "modules.fine" },
  });
  const declared = economy({}, { assets: { token: { decimals: 9 } }, modules } as Partial<Economy>);
  expect(findings(declared)).toEqual([]);
  expect(startOf(declared, "fine.s")).toBe("1000000000");
});

test("unknown names in a use are all found, each with its path and a hint", () => {
  const found = findings(
    economy({
      assets: { tokn: "ADA" },
      parameters: { roh: "1" },
      stocks: { reserv: "1" },
      states: { moood: "1" },
      inputs: { fee: "1" },
    }),
  );
  expect(found.map((one) => [one.code, one.place!.path, one.hint])).toEqual([
    ["compose/unknown-name", "modules.supply.parameters.roh", 'did you mean "rho"?'],
    ["compose/unknown-name", "modules.supply.inputs.fee", 'did you mean "fees"?'],
    ["compose/unknown-name", "modules.supply.stocks.reserv", 'did you mean "reserve"?'],
    ["compose/unknown-name", "modules.supply.states.moood", 'did you mean "mood"?'],
    ["compose/unknown-name", "modules.supply.assets.tokn", 'did you mean "token"?'],
  ]);
});

test("epochs, units and names that contradict each other are conflicts", () => {
  const daily: Model = { title: "Daily", epoch: "2 day", units: { block: "10 minute" } };
  const found = findings(economy({}, { modules: { daily: { model: daily } } } as Partial<Economy>));
  expect(found.map((one) => one.code)).toEqual(["compose/conflict", "compose/conflict"]);
  expect(found.map((one) => one.message).join()).toContain(
    'The unit "block" is count in one place and 10 minute in another',
  );
  expect(found.map((one) => one.message).join()).toContain('"supply" counts in epochs of 5 day');
  const twice = economy({}, { stocks: { "supply.reserve": stock("1 token", "again") } });
  expect(findings(twice)[0]).toMatchObject({ code: "compose/conflict", place: { path: "stocks.supply.reserve" } });
});

test("a mistake in wiring, in a new value or inside a module is reported where it was written", () => {
  const path = (given: Economy) => findings(given)[0]!.place!;
  expect(path(economy({ inputs: { fees: "supply.rho * wrong" } }))).toMatchObject({
    path: "modules.supply.inputs.fees",
    column: 14,
    length: 5,
  });
  expect(path(economy({ parameters: { rho: "wrong" } })).path).toBe("modules.supply.parameters.rho");
  const broken: Model = { ...supply, flows: { out: flow("reserve", "pit", "rho +") } };
  expect(path(economy({ model: broken })).path).toBe("modules.supply.model.flows.out.equation");
  const wrongEnd: Model = { ...supply, flows: { out: flow("reserve", "pit", "fees") } };
  expect(path(economy({ model: wrongEnd })).path).toBe("modules.supply.model.flows.out.to");
  expect(findings({ title: "E", modules: { "a-b": { model: supply } } })[0]!.code).toBe("name/invalid");
});

test("an economy inside an economy keeps its wiring, its values and the places of its mistakes", () => {
  const inner = economy(
    { inputs: { fees: "tax * supply.pot" } },
    { parameters: { tax: parameter("1 %/epoch", "tax") } },
  );
  const outer: Economy = {
    title: "Outer",
    modules: { country: { model: inner, parameters: { "supply.rho": "9 %/epoch", tax: "2 %/epoch" } } },
  };
  const flat = compose(outer);
  expect(flat.inputs!["country.supply.fees"]!.default).toBe("country.tax * country.supply.pot");
  expect(flat.parameters!["country.supply.rho"]!.value).toBe("9 %/epoch");
  expect(() => build(outer)).not.toThrow();
  const wrong = economy({ inputs: { fees: "supply.reserve" } });
  expect(findings({ title: "O", modules: { country: { model: wrong } } })[0]!.place!.path).toBe(
    "modules.country.model.modules.supply.inputs.fees",
  );
  const unknown = economy({ inputs: { fee: "0" } });
  expect(findings({ title: "O", modules: { country: { model: unknown } } })[0]!.place!.path).toBe(
    "modules.country.model.modules.supply.inputs.fee",
  );
});

test("an economy that is a part of itself is refused", () => {
  const economy: { title: string; modules: Record<string, { model: Model }> } = { title: "Ouroboros", modules: {} };
  economy.modules["tail"] = { model: economy as Economy };
  let doubled: Economy = { title: "Leaf", modules: {} };
  for (let level = 0; level < 19; level++) {
    doubled = { title: `Level ${level}`, modules: { left: { model: doubled }, right: { model: doubled } } };
  }
  expect(() => compose(doubled)).toThrow(/more than 10000, those inside modules included/u);
  expect(() => compose(economy as Economy)).toThrow(/"Ouroboros" are economies inside one another, more than 20 deep/u);
});
