import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { readCsv } from "@tokenwright/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const example = fileURLToPath(new URL("../../../examples/air-quality-economy/", import.meta.url));
let folder = "";
const epoch = (...args: readonly string[]) => tokenwright(["epoch", ...args], { cwd: folder });
const settle = (day: number, ...more: readonly string[]) =>
  epoch(
    ...["settle", "--network", "air-quality", "--policy", "policy.yaml", "--evidence", `evidence-${day}.jsonl`],
    ...more,
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-epoch-"));
  cpSync(example, folder, { recursive: true });
  expect((await settle(0)).status).toBe(0);
  expect((await settle(1, "--previous", "epochs/epoch-000000", "--json")).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an epoch is settled, shown with what it does not promise, and not written twice", async () => {
  const { status, stdout } = await settle(0);
  expect(status).toBe(0);
  expect(stdout).toContain("8 devices, 29 readings");
  expect(stdout).toMatch(/not promised \(presence, splitting\)/);
  expect(stdout).toContain(readFileSync(join(folder, "epochs/epoch-000000/root"), "utf8").trim());
  const other = await settle(0, "--issued", "5");
  expect(other.status).toBe(1);
  expect(other.stderr).toContain("store/conflict");
});

test("an outsider verifies the folder alone, and gets the line of whatever was changed", async () => {
  const good = await epoch("verify", "epochs/epoch-000001", "--previous", "epochs/epoch-000000");
  expect(good.status).toBe(0);
  expect(good.stdout).toContain("epoch 1 holds: root 0x");
  cpSync(join(folder, "epochs/epoch-000001"), join(folder, "forged"), { recursive: true });
  const lines = readFileSync(join(folder, "forged/payouts.csv"), "utf8").split("\r\n");
  lines[1] = lines[1]!.replace(/\d+$/, "1");
  writeFileSync(join(folder, "forged/payouts.csv"), lines.join("\r\n"));
  const bad = await epoch("verify", "forged");
  expect(bad.status).toBe(4);
  expect(bad.stdout).toContain("payouts.csv:2");
  const asJson = JSON.parse((await epoch("verify", "forged", "--json")).stdout);
  expect(asJson).toMatchObject({ holds: false, findings: [{ file: "payouts.csv", line: 2 }] });
});

test("evidence of one's own names the reading that is disputed and the amounts it moves", async () => {
  const text = readFileSync(join(folder, "evidence-1.jsonl"), "utf8");
  const found = /"message":"([0-9a-f]{64})","quality":(\d+),"reading":"([0-9a-f]{64})"/.exec(text)!;
  writeFileSync(
    join(folder, "mine.jsonl"),
    text.replace(found[0], found[0].replace(`"quality":${found[2]}`, '"quality":0')),
  );
  const { status, stdout } = await epoch("verify", "epochs/epoch-000001", "--evidence", "mine.jsonl");
  expect(status).toBe(4);
  expect(stdout).toContain(`reading ${found[3]}`);
  expect(stdout).toContain(`message ${found[1]}`);
  expect(stdout).toMatch(/data: urn:dev:ops:air-0 \d+ -> \d+/);
  expect((await epoch("verify", "epochs/epoch-000001", "--evidence", "evidence-1.jsonl")).status).toBe(0);
});

test("a claim carries a proof that OpenZeppelin's library accepts, and what remains", async () => {
  const { rows } = readCsv(readFileSync(join(folder, "epochs/epoch-000001/leaves.csv"), "utf8"), "leaves.csv");
  const [owner = "", before = "", , cumulative = ""] = rows[2]!;
  const { status, stdout } = await epoch("claim", "epochs/epoch-000001", owner, "--claimed", before, "--json");
  expect(status).toBe(0);
  const claim = JSON.parse(stdout);
  expect(claim.payable).toBe(String(BigInt(cumulative) - BigInt(before)));
  expect(StandardMerkleTree.verify(claim.root, ["address", "uint256"], [owner, cumulative], claim.proof)).toBe(true);
  const nobody = await epoch("claim", "epochs/epoch-000001", `0x${"1".repeat(40)}`);
  expect(nobody.status).toBe(3);
  expect(nobody.stderr).toContain("reward/no-claim");
});

test("settled epochs become a scenario's data, and a scenario with other numbers is told so", async () => {
  const folders = ["epochs/epoch-000000", "epochs/epoch-000001"];
  const args = ["economy", ...folders, "--work", "credits", "--scenario", "scenario.yaml"];
  const { status, stdout, stderr } = await epoch(...args);
  expect(status).toBe(0);
  expect(readFileSync(join(folder, "network.csv"), "utf8").split("\n").slice(2, 4)).toEqual(
    stdout.split("\n").slice(2, 4),
  );
  expect(stderr).toContain("the scenario has the numbers of policy air-quality 1.0.0");
  const scenario = readFileSync(join(folder, "scenario.yaml"), "utf8");
  writeFileSync(join(folder, "other.yaml"), scenario.replace("10_000 AIR/day", "12_000 AIR/day"));
  const other = await epoch(...args.with(-1, "other.yaml"), "-o", "measured.csv");
  expect(other.status).toBe(4);
  expect(other.stderr).toContain(
    "token.emission is 12_000 AIR/day in the scenario, and the policy settles 10000 AIR/day",
  );
  expect(existsSync(join(folder, "measured.csv"))).toBe(true);
});

test("mistakes are located, and no folder is left", async () => {
  writeFileSync(
    join(folder, "bad.yaml"),
    readFileSync(join(folder, "policy.yaml"), "utf8").replace("share: 500", "share: 50000"),
  );
  const policy = await epoch(
    "settle",
    "--network",
    "a",
    "--policy",
    "bad.yaml",
    "--evidence",
    "evidence-0.jsonl",
    "--out",
    "none",
  );
  expect(policy.status).toBe(3);
  expect(policy.stderr).toMatch(/bad\.yaml:\d+:\d+: error: .*pools\.0\.share/);
  const order = await settle(0, "--previous", "epochs/epoch-000000", "--out", "none");
  expect(order.status).toBe(3);
  expect(order.stderr).toContain("reward/order");
  expect(existsSync(join(folder, "none"))).toBe(false);
  expect((await epoch("claim", "epochs/epoch-000001", "0x1", "--claimed", "x")).status).toBe(2);
  expect((await epoch("verify", "epochs")).stderr).toContain("reward/no-epoch");
});
