import { sha256Bytes } from "./bytes.js";

/**
 * The Merkle tree of RFC 9162 section 2.1 over SHA-256: leaves and nodes are hashed under different first bytes, so
 * that no node passes for a leaf, and no leaf is doubled to fill a level, so that two lists never share a root.
 */

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of one entry. */
export function logLeaf(entry: Uint8Array): Uint8Array {
  return sha256Bytes(leafPrefix, entry);
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Bytes(nodePrefix, left, right);
}

/** The root over the hashes of the entries, 32 bytes; of none the hash of nothing. */
export function logRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256Bytes();
  return levelsOf(leaves).at(-1)![0]!;
}

/**
 * For every entry the hashes that lead from it to the root, the lowest first (RFC 9162 section 2.1.3.1).
 */
export function logProofs(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels = levelsOf(leaves);
  return leaves.map((_, index) => {
    const proof: Uint8Array[] = [];
    for (let level = 0, at = index; level < levels.length - 1; level++, at >>>= 1) {
      const beside = levels[level]![at ^ 1];
      if (beside !== undefined) proof.push(beside);
    }
    return proof;
  });
}

/**
 * The root that a leaf and its proof lead to (RFC 9162 section 2.1.3.2); undefined when the proof has too many or too
 * few hashes for the place.
 *
 * @param index Place of the entry, from 0, below `count`.
 */
export function rootOfProof(
  leaf: Uint8Array,
  index: number,
  count: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) return undefined;
  let hash = leaf;
  let used = 0;
  for (let at = index, last = count - 1; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    const isRight = at % 2 === 1;
    // The last of an odd level goes up as it is.
    if (!isRight && at === last) continue;
    const beside = proof[used++];
    if (beside === undefined) return undefined;
    hash = isRight ? node(beside, hash) : node(hash, beside);
  }
  return used === proof.length ? hash : undefined;
}

/** The hashes of all levels, from the leaves to the root; an odd one at the end goes up unchanged. */
function levelsOf(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; ) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const right = level[at + 1];
      above.push(right === undefined ? level[at]! : node(level[at]!, right));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}
