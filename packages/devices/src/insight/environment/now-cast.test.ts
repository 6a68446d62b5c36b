import { expect, test } from "vitest";
import { nowCastPm } from "./now-cast.js";

test("equal hours give that value, and a steep rise weighs the newest hour by half of all", () => {
  expect(nowCastPm(Array<number>(12).fill(17))).toBe(17);
  // w = 1/2: the weights are 1, 1/2, 1/4 … and sum to (1 - 2^-12)/(1/2).
  expect(nowCastPm([100, ...Array<number>(11).fill(0)])).toBeCloseTo(100 / (2 - 2 ** -11), 12);
});

test("an hour without a mean keeps its place: the hours before it do not move up", () => {
  // w = 10/20: (20 + 10/4)/(1 + 1/4).
  expect(nowCastPm([20, null, 10])).toBeCloseTo(18, 12);
});

test("two of the newest three hours are needed", () => {
  expect(nowCastPm([5, undefined, undefined, 5, 5, 5])).toBeUndefined();
  expect(nowCastPm([undefined, 5, 5])).toBeDefined();
  expect(nowCastPm([])).toBeUndefined();
});

test("clean air is 0, not 0/0", () => {
  expect(nowCastPm(Array<number>(12).fill(0))).toBe(0);
});

test("a negative mean is refused, and a thirteenth hour does not count", () => {
  expect(() => nowCastPm([1, -1])).toThrow(/environment\/concentration/);
  expect(nowCastPm([...Array<number>(12).fill(3), 1e6])).toBe(3);
});
