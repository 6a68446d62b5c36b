/** Bytes are given out in multiples of this. */
const grain = 256;

/** Bytes of memory that are asked for at a time. */
const pageBytes = 1 << 20;

/**
 * Gives out small arrays of bytes and takes them back: arrays that grow by and by would otherwise leave behind several
 * times the memory that is in use.
 */
export class BytePool {
  readonly #free = new Map<number, Uint8Array[]>();
  #page = new Uint8Array(0);
  #used = 0;
  #bytes = 0;

  /** Bytes asked for so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** An array of zeros, at least so long. */
  take(length: number): Uint8Array {
    const rounded = Math.ceil(length / grain) * grain;
    const known = this.#free.get(rounded)?.pop();
    if (known !== undefined) return known.fill(0);
    if (this.#used + rounded > this.#page.length) {
      // What is left of a page is not used: it is a few thousandths.
      this.#page = new Uint8Array(Math.max(pageBytes, rounded));
      this.#bytes += this.#page.length;
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += rounded;
    return this.#page.subarray(start, this.#used);
  }

  /** Takes back what was given out. */
  give(bytes: Uint8Array): void {
    const known = this.#free.get(bytes.length);
    if (known === undefined) this.#free.set(bytes.length, [bytes]);
    else known.push(bytes);
  }
}
