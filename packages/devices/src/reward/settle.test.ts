import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { sha256 } from "@tokenwright/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EpochEvidence } from "../device/epoch-evidence.js";
import { claimOf } from "./claim-of.js";
import { disputesOf } from "./dispute.js";
import { asPrevious, publish, readPublished } from "./publish.js";
import { settle } from "./settle.js";
import { accounts, exampleEvidence, policy, reading } from "./testing/example.js";
import { verify } from "./verify.js";

const network = "example";
let folder = "";
let first = "";
let second = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-epochs-"));
  first = publish(folder, settle({ network, policy, evidence: exampleEvidence(0) }));
  const previous = asPrevious(readPublished(first));
  second = publish(folder, settle({ network, policy, evidence: exampleEvidence(1), previous }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an epoch pays what one computes by hand, and names what rounding left", () => {
  const { payout, leaves } = settle({ network, policy, evidence: exampleEvidence(0) });
  // Service 250; base 100 by 80 : 100 : 20; work 650 by 60 : 40 : 25, that is 312, 208 and 130.
  expect(payout.pools).toEqual([
    { name: "service", amount: 250n, paid: 250n, remainder: 0n },
    { name: "base", amount: 100n, paid: 100n, remainder: 0n },
    { name: "work", amount: 650n, paid: 650n, remainder: 0n },
  ]);
  expect(payout.lines.map(({ pool, amount }) => [pool, amount])).toEqual([
    ["service", 250n],
    ["base", 40n],
    ["base", 50n],
    ["base", 10n],
    ["work", 312n],
    ["work", 208n],
    ["work", 130n],
  ]);
  expect(leaves.map(({ cumulative }) => cumulative)).toEqual([250n, 352n, 258n, 140n]);
  const capped = settle({ network, policy, evidence: exampleEvidence(0), issued: 301n });
  expect(capped.payout.pools.map(({ amount }) => amount)).toEqual([250n, 51n, 0n]);
  // 51 by 80 : 100 : 20 is 20.4, 25.5 and 5.1.
  expect(capped.payout.unallocated).toBe(1n);
});

test("the root is that of OpenZeppelin's tree over the leaves that are published", () => {
  const { leaves, manifest } = readPublished(second);
  const values = leaves.map(({ owner, cumulative }): [string, string] => [owner, String(cumulative)]);
  const theirs = StandardMerkleTree.of(values, ["address", "uint256"]);
  expect(manifest.result.root).toBe(theirs.root);
  expect(readFileSync(join(second, "root"), "utf8")).toBe(`${theirs.root}\n`);
  const claim = claimOf(readPublished(second), accounts[0]!.toUpperCase().replace("0X", "0x"), 352n);
  expect(claim).toMatchObject({ cumulative: 704n, payable: 352n, epoch: 1 });
  expect(claim.proof).toEqual(theirs.getProof([accounts[0]!, "704"]));
  expect(() => claimOf(readPublished(second), `0x${"1".repeat(40)}`)).toThrow("reward/no-claim");
  expect(() => claimOf(readPublished(second), accounts[0]!, 705n)).toThrow("reward/lowered");
});

test("the order in which evidence was gathered changes no byte of what is published", () => {
  const evidence = exampleEvidence(0);
  const other: EpochEvidence = {
    ...evidence,
    devices: [...evidence.devices].reverse().map((one) => ({ ...one, readings: [...one.readings].reverse() })),
  };
  expect(settle({ network, policy, evidence: other }).files).toEqual(settle({ network, policy, evidence }).files);
});

test("a folder verifies from its own files alone, and along the chain", () => {
  expect(readdirSync(first).sort()).toEqual(["evidence.jsonl", "leaves.csv", "manifest.json", "payouts.csv", "root"]);
  for (const one of [first, second]) {
    expect(verify(readPublished(one))).toMatchObject({ holds: true, findings: [] });
  }
  expect(verify(readPublished(second), readPublished(first)).holds).toBe(true);
  expect(verify(readPublished(first), readPublished(second)).holds).toBe(false);
  expect(publish(folder, settle({ network, policy, evidence: exampleEvidence(0) }))).toBe(first);
  expect(() => publish(folder, settle({ network: "other", policy, evidence: exampleEvidence(0) }))).toThrow(
    "store/conflict",
  );
});

