import { expect, test } from "vitest";
import { auxiliary, build, defineModel, flow, mint, parameter, stock } from "../model/index.js";
import { causesOf, loopsThrough } from "./causes.js";

const program = build(
  defineModel({
    title: "A treasury that buys while the price is weak",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    parameters: { growth: parameter("10 %/day", "growth of supply"), demand: parameter("1000 USD", "demand") },
    stocks: { supply: stock("100 token", "supply"), treasury: stock("0 token", "treasury") },
    flows: {
      minted: mint("supply", "growth * supply"),
      toTreasury: flow("supply", "treasury", "if price < {9 USD/token} then {5 token/day} else 0"),
    },
    auxiliaries: {
      pace: auxiliary("1", "1 + step(1, {2 day})", "doubles on day 2"),
      price: auxiliary("USD/token", "pace * demand / supply", "price"),
    },
  }),
);

test("a stock's change is the sum of what its flows moved", () => {
  const cause = causesOf(program, "supply", { step: 2 });
  // 100 grows by 10 to 110; at day 1 the price 1000/110 = 9.09 is not weak yet, so day 2 has 121.
  expect(cause.value).toBeCloseTo(121, 12);
  expect(cause.before).toBeCloseTo(110, 12);
  expect(cause.causes.map(({ name, contribution }) => [name, contribution])).toEqual([
    ["minted", expect.closeTo(11, 12)],
    ["toTreasury", 0],
  ]);
});

test("an auxiliary's change is split into what each input alone would have done", () => {
  const cause = causesOf(program, "price", { step: 2 });
  const by = new Map(cause.causes.map(({ name, contribution }) => [name, contribution!]));
  // Before: 1000/110. The pace alone doubles it, supply alone takes it to 1000/121.
  expect(cause.before).toBeCloseTo(1000 / 110, 12);
  expect(by.get("pace")).toBeCloseTo(1000 / 110, 12);
  expect(by.get("supply")).toBeCloseTo(1000 / 121 - 1000 / 110, 12);
  expect(by.get("demand")).toBe(0);
  expect(cause.value).toBeCloseTo(2000 / 121, 12);
});

test("causes are followed as deep as asked, and there is no change before the first step", () => {
  const cause = causesOf(program, "price", { step: 0, depth: 3 });
  const supply = cause.causes.find(({ name }) => name === "supply")!;
  expect(supply.causes.map(({ name }) => name)).toEqual(["minted", "toTreasury"]);
  expect(supply.causes[0]!.causes.map(({ name }) => name)).toEqual(["growth", "supply"]);
  expect(cause.before).toBeUndefined();
  expect(supply.contribution).toBeUndefined();
  expect(causesOf(program, "price", { step: 1, depth: 0 }).causes).toEqual([]);
});

test("the feedback loops through a variable are named, shortest first", () => {
  expect(loopsThrough(program, "supply")).toEqual([
    ["supply", "minted"],
    ["supply", "price", "toTreasury"],
  ]);
  expect(loopsThrough(program, "demand")).toEqual([]);
});

test("a name that does not exist and a depth that is none are refused", () => {
  expect(() => causesOf(program, "prise", { step: 1 })).toThrow("run/unknown-name");
  expect(() => causesOf(program, "price", { step: 1, depth: 99 })).toThrow("why/depth");
  expect(() => causesOf(program, "price", { step: -1 })).toThrow("run/count");
});
