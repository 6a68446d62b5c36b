/** 2^896: from here on values are scaled by 2^-128, so that sums of them cannot overflow. */
const huge = 5.282945311356653e269;
const scaleOfHuge = 2.938735877055719e-39;

/** Values that are split together: sums of so many pieces of 43 bits are exact. */
const together = 1024;

const exponentBits = new Float64Array(1);
const exponentWords = new Uint32Array(exponentBits.buffer);
const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Many sums side by side, each exact until it is read and then rounded once. So neither the order of the values nor
 * who added which of them changes a bit, and sums of parts can be merged.
 *
 * A sum is kept as doubles that do not overlap (Shewchuk, Adaptive Precision Floating-Point Arithmetic, Discrete &
 * Computational Geometry 18, 1997). Many values are first split at two places that fit the largest of them, so that
 * their pieces sum up without error (Rump, Ogita & Oishi, Accurate Floating-Point Summation, SIAM Journal on
 * Scientific Computing 31, 2008).
 */
export class ExactSums {
  /** So many doubles for each sum, of which the first are used, ascending. */
  #room = 4;
  #parts: Float64Array;
  readonly #used: Uint8Array;
  /** Values that are infinite or not a number, added up as such. */
  readonly #endless = new Map<number, number>();
  /** Values so large that sums of them would overflow, scaled down. */
  #huge: ExactSums | undefined;

  constructor(readonly count: number) {
    this.#parts = new Float64Array(count * this.#room);
    this.#used = new Uint8Array(count);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#parts.byteLength + this.#used.byteLength + (this.#huge?.bytes ?? 0);
  }

