import { fail } from "@tokenwright/engine";
import { readCsv, sha256, writeCsv } from "@tokenwright/workbench";
import { canonicalJson } from "../device/canonical-json.js";
import type { EpochEvidence } from "../device/epoch-evidence.js";
import { refuseLowered } from "./claim.js";
import { evidenceText } from "./evidence-text.js";
import { type Manifest, publishedFiles } from "./manifest.js";
import { addressOf } from "./merkle/leaf.js";
import { rewardTree } from "./merkle/tree.js";
import { computePayout, type Payout } from "./payout.js";
import { declarationsOf, type Policy, policyData, scheduledEmission } from "./policy.js";

/** What an account has, as a line of leaves.csv. */
export interface SettledLeaf {
  readonly owner: string;
  /** Cumulative base units before this epoch; undefined for an account that had no leaf. */
  readonly previous: bigint | undefined;
  readonly earned: bigint;
  readonly cumulative: bigint;
}

/** The settled epoch before. */
export interface PreviousEpoch {
  readonly number: number;
  readonly manifestSha256: string;
  readonly root: string | null;
  /** Cumulative base units by account. */
  readonly leaves: ReadonlyMap<string, bigint>;
  readonly carriedOut: bigint;
}

export interface SettleInputs {
  /** Name of the network, at most 128 characters. */
  readonly network: string;
  readonly policy: Policy;
  readonly evidence: EpochEvidence;
  /** Needed from the second epoch on. */
  readonly previous?: PreviousEpoch;
  /** What was really issued, in base units; by default all that the policy's schedule emits. */
  readonly issued?: bigint;
}

