import { internal } from "@tokenwright/engine";

/** Numbers of a slot: 128 bits. */
const words = 4;

/**
 * Which ids are there, and a number for each. A table of the first 128 bits of ids, in 16 bytes a slot without an object
 * for each: they are SHA-256, so two that agree in 128 bits are not met, and making such a pair takes 2^64 hashes.
 * The index of a batch's pack is mixed in so that packs of one batch never meet.
 */
export class IdIndex {
  #keys: Uint32Array;
  #values: Float64Array | undefined;
  #used = 0;

  /** @param withValues Whether a number is kept for each id, such as its place in a file. */
  constructor(
    readonly withValues: boolean,
    capacity = 256,
  ) {
    this.#keys = new Uint32Array(capacity * words);
    this.#values = withValues ? new Float64Array(capacity) : undefined;
  }

  get size(): number {
    return this.#used;
  }

  has(id: string): boolean {
    return this.#isTaken(this.#slotOf(keyOf(id), this.#keys));
  }

  /** The number of an id; undefined when the id is not there. */
  get(id: string): number | undefined {
    const slot = this.#slotOf(keyOf(id), this.#keys);
    return this.#isTaken(slot) ? (this.#values?.[slot] ?? 0) : undefined;
  }

  /** @returns False when it was there; its number stays as it was. */
  add(id: string, value = 0): boolean {
    // At most two thirds full, so that a chain of slots stays short.
    if (3 * (this.#used + 1) > 2 * (this.#keys.length / words)) this.#grow();
    const key = keyOf(id);
    const slot = this.#slotOf(key, this.#keys);
    if (this.#isTaken(slot)) return false;
    this.#keys.set(key, slot * words);
    if (this.#values !== undefined) this.#values[slot] = value;
    this.#used++;
    return true;
  }

  #isTaken(slot: number): boolean {
    const at = slot * words;
    return (this.#keys[at]! | this.#keys[at + 1]! | this.#keys[at + 2]! | this.#keys[at + 3]!) !== 0;
  }

  /** The slot of a key, or the empty one where it would stand. */
  #slotOf(key: Uint32Array, keys: Uint32Array): number {
    const mask = keys.length / words - 1;
    for (let slot = key[0]! & mask; ; slot = (slot + 1) & mask) {
      const at = slot * words;
      const [a, b, c, d] = [keys[at]!, keys[at + 1]!, keys[at + 2]!, keys[at + 3]!];
      if ((a | b | c | d) === 0) return slot;
      if (a === key[0] && b === key[1] && c === key[2] && d === key[3]) return slot;
    }
  }

  #grow(): void {
    const [oldKeys, oldValues] = [this.#keys, this.#values];
    const keys = new Uint32Array(2 * oldKeys.length);
    const values = oldValues === undefined ? undefined : new Float64Array(2 * oldValues.length);
    for (let at = 0; at < oldKeys.length; at += words) {
      const key = oldKeys.subarray(at, at + words);
      if ((key[0]! | key[1]! | key[2]! | key[3]!) === 0) continue;
      const slot = this.#slotOf(key, keys);
      keys.set(key, slot * words);
      if (values !== undefined) values[slot] = oldValues![at / words]!;
    }
    this.#keys = keys;
    this.#values = values;
  }
}

const scratch = new Uint32Array(words);

/** One array for all, used before the next call. */
function keyOf(id: string): Uint32Array {
  for (let word = 0; word < words; word++) scratch[word] = Number.parseInt(id.slice(8 * word, 8 * word + 8), 16);
  if (id.length > 64) {
    // An odd factor is a bijection of 32 bits: packs of one batch differ here and nowhere else.
    const index = Number(id.slice(65));
    if (id[64] !== "." || !Number.isInteger(index)) internal(`${id} is no id of evidence`);
    scratch[words - 1] = scratch[words - 1]! ^ Math.imul(index + 1, 0x9e3779b1);
  }
  // An empty slot is all zeros.
  if ((scratch[0]! | scratch[1]! | scratch[2]! | scratch[3]!) === 0) scratch[0] = 1;
  return scratch;
}
