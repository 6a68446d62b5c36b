import { expect, test } from "vitest";
import type { Diagnostic } from "../base/errors.js";
import { TokenwrightError } from "../base/errors.js";
import { build } from "./build.js";
import { compose, type Economy } from "./compose.js";
import { auxiliary, type Decision, type Model, parameter, stock } from "./vocabulary.js";

const base: Model = {
  title: "Test",
  epoch: "5 day",
  assets: { ADA: { decimals: 6 }, USD: { decimals: 2 } },
  dimensions: { sector: { elements: ["team", "public"] } },
  parameters: {
    rate: parameter("0.3 %/epoch", "a rate"),
    lockup: parameter("30 day", "a time"),
    "fee[sector]": parameter("1 %", "a fee"),
  },
  stocks: { reserve: stock("100 ADA", "reserve") },
  auxiliaries: { price: auxiliary("USD/ADA", "{1 USD/ADA}", "price"), cut: auxiliary("1", "fee[team]", "a cut") },
};

function findings(decision: unknown, more: Partial<Model> = {}): readonly Diagnostic[] {
  try {
    build({ ...base, ...more, decisions: { change: decision as Decision } });
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  return [];
}

function finding(decision: unknown): Diagnostic {
  const all = findings(decision);
  expect(all, JSON.stringify(decision)).toHaveLength(1);
  expect(all[0]!.hint, all[0]!.message).toBeDefined();
  return all[0]!;
}

const set = { rate: "0.2 %/epoch" };

test("a decision with its parameter, new value and time is sound, and so are all its ways of timing", () => {
  for (const timing of [
    { at: "2 year" },
    { at: "lockup + {1 year}" },
    { at: "2 year", for: "30 day" },
    { when: "price < {0.9 USD/ADA}" },
    { when: "price < {0.9 USD/ADA}", delay: "7 day", for: "lockup" },
    { while: "latch(price < {0.9 USD/ADA}, price > {1.1 USD/ADA})" },
  ]) {
    expect(findings({ set, ...timing, meaning: "why", source: "assumption" })).toEqual([]);
  }
  expect(
    findings({ set: { rate: "rate / 2", "fee[sector]": "fee[sector] * 2", lockup: "1 day" }, at: "1 year" }),
  ).toEqual([]);
});

test("exactly one of at, when and while is needed", () => {
  const none = finding({ set });
  expect(none).toMatchObject({ code: "model/decision", place: { path: "decisions.change" } });
  expect(none.message).toBe('The decision "change" does not say when it is taken.');
  const both = finding({ set, at: "2 year", when: "price > {1 USD/ADA}" });
  expect(both.message).toBe('The decision "change" is taken at and when.');
  expect(both.place!.path).toBe("decisions.change.when");
});

test("unknown fields, parameters and names are told with the nearest one", () => {
  const field = finding({ set, at: "2 year", dealy: "7 day" });
  expect(field).toMatchObject({ code: "model/decision", hint: 'did you mean "delay"?' });
  expect(field.place!.path).toBe("decisions.change.dealy");
  const unknown = finding({ set: { raet: "1 %/epoch" }, at: "2 year" });
  expect(unknown).toMatchObject({ code: "model/unknown-parameter", hint: 'did you mean "rate"?' });
  expect(unknown.place!.path).toBe("decisions.change.set.raet");
  const other = finding({ set: { price: "1 USD/ADA" }, at: "2 year" });
  expect(other.message).toBe('"price" is an auxiliary, and a decision changes parameters.');
  const whole = finding({ set: { fee: "2 %" }, at: "2 year" });
  expect(whole.hint).toBe("write fee[sector]");
  expect(finding({ set: { "fee[teem]": "2 %" }, at: "2 year" }).code).toBe("model/unknown-parameter");
  expect(finding({ set: {}, at: "2 year" }).message).toBe('The decision "change" changes nothing.');
  expect(finding({ set, when: "prise > {1 USD/ADA}" })).toMatchObject({
    code: "equation/unknown-name",
    hint: 'did you mean "price"?',
    place: { path: "decisions.change.when", column: 1, length: 5 },
  });
});

test("a new value must have the parameter's unit", () => {
  expect(finding({ set: { rate: "2 ADA" }, at: "2 year" })).toMatchObject({
    code: "unit/mismatch",
    place: { path: "decisions.change.set.rate" },
  });
  expect(finding({ set: { rate: "rate * reserve" }, at: "2 year" })).toMatchObject({
    code: "unit/mismatch",
    place: { path: "decisions.change.set.rate", column: 1 },
  });
  expect(finding({ set: { rate: "price > {1 USD/ADA}" }, at: "2 year" }).code).toBe("unit/condition");
});

test("times are times, known before the run and not before its start", () => {
  const at = (text: string) => finding({ set, at: text });
  expect(at("2 ADA")).toMatchObject({ code: "model/decision-time", place: { path: "decisions.change.at" } });
  expect(at("0 day").message).toBe("A decision is taken at 0 day, and not after the start of the run.");
  expect(at("-1 year").hint).toBe("give the parameter that value itself");
  expect(at("price / {1 USD/ADA}").message).toContain('"price" is an auxiliary');
  expect(at("normal({1 year}, {1 day})").hint).toBe("make the draw a parameter, and write its name here");
  expect(at("lockup > {1 day}").code).toBe("model/decision-time");
  expect(finding({ set, when: "true", delay: "-1 day" }).message).toBe("A delay is -1 day.");
  expect(findings({ set, when: "true", delay: "0 day" })).toEqual([]);
  expect(finding({ set, at: "1 year", for: "0 day" }).message).toBe("A duration is 0 day.");
});

test("a condition that is a number, and a delay or duration without its use, are refused", () => {
  expect(finding({ set, when: "price" })).toMatchObject({
    code: "unit/condition",
    place: { path: "decisions.change.when" },
  });
  expect(finding({ set, while: "1" }).code).toBe("unit/condition");
  expect(finding({ set, at: "1 year", delay: "1 day" }).place!.path).toBe("decisions.change.delay");
  expect(finding({ set, while: "true", delay: "1 day" }).code).toBe("model/decision");
  expect(finding({ set, while: "true", for: "1 day" }).place!.path).toBe("decisions.change.for");
});

test("a decision may follow from what its parameter causes: it acts on the next step, so there is no loop", () => {
  expect(
    findings(
      { set: { rate: "rate * (1 + ratio)" }, when: "ratio > 0.1" },
      { auxiliaries: { ...base.auxiliaries!, ratio: auxiliary("1", "rate * {1 epoch}", "follows from the rate") } },
    ),
  ).toEqual([]);
});

test("what a parameter follows from includes the names of its decisions", () => {
  const program = build({
    ...base,
    decisions: { change: { set: { rate: "rate + cut / {1 epoch}" }, when: "price < {1 USD/ADA}" } },
  });
  expect(new Set(program.causes.get("rate"))).toEqual(new Set(["price", "cut"]));
  expect(program.decisions).toMatchObject([{ name: "change", parameters: ["rate"] }]);
});

test("a module brings its decisions under its own names, and an economy decides on its modules' parameters", () => {
  const supply: Model = {
    title: "Supply",
    epoch: "5 day",
    assets: { token: { decimals: 6 } },
    parameters: { rho: parameter("0.3 %/epoch", "rate"), most: parameter("10 token", "most") },
    stocks: { reserve: stock("100 token", "reserve") },
    decisions: {
      cut: { set: { rho: "rho / 2", most: "20 token" }, when: "reserve < {50 token}", delay: "1 epoch" },
    },
  };
  const economy: Economy = {
    title: "Economy",
    assets: { ADA: { decimals: 6 } },
    modules: { supply: { model: supply, assets: { token: "ADA" } } },
    decisions: { "raise it": { set: { "supply.rho": "supply.rho * 3" }, at: "1 year" } },
  };
  expect(compose(economy).decisions).toEqual({
    "supply.cut": {
      set: { "supply.rho": "supply.rho / 2", "supply.most": "20 ADA" },
      when: "supply.reserve < {50 ADA}",
      delay: "1 epoch",
    },
    "raise it": { set: { "supply.rho": "supply.rho * 3" }, at: "1 year" },
  });
  expect(build(economy).decisions.map(({ name }) => name)).toEqual(["supply.cut", "raise it"]);
  const wrong = { ...supply, decisions: { cut: { set: { rho: "rho / 2" }, when: "resreve < {50 token}" } } };
  expect(() => build({ ...economy, modules: { supply: { model: wrong, assets: { token: "ADA" } } } })).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          place: expect.objectContaining({ path: "modules.supply.model.decisions.cut.when" }),
        }),
      ],
    }),
  );
});
