import * as reward from "@tokenwright/devices/reward";
import { readInput, readInputBytes } from "../read-input.js";
import { formatTable } from "../table.js";
import { clean, print, say } from "../terminal.js";

export interface EpochSettleOptions {
  readonly network: string;
  readonly policy: string;
  readonly evidence: string;
  readonly previous?: string;
  readonly issued?: bigint;
  readonly out: string;
  readonly json?: boolean;
}

const mostEvidence = 256 * 1024 * 1024;

/** The evidence in a file. */
export async function readEvidenceFile(path: string): Promise<reward.EpochEvidence> {
  const { file, bytes } = await readInputBytes(path, mostEvidence, "evidence of one epoch, JSON lines");
  return reward.readEvidence(new TextDecoder().decode(bytes), file);
}

/** `epoch settle`: who gets what, published so that others can compute it again. */
export async function epochSettleCommand(options: EpochSettleOptions): Promise<void> {
  const { network, previous, issued } = options;
  const written = await readInput(options.policy);
  const policy = reward.readPolicy(written.text, written.file);
  const settlement = reward.settle({
    network,
    policy,
    evidence: await readEvidenceFile(options.evidence),
    ...(previous === undefined ? {} : { previous: reward.asPrevious(reward.readPublished(previous)) }),
    ...(issued === undefined ? {} : { issued }),
  });
  const folder = reward.publish(options.out, settlement);
  const { manifest, manifestSha256, root } = settlement;
  if (options.json === true) {
    print(
      JSON.stringify(
        { schema: 1, folder, manifestSha256, root, result: manifest.result, declarations: manifest.declarations },
        undefined,
        2,
      ),
    );
    return;
  }
  const { symbol, decimals } = policy.token;
  const shown = (amount: string): string => reward.decimalText(BigInt(amount), decimals);
  const { result } = manifest;
  const rows = result.pools.map(({ name, amount, paid, remainder }) => [
    name,
    shown(amount),
    shown(paid),
    shown(remainder),
  ]);
  const right = { align: "right" } as const;
  print(
    [
      `epoch ${manifest.epoch.number}, ${manifest.epoch.start} to ${manifest.epoch.end}: ${manifest.evidence.devices} devices, ${manifest.evidence.readings} readings`,
      ...formatTable(
        [{ title: "pool" }, { title: symbol, ...right }, { title: "paid", ...right }, { title: "remainder", ...right }],
        rows,
      ),
      `  paid ${shown(result.paid)}, unallocated ${shown(result.unallocated)}, to the next epoch ${shown(result.carriedOut)} ${symbol}`,
      ...manifest.declarations.map(({ pool, property, text }) => `  not promised (${pool}, ${property}): ${text}`),
      `  root ${root ?? "none: nobody has earned anything yet"}`,
      `  manifest sha256 ${manifestSha256}`,
    ].join("\n"),
  );
  say(`wrote ${clean(folder)}`);
}
