import { hashOf, type Leaf, leafHash, nodeHash, toHex } from "./leaf.js";
import type { MultiProof } from "./tree.js";

/** Whether a proof leads from a leaf to the root. */
export function verifyProof(root: string, leaf: Leaf, proof: readonly string[]): boolean {
  let node = leafHash(leaf);
  for (const sibling of proof) node = nodeHash(node, hashOf(sibling));
  return toHex(node) === root.toLowerCase();
}

/** Whether a proof of several leaves leads to the root. False, not an error, for a proof that does not fit together. */
export function verifyMultiProof(root: string, { leaves, proof, flags }: MultiProof): boolean {
  if (leaves.length + proof.length !== flags.length + 1) return false;
  if (proof.length < flags.filter((flag) => !flag).length) return false;
  const nodes = leaves.map(hashOf);
  let nextNode = 0;
  let nextProof = 0;
  const take = (): Uint8Array | undefined => nodes[nextNode++];
  for (const flag of flags) {
    const one = take();
    const sibling = proof[nextProof];
    if (!flag) nextProof++;
    const other = flag ? take() : sibling === undefined ? undefined : hashOf(sibling);
    if (one === undefined || other === undefined) return false;
    nodes.push(nodeHash(one, other));
  }
  const top = nodes.at(-1);
  return top === undefined ? proof[0]?.toLowerCase() === root.toLowerCase() : toHex(top) === root.toLowerCase();
}
