import { fail } from "@tokenwright/engine";
import { addressOf, compareBytes, type Leaf, leafHash, nodeHash, toHex } from "./leaf.js";

/** Several leaves proved at once. */
export interface MultiProof {
  /** Hashes of the leaves, in the order in which the proof takes them. */
  readonly leaves: readonly string[];
  readonly proof: readonly string[];
  /** For each step whether the second node comes from what was computed (true) or from the proof. */
  readonly flags: readonly boolean[];
}

/**
 * A Merkle tree over accounts and cumulative amounts, in the layout of OpenZeppelin's StandardMerkleTree
 * (@openzeppelin/merkle-tree 1.0.8): an array of 2n − 1 nodes, the root first, the leaves sorted by hash and written
 * backwards from the end, node i the hash of nodes 2i + 1 and 2i + 2. Its root and proofs are accepted by the contract
 * library's `MerkleProof`.
 */
export interface RewardTree {
  readonly root: string;
  readonly leaves: readonly Leaf[];
  /** Hash of the leaf that was given at this position. */
  leaf(index: number): string;
  /** Siblings from the leaf to the root; empty for a single leaf. */
  proof(index: number): readonly string[];
  multiProof(indices: readonly number[]): MultiProof;
  /** Position of an account, undefined when it has no leaf. */
  indexOf(owner: string): number | undefined;
}

/**
 * Builds the tree.
 *
 * @param leaves At least one; each account once.
 * @throws TokenwrightError `reward/no-leaf`, `reward/twice` for an account that stands there twice, and those of a leaf.
 */
export function rewardTree(leaves: readonly Leaf[]): RewardTree {
  if (leaves.length === 0) {
    fail({
      code: "reward/no-leaf",
      message: "A tree is to be built of no accounts.",
      expected: "at least one account",
      hint: "an epoch in which nobody earned needs no root",
    });
  }
  const positions = new Map<string, number>();
  for (const [index, { owner }] of leaves.entries()) {
    const address = addressOf(owner);
    if (positions.has(address)) {
      fail({
        code: "reward/twice",
        message: `The account ${address} stands twice in one list.`,
        expected: "each account once, with all it earned",
        hint: "add its amounts first",
      });
    }
    positions.set(address, index);
  }
  const hashes = leaves.map(leafHash);
  const order = hashes.map((_, index) => index).sort((a, b) => compareBytes(hashes[a]!, hashes[b]!));
  const size = 2 * leaves.length - 1;
  const nodes = new Array<Uint8Array>(size);
  const nodeOf = new Array<number>(leaves.length);
  for (const [rank, index] of order.entries()) {
    nodes[size - 1 - rank] = hashes[index]!;
    nodeOf[index] = size - 1 - rank;
  }
  for (let node = leaves.length - 2; node >= 0; node--) {
    nodes[node] = nodeHash(nodes[2 * node + 1]!, nodes[2 * node + 2]!);
  }
  const at = (index: number): number => {
    const node = nodeOf[index];
    if (node === undefined) return refuseIndex(index, leaves.length);
    return node;
  };
  // Proofs share most of their nodes: each is written in hexadecimal digits once.
  const written = new Array<string | undefined>(size);
  const hex = (node: number): string => {
    const known = written[node] ?? toHex(nodes[node]!);
    written[node] = known;
    return known;
  };
  return {
    root: hex(0),
    leaves,
    leaf: (index) => hex(at(index)),
    proof(index) {
      const path: string[] = [];
      for (let node = at(index); node > 0; node = parentOf(node)) path.push(hex(siblingOf(node)));
      return path;
    },
    multiProof: (indices) => multiProofOf(hex, indices.map(at)),
    indexOf: (owner) => positions.get(addressOf(owner)),
  };
}

function parentOf(node: number): number {
  return (node - 1) >> 1;
}

function siblingOf(node: number): number {
  return node % 2 === 1 ? node + 1 : node - 1;
}

/** Goes up level by level from the chosen leaves; a sibling that is itself being computed needs no place in the proof. */
function multiProofOf(hex: (node: number) => string, chosen: readonly number[]): MultiProof {
  const queue = [...chosen].sort((a, b) => b - a);
  if (queue.some((node, index) => node === queue[index + 1])) {
    fail({
      code: "reward/twice",
      message: "A leaf is to be proved twice at once.",
      expected: "each leaf once",
      hint: "name it once",
    });
  }
  const leaves = queue.map(hex);
  const proof: string[] = [];
  const flags: boolean[] = [];
  let next = 0;
  while (next < queue.length && queue[next]! > 0) {
    const node = queue[next++]!;
    const sibling = siblingOf(node);
    const isComputed = queue[next] === sibling;
    if (isComputed) next++;
    else proof.push(hex(sibling));
    flags.push(isComputed);
    queue.push(parentOf(node));
  }
  if (leaves.length === 0) proof.push(hex(0));
  return { leaves, proof, flags };
}

function refuseIndex(index: number, count: number): never {
  return fail({
    code: "reward/no-leaf",
    message: `There is no leaf ${index} among ${count}.`,
    expected: `a whole number from 0 to ${count - 1}`,
  });
}