export interface Settlement {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's canonical JSON. */
  readonly manifestSha256: string;
  readonly payout: Payout;
  /** By account. */
  readonly leaves: readonly SettledLeaf[];
  readonly root: string | null;
  /** The files of the published folder, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Settles an epoch: who gets what, the tree of cumulative amounts, and the files by which an outsider computes the same.
 * A pure function of its inputs; no clock, no network, no chance.
 *
 * @throws TokenwrightError `reward/evidence`, `reward/policy`, `reward/pool`, `reward/cell`; `reward/order` when the
 * epoch does not follow the one before.
 */
export function settle(inputs: SettleInputs): Settlement {
  const { policy, evidence, previous, network } = inputs;
  if (!/^[ -~]{1,128}$/.test(network)) {
    fail({
      code: "reward/network",
      message: `${JSON.stringify(network.slice(0, 80))} is no name of a network.`,
      expected: "1 to 128 printable characters of ASCII",
    });
  }
  checkOrder(evidence.epoch, previous);
  const emissions = scheduledEmission(policy, evidence.epoch);
  const amounts = { emissions, issued: inputs.issued ?? emissions, carriedIn: previous?.carriedOut ?? 0n };
  const evidenceFile = evidenceText(evidence);
  const payout = computePayout(policy, evidence, amounts);
  const leaves = leavesOf(payout, previous?.leaves ?? new Map());
  const root = leaves.length === 0 ? null : rewardTree(leaves).root;
  const linesFile = writeCsv(
    ["pool", "device", "owner", "weight", "amount"],
    payout.lines.map(({ pool, device, owner, weight, amount }) => [
      pool,
      device,
      owner,
      String(weight),
      String(amount),
    ]),
  );
  const leavesFile = leavesText(leaves);
  const modules = (JSON.parse(evidenceFile.slice(0, evidenceFile.indexOf("\n"))) as Pick<EpochEvidence, "modules">)
    .modules;
  const manifest: Manifest = {
    schema: 1,
    settlement: "tokenwright/1",
    network,
    epoch: { number: evidence.epoch, start: evidence.start, end: evidence.end },
    policy: policyData(policy),
    modules,
    evidence: {
      file: publishedFiles.evidence,
      sha256: sha256(evidenceFile),
      devices: evidence.devices.length,
      readings: evidence.devices.reduce((sum, { readings }) => sum + readings.length, 0),
    },
    amounts: {
      emissions: String(amounts.emissions),
      issued: String(amounts.issued),
      carriedIn: String(amounts.carriedIn),
    },
    previous:
      previous === undefined
        ? null
        : { number: previous.number, manifest: previous.manifestSha256, root: previous.root },
    result: {
      pools: payout.pools.map(({ name, amount, paid, remainder }) => ({
        name,
        amount: String(amount),
        paid: String(paid),
        remainder: String(remainder),
      })),
      paid: String(payout.paid),
      unallocated: String(payout.unallocated),
      carriedOut: String(payout.carriedOut),
      lines: { file: publishedFiles.lines, sha256: sha256(linesFile), count: payout.lines.length },
      leaves: { file: publishedFiles.leaves, sha256: sha256(leavesFile), count: leaves.length },
      root,
    },
    declarations: declarationsOf(policy),
  };
  const manifestText = canonicalJson(manifest);
  return {
    manifest,
    manifestSha256: sha256(manifestText),
    payout,
    leaves,
    root,
    files: new Map<string, string>([
      [publishedFiles.manifest, manifestText],
      [publishedFiles.evidence, evidenceFile],
      [publishedFiles.lines, linesFile],
      [publishedFiles.leaves, leavesFile],
      [publishedFiles.root, `${root ?? "none"}\n`],
    ]),
  };
}

function checkOrder(epoch: number, previous: PreviousEpoch | undefined): void {
  if (previous !== undefined && epoch !== previous.number + 1) {
    fail({
      code: "reward/order",
      message: `Epoch ${epoch} is to be settled on top of epoch ${previous.number}.`,
      expected: `epoch ${previous.number + 1}`,
      hint: "settle every epoch once, in order, also one without readings",
    });
  }
}

/** What each account has after the epoch: accounts of before never lose their leaf. */
function leavesOf(payout: Payout, before: ReadonlyMap<string, bigint>): SettledLeaf[] {
  const earned = new Map<string, bigint>();
  for (const { owner, amount } of payout.lines) {
    if (amount > 0n) earned.set(owner, (earned.get(owner) ?? 0n) + amount);
  }
  return [...new Set([...before.keys(), ...earned.keys()])].sort().map((owner) => {
    const previous = before.get(owner);
    const own = earned.get(owner) ?? 0n;
    return { owner, previous, earned: own, cumulative: (previous ?? 0n) + own };
  });
}

function leavesText(leaves: readonly SettledLeaf[]): string {
  return writeCsv(
    ["owner", "previous", "earned", "cumulative"],
    leaves.map(({ owner, previous, earned, cumulative }) => [
      owner,
      previous === undefined ? "" : String(previous),
      String(earned),
      String(cumulative),
    ]),
  );
}

/**
 * Reads leaves.csv.
 *
 * @throws TokenwrightError `reward/leaves` for a row that is no leaf, `reward/lowered` for one that does not add up.
 */
export function readLeaves(text: string, file: string): SettledLeaf[] {
  const { rows } = readCsv(text, file);
  return rows.map((row, index) => {
    const [owner = "", previous = "", earned = "", cumulative = ""] = row;
    const isWhole = [earned, cumulative].every((cell) => /^\d{1,78}$/.test(cell)) && /^\d{0,78}$/.test(previous);
    if (row.length !== 4 || !isWhole) {
      fail({
        code: "reward/leaves",
        message: `Line ${index + 2} of the leaves is not owner, previous, earned and cumulative amount.`,
        expected: "an account and whole base units",
        place: { file, line: index + 2 },
      });
    }
    const before = previous === "" ? undefined : BigInt(previous);
    const leaf = { owner: addressOf(owner), previous: before, earned: BigInt(earned), cumulative: BigInt(cumulative) };
    if ((before ?? 0n) + leaf.earned !== leaf.cumulative) refuseLowered(leaf.cumulative, before ?? 0n, owner);
    return leaf;
  });
}
