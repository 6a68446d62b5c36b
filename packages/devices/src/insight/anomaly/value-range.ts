import type { SavedState, StateFields } from "../numeric/state-bytes.js";

/** Share of the range seen so far by which a value must lie outside of it. */
const margin = 0.05;

/** The range of all values of a stream so far, and whether a new one breaks it. */
export class ValueRange {
  low = Number.MAX_VALUE;
  high = -Number.MAX_VALUE;

  /** True when the value lies more than 5 % of the range of the earlier ones outside of it; it then widens the range. */
  add(value: number): boolean {
    const width = this.high - this.low;
    const breaks = width > 0 && (value > this.high + margin * width || value < this.low - margin * width);
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
    return breaks;
  }

  state(): StateFields {
    return { low: this.low, high: this.high };
  }

  restore(state: SavedState): void {
    this.low = state.number("low");
    this.high = state.number("high");
  }
}
