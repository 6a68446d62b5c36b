import { expect, test } from "vitest";
import { attacks } from "./attacks.js";
import { spoof } from "./run-spoof-suite.js";

const named = (name: string) => attacks.find((attack) => attack.name === name)!;

test.each([
  "cloned key",
  "stolen curve, 20 min late, noise",
  "colluding cluster of 6",
  "false location among neighbours",
  "false location of a radio",
])("%s is found, pays nobody, and costs no honest device its standing", async (name) => {
  const { detected, profit, rejected, honest, hours } = await spoof(named(name), 1, 10);
  expect(detected).toBe(1);
  expect(profit).toBeLessThanOrEqual(0);
  expect(rejected).toBe(0);
  expect(honest).toBeGreaterThanOrEqual(9);
  expect(hours).toBeLessThan(24);
});
