import { expect, test } from "vitest";
import type { Diagnostic } from "../base/errors.js";
import { TokenwrightError } from "../base/errors.js";
import { printGraph } from "../graph/index.js";
import { type BuildOptions, build } from "./build.js";
import { auxiliary, burn, check, flow, input, type Model, mint, parameter, state, stock } from "./vocabulary.js";

const base: Model = {
  title: "Test",
  epoch: "5 day",
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" }, USD: { decimals: 2 } },
  parameters: { rho: parameter("0.3 %/epoch", "rate"), price: parameter("0.5 USD/ADA", "price") },
  stocks: { reserve: stock("100 ADA", "reserve"), treasury: stock("0 ADA", "treasury"), cash: stock("0 USD", "cash") },
};

function findings(model: Partial<Model>, options: BuildOptions = {}): readonly Diagnostic[] {
  try {
    build({ ...base, ...model }, options);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  return [];
}

function finding(model: Partial<Model>, options: BuildOptions = {}): Diagnostic {
  const all = findings(model, options);
  expect(all).toHaveLength(1);
  return all[0]!;
}

test("an unknown name gets a hint, its path, line and column", () => {
  const found = finding({ flows: { out: flow("reserve", "treasury", "rho\n  * resreve") } });
  expect(found.code).toBe("equation/unknown-name");
  expect(found.hint).toBe('did you mean "reserve"?');
  expect(found.place).toMatchObject({ path: "flows.out.equation", line: 2, column: 5, length: 7 });
});

test("an equation in the wrong unit names the unit it should have and the one it has", () => {
  const found = finding({ flows: { out: flow("reserve", "treasury", "rho * cash") } });
  expect(found.code).toBe("unit/mismatch");
  expect(found.message).toBe('"out" is in ADA/epoch, that is ADA/second, but its equation gives USD/second.');
  expect(found.place).toMatchObject({ path: "flows.out.equation", line: 1, column: 1, length: 10 });
  expect(finding({ parameters: { a: parameter("5 ADA", "a", { unit: "USD" }) } }).code).toBe("unit/mismatch");
  expect(finding({ auxiliaries: { a: auxiliary("1", "rho > {1 1/day}", "a") } }).code).toBe("unit/condition");
});

test("a name has one meaning", () => {
  const found = finding({ auxiliaries: { rho: auxiliary("1", "1", "again") } });
  expect(found.code).toBe("model/duplicate-name");
  expect(found.message).toBe('"rho" is both a parameter and an auxiliary.');
  expect(found.place!.path).toBe("auxiliaries.rho.equation");
});

test("a loop without a stock in it is named in order, with a way out", () => {
  const found = finding({
    auxiliaries: {
      a: auxiliary("1", "b + 1", "a"),
      b: auxiliary("1", "2 * c", "b"),
      c: auxiliary("1", "a / 3", "c"),
      d: auxiliary("1", "a + 1", "behind the loop"),
    },
  });
  expect(found.code).toBe("model/loop");
  expect(found.message).toMatch(/^(a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c) depend/);
  expect(found.hint).toContain("previous(");
  expect(finding({ auxiliaries: { a: auxiliary("1", "a + 1", "a") } }).message).toContain("a -> a depend");
  const start = finding({ stocks: { x: stock("y", "x", { unit: "ADA" }), y: stock("x", "y", { unit: "ADA" }) } });
  expect(start.code).toBe("model/loop");
  expect(start.expected).toContain("initial values");
});

test("a loop through previous, a stock or a state is none", () => {
  expect(
    findings({
      auxiliaries: { a: auxiliary("1", "previous(b) + 1", "a"), b: auxiliary("1", "2 * a", "b") },
      states: { s: state("1", "s + a", "s") },
      flows: { out: flow("reserve", "treasury", "rho * reserve") },
    }),
  ).toEqual([]);
  // The name also stands outside of previous(…), so the loop is there.
  expect(findings({ auxiliaries: { a: auxiliary("1", "previous(a) + a", "a") } })[0]!.code).toBe("model/loop");
});

test("a flow has a stock at one end at least, two different ones, of one unit", () => {
  expect(finding({ flows: { f: { equation: "0", meaning: "" } } }).message).toContain(
    "leaves no stock and enters none",
  );
  expect(finding({ flows: { f: flow("reserve", "reserve", "0") } }).message).toContain("leaves the stock it enters");
  const unknown = finding({ flows: { f: flow("reserve", "tresury", "0") } });
  expect(unknown).toMatchObject({
    code: "model/flow-ends",
    hint: 'did you mean "treasury"?',
    place: { path: "flows.f.to" },
  });
  expect(finding({ flows: { f: burn("rho", "0") } }).message).toContain('from "rho", which is a parameter');
  const exchange = finding({ flows: { f: flow("reserve", "cash", "0") } });
  expect(exchange).toMatchObject({ code: "unit/mismatch", place: { path: "flows.f.equation" } });
  expect(exchange.message).toContain("a stock in ADA and enters one in USD");
});

test("an equation as value needs a unit, and units are read where they stand", () => {
  expect(finding({ parameters: { a: parameter("2 * 3", "a") } })).toMatchObject({
    code: "model/no-unit",
    place: { path: "parameters.a.value" },
  });
  const unknown = finding({ auxiliaries: { a: auxiliary("ADDA", "1", "a") } });
  expect(unknown).toMatchObject({ code: "unit/unknown", place: { path: "auxiliaries.a.unit", column: 1, length: 4 } });
  expect(finding({ assets: { ...base.assets, second: { decimals: 2 } } })).toMatchObject({
    code: "unit/taken",
    place: { path: "assets.second" },
  });
});

test("the step is a time, fits the model's epoch, and is asked for where the model has none", () => {
  const { epoch: _, ...free } = base;
  const without = (step?: string) => {
    try {
      build({ ...free, parameters: {} }, step === undefined ? {} : { step });
    } catch (error) {
      return (error as TokenwrightError).code;
    }
    return "";
  };
  expect(without()).toBe("model/no-step");
  expect(without("1 day")).toBe("");
  for (const wrong of ["-1 day", "0 day", "5 ADA", "3"]) expect(without(wrong), wrong).toBe("model/step");
  expect(without("5 days and a half")).toMatch(/^unit\//);
  expect(finding({}, { step: "1 day" })).toMatchObject({ code: "model/epoch", place: { path: "step" } });
  expect(findings({}, { step: "120 hour" })).toEqual([]);
});

test("names follow the rules of names, and time and epoch are taken", () => {
  expect(finding({ auxiliaries: { "a-b": auxiliary("1", "1", "a") } }).code).toBe("name/invalid");
  expect(finding({ auxiliaries: { if: auxiliary("1", "1", "a") } }).code).toBe("name/reserved");
  expect(finding({ auxiliaries: { time: auxiliary("1", "1", "a") } }).code).toBe("name/reserved");
  const hostile = JSON.parse('{"__proto__": {"unit": "1", "equation": "1", "meaning": ""}}') as Model["auxiliaries"];
  expect(finding({ auxiliaries: hostile! }).code).toBe("name/reserved");
});

test("all findings come at once, each with its own place, and none repeats another", () => {
  const found = findings({
    parameters: { ...base.parameters, bad: parameter("wrong + 1", "bad", { unit: "1" }) },
    stocks: { ...base.stocks, start: stock("alsoWrong", "start", { unit: "ADA" }) },
    flows: { a: flow("reserve", "treasury", "reserve"), b: flow("reserve", "treasury", "nothing") },
    auxiliaries: {
      c: auxiliary("1", "c", "a loop"),
      d: auxiliary("1", "missing", "an unknown name"),
      e: auxiliary("1", "d + c + bad", "depends on what is wrong"),
    },
    states: { s: state("1", "absent", "s") },
    checks: { k: check("reserve", "a number") },
  });
  expect(found.map((one) => one.place!.path).sort()).toEqual([
    "auxiliaries.c.equation",
    "auxiliaries.d.equation",
    "checks.k.equation",
    "flows.a.equation",
    "flows.b.equation",
    "parameters.bad.value",
    "states.s.next",
    "stocks.start.initial",
  ]);
  const syntax = findings({ auxiliaries: { a: auxiliary("1", "1 +", "a"), b: auxiliary("1", ")", "b") } });
  expect(syntax.map((one) => one.place!.path)).toEqual(["auxiliaries.a.equation", "auxiliaries.b.equation"]);
});

test("what is opened before the first step cannot use what a step computes, nor look back", () => {
  const found = finding({
    auxiliaries: { a: auxiliary("1", "2", "a") },
    parameters: { p: parameter("a + 1", "p", { unit: "1" }) },
  });
  expect(found.code).toBe("equation/unknown-name");
  expect(found.message).toContain('"a" is an auxiliary, which has no value yet');
  expect(finding({ parameters: { p: parameter("reserve", "p", { unit: "ADA" }) } }).message).toContain("is a stock");
  expect(finding({ stocks: { ...base.stocks, s: stock("previous(reserve)", "s", { unit: "ADA" }) } }).code).toBe(
    "equation/memory",
  );
});

test("a place in the user's file is found through `locate`", () => {
  const found = finding(
    { auxiliaries: { a: auxiliary("1", "2 + wrong", "a") } },
    {
      locate: (path) =>
        path === "auxiliaries.a.equation"
          ? { file: "e.yaml", line: 7, column: 15, lineText: "    equation: 2 + wrong" }
          : undefined,
    },
  );
  expect(found.place).toMatchObject({
    file: "e.yaml",
    line: 7,
    column: 19,
    length: 5,
    lineText: "    equation: 2 + wrong",
  });
});

test("further conditions are lowered beside the model's checks", () => {
  const program = build(
    { ...base, checks: { k: check("reserve > 0", "some left") } },
    { conditions: { rail: "cash < {1 USD}" } },
  );
  expect(program.checks.map((one) => one.name)).toEqual(["k", "rail"]);
  expect(finding({}, { conditions: { rail: "cash" } })).toMatchObject({
    code: "unit/condition",
    place: { path: "conditions.rail" },
  });
});

test("books hold the stocks of one unit, with the flows that open them", () => {
  const program = build({
    ...base,
    inputs: { fees: input("ADA/epoch", "fees", { default: "0" }) },
    flows: {
      out: flow("reserve", "treasury", "fees"),
      created: mint("treasury", "fees"),
      destroyed: burn("reserve", "fees"),
      paid: mint("cash", "{1 USD/epoch}"),
    },
  });
  expect(program.books).toEqual([
    { unit: "ADA", stocks: [0, 1], mints: [1], burns: [2] },
    { unit: "USD", stocks: [2], mints: [3], burns: [] },
  ]);
  expect(program.stocks.map((one) => one.counted)).toEqual([true, true, true]);
});

test("a state may draw at the start and in every step; the draws have names of their own", () => {
  const program = build({
    ...base,
    states: { s: state("normal(0, 1)", "s + normal(0, 1) + uniform(0, 1)", "s", { unit: "1" }) },
    checks: { s: check("uniform(0, 1) < 2", "always") },
  });
  expect(program.graph.draws.map((draw) => draw.name)).toEqual(["initial s", "s", "s#2", "check s"]);
});

test("a chain of 5 000 auxiliaries and a model with 5 000 parameters are built in order, without a deep stack", () => {
  const auxiliaries: Record<string, ReturnType<typeof auxiliary>> = {};
  const parameters: Record<string, ReturnType<typeof parameter>> = {};
  for (let index = 0; index < 5000; index++) {
    // The last comes first, so that every name is used before it is declared.
    const name = 4999 - index;
    auxiliaries[`a${name}`] = auxiliary("1", name === 0 ? "p0" : `a${name - 1} + 1`, "link");
    parameters[`p${index}`] = parameter(`${index}`, "one of many");
  }
  const program = build({ title: "Chain", epoch: "1 day", auxiliaries, parameters });
  expect(
    printGraph(program.graph, { parameter: (index) => `p${index}`, stock: String, state: String, input: String }).split(
      "\n",
    )[0],
  ).toMatch(/= add p0 1$/);
  expect([...program.variables.keys()].slice(-2)).toEqual(["a4998", "a4999"]);
});

test("more than 100 000 names are refused", () => {
  const entry = parameter("1", "");
  const parameters = Object.fromEntries(Array.from({ length: 100_001 }, (_, index) => [`p${index}`, entry]));
  expect(finding({ parameters }).code).toBe("model/too-large");
});
