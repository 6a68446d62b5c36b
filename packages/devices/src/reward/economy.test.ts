import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "@tokenwright/engine";
import { buildScenario, filesIn, inputsFromData, readCsv, readScenario } from "@tokenwright/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  burnAndMintParameters,
  decimalText,
  disagreements,
  economyCsv,
  measureEpoch,
  policySha256,
} from "./economy.js";
import { evidenceText } from "./evidence-text.js";
import { checkPolicy, type Policy, policyData, readPolicy } from "./policy.js";
import { asPrevious, type Published, publish, readPublished } from "./publish.js";
import { settle } from "./settle.js";
import { networkDay } from "./testing/network-days.js";

const example = fileURLToPath(new URL("../../../../examples/air-quality-economy/", import.meta.url));
const file = (name: string): string => readFileSync(join(example, name), "utf8");

let folder = "";
let epochs: Published[] = [];
let policy: Policy;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-economy-"));
  policy = readPolicy(file("policy.yaml"), "policy.yaml");
  for (let day = 0; day < 14; day++) {
    const before = epochs.at(-1);
    const settled = settle({
      network: "air-quality",
      policy,
      evidence: networkDay(day),
      ...(before === undefined ? {} : { previous: asPrevious(before) }),
    });
    epochs = [...epochs, readPublished(publish(folder, settled))];
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the example's files are what its network settles", () => {
  expect(file("network.csv")).toBe(economyCsv(epochs, "credits"));
  for (const day of [0, 1]) expect(file(`evidence-${day}.jsonl`)).toBe(evidenceText(networkDay(day)));
});

test("the policy that settles is the one that is simulated", () => {
  const scenario = readScenario(file("scenario.yaml"), { file: "scenario.yaml", readDataFile: filesIn(example) });
  const written = scenario.economy.modules["token"]?.parameters ?? {};
  const texts = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, typeof value === "string" ? value : (value.value ?? "")]),
  );
  expect(disagreements(policy, texts)).toEqual([]);
  expect(burnAndMintParameters(policy)).toEqual({ emission: "10000 AIR/day" });
  const stingy = checkPolicy({ ...(policyData(policy) as object), emission: [{ from: 0, perEpoch: "9999999999" }] });
  expect(disagreements(stingy, texts)).toEqual([
    { parameter: "emission", policy: "9999.999999 AIR/day", scenario: "10_000 AIR/day" },
  ]);
  expect(policySha256(stingy)).not.toBe(policySha256(policy));
  // The simulated token mints and burns what the network measured: 10 000 AIR, and the worth of the credits used.
  const program = buildScenario(scenario);
  const { series } = run(program, { steps: 3, inputs: inputsFromData(scenario, program) });
  const rows = readCsv(file("network.csv").replace(/^#.*\n/, ""), "network.csv").rows;
  for (const step of [0, 1, 2]) {
    expect(series("token.reward")[step]!).toBe(10_000);
    expect(series("paid")[step]!).toBeCloseTo(Number(rows[step]![3]) / 1e6, 9);
    const worth = (Number(rows[step]![4]) * 0.00001) / series("token.price")[step]!;
    expect(series("token.burned")[step]!).toBeCloseTo(worth, 5);
  }
});

test("an epoch is measured by its evidence", () => {
  const measured = measureEpoch(epochs[3]!, "credits");
  const { devices } = networkDay(3);
  const credits = devices.flatMap(({ readings }) => readings).reduce((sum, { work }) => sum + work["credits"]!, 0n);
  expect(measured).toMatchObject({
    epoch: 3,
    start: "2026-06-04T00:00:00Z",
    usage: credits,
    devices: 8,
    issued: 10n ** 10n,
  });
});

test("amounts are written exactly, and epochs that do not belong together are refused", () => {
  expect([decimalText(1_500_000n, 6), decimalText(5n, 6), decimalText(7n, 0), decimalText(10n ** 18n, 18)]).toEqual([
    "1.5",
    "0.000005",
    "7",
    "1",
  ]);
  expect(() => economyCsv([], "credits")).toThrow("reward/economy");
  expect(() => economyCsv([epochs[0]!, epochs[2]!], "credits")).toThrow("Epoch 2 follows epoch 0");
  const other = { ...policy, version: "2.0.0" };
  const settled = settle({
    network: "air-quality",
    policy: other,
    evidence: networkDay(1),
    previous: asPrevious(epochs[0]!),
  });
  const mixed = readPublished(publish(join(folder, "other"), settled));
  expect(() => economyCsv([epochs[0]!, mixed], "credits")).toThrow("another policy");
  expect(() => burnAndMintParameters({ ...policy, epoch: { seconds: 7 } })).toThrow("has no name");
});
