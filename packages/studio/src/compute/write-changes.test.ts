import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Computer } from "./computer.js";
import type { Draft } from "./messages.js";

const folder = new URL("../../../../examples/cardano/", import.meta.url);
const text = readFileSync(new URL("scenario.yaml", folder), "utf8");
const data = { "reference.csv": new Uint8Array(readFileSync(new URL("reference.csv", folder))) };
const draft = (changes: readonly string[], own = text): Draft => ({ file: "scenario.yaml", text: own, changes, data });

/** Lines that are in one text and not in the other. */
function difference(before: string, after: string): { readonly gone: string[]; readonly come: string[] } {
  const [one, other] = [before.split("\n"), after.split("\n")];
  return { gone: one.filter((line) => !other.includes(line)), come: other.filter((line) => !one.includes(line)) };
}

test.each([
  ["supply.rho=0.4 %/epoch", ["      rho: { value: 0.4 %/epoch }"]],
  ["supply.treasury=1 ADA", ["      treasury: 1 ADA"]],
  ["treasurySpending=3 %/year", ["    value: 3 %/year # nine futures in ten lie between"]],
  ["price.drift=8 %/year", ["        value: 8 %/year"]],
  [
    "stakedShare={ triangular: { low: 50 %, mode: 60 %, high: 70 % } }",
    ["    triangular: { low: 50 %, mode: 60 %, high: 70 % }"],
  ],
  ["stakedShare=50 % to 70 %", ["    value: 50 % to 70 %"]],
  ["ensemble.runs=500", ["  runs: 500"]],
])("%s is written in its place, and no other line changes", (change, come) => {
  const written = new Computer().write(draft([change]));
  const found = difference(text, written);
  expect(found.come).toEqual(come);
  expect(found.gone.length).toBeLessThanOrEqual(2);
});

test("a key that only the model has becomes a line of its module", () => {
  const short = text.replace(/^ {6}tau: .*\n/m, "");
  expect(short).not.toBe(text);
  const written = new Computer().write(draft(["supply.tau=25 %"], short));
  expect(difference(short, written)).toEqual({ gone: [], come: ["      tau: 25 %"] });
});

test("a text with its changes written gives the futures of the changes beside it", async () => {
  const changes = ["ensemble.runs=20", "supply.rho=0.4 %/epoch", "stakedShare={ normal: { mean: 60 %, sd: 2 % } }"];
  const computer = new Computer();
  const beside = await computer.futures(draft(changes), undefined);
  const written = await computer.futures(draft([], computer.write(draft(changes))), undefined);
  expect(written.sha256).toBe(beside.sha256);
  expect(beside.assumptions.find(({ name }) => name === "stakedShare")?.meaning).toBe(
    "active stake over circulating supply, kept for the whole future",
  );
});

test("a change that the scenario refuses is not written", () => {
  expect(() => new Computer().write(draft(["supply.rho=1 ADA"]))).toThrow(/ADA/);
});
