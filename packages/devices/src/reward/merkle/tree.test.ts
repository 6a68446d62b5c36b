import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Leaf } from "./leaf.js";
import { rewardTree } from "./tree.js";
import { verifyMultiProof, verifyProof } from "./verify.js";

const leaves = fc
  .uniqueArray(fc.tuple(fc.bigInt(0n, 2n ** 160n - 1n), fc.bigInt(0n, 2n ** 256n - 1n)), {
    minLength: 1,
    maxLength: 40,
    selector: ([address]) => address,
  })
  .map((pairs): Leaf[] =>
    pairs.map(([address, cumulative]) => ({ owner: `0x${address.toString(16).padStart(40, "0")}`, cumulative })),
  );

function reference(list: readonly Leaf[]) {
  const values = list.map(({ owner, cumulative }): [string, string] => [owner, String(cumulative)]);
  return StandardMerkleTree.of(values, ["address", "uint256"]);
}

test("root, leaves and every proof are those of OpenZeppelin's library", () => {
  fc.assert(
    fc.property(leaves, (list) => {
      const tree = rewardTree(list);
      const theirs = reference(list);
      expect(tree.root).toBe(theirs.root);
      list.forEach((leaf, index) => {
        expect(tree.leaf(index)).toBe(theirs.leafHash([leaf.owner, String(leaf.cumulative)]));
        expect(tree.proof(index)).toEqual(theirs.getProof(index));
        expect(verifyProof(tree.root, leaf, tree.proof(index))).toBe(true);
        expect(verifyProof(tree.root, { ...leaf, cumulative: leaf.cumulative ^ 1n }, tree.proof(index))).toBe(false);
        expect(tree.indexOf(leaf.owner.toUpperCase().replace("0X", "0x"))).toBe(index);
      });
    }),
    { seed: 108, numRuns: 60 },
  );
});

test("proofs of several leaves at once are the library's, and no flag of them can be turned", () => {
  fc.assert(
    fc.property(leaves, fc.array(fc.nat({ max: 39 }), { maxLength: 12 }), (list, picks) => {
      const indices = [...new Set(picks.map((pick) => pick % list.length))];
      const tree = rewardTree(list);
      const own = tree.multiProof(indices);
      const theirs = reference(list).getMultiProof(indices);
      expect(own.proof).toEqual(theirs.proof);
      expect(own.flags).toEqual(theirs.proofFlags);
      expect(own.leaves).toEqual(theirs.leaves.map(([owner, amount]) => reference(list).leafHash([owner!, amount!])));
      expect(verifyMultiProof(tree.root, own)).toBe(true);
      own.flags.forEach((flag, index) => {
        expect(verifyMultiProof(tree.root, { ...own, flags: own.flags.with(index, !flag) })).toBe(false);
      });
    }),
    { seed: 109, numRuns: 60 },
  );
});

test("an account that stands there twice, in whatever case, and amounts beyond 256 bits are refused", () => {
  const owner = `0x${"ab".repeat(20)}`;
  expect(() =>
    rewardTree([
      { owner, cumulative: 1n },
      { owner: owner.toUpperCase().replace("0X", "0x"), cumulative: 2n },
    ]),
  ).toThrow("reward/twice");
  expect(() => rewardTree([{ owner, cumulative: 2n ** 256n }])).toThrow("reward/amount");
  expect(() => rewardTree([{ owner, cumulative: -1n }])).toThrow("reward/amount");
  expect(() => rewardTree([{ owner: "0x12", cumulative: 1n }])).toThrow("reward/address");
  expect(() => rewardTree([])).toThrow("reward/no-leaf");
  expect(() => rewardTree([{ owner, cumulative: 1n }]).proof(1)).toThrow("reward/no-leaf");
  expect(() => rewardTree([{ owner, cumulative: 1n }]).multiProof([0, 0])).toThrow("reward/twice");
  expect(() => verifyProof("0x", { owner, cumulative: 1n }, ["0x1"])).toThrow("reward/hash");
});