  /** Adds one value to a sum. */
  add(index: number, value: number): void {
    if (!(Math.abs(value) < huge)) {
      if (Math.abs(value) < Infinity) {
        this.#huge ??= new ExactSums(this.count);
        this.#huge.add(index, value * scaleOfHuge);
      } else this.#endless.set(index, (this.#endless.get(index) ?? 0) + value);
      return;
    }
    const start = index * this.#room;
    const used = this.#used[index]!;
    let rest = value;
    let kept = 0;
    for (let place = start; place < start + used; place++) {
      const part = this.#parts[place]!;
      const sum = rest + part;
      const own = sum - rest;
      const error = rest - (sum - own) + (part - own);
      if (error !== 0) this.#parts[start + kept++] = error;
      rest = sum;
    }
    if (rest !== 0) {
      if (kept === this.#room) this.#widen();
      this.#parts[index * this.#room + kept++] = rest;
    }
    this.#used[index] = kept;
  }

  /**
   * Adds values to a sum.
   *
   * @param largest No value is farther from 0 than this.
   * @param smallest No value is nearer to 0 than this; 0 or less when that is not known.
   */
  addAll(index: number, values: Float64Array, largest: number, smallest = 0): void {
    if (largest === 0) return;
    // The exponent of a power of two above all values.
    const exponent = exponentOf(largest) + 1;
    // Beyond these the splitters would overflow or fall below the smallest double.
    if (!(largest < huge) || exponent < -900) {
      for (const value of values) this.add(index, value);
      return;
    }
    const coarse = splitter(exponent - 43);
    const fine = splitter(exponent - 86);
    const isNarrow = smallest > 0 && exponentOf(smallest) >= exponent - 34;
    for (let from = 0; from < values.length; from += together) {
      const to = Math.min(values.length, from + together);
      if (isNarrow) sumHalves(values, from, to, coarse);
      else sumThirds(values, from, to, coarse, fine);
      this.add(index, summed[0]!);
      this.add(index, summed[1]!);
      // What neither of the two pieces of a value holds.
      if (summed[2] !== 0)
        for (let place = from; place < to; place++) this.add(index, rest(values[place]!, coarse, fine));
    }
  }

  /** The sum, correctly rounded; 0 for none, infinite or not a number where a value was. */
  total(index: number): number {
    const endless = this.#endless.get(index);
    if (endless !== undefined) return endless;
    if (this.#huge === undefined || this.#huge.#used[index] === 0) return this.#rounded(index);
    const both = new ExactSums(1);
    for (const part of this.#huge.#partsOf(index)) both.add(0, part);
    for (const part of this.#partsOf(index)) {
      // What is too small to be scaled can still say which way a tie is rounded.
      const scaled = part * scaleOfHuge;
      both.add(0, scaled / scaleOfHuge === part ? scaled : Math.sign(part) * Number.MIN_VALUE);
    }
    return both.#rounded(0) / scaleOfHuge;
  }

  /** What the sums from one to before another hold, as plain data. */
  pack(from: number, to: number): PackedSums {
    const used = this.#used.slice(from, to);
    const parts = new Float64Array(used.reduce((sum, own) => sum + own, 0));
    let place = 0;
    for (let index = from; index < to; index++) {
      const start = index * this.#room;
      parts.set(this.#parts.subarray(start, start + this.#used[index]!), place);
      place += this.#used[index]!;
    }
    const endless = [...this.#endless].filter(([index]) => index >= from && index < to);
    return {
      used,
      parts,
      endless: endless.map(([index, value]) => [index - from, value]),
      ...(this.#huge === undefined ? {} : { huge: this.#huge.pack(from, to) }),
    };
  }

  /** Adds what others have summed, from one sum of these on. */
  merge(first: number, { used, parts, endless, huge: large }: PackedSums): void {
    let place = 0;
    for (const [offset, count] of used.entries()) {
      for (let part = 0; part < count; part++) this.add(first + offset, parts[place++]!);
    }
    for (const [offset, value] of endless) this.add(first + offset, value);
    if (large === undefined) return;
    this.#huge ??= new ExactSums(this.count);
    this.#huge.merge(first, large);
  }

  #partsOf(index: number): Float64Array {
    const start = index * this.#room;
    return this.#parts.subarray(start, start + this.#used[index]!);
  }

  /** The parts rounded once, half to even. */
  #rounded(index: number): number {
    const start = index * this.#room;
    let place = start + this.#used[index]!;
    if (place === start) return 0;
    let sum = this.#parts[--place]!;
    let rest = 0;
    while (place > start && rest === 0) {
      const part = this.#parts[--place]!;
      const next = sum + part;
      rest = part - (next - sum);
      sum = next;
    }
    // Half way between two doubles, the parts below decide.
    const below = place > start ? this.#parts[place - 1]! : 0;
    if ((rest < 0 && below < 0) || (rest > 0 && below > 0)) {
      const twice = rest * 2;
      const next = sum + twice;
      if (next - sum === twice) return next;
    }
    return sum;
  }

  #widen(): void {
    const room = this.#room * 2;
    const parts = new Float64Array(this.count * room);
    for (let index = 0; index < this.count; index++) {
      parts.set(this.#parts.subarray(index * this.#room, (index + 1) * this.#room), index * room);
    }
    this.#parts = parts;
    this.#room = room;
  }
}

/** Sums as plain data. */
export interface PackedSums {
  /** Doubles of each sum. */
  readonly used: Uint8Array;
  readonly parts: Float64Array;
  readonly endless: readonly (readonly [number, number])[];
  readonly huge?: PackedSums;
}

/** What the two functions below leave: sums of upper and of lower pieces, and 1 where those are not all of a value. */
const summed = new Float64Array(3);

/** Sums values in two pieces each, of which the lower is all that the upper leaves. */
function sumHalves(values: Float64Array, from: number, to: number, coarse: number): void {
  let high = 0;
  let low = 0;
  let nextHigh = 0;
  let nextLow = 0;
  let place = from;
  for (; place + 1 < to; place += 2) {
    const value = values[place]!;
    const upper = value + coarse - coarse;
    high += upper;
    low += value - upper;
    const next = values[place + 1]!;
    const nextUpper = next + coarse - coarse;
    nextHigh += nextUpper;
    nextLow += next - nextUpper;
  }
  if (place < to) {
    const value = values[place]!;
    const upper = value + coarse - coarse;
    high += upper;
    low += value - upper;
  }
  summed[0] = high + nextHigh;
  summed[1] = low + nextLow;
  summed[2] = 0;
}

/** The same where something may be left. */
function sumThirds(values: Float64Array, from: number, to: number, coarse: number, fine: number): void {
  let high = 0;
  let low = 0;
  let isLeft = 0;
  for (let place = from; place < to; place++) {
    const value = values[place]!;
    const upper = value + coarse - coarse;
    const left = value - upper;
    const lower = left + fine - fine;
    if (lower !== left) isLeft = 1;
    high += upper;
    low += lower;
  }
  summed[0] = high;
  summed[1] = low;
  summed[2] = isLeft;
}

/** What the two pieces of a value leave. */
function rest(value: number, coarse: number, fine: number): number {
  const left = value - (value + coarse - coarse);
  return left - (left + fine - fine);
}

/** The exponent of a positive double; that of the smallest normal one less 1 for those below it. */
function exponentOf(value: number): number {
  exponentBits[0] = value;
  return (exponentWords[highWord]! >>> 20) - 1023;
}

/** A number that, added and taken away again, leaves a multiple of 2^grid. */
function splitter(grid: number): number {
  exponentWords[1 - highWord] = 0;
  exponentWords[highWord] = ((grid + 52 + 1023) << 20) | 0x80000;
  return exponentBits[0]!;
}
