import { numeric } from "@tokenwright/engine";
import type { SavedState, StateFields } from "../numeric/state-bytes.js";

const blockRows = 60;
/** Blocks remembered: 24,000 rows. */
const memory = 400;

/**
 * How rare a value is among the largest values of past blocks of 60 rows, as -log10 of its rank's share: 1 says that
 * about one block in ten held a value as large.
 *
 * Blocks, because the values that come in are like their neighbours in time: a rank among single rows would call every
 * twentieth row rare, and so many spells of rows in a noisy stream and few in a smooth one. Among block maxima the
 * share of blocks with an alarm is the same for every stream that does not change (the blocks being exchangeable).
 */
export class BlockRank {
  /** The last blocks' maxima, oldest first. */
  readonly #maxima: number[] = [];
  #current = 0;
  #rows = 0;

  /** Number of finished blocks that the next value will be compared with. */
  get blocks(): number {
    return this.#maxima.length;
  }

  /**
   * The rarity of a value, which then becomes part of the current block.
   *
   * @param value At least 0.
   * @returns From just above 0 up to log10(2 (blocks + 1)); 0 before the first block is complete.
   */
  add(value: number): number {
    const blocks = this.#maxima.length;
    let asLarge = 0;
    for (let index = 0; index < blocks; index++) if (this.#maxima[index]! >= value) asLarge++;
    this.#current = Math.max(this.#current, value);
    this.#rows++;
    if (this.#rows === blockRows) {
      this.#maxima.push(this.#current);
      if (this.#maxima.length > memory) this.#maxima.shift();
      this.#current = 0;
      this.#rows = 0;
    }
    return blocks === 0 ? 0 : -numeric.log10((asLarge + 0.5) / (blocks + 1));
  }

  state(name: string): StateFields {
    return { [`${name}Maxima`]: this.#maxima, [`${name}Current`]: this.#current, [`${name}Rows`]: this.#rows };
  }

  restore(state: SavedState, name: string): void {
    this.#maxima.splice(0, memory, ...state.list(`${name}Maxima`, memory));
    this.#current = state.number(`${name}Current`, 0);
    this.#rows = state.count(`${name}Rows`, 0, blockRows - 1);
  }
}
