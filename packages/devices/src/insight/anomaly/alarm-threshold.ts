import type { SavedState, StateFields } from "../numeric/state-bytes.js";

/** Rows after an alarm in which there is no other. */
const restRows = 120;
/** What each alarm adds to the threshold. */
const raise = 0.2;
/** Rows in which that shrinks to 1/e. */
const forgetRows = 3000;

/**
 * When evidence becomes an alarm: it must reach a threshold, which every alarm raises for the next few thousand rows,
 * and after each alarm there is a rest. So a stream that alarms often must bring stronger and stronger evidence, and
 * a noisy device cannot flood its operator. Rest 120 rows, rise 0.2, forgotten at a rate of 1/3,000 per row.
 */
export class AlarmThreshold {
  readonly #base: number;
  #raised = 0;
  #rest = 0;

  constructor(base: number) {
    this.#base = base;
  }

  /** What evidence must reach now. */
  get level(): number {
    return this.#base + this.#raised;
  }

  get isResting(): boolean {
    return this.#rest > 0;
  }

  /** True when the evidence of the next row is an alarm. Call it once for each row. */
  decide(evidence: number): boolean {
    this.#raised *= 1 - 1 / forgetRows;
    const isAlarm = this.#rest === 0 && evidence >= this.level;
    if (isAlarm) {
      this.#raised += raise;
      this.#rest = restRows;
    } else if (this.#rest > 0) this.#rest--;
    return isAlarm;
  }

  state(): StateFields {
    return { raised: this.#raised, rest: this.#rest };
  }

  restore(state: SavedState): void {
    this.#raised = state.number("raised", 0, forgetRows * raise);
    this.#rest = state.count("rest", 0, restRows);
  }
}
