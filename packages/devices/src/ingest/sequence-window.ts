/** Sequences below the newest that can still arrive: a window as in RFC 4303 section 3.4.3, of the width we promise. */
export const windowWidth = 1_024;

/**
 * What a sequence is to a key: not seen, seen with this very message, seen with another one, or below the window.
 */
export type Seen = "fresh" | "same" | "used" | "old";

/** A message's mark: the first 64 bits of its id, which is a SHA-256. Two that differ cannot be made to agree in practice. */
export interface Mark {
  readonly high: number;
  readonly low: number;
}

/** @param id Lower-case hex SHA-256. */
export function markOf(id: string): Mark {
  // A mark of zero stands for a sequence that is not set.
  return { high: Number.parseInt(id.slice(0, 8), 16), low: (Number.parseInt(id.slice(8, 16), 16) | 1) >>> 0 };
}

/**
 * Which of the last 1,024 sequences of one key have come, and with which message. Grows with the span that is used, so
 * that a key that sent a hundred messages takes a kilobyte.
 */
export class SequenceWindow {
  /** The newest sequence; -1 before the first. */
  #last = -1n;
  /** The oldest that is set. */
  #first = 0n;
  /** Two words for each slot; the slot of a sequence is its remainder by the number of slots, a power of two. */
  #marks = new Uint32Array(2 * 8);

  get last(): bigint {
    return this.#last;
  }

  /** What is known of a sequence. Changes nothing. */
  look(sequence: bigint, { high, low }: Mark): Seen {
    if (sequence > this.#last) return "fresh";
    if (sequence <= this.#last - BigInt(windowWidth)) return "old";
    if (sequence < this.#first) return "fresh";
    const at = this.#slot(sequence);
    const [knownHigh, knownLow] = [this.#marks[at]!, this.#marks[at + 1]!];
    if (knownLow === 0) return "fresh";
    return knownHigh === high && knownLow === low ? "same" : "used";
  }

  /** Sets a sequence that is fresh. What falls out of the window is forgotten; a sequence below it changes nothing. */
  set(sequence: bigint, { high, low }: Mark): void {
    if (this.#last < 0n) {
      this.#last = sequence;
      this.#first = sequence;
    } else if (sequence > this.#last) {
      this.#advance(sequence);
    } else if (sequence <= this.#last - BigInt(windowWidth)) {
      return;
    } else if (sequence < this.#first) {
      this.#grow(sequence, this.#last);
      this.#first = sequence;
    }
    const at = this.#slot(sequence);
    this.#marks[at] = high;
    this.#marks[at + 1] = low;
  }

  #slot(sequence: bigint): number {
    return 2 * Number(sequence & BigInt(this.#marks.length / 2 - 1));
  }

  #advance(sequence: bigint): void {
    const lowest = sequence - BigInt(windowWidth) + 1n;
    const first = this.#first > lowest ? this.#first : lowest;
    if (first > this.#last) {
      // Nothing of what was set is in the window any more.
      this.#marks = new Uint32Array(2 * 8);
      this.#first = sequence;
    } else {
      this.#forget(this.#first, first);
      this.#first = first;
      this.#grow(first, sequence);
      this.#forget(this.#last + 1n, sequence);
    }
    this.#last = sequence;
  }

  /** Clears the slots from one sequence to before another. */
  #forget(from: bigint, to: bigint): void {
    const slots = this.#marks.length / 2;
    if (to - from >= BigInt(slots)) {
      this.#marks.fill(0);
      return;
    }
    for (let sequence = from; sequence < to; sequence++) {
      const at = this.#slot(sequence);
      this.#marks[at] = 0;
      this.#marks[at + 1] = 0;
    }
  }

  /** Makes room for all sequences from one to another, both included; never more than the window. */
  #grow(from: bigint, to: bigint): void {
    const span = Number(to - from) + 1;
    let slots = this.#marks.length / 2;
    if (span <= slots) return;
    while (slots < span) slots *= 2;
    const old = this.#marks;
    const oldMask = BigInt(old.length / 2 - 1);
    this.#marks = new Uint32Array(2 * slots);
    for (let sequence = this.#first; sequence <= this.#last; sequence++) {
      const before = 2 * Number(sequence & oldMask);
      const after = this.#slot(sequence);
      this.#marks[after] = old[before]!;
      this.#marks[after + 1] = old[before + 1]!;
    }
  }
}
