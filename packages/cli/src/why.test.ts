import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

/** A burn that eats a hundredth of the stock a day, and a growing tap: small enough to follow by hand. */
const scenario = `tokenwright: 1
title: A leaking pot
start: { epoch: 100, date: 2029-01-01 }
step: 1 day
horizon: 60 day
assets: { TKN: { decimals: 6 } }
parameters:
  leakage: { value: 1 %/day, meaning: share that is lost in a day }
  rain: { value: 5 to 15 TKN/day, meaning: what falls in at the start }
stocks:
  pot: { initial: 1000 TKN, meaning: what is there }
flows:
  fill: { to: pot, equation: "floor(tap)", meaning: what falls in }
  leak: { from: pot, equation: floor(leakage * pot), meaning: what is lost }
auxiliaries:
  tap: { unit: TKN/day, equation: "rain * (1 + time / {10 day})", meaning: growing rain }
outputs: [pot]
ensemble: { runs: 20, seed: 7 }
`;

let folder = "";
let runFolder = "";
const cli = (...args: readonly string[]) => tokenwright(args, { cwd: folder });
const why = async (...args: readonly string[]) => JSON.parse((await cli("why", ...args, "--json")).stdout);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-why-"));
  writeFileSync(join(folder, "pot.yaml"), scenario);
  writeFileSync(join(folder, "undated.yaml"), scenario.replace(/^start:.*\n/m, ""));
  const { status } = await cli("run", "pot.yaml", "--set", "leakage=2 %/day", "--seed", "11");
  expect(status).toBe(0);
  runFolder = join("runs", readdirSync(join(folder, "runs"))[0]!);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a run's folder is asked with its changes and its seed, and gives the numbers of its paths", async () => {
  const { at, run, seed, why: pot } = await why(runFolder, "pot@step:30", "--run", "3");
  expect({ at, run, seed }).toEqual({ at: { step: 30, epoch: 130, date: "2029-01-31" }, run: 3, seed: "11" });
  const fromRun = await cli("run", "pot.yaml", "--set", "leakage=2 %/day", "--seed", "11", "--json", "--out", "again");
  const paths = JSON.parse(fromRun.stdout).folder as string;
  const rows = readFileSync(join(folder, paths, "paths.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(","));
  const column = rows[0]!.indexOf("run3");
  const valueAt = (step: number) => Number(rows.find((row) => row[0] === "pot" && row[2] === String(step))![column]);
  expect(pot.value).toBeCloseTo(valueAt(30), 9);
  expect(pot.before).toBeCloseTo(valueAt(29), 9);
});

test("what moved a stock adds up to its change, the larger part first, by hand", async () => {
  const { why: pot, loops } = await why("pot.yaml", "pot@step:1", "--depth", "1");
  const [first, second] = pot.causes;
  expect([first.name, second.name].sort()).toEqual(["fill", "leak"]);
  expect(Math.abs(first.contribution)).toBeGreaterThanOrEqual(Math.abs(second.contribution));
  expect(first.contribution + second.contribution).toBeCloseTo(pot.change, 9);
  const parts = Object.fromEntries([first, second].map((one) => [one.name, one.contribution]));
  // One per cent of the first thousand.
  expect(parts["leak"]).toBe(-10);
  expect(pot.unit).toBe("TKN");
  expect(loops).toEqual([["pot", "leak", "pot"]]);
});

test("dates, months, epochs and steps name the same step", async () => {
  const stepOf = async (when: string) => (await why("pot.yaml", `pot${when}`)).at.step;
  expect(await stepOf("@2029-02-01")).toBe(31);
  expect(await stepOf("@2029-02")).toBe(31);
  expect(await stepOf("@epoch:131")).toBe(31);
  expect(await stepOf("@131")).toBe(31);
  expect(await stepOf("@step:31")).toBe(31);
  expect(await stepOf("")).toBe(60);
});

test("the tree shows values in their units, marks the largest parts and names the loops", async () => {
  const { status, stdout } = await cli("why", "pot.yaml", "pot@step:1");
  expect(status).toBe(0);
  expect(stdout).toContain("future 0 at epoch 101 (2029-01-02), step 1");
  expect(stdout).toMatch(/├─ leak +\S+ TKN\/epoch +\S+ TKN\/epoch +-10\.00 TKN +◀/);
  expect(stdout).toMatch(/└─ fill .*\n {5}└─ tap /);
  expect(stdout).toContain("feedback loops through pot:\n  pot -> leak -> pot");
  const tap = await cli("why", "pot.yaml", "tap@step:0");
  expect(tap.stdout).toContain("tap is in no feedback loop.");
  expect(tap.stdout).not.toContain("◀");
});

test("other futures have other causes, the same one always the same", async () => {
  const [first, again, other] = await Promise.all([
    cli("why", "pot.yaml", "pot@step:9", "--run", "4"),
    cli("why", "pot.yaml", "pot@step:9", "--run", "4"),
    cli("why", "pot.yaml", "pot@step:9", "--run", "5"),
  ]);
  expect(first.stdout).toBe(again.stdout);
  expect(first.stdout).not.toBe(other.stdout);
});

test.each([
  [["pot.yaml", "pto@step:1"], 3, /did you mean "pot"\?/],
  [
    ["pot.yaml", "pot@2031-01"],
    2,
    /2031-01 lies outside the scenario, which goes from step:0 = epoch:100 = 2029-01-01 to/,
  ],
  [["pot.yaml", "pot@step:61"], 2, /step:61 lies outside/],
  [["pot.yaml", "pot@epoch:99"], 2, /epoch:99 lies outside/],
  [["pot.yaml", "pot@2029-02-30"], 2, /"2029-02-30" is none/],
  [["pot.yaml", "pot@soon"], 2, /"soon" is none/],
  [["undated.yaml", "pot@2029-02"], 2, /does not say when it starts/],
  [["undated.yaml", "pot@131"], 2, /131 is an epoch, and the scenario counts none/],
  [["pot.yaml", "pot", "--run", "20"], 2, /there are 20 futures/],
  [["pot.yaml", "pot", "--depth", "13"], 2, /--depth is given "13"/],
  [["runs", "pot"], 3, /"runs" holds no run\.json/],
  [["nothing.yaml", "pot"], 3, /There is no file "nothing\.yaml"/],
  [["pot.yaml"], 2, /missing required argument/],
])("%j ends with status %i and a reason", async (args, status, message) => {
  const result = await cli("why", ...args);
  expect({ status: result.status, stdout: result.stdout }).toEqual({ status, stdout: "" });
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toMatch(/^\s+at /m);
});
