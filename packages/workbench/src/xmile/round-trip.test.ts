import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import type { ImportedModel } from "./imported-model.js";
import { interpret } from "./testing/interpret.js";
import { toXmile } from "./to-xmile.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "testing");

function read(name: string) {
  return importXmile(readFileSync(join(folder, name)), name);
}

test.each(["everything.xmile", "modules.xmile", "arrays.xmile"])(
  "%s, imported, exported and imported again, is the same model",
  (name) => {
    const first = read(name);
    const exported = toXmile(first.model, first.simulation);
    expect(exported.unsupported).toEqual([]);
    const second = importXmile(exported.text, "exported.xmile");
    expect(second.unsupported).toEqual([]);
    expect(second.model).toEqual(first.model);
    expect(second.simulation).toEqual(first.simulation);
    expect(toXmile(second.model, second.simulation).text).toBe(exported.text);
  },
);

test("a model in units is written in the smallest units of its tokens and in the time of the simulation", () => {
  const model: ImportedModel = {
    title: "Expansion",
    epoch: "5 day",
    assets: { ADA: { decimals: 6, baseUnit: "lovelace" } },
    parameters: { rho: { value: "0.3 %/epoch", meaning: "monetary expansion" } },
    inputs: { fees: { unit: "ADA/epoch", meaning: "fees", default: "{2 ADA/epoch}" } },
    stocks: {
      reserve: { initial: "100.000001 ADA", meaning: "not yet issued" },
      paid: { initial: "0 ADA", meaning: "" },
    },
    flows: { expansion: { from: "reserve", to: "paid", equation: "floor(rho * reserve)", meaning: "" } },
    states: { price: { initial: "2", next: "price * 1.01", meaning: "" } } as never,
    checks: { bounded: { equation: "reserve >= 0", meaning: "" } },
    decisions: { halving: { set: { rho: "rho / 2" }, at: "2 epoch" } },
  };
  const { text, unsupported } = toXmile(model, {
    start: "0",
    stop: "3",
    step: "1",
    method: "euler",
    timeUnit: "epoch",
  });
  expect(unsupported).toEqual([
    { name: "bounded", what: "XMILE has no checks; this one is left out.", effect: "none" },
    {
      name: "halving",
      what: "XMILE has no decisions; this one is left out, and its parameters keep their values.",
      effect: "results",
    },
  ]);
  const again = importXmile(text, "exported.xmile");
  expect(again.model.parameters!["rho"]!.value).toBe("0.003");
  expect(again.model.parameters!["fees"]!.value).toBe("2000000");
  expect(again.model.stocks!["reserve"]!.initial).toBe("100000001");
  const { series } = interpret(again.model, again.simulation);
  // By hand: floor(0.003 * 100000001) = 300000, floor(0.003 * 99700001) = 299100, floor(0.003 * 99400901) = 298202.
  expect(series.get("paid")).toEqual([0, 300_000, 599_100, 897_302]);
  expect(series.get("price")![3]).toBeCloseTo(2 * 1.01 ** 3, 12);
});

test("functions that XMILE lacks are named, or written as macros that say the same", () => {
  const model: ImportedModel = {
    title: "Functions",
    unitCheck: false,
    clock: { start: "0", unit: "month" },
    auxiliaries: {
      shape: { unit: "1", equation: "erf(time)", meaning: "" },
      late: { unit: "1", equation: "if latch(time > 1, time > 3) then 1 else 0", meaning: "" },
      whole: {
        unit: "1",
        equation:
          "round(time - 1.5) + ceil(time / 2) + sign(time - 1) + int(-time / 2) + clamp(time, 1, 2) + tanh(time)",
        meaning: "",
      },
    },
  };
  const exported = toXmile(model, { start: "0", stop: "4", step: "1", method: "euler", timeUnit: "month" });
  expect(exported.unsupported).toEqual([
    { name: "shape", what: "It is left out: XMILE has no function erf.", effect: "results" },
    { name: "late", what: "It is left out: XMILE has no function latch.", effect: "results" },
  ]);
  const direct = importXmile(exported.text, "exported.xmile");
  // As another program reads it: the macros are ordinary ones.
  const foreign = importXmile(exported.text.replaceAll('namespace="tokenwright"', ""), "exported.xmile");
  expect(foreign.unsupported).toEqual([]);
  expect(direct.model.auxiliaries!["whole"]!.equation).toContain("round(");
  expect(foreign.model.auxiliaries!["whole"]!.equation).not.toContain("round(");
  const values = (imported: typeof direct) => interpret(imported.model, imported.simulation).series.get("whole")!;
  for (const [at, value] of values(direct).entries()) expect(values(foreign)[at]).toBeCloseTo(value, 12);
});

test("names that differ only in case stay apart, and come back as they were", () => {
  const model: ImportedModel = {
    title: "Names",
    unitCheck: false,
    integrate: "euler",
    clock: { start: "0", unit: "day" },
    parameters: {
      feesIn: { value: "1", meaning: "" },
      feesin: { value: "2", meaning: "" },
      MAX: { value: "3", meaning: "" },
      dt: { value: "4", meaning: "" },
    },
    auxiliaries: { total: { unit: "1", meaning: "", equation: "feesIn + 10 * feesin + 100 * MAX + 1000 * dt" } },
  };
  const exported = toXmile(model, { start: "0", stop: "1", step: "1", method: "euler", timeUnit: "day" });
  const again = importXmile(exported.text, "exported.xmile");
  expect(again.model.auxiliaries).toEqual(model.auxiliaries);
  expect(Object.entries(again.model.parameters!).map(([name, { value }]) => [name, value])).toEqual([
    ["feesIn", "1"],
    ["feesin", "2"],
    ["MAX", "3"],
    ["dt", "4"],
  ]);
});
