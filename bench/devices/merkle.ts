/**
 * A tree of 100,000 accounts: built, every account proved and verified, next to OpenZeppelin's library.
 *
 *   node --conditions=source --import tsx bench/devices/merkle.ts [accounts]
 */
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { rewardTree, verifyProof } from "@tokenwright/devices/reward";

const count = Number(process.argv[2] ?? 100_000);
const leaves = Array.from({ length: count }, (_, index) => ({
  owner: `0x${(BigInt(index + 1) * 0x9e3779b97f4a7c15f39cc0605cedc834n).toString(16).padStart(40, "0").slice(-40)}`,
  cumulative: BigInt(index + 1) * 1_000_000_007n,
}));

function seconds<T>(what: string, action: () => T): T {
  const start = performance.now();
  const result = action();
  console.log(`${what.padEnd(44)} ${((performance.now() - start) / 1000).toFixed(2).padStart(8)} s`);
  return result;
}

const tree = seconds(`tree of ${count} accounts`, () => rewardTree(leaves));
const proofs = seconds("a proof for each", () => leaves.map((_, index) => tree.proof(index)));
const sample = leaves.map((leaf, index) => ({ leaf, proof: proofs[index]! })).filter((_, index) => index % 100 === 0);
const all = seconds(`${sample.length} proofs verified`, () =>
  sample.every(({ leaf, proof }) => verifyProof(tree.root, leaf, proof)),
);
const theirs = seconds("the same tree by @openzeppelin/merkle-tree", () =>
  StandardMerkleTree.of(
    leaves.map(({ owner, cumulative }): [string, string] => [owner, String(cumulative)]),
    ["address", "uint256"],
  ),
);
console.log(`roots equal: ${tree.root === theirs.root}, proofs hold: ${all}`);
process.exitCode = tree.root === theirs.root && all ? 0 : 1;
