import * as reward from "@tokenwright/devices/reward";
import { exitCodes } from "../exit-codes.js";
import { Exit } from "../failure.js";
import { cleanLine, print } from "../terminal.js";
import { readEvidenceFile } from "./epoch-settle.js";

export interface EpochVerifyOptions {
  readonly previous?: string;
  readonly evidence?: string;
  readonly json?: boolean;
}

/** `epoch verify`: the payout once more, from nothing but the published folder. */
export async function epochVerifyCommand(folder: string, options: EpochVerifyOptions): Promise<void> {
  const published = reward.readPublished(folder);
  const before = options.previous === undefined ? undefined : reward.readPublished(options.previous);
  const verification = reward.verify(published, before);
  const disputes = options.evidence === undefined ? undefined : await disputed(published, options.evidence);
  const agrees = verification.holds && (disputes === undefined || disputes.list.length === 0);
  if (options.json === true) {
    const text = JSON.stringify(
      { schema: 1, folder, ...verification, ...(disputes === undefined ? {} : { disputes }) },
      (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
      2,
    );
    print(text);
  } else print(reportOf(published, verification, disputes).join("\n"));
  if (!agrees) throw new Exit(exitCodes.violated);
}

async function disputed(published: reward.Published, path: string): Promise<reward.Disputes> {
  const { manifest, texts } = published;
  const amounts = {
    emissions: BigInt(manifest.amounts.emissions),
    issued: BigInt(manifest.amounts.issued),
    carriedIn: BigInt(manifest.amounts.carriedIn),
  };
  const theirs = reward.readEvidence(texts.evidence, reward.publishedFiles.evidence);
  return reward.disputesOf(reward.checkPolicy(manifest.policy), amounts, theirs, await readEvidenceFile(path));
}

function reportOf(
  { manifest, manifestSha256 }: reward.Published,
  { holds, root, findings, more }: reward.Verification,
  disputes: reward.Disputes | undefined,
): string[] {
  const lines = holds
    ? [`epoch ${manifest.epoch.number} holds: root ${root ?? "none"}`, `  manifest sha256 ${manifestSha256}`]
    : [`epoch ${manifest.epoch.number} does not hold: its evidence gives the root ${root ?? "none"}`];
  for (const { file, line, published, computed } of findings) {
    const where = line === 0 ? file : `${file}:${line}`;
    lines.push(`  ${where}`, `    published ${cleanLine(published)}`, `    computed  ${cleanLine(computed)}`);
  }
  if (more > 0) lines.push(`  and ${more} more`);
  if (disputes === undefined) return lines;
  if (disputes.list.length === 0) lines.push("  the evidence of your own is the same");
  for (const { device, reading, message, text, changes } of disputes.list) {
    lines.push(`  disputed: ${cleanLine(device)}: ${cleanLine(text)}`);
    if (reading !== undefined) lines.push(`    reading ${reading}`, `    message ${message ?? ""}`);
    for (const one of changes.slice(0, 5)) {
      const whose = one.device === "" ? one.owner : one.device;
      lines.push(`    ${one.pool}: ${cleanLine(whose)} ${one.published} -> ${one.corrected}`);
    }
    if (changes.length === 0) lines.push("    changes no amount");
    if (changes.length > 5) lines.push(`    and ${changes.length - 5} more amounts`);
  }
  if (disputes.more > 0) lines.push(`  and ${disputes.more} more`);
  return lines;
}
