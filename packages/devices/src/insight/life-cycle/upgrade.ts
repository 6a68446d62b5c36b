import { fail } from "@tokenwright/engine";
import { sha256 } from "@tokenwright/workbench";
import { canonicalText } from "../contract/json.js";
import type { Answer, DataRecord } from "../contract/module.js";
import { defaultGates, GateKeeper, type GateReport, type Gates, type Trial } from "./gates.js";
import type { Configured, Rung } from "./rung.js";
import type { Share } from "./stage-result.js";

/** How a new version is let in. */
export interface UpgradePlan {
  /** Batches in which it runs unheard, 0 for none. */
  readonly shadowBatches: number;
  /** Batches in which it speaks for a share of the devices. */
  readonly canaryBatches: number;
  /** The share of devices in the canary, in (0, 1). */
  readonly canaryShare: number;
  /** Batches after the change in which the old version still runs, ready to come back; at least 1. */
  readonly watchBatches: number;
  readonly gates: Gates;
}

export const defaultUpgradePlan: UpgradePlan = {
  shadowBatches: 100,
  canaryBatches: 100,
  canaryShare: 0.1,
  watchBatches: 100,
  gates: defaultGates,
};

export const upgradePhases = ["shadow", "canary", "watch", "done", "rolled-back"] as const;
export type UpgradePhase = (typeof upgradePhases)[number];

/** Fewest batches before skill, alerts and latency are judged; a new fault counts at once. */
const fewestJudged = 20;

/** The way of one new version from unheard to heard, or back. */
export class Upgrade {
  #phase: UpgradePhase = "shadow";
  #batches = 0;
  #keeper: GateKeeper;
  /** The figures of each phase that has ended. */
  readonly reports: { readonly phase: UpgradePhase; readonly report: GateReport }[] = [];
  /** Why it was rolled back, empty otherwise. */
  #reasons: readonly string[] = [];

  constructor(
    readonly old: Rung,
    readonly candidate: Rung,
    readonly plan: UpgradePlan,
  ) {
    this.#keeper = new GateKeeper(plan.gates);
    this.#skipEmptyPhases();
  }

  get phase(): UpgradePhase {
    return this.#phase;
  }

  get isUnderWay(): boolean {
    return this.#phase !== "done" && this.#phase !== "rolled-back";
  }

  /** True once the pointer has moved to the new version. */
  get speaksForAll(): boolean {
    return this.#phase === "watch" || this.#phase === "done";
  }

  get reasons(): readonly string[] {
    return this.#reasons;
  }

  /** The figures of the phase that runs. */
  get report(): GateReport {
    return this.#keeper.report();
  }

  /** True for the devices that the canary speaks for: a fixed choice by hash, the same on every node. */
  isCanary(device: string): boolean {
    const hash = sha256(`${this.candidate.configured.module.address}\n${device}`);
    return Number.parseInt(hash.slice(0, 8), 16) < this.plan.canaryShare * 4_294_967_296;
  }

  /** Whose answers count for a batch; undefined when neither has any. */
  choose(old: Trial, young: Trial): readonly Share[] | undefined {
    const before = this.#share(this.old, old.answers);
    const after = this.#share(this.candidate, young.answers);
    switch (this.#phase) {
      case "watch":
      case "done":
        return after ?? before;
      case "canary":
        if (before === undefined || after === undefined) return before;
        return [
          ...before.map((share) => only(share, (device) => !this.isCanary(device))),
          ...after.map((share) => only(share, (device) => this.isCanary(device))),
        ];
      default:
        return before;
    }
  }

  #share({ configured }: Rung, answers: readonly Answer[] | undefined): readonly Share[] | undefined {
    return answers === undefined ? undefined : [{ configured, answers }];
  }

  /** Judges a batch that both have had, and goes on or back. */
  observe(batch: readonly DataRecord[], old: Trial, young: Trial): void {
    if (!this.isUnderWay) return;
    this.#keeper.compare(batch, old, young);
    this.#batches++;
    const report = this.#keeper.report();
    const isLast = this.#batches >= this.#lengthOf(this.#phase);
    const isJudged = report.newFaults.length > 0 || this.#batches >= fewestJudged || isLast;
    if (isJudged && report.broken.length > 0) {
      this.#close(report);
      this.#reasons = report.broken;
      this.#phase = "rolled-back";
    } else if (isLast) {
      this.#close(report);
      this.#phase = following[this.#phase];
      this.#skipEmptyPhases();
    }
  }

  /** Gives the upgrade up from outside. */
  abandon(reason: string): void {
    if (!this.isUnderWay) return;
    this.#close(this.#keeper.report());
    this.#reasons = [reason];
    this.#phase = "rolled-back";
  }

  #close(report: GateReport): void {
    this.reports.push({ phase: this.#phase, report });
    this.#keeper = new GateKeeper(this.plan.gates);
    this.#batches = 0;
  }

  #skipEmptyPhases(): void {
    while (this.isUnderWay && this.#lengthOf(this.#phase) === 0) this.#phase = following[this.#phase];
  }

  #lengthOf(phase: UpgradePhase): number {
    const { shadowBatches, canaryBatches, watchBatches } = this.plan;
    switch (phase) {
      case "shadow":
        return shadowBatches;
      case "canary":
        return canaryBatches;
      case "watch":
        return Math.max(1, watchBatches);
      default:
        return Infinity;
    }
  }
}

const following: Readonly<Record<UpgradePhase, UpgradePhase>> = {
  shadow: "canary",
  canary: "watch",
  watch: "done",
  done: "done",
  "rolled-back": "rolled-back",
};

function only({ configured, answers }: Share, speaks: (device: string) => boolean): Share {
  return { configured, answers: answers.filter(({ device }) => speaks(device)) };
}

/**
 * Refuses a new version whose values could not stand where the old one's stood: other schemas, other units or another
 * kind.
 *
 * @throws TokenwrightError `module/upgrade`.
 */
export function checkReplaceable(old: Configured, young: Configured): void {
  const [before, after] = [old.module.manifest, young.module.manifest];
  const differing = (["kind", "input", "output", "units"] as const).filter(
    (key) => canonicalText(before[key]) !== canonicalText(after[key]),
  );
  if (differing.length === 0) return;
  fail({
    code: "module/upgrade",
    message: `${after.id} ${after.version} differs from ${before.id} ${before.version} in its ${differing.join(", ")}.`,
    expected: "the same values in and out, in the same units",
    hint: "change the pipeline's file where the values themselves change",
  });
}
