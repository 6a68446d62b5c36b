import { numeric } from "@tokenwright/engine";
import type { Answer, DataRecord } from "../contract/module.js";

/** What a new version must hold against the old one before it takes over. */
export interface Gates {
  /** Least overlap of alerts: those both raise over those either raises (Jaccard), in [0, 1]. */
  readonly leastAlertOverlap: number;
  /** Name of the output's truth value that is an alert; no overlap is asked for where it is absent. */
  readonly alertName?: string;
  /** Most the 95th percentile of latency may be, as a multiple of the old one's. */
  readonly latencyRatio: number;
  /** A 95th percentile up to this many milliseconds is never too slow. */
  readonly latencyFloor: number;
  /** Most the mean loss may be, as a multiple of the old one's; 1.05 allows 5 % worse. */
  readonly lossRatio: number;
  /**
   * Loss of the answers to a batch, lower is better; undefined for a batch that cannot be judged. Without it skill is
   * not compared.
   */
  readonly loss?: (answers: readonly Answer[], batch: readonly DataRecord[]) => number | undefined;
}

export const defaultGates: Gates = {
  leastAlertOverlap: 0.8,
  alertName: "alarm",
  latencyRatio: 2,
  latencyFloor: 50,
  lossRatio: 1.05,
};

/** What a version said of one batch. */
export interface Trial {
  readonly answers: readonly Answer[] | undefined;
  /** Class of the fault, when it failed. */
  readonly fault: string | undefined;
  readonly milliseconds: number;
}

/** The figures that the gates look at, and which of them are broken. */
export interface GateReport {
  readonly batches: number;
  /** Batches in which the two versions did not say the same. */
  readonly differing: number;
  /** 1 when neither raised an alert. */
  readonly alertOverlap: number;
  readonly latency: { readonly old: number; readonly new: number };
  readonly loss: { readonly old: number; readonly new: number } | undefined;
  readonly newFaults: readonly string[];
  /** One sentence for each broken gate; empty while all hold. */
  readonly broken: readonly string[];
}

const mostLatencies = 2_000;

/** Compares two versions batch by batch. */
export class GateKeeper {
  #batches = 0;
  #differing = 0;
  #both = 0;
  #either = 0;
  #judged = 0;
  #oldLoss = 0;
  #newLoss = 0;
  readonly #oldLatencies: number[] = [];
  readonly #newLatencies: number[] = [];
  readonly #oldFaults = new Set<string>();
  readonly #newFaults = new Set<string>();

  constructor(readonly gates: Gates) {}

  compare(batch: readonly DataRecord[], old: Trial, young: Trial): void {
    this.#batches++;
    const { alertName, loss } = this.gates;
    if (JSON.stringify(old.answers) !== JSON.stringify(young.answers)) this.#differing++;
    if (old.fault !== undefined) this.#oldFaults.add(old.fault);
    if (young.fault !== undefined) this.#newFaults.add(young.fault);
    keep(this.#oldLatencies, old.milliseconds, this.#batches);
    keep(this.#newLatencies, young.milliseconds, this.#batches);
    if (old.answers === undefined || young.answers === undefined) return;
    if (alertName !== undefined) {
      const before = alertsOf(old.answers, alertName);
      const after = alertsOf(young.answers, alertName);
      for (const alert of before) if (after.has(alert)) this.#both++;
      this.#either += new Set([...before, ...after]).size;
    }
    const [oldLoss, newLoss] = [loss?.(old.answers, batch), loss?.(young.answers, batch)];
    if (oldLoss !== undefined && newLoss !== undefined) {
      this.#judged++;
      this.#oldLoss += oldLoss;
      this.#newLoss += newLoss;
    }
  }

  report(): GateReport {
    const { leastAlertOverlap, latencyRatio, latencyFloor, lossRatio } = this.gates;
    const alertOverlap = this.#either === 0 ? 1 : this.#both / this.#either;
    const latency = { old: p95(this.#oldLatencies), new: p95(this.#newLatencies) };
    const loss =
      this.#judged === 0 ? undefined : { old: this.#oldLoss / this.#judged, new: this.#newLoss / this.#judged };
    const newFaults = [...this.#newFaults].filter((fault) => !this.#oldFaults.has(fault)).sort();
    const broken: string[] = [];
    if (newFaults.length > 0) broken.push(`New class of fault: ${newFaults.join(", ")}.`);
    if (alertOverlap < leastAlertOverlap) {
      broken.push(`Alerts overlap by ${alertOverlap.toFixed(3)}, less than ${leastAlertOverlap}.`);
    }
    if (latency.new > Math.max(latencyFloor, latencyRatio * latency.old)) {
      broken.push(
        `The 95th percentile of latency is ${latency.new.toFixed(1)} ms against ${latency.old.toFixed(1)} ms.`,
      );
    }
    // Written so that a loss that is not finite breaks the gate.
    if (loss !== undefined && !(loss.new <= lossRatio * loss.old)) {
      broken.push(`The mean loss is ${loss.new.toPrecision(4)} against ${loss.old.toPrecision(4)}.`);
    }
    return { batches: this.#batches, differing: this.#differing, alertOverlap, latency, loss, newFaults, broken };
  }
}

function keep(latencies: number[], value: number, batches: number): void {
  if (latencies.length < mostLatencies) latencies.push(value);
  else latencies[batches % mostLatencies] = value;
}

function alertsOf(answers: readonly Answer[], name: string): Set<string> {
  return new Set(answers.filter(({ values }) => values[name] === true).map(({ device, time }) => `${device}\n${time}`));
}

function p95(values: readonly number[]): number {
  return values.length === 0 ? 0 : numeric.quantile(Float64Array.from(values).sort(), 0.95);
}