/** A copy of the second epoch with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const copy = join(folder, `changed-${sha256(`${file}${change}`).slice(0, 8)}`);
  cpSync(second, copy, { recursive: true });
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return copy;
}

test("whatever is changed in a published folder is found, with its line", () => {
  const cases: readonly (readonly [string, (text: string) => string, string, number])[] = [
    ["payouts.csv", (text) => text.replace(",312\r", ",313\r"), "payouts.csv", 6],
    ["leaves.csv", (text) => text.replace("352,352,704", "352,353,705"), "leaves.csv", 3],
    ["root", (text) => text.replace(/[0-9a-f]\n/, (end) => (end[0] === "0" ? "1\n" : "0\n")), "root", 1],
    ["evidence.jsonl", (text) => text.replace('"use":"25"', '"use":"26"'), "evidence.jsonl", 0],
    ["manifest.json", (text) => text.replace('"paid":"1000"', '"paid":"1001"'), "manifest.json", 0],
    ["manifest.json", (text) => text.replace('"share":2500', '"share":2600'), "payouts.csv", 2],
    ["manifest.json", (text) => `${text}\n`, "manifest.json", 0],
  ];
  for (const [file, change, found, line] of cases) {
    const { holds, findings } = verify(readPublished(changed(file, change)));
    expect(holds).toBe(false);
    expect(findings.map((one) => [one.file, one.line])).toContainEqual([found, line]);
  }
  // Cumulative amounts of before that were not published under the root of before.
  const raised = changed("leaves.csv", (text) => text.replace("352,352,704", "353,352,705"));
  expect(verify(readPublished(raised)).findings[0]).toMatchObject({ file: "leaves.csv", line: 0 });
});

test("a folder that lacks a file, or has a link in its place, is refused", () => {
  const copy = join(folder, "lacking");
  cpSync(first, copy, { recursive: true });
  rmSync(join(copy, "leaves.csv"));
  expect(() => readPublished(copy)).toThrow("has no file leaves.csv");
  symlinkSync(join(first, "leaves.csv"), join(copy, "leaves.csv"));
  expect(() => readPublished(copy)).toThrow("reward/no-epoch");
  expect(() => readPublished(changed("manifest.json", () => "{}"))).toThrow("reward/manifest");
  expect(() => readPublished(changed("manifest.json", () => "[".repeat(100_000)))).toThrow("reward/manifest");
  expect(() => readPublished(changed("manifest.json", (text) => text.replace("{", '{"schema":1,')))).toThrow(
    "two ways",
  );
  expect(() => readPublished(changed("manifest.json", (text) => text.padEnd(2_000_000)))).toThrow("reward/no-epoch");
  expect(() => readPublished(changed("leaves.csv", (text) => text.replace("704", "7o4")))).toThrow("reward/leaves");
  expect(() => readPublished(changed("leaves.csv", (text) => text.replace("704", "703")))).toThrow("reward/lowered");
});

test("epochs are settled one after the other", () => {
  const previous = asPrevious(readPublished(first));
  expect(() => settle({ network, policy, evidence: exampleEvidence(2), previous })).toThrow("reward/order");
});

test("what an epoch leaves goes to the next where the policy says so, and the schedule changes at its epoch", () => {
  const carrying = { ...policy, remainder: "next epoch" as const };
  const three = { ...exampleEvidence(4), devices: exampleEvidence(4).devices.slice(0, 1) };
  const idle = settle({ network, policy: carrying, evidence: { ...three, devices: [] } });
  expect(idle.manifest.result).toMatchObject({ paid: "250", unallocated: "0", carriedOut: "750" });
  const previous = {
    number: 4,
    manifestSha256: idle.manifestSha256,
    root: idle.root,
    leaves: new Map(idle.leaves.map(({ owner, cumulative }) => [owner, cumulative])),
    carriedOut: idle.payout.carriedOut,
  };
  const next = settle({ network, policy: carrying, evidence: exampleEvidence(5), previous });
  expect(next.manifest.amounts).toEqual({ emissions: "500", issued: "500", carriedIn: "750" });
  // 125 for service, 50 for the base, 1075 for work.
  expect(next.payout.pools.map(({ amount }) => amount)).toEqual([125n, 50n, 1075n]);
});

test("an epoch in which nobody earns has no root", () => {
  const onlyWork = { ...policy, pools: policy.pools.slice(2) };
  const evidence = { ...exampleEvidence(0), devices: [] };
  const settled = settle({ network, policy: onlyWork, evidence });
  expect(settled.root).toBeNull();
  expect(settled.files.get("root")).toBe("none\n");
  expect(settled.payout.unallocated).toBe(1000n);
  const place = publish(join(folder, "idle"), settled);
  expect(verify(readPublished(place)).holds).toBe(true);
});

test("a dispute names the reading, its message, and each amount that it changes", () => {
  const published = exampleEvidence(0);
  const [one, two, three] = published.devices;
  const better = { ...three!, readings: [{ ...reading("0/2a", 10_000, 50n, 20n) }] };
  const amounts = { emissions: 1000n, issued: 1000n, carriedIn: 0n };
  const { list, more } = disputesOf(policy, amounts, published, { ...published, devices: [one!, two!, better] });
  expect(more).toBe(0);
  expect(list).toHaveLength(1);
  expect(list[0]).toMatchObject({
    device: three!.device,
    reading: three!.readings[0]!.reading,
    message: three!.readings[0]!.message,
  });
  expect(list[0]!.text).toMatch(/^published: quality 5000, .*; ours: quality 10000/);
  // 650 by 60 : 40 : 50 is 260, 173.3 and 216.7.
  expect(list[0]!.changes.map(({ device, published: was, corrected }) => [device, was, corrected])).toEqual([
    [three!.device, 130n, 216n],
    [one!.device, 312n, 260n],
    [two!.device, 208n, 173n],
  ]);
  const moved = { ...two!, owner: accounts[2]!, readings: [] };
  const others = disputesOf(policy, amounts, published, { ...published, devices: [one!, moved] });
  expect(others.list.map(({ text }) => text)).toEqual([
    expect.stringContaining("owner is published as 0xbb"),
    expect.stringContaining("ours: no such reading"),
    "we have nothing of this device",
  ]);
  expect(disputesOf(policy, amounts, published, published)).toEqual({ list: [], more: 0 });
});
