import { expect, test } from "vitest";
import { build, defineModel, flow, input, parameter, run, stock } from "../index.js";
import * as rational from "../base/rational.js";

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
  expect(rational.toText(rational.multiply(exact.exact("treasury")[1]!, rational.rational(1_000_000n)))).toBe("8332813711755");
  const js = run(program, { steps: 1 });
  expect(js.series("treasury")[1]).toBe(8332813.711755);
});
