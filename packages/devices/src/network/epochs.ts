import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail } from "@tokenwright/engine";
import { listFolder, writeWhole } from "@tokenwright/workbench";
import type { EvidenceStore, JudgedEpoch } from "../evidence/index.js";
import type { Policy } from "../reward/policy.js";
import { asPrevious, folderName, type Published, publish, readPublished } from "../reward/publish.js";
import { type Settlement, settle } from "../reward/settle.js";
import { verify } from "../reward/verify.js";

/** An epoch that is to be judged; times are seconds since 1970 UTC. */
export interface EpochSpan {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** What an epoch's readings are worth: a pure function of what the store holds of it. */
export type Judge = (
  store: EvidenceStore,
  span: EpochSpan,
) => Promise<Pick<JudgedEpoch, "evidence" | "evidenceHash" | "scores" | "findings">>;

export interface EpochOptions {
  /** Name of the network. */
  readonly network: string;
  readonly policy: Policy;
  /** Where settled epochs are published. */
  readonly folder: string;
  /** Where epoch 0 begins, seconds since 1970 UTC. */
  readonly start: number;
  /** Seconds after an epoch's end that it is frozen. */
  readonly settleAfter: number;
  readonly store: EvidenceStore;
  readonly judge: Judge;
  /** Called before an epoch is frozen: the last chance to take over what other nodes have of it. */
  readonly beforeFreeze?: (span: EpochSpan) => Promise<void>;
}

/** A settled epoch in short; amounts in base units. */
export interface SettledEpoch extends EpochSpan {
  readonly folder: string;
  readonly root: string | null;
  readonly manifestSha256: string;
  readonly evidenceSha256: string;
  readonly devices: number;
  readonly readings: number;
  readonly paid: bigint;
  readonly unallocated: bigint;
  /** Computed again from the published folder, line by line. */
  readonly isVerified: boolean;
  /** Why devices were paid less, or not: a file beside the folder. */
  readonly quality: string;
}

/** What an epoch was for one device. */
export interface DeviceShare {
  readonly device: string;
  /** Basis points. */
  readonly score: number;
  readonly standing: number;
  /** Signals that speak against it, each once. */
  readonly findings: readonly string[];
  /** Base units, over all pools. */
  readonly paid: bigint;
}

/** The last epoch that this process settled, device by device. */
export interface EpochDetail {
  readonly number: number;
  readonly folder: string;
  readonly devices: readonly DeviceShare[];
}

/** Settled epochs that are kept in short. */
const mostKept = 100;

/**
 * Settles epochs when their time has come. An epoch is frozen by being published: from then on its inputs stand in its
 * folder, and what comes later is kept as evidence and not paid in it. After a crash the published folders say how far
 * it came; a folder appears whole or not at all.
 */
export class EpochKeeper {
  readonly #settled: SettledEpoch[] = [];
  #last: Published | undefined;
  #detail: EpochDetail | undefined;
  #work: Promise<void> = Promise.resolve();

