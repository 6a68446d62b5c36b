import { fail } from "@tokenwright/engine";
import { sha256, writeCsv } from "@tokenwright/workbench";
import { canonicalJson } from "../device/canonical-json.js";
import { type EpochEvidence, qualityOf, workOf } from "../device/epoch-evidence.js";
import { readEvidence } from "./evidence-text.js";
import { publishedFiles } from "./manifest.js";
import { checkPolicy, type Policy, policyData, scheduledEmission } from "./policy.js";
import type { Published } from "./publish.js";

/** SHA-256 of the policy's canonical JSON: the same for the policy that settles and the one that was simulated. */
export function policySha256(policy: Policy): string {
  return sha256(canonicalJson(policyData(policy)));
}

/** What the network really did in an epoch, as the economy reads it. */
export interface MeasuredEpoch {
  readonly epoch: number;
  readonly start: string;
  readonly issued: bigint;
  readonly paid: bigint;
  /** Work of the kind that is asked for, in whole units, over all devices: the demand that was served. */
  readonly usage: bigint;
  /** Devices with a judged reading. */
  readonly devices: number;
  /** Mean quality of those devices, in basis points, rounded down. */
  readonly quality: number;
}

/**
 * Measures a settled epoch.
 *
 * @param work The kind of work that users burn for, such as `credits`.
 */
export function measureEpoch({ manifest, texts }: Published, work: string): MeasuredEpoch {
  const evidence: EpochEvidence = readEvidence(texts.evidence, publishedFiles.evidence);
  const active = evidence.devices.filter(({ readings }) => readings.length > 0);
  const quality = active.reduce((sum, device) => sum + qualityOf(device), 0);
  return {
    epoch: manifest.epoch.number,
    start: manifest.epoch.start,
    issued: BigInt(manifest.amounts.issued),
    paid: BigInt(manifest.result.paid),
    usage: evidence.devices.reduce((sum, device) => sum + workOf(device, work), 0n),
    devices: active.length,
    quality: active.length === 0 ? 0 : Math.floor(quality / active.length),
  };
}

/**
 * Settled epochs as a CSV file that a scenario reads its inputs from: one row an epoch, with its first instant, what was
 * issued and paid in base units, the units used, the devices and their mean quality in per cent.
 *
 * @throws TokenwrightError `reward/economy` when there is no epoch, or epochs are not in order and under one policy.
 */
export function economyCsv(epochs: readonly Published[], work: string): string {
  const [first] = epochs;
  if (first === undefined) return refuse("No settled epoch is named.");
  const policy = policySha256(checkPolicy(first.manifest.policy));
  for (const [index, { manifest }] of epochs.entries()) {
    if (policySha256(checkPolicy(manifest.policy)) !== policy) {
      refuse(
        `Epoch ${manifest.epoch.number} was settled under another policy than epoch ${first.manifest.epoch.number}.`,
      );
    }
    const before = epochs[index - 1]?.manifest.epoch.number;
    if (before !== undefined && manifest.epoch.number !== before + 1) {
      refuse(`Epoch ${manifest.epoch.number} follows epoch ${before}.`);
    }
  }
  const rows = epochs.map((one) => {
    const { epoch, start, issued, paid, usage, devices, quality } = measureEpoch(one, work);
    const percent = `${Math.floor(quality / 100)}.${String(quality % 100).padStart(2, "0")}`;
    return [String(epoch), start, String(issued), String(paid), String(usage), String(devices), percent];
  });
  const about =
    `# Measured by ${first.manifest.network}: settled epochs ${first.manifest.epoch.number} to ${epochs.at(-1)?.manifest.epoch.number}, ` +
    `amounts in base units. Policy ${policy}.\n`;
  return (
    about + writeCsv(["epoch", "began", "issued", "paid", "usage", "devices", "quality"], rows).replaceAll("\r", "")
  );
}

/**
 * The policy's pool as values of the library's burn-and-mint economy (`rewards/burn-and-mint`), by the names of its
 * parameters, as a scenario writes them: the one source of the emission that is simulated and settled.
 *
 * @param epoch The epoch whose emission it is.
 */
export function burnAndMintParameters(policy: Policy, epoch = 0): Readonly<Record<string, string>> {
  const { symbol, decimals } = policy.token;
  return {
    emission: `${decimalText(scheduledEmission(policy, epoch), decimals)} ${symbol}/${periodOf(policy)}`,
  };
}

/** The epoch as a unit that scenarios know: hours, days, weeks. */
function periodOf({ epoch: { seconds } }: Policy): string {
  const names = new Map([
    [3_600, "hour"],
    [86_400, "day"],
    [604_800, "week"],
  ]);
  return names.get(seconds) ?? refuse(`An epoch of ${seconds} s has no name in a scenario.`);
}

/** Base units as tokens, exactly: 1_500_000 with 6 decimals is `1.5`. */
export function decimalText(amount: bigint, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : digits.slice(-decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** One place where a scenario and the policy name different numbers. */
export interface Disagreement {
  readonly parameter: string;
  readonly policy: string;
  readonly scenario: string;
}

/**
 * Compares the parameters that a scenario gives to its burn-and-mint module with those that follow from the policy. An
 * empty list means that the policy that was simulated is the one that settles.
 *
 * @param texts The module's parameters as the scenario writes them.
 */
export function disagreements(policy: Policy, texts: Readonly<Record<string, string>>, epoch = 0): Disagreement[] {
  const plain = (text: string): string => text.replaceAll("_", "").replace(/\s+/g, " ").trim();
  return Object.entries(burnAndMintParameters(policy, epoch)).flatMap(([parameter, expected]) => {
    const found = texts[parameter];
    if (found !== undefined && plain(found) === expected) return [];
    return [{ parameter, policy: expected, scenario: found ?? "nothing" }];
  });
}

function refuse(message: string): never {
  return fail({
    code: "reward/economy",
    message,
    expected: "settled epochs one after the other, under one policy, of an hour, a day or a week",
    hint: "name the folders in the order of their epochs",
  });
}
