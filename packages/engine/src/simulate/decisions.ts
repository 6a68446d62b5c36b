import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/** In how many runs a decision took effect, and when. */
export interface DecisionTaken {
  readonly decision: string;
  /** The parameters it changes. */
  readonly parameters: readonly string[];
  /** Number of runs in which it took effect at least once. */
  readonly runs: number;
  /** Number of times it took effect in all runs; more than `runs` for one that comes and goes. */
  readonly times: number;
  /** The steps in which it first took effect in a run, each with the number of those runs, in order. */
  readonly first: readonly { readonly step: number; readonly runs: number }[];
}

/** What a log has noted: for each decision how often it took effect, and in how many runs first at which step. */
export type PackedDecisions = readonly { readonly times: number; readonly first: Float64Array }[];

/** Notes when decisions take effect. The order in which batches of runs come does not matter. */
export class DecisionLog {
  readonly #entries;

  constructor(program: Program, steps: number) {
    this.#entries = program.decisions.map(({ name, parameters, effect }) => ({
      name,
      parameters,
      effect,
      times: 0,
      first: new Float64Array(steps + 1),
      /** By lane: whether it was in effect at the step before, and whether it ever was. */
      before: new Uint8Array(0),
      known: new Uint8Array(0),
    }));
  }

  /** What was noted so far, as plain data. */
  pack(): PackedDecisions {
    return this.#entries.map(({ times, first }) => ({ times, first }));
  }

  /** Adds what was noted of other runs. */
  merge(others: PackedDecisions): void {
    for (const [index, { times, first }] of others.entries()) {
      const entry = this.#entries[index]!;
      entry.times += times;
      for (let step = 0; step < first.length; step++) entry.first[step]! += first[step]!;
    }
  }

  /** Notes a step of a batch of runs. Step 0 begins another batch; there no decision is in effect yet. */
  note(step: number, lanesOf: (node: NodeId) => ArrayLike<number>): void {
    for (const entry of this.#entries) {
      const lanes = lanesOf(entry.effect);
      if (step === 0) {
        entry.before = new Uint8Array(lanes.length);
        entry.known = new Uint8Array(lanes.length);
      }
      for (let lane = 0; lane < lanes.length; lane++) {
        const isInEffect = lanes[lane] === 1 ? 1 : 0;
        if (isInEffect === 1 && entry.before[lane] === 0) {
          entry.times++;
          if (entry.known[lane] === 0) entry.first[step]!++;
          entry.known[lane] = 1;
        }
        entry.before[lane] = isInEffect;
      }
    }
  }

  decisions(): DecisionTaken[] {
    return this.#entries.map(({ name, parameters, times, first }) => {
      const steps = Array.from(first, (runs, step) => ({ step, runs })).filter(({ runs }) => runs > 0);
      return {
        decision: name,
        parameters,
        runs: steps.reduce((sum, one) => sum + one.runs, 0),
        times,
        first: steps,
      };
    });
  }
}