  /** @throws TokenwrightError when the last published epoch cannot be read, `network/epochs` when it is another network's. */
  constructor(readonly options: EpochOptions) {
    const { folder, network } = options;
    const names = listFolder(folder).filter((name) => /^epoch-\d{6,}$/.test(name));
    const count = names.length;
    if (count === 0) return;
    const last = names.reduce((one, other) => (Number(one.slice(6)) > Number(other.slice(6)) ? one : other));
    for (const name of names.slice(-mostKept)) this.#keep(readPublished(join(folder, name)));
    this.#last = readPublished(join(folder, last));
    if (this.#last.manifest.network === network && this.#last.manifest.epoch.number === count - 1) return;
    fail({
      code: "network/epochs",
      message: `${JSON.stringify(folder)} has ${count} epochs of ${JSON.stringify(this.#last.manifest.network)}, the last with the number ${this.#last.manifest.epoch.number}.`,
      expected: `the epochs of ${network}, from 0 on without a gap`,
      hint: "give each network a folder of its own",
      place: { file: folder },
    });
  }

  /** The next epoch to be settled. */
  get next(): EpochSpan {
    const number = this.#last === undefined ? 0 : this.#last.manifest.epoch.number + 1;
    const { seconds } = this.options.policy.epoch;
    const start = this.options.start + number * seconds;
    return { number, start, end: start + seconds };
  }

  /** The last epoch that was settled since the start; undefined before. */
  get detail(): EpochDetail | undefined {
    return this.#detail;
  }

  /** The last settled epochs, the newest last. */
  get settled(): readonly SettledEpoch[] {
    return this.#settled;
  }

  /**
   * Settles all epochs whose time has come.
   *
   * @param now Seconds since 1970 UTC.
   * @returns Those that were settled now.
   */
  tick(now: number): Promise<readonly SettledEpoch[]> {
    const done = this.#work.then(async () => {
      const first = this.next.number;
      while (now >= this.next.end + this.options.settleAfter) await this.#settle(this.next);
      return this.#settled.filter(({ number }) => number >= first);
    });
    this.#work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #settle(span: EpochSpan): Promise<void> {
    const { network, policy, folder, store, judge, beforeFreeze } = this.options;
    await beforeFreeze?.(span);
    const judged = await judge(store, span);
    const { evidence } = judged;
    const previous = this.#last === undefined ? {} : { previous: asPrevious(this.#last) };
    const settlement = settle({ network, policy, evidence, ...previous });
    // Another process of this node may have published it before it was killed: then it stands, whatever came since.
    const name = join(folder, folderName(span.number));
    const path = existsSync(name) ? name : publish(folder, settlement);
    writeWhole(`${path}.quality.json`, qualityText(judged));
    this.#detail = { number: span.number, folder: path, devices: sharesOf(judged, settlement) };
    this.#last = readPublished(path);
    this.#keep(this.#last);
  }

  #keep(published: Published): void {
    const { manifest, manifestSha256, folder } = published;
    const { epoch, evidence, result } = manifest;
    const seconds = (text: string): number => Date.parse(text) / 1000;
    this.#settled.push({
      number: epoch.number,
      start: seconds(epoch.start),
      end: seconds(epoch.end),
      folder,
      root: result.root,
      manifestSha256,
      evidenceSha256: evidence.sha256,
      devices: evidence.devices,
      readings: evidence.readings,
      paid: BigInt(result.paid),
      unallocated: BigInt(result.unallocated),
      isVerified: verify(published).holds,
      quality: `${folder}.quality.json`,
    });
    if (this.#settled.length > mostKept) this.#settled.shift();
  }
}

/** An instant as manifests write it. @param seconds Since 1970 UTC, whole. */
export function instantText(seconds: number): string {
  return new Date(1000 * seconds).toISOString().replace(".000Z", "Z");
}

function sharesOf({ scores }: Awaited<ReturnType<Judge>>, { payout }: Settlement): DeviceShare[] {
  const paid = new Map<string, bigint>();
  for (const { device, amount } of payout.lines) paid.set(device, (paid.get(device) ?? 0n) + amount);
  return scores.map(({ device, score, standing, findings }) => ({
    ...{ device, score, standing },
    findings: [...new Set(findings.map(({ signal }) => signal))],
    paid: paid.get(device) ?? 0n,
  }));
}

/** The scores and findings of an epoch, for people: the payout itself stands on the evidence in the epoch's folder. */
function qualityText({ evidenceHash, scores, findings }: Awaited<ReturnType<Judge>>): string {
  const devices = scores.map(({ device, score, standing, due, channels, leftOut }) => ({
    ...{ device, score, standing, due },
    channels: Object.fromEntries(channels),
    ...(leftOut === undefined ? {} : { leftOut }),
  }));
  return `${JSON.stringify({ schema: 1, evidenceHash, devices, findings }, undefined, 1)}\n`;
}
