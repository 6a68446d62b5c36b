import { fail } from "@tokenwright/engine";
import { type SavedState, stateFromBytes, stateToBytes } from "../numeric/state-bytes.js";
import { AlarmThreshold } from "./alarm-threshold.js";
import { BlockRank } from "./block-rank.js";
import { NeighbourDistance, stretchLengths } from "./neighbour-distance.js";
import { ValueRange } from "./value-range.js";

/** The threshold that the published figures are measured with. */
export const standardThreshold = 0.8;
/** What a value outside of the range seen so far adds to the evidence. */
const rangeEvidence = 0.5;
/** Finished blocks of 60 rows before the first alarm. */
const fewestBlocks = 5;

/** One part of the evidence about a row. */
export interface AnomalyReason {
  /** `stretch of 20 rows` or `range`. */
  readonly part: string;
  /** What the part adds to the row's evidence. */
  readonly evidence: number;
  /** One sentence with the values behind it. */
  readonly text: string;
}

export interface AnomalyVerdict {
  /** Rows seen before this one, the missing ones included. */
  readonly row: number;
  /** True for a value that is no finite number: it is counted, never learned from, and never an alarm. */
  readonly missing: boolean;
  /** True once there is enough to compare with. */
  readonly ready: boolean;
  /** -log10 of how often something as odd was seen in a block of rows, averaged over the parts; 0 until ready. */
  readonly evidence: number;
  /** What the evidence had to reach for an alarm at this row. */
  readonly threshold: number;
  /** True in the rest after an alarm, when no evidence makes another. */
  readonly resting: boolean;
  readonly alarm: boolean;
  /** The parts that speak for something odd, strongest first. */
  readonly reasons: readonly AnomalyReason[];
}

/** What a stream's detector has gone through. */
export interface AnomalyHealth {
  readonly rows: number;
  readonly missing: number;
  /** Missing rows since the last value. */
  readonly missingInARow: number;
  readonly alarms: number;
  readonly ready: boolean;
}

const kind = "tokenwright.anomaly";
const version = 1;

/**
 * Finds odd spells in one stream of values as they come, knowing nothing but the rows seen: neither the length, nor the
 * range, nor the labels of what is to come. One threshold serves all streams, since all evidence is rank among the
 * stream's own past. Memory is bounded (about 60 kB a stream) and so is the time for a row.
 *
 * Two kinds of evidence are added: how rare the last 10, 20 and 40 rows' distance to their nearest neighbours in the
 * stream's past is (see NeighbourDistance, BlockRank), and whether the value breaks the range seen so far.
 */
export class AnomalyDetector {
  readonly #distance = new NeighbourDistance();
  readonly #ranks = stretchLengths.map(() => new BlockRank());
  readonly #range = new ValueRange();
  readonly #threshold: AlarmThreshold;
  #rows = 0;
  #missing = 0;
  #missingInARow = 0;
  #alarms = 0;
  #last: AnomalyVerdict | undefined;

  /**
   * @param threshold Evidence for an alarm, above 0: smaller finds more, sooner, and errs more often.
   * @throws TokenwrightError `insight/threshold`.
   */
  constructor(threshold: number = standardThreshold) {
    if (!(threshold > 0 && threshold <= 10)) {
      fail({
        code: "insight/threshold",
        message: `The threshold of the detector is ${threshold}.`,
        expected: "a number above 0 and at most 10",
        hint: `${standardThreshold} is what the published figures are measured with`,
      });
    }
    this.#threshold = new AlarmThreshold(threshold);
  }

