import { sha256Hex } from "./bytes.js";
import type { VerifiedEnvelope } from "./verify-envelope.js";

/**
 * Signed roots of batches whose signature was checked, so that it is checked once and not for every pack. Bounded: the
 * root that was not asked for the longest time goes first. Handed in by whoever opens messages; it changes what is
 * computed, never the answer.
 */
export class VerifiedStatements {
  readonly #known = new Map<string, VerifiedEnvelope>();

  /** @param most Roots that are remembered, at least 1; some 1 kB each. */
  constructor(readonly most = 4_096) {}

  get size(): number {
    return this.#known.size;
  }

  /** @param statement Exactly the bytes that were checked, signature included. */
  find(statement: Uint8Array): VerifiedEnvelope | undefined {
    const name = sha256Hex(statement);
    const found = this.#known.get(name);
    if (found === undefined) return undefined;
    this.#known.delete(name);
    this.#known.set(name, found);
    return found;
  }

  remember(statement: Uint8Array, verified: VerifiedEnvelope): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= this.most) this.#known.delete(oldest);
    this.#known.set(sha256Hex(statement), verified);
  }
}
