import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { build, defineModel, flow, input, parameter, stock } from "../model/index.js";
import { run } from "./run.js";

const reserve = defineModel({
  title: "Monetary expansion from a finite reserve",
  epoch: "5 day",
  assets: { token: { decimals: 6 } },
  parameters: {
    rho: parameter("0.3 %/epoch", "monetary expansion rate"),
    tau: parameter("20 %", "share of the pot that goes to the treasury"),
  },
  inputs: {
    performance: input("1", "blocks made over blocks expected", { default: "1" }),
    fees: input("token/epoch", "fees collected in the epoch", { default: "0" }),
    unpaid: input("token/epoch", "rewards nobody could claim", { default: "0" }),
  },
  stocks: {
    reserve: stock("13_888_022_852.926644 token", "not yet issued"),
    circulating: stock("31_111_977_147.073356 token", "in people's hands"),
    treasury: stock("0 token", "held by governance"),
    pot: stock("0 token", "what an epoch shares out"),
  },
  flows: {
    expansion: flow("reserve", "pot", "floor(rho * min(performance, 1) * reserve)"),
    feesIn: flow("circulating", "pot", "fees"),
    toTreasury: flow("pot", "treasury", "floor(tau * (expansion + feesIn))"),
    returned: flow("pot", "reserve", "unpaid"),
    toStakers: flow("pot", "circulating", "expansion + feesIn - toTreasury - returned"),
  },
});

test("the treasury after Cardano's first Shelley epoch is the published 8 332 813 711 755 lovelace", () => {
  const program = build(reserve);
  const exact = run(program, { steps: 1, backend: "exact" });
  expect(rational.toText(rational.multiply(exact.exact("treasury")[1]!, rational.rational(1_000_000n)))).toBe(
    "8332813711755",
  );
  const js = run(program, { steps: 1 });
  expect(js.series("treasury")[1]).toBe(8332813.711755);
});

const codeOf = (options: Partial<Parameters<typeof run>[1]>): string | undefined => {
  try {
    run(build(reserve), { steps: 2, ...options });
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return "";
};

test("what is asked of a run is checked before it starts", () => {
  expect(codeOf({ steps: -1 })).toBe("run/count");
  expect(codeOf({ steps: 0.5 })).toBe("run/count");
  expect(codeOf({ steps: 10_000_001 })).toBe("run/count");
  expect(codeOf({ run: -1 })).toBe("run/count");
  expect(codeOf({ seed: -1n })).toBe("random/seed");
  expect(codeOf({ record: ["tresury"] })).toBe("run/unknown-name");
  expect(codeOf({ inputs: { rho: [1] } })).toBe("run/unknown-name");
  expect(codeOf({ inputs: { fees: [] } })).toBe("run/missing-input");
  expect(codeOf({ inputs: { fees: [Number.NaN] } })).toBe("run/not-finite");
  expect(codeOf({ parameters: { rho: Number.POSITIVE_INFINITY } })).toBe("run/not-finite");
  expect(codeOf({ backend: "wasm" as "js" })).toBe("run/unknown-backend");
});

test("data is read in the input's unit, step by step, and its last value holds", () => {
  const program = build(reserve);
  for (const backend of ["js", "exact"] as const) {
    const path = run(program, { steps: 3, backend, inputs: { fees: [rational.rational(5n, 2n), 7] } });
    expect([...path.series("fees")]).toEqual([2.5, 7, 7, 7]);
    expect([...path.series("feesIn")]).toEqual([2.5, 7, 7, 7]);
  }
});

test("a run keeps what is recorded, once each, and only the exact backend has exact values", () => {
  const path = run(build(reserve), { steps: 1, record: ["pot", "treasury", "pot"] });
  expect(path.names).toEqual(["pot", "treasury"]);
  expect(path.series("pot")).toHaveLength(2);
  expect(() => path.series("reserve")).toThrow("internal: reserve was not recorded");
  expect(() => path.series("poot")).toThrow("run/unknown-name");
  expect(() => path.exact("pot")).toThrow("internal:");
  const exact = run(build(reserve), { steps: 1, record: ["pot", "pot"], backend: "exact" });
  expect(exact.exact("pot")).toHaveLength(2);
});