  /** Judges the next value and learns from it. NaN and infinities count as missing. */
  observe(value: number): AnomalyVerdict {
    const row = this.#rows++;
    const threshold = this.#threshold.level;
    const resting = this.#threshold.isResting;
    if (!Number.isFinite(value)) {
      this.#missing++;
      this.#missingInARow++;
      const nothing = { evidence: 0, threshold, resting, alarm: false, reasons: [] };
      this.#last = { row, missing: true, ready: this.#isReady, ...nothing };
      return this.#last;
    }
    this.#missingInARow = 0;
    const { low, high } = this.#range;
    const breaksRange = this.#range.add(value);
    const hasDistance = this.#distance.add(value);
    const ready = this.#isReady;
    const rarities = hasDistance ? this.#ranks.map((rank, index) => rank.add(this.#distance.distances[index]!)) : [];
    let evidence = 0;
    if (ready) {
      for (const rarity of rarities) evidence += rarity / stretchLengths.length;
      if (breaksRange) evidence += rangeEvidence;
    }
    const alarm = this.#threshold.decide(evidence);
    if (alarm) this.#alarms++;
    const reasons = evidence > threshold / 2 ? this.#reasons(rarities, breaksRange, value, low, high) : [];
    this.#last = { row, missing: false, ready, evidence, threshold, resting, alarm, reasons };
    return this.#last;
  }

  /** The verdict on the latest row, with its reasons; undefined before the first. */
  explain(): AnomalyVerdict | undefined {
    return this.#last;
  }

  health(): AnomalyHealth {
    return {
      rows: this.#rows,
      missing: this.#missing,
      missingInARow: this.#missingInARow,
      alarms: this.#alarms,
      ready: this.#isReady,
    };
  }

  saveState(): Uint8Array {
    return stateToBytes(kind, version, {
      rows: this.#rows,
      missing: this.#missing,
      missingInARow: this.#missingInARow,
      alarms: this.#alarms,
      ...this.#range.state(),
      ...this.#threshold.state(),
      ...this.#distance.state(),
      ...Object.assign({}, ...this.#ranks.map((rank, index) => rank.state(`stretch${stretchLengths[index]!}`))),
    });
  }

  /**
   * A detector that goes on where the saved one stood.
   *
   * @throws TokenwrightError `insight/state`.
   */
  static loadState(bytes: Uint8Array, threshold: number = standardThreshold): AnomalyDetector {
    const detector = new AnomalyDetector(threshold);
    detector.#restore(stateFromBytes(kind, version, bytes));
    return detector;
  }

  #restore(state: SavedState): void {
    const most = Number.MAX_SAFE_INTEGER;
    this.#rows = state.count("rows", 0, most);
    this.#missing = state.count("missing", 0, this.#rows);
    this.#missingInARow = state.count("missingInARow", 0, this.#missing);
    this.#alarms = state.count("alarms", 0, this.#rows);
    this.#range.restore(state);
    this.#threshold.restore(state);
    this.#distance.restore(state);
    for (const [index, rank] of this.#ranks.entries()) rank.restore(state, `stretch${stretchLengths[index]!}`);
  }

  get #isReady(): boolean {
    return this.#ranks[0]!.blocks >= fewestBlocks;
  }

  #reasons(rarities: readonly number[], breaksRange: boolean, value: number, low: number, high: number) {
    const reasons = rarities.map((rarity, index): AnomalyReason => {
      const distance = this.#distance.distances[index]!;
      return {
        part: `stretch of ${stretchLengths[index]!} rows`,
        evidence: rarity / stretchLengths.length,
        text: `its distance to the nearest earlier ones is ${distance}, as large as in ${shareText(rarity)} of the blocks`,
      };
    });
    if (breaksRange) {
      const text = `the value ${value} lies outside of all before it, which were ${low} to ${high}`;
      reasons.push({ part: "range", evidence: rangeEvidence, text });
    }
    return reasons.sort((a, b) => b.evidence - a.evidence);
  }
}

/** 10^-rarity in words, by a power of two so that no text depends on a last bit. */
function shareText(rarity: number): string {
  let blocks = 1;
  let reached = 0.30102999566398114;
  while (reached <= rarity && blocks < 1024) {
    blocks *= 2;
    reached += 0.30102999566398114;
  }
  return blocks === 1 ? "more than half" : `at most one in ${blocks}`;
}
