import { fail } from "@tokenwright/engine";
import { payable } from "./claim.js";
import { addressOf } from "./merkle/leaf.js";
import { rewardTree } from "./merkle/tree.js";
import type { Published } from "./publish.js";

/** What an account hands to a distributor contract. */
export interface Claim {
  readonly owner: string;
  readonly epoch: number;
  readonly root: string;
  /** Base units of all epochs together: the amount in the leaf. */
  readonly cumulative: bigint;
  readonly claimed: bigint;
  /** What remains to be claimed. */
  readonly payable: bigint;
  readonly leaf: string;
  readonly proof: readonly string[];
}

/**
 * The proof for one account in a published epoch, and what remains to be claimed.
 *
 * @param claimed Base units that were paid to it before.
 * @throws TokenwrightError `reward/no-claim` when it has no leaf, `reward/lowered` when more was paid than is stated,
 * `reward/manifest` when the leaves do not give the stated root.
 */
export function claimOf({ manifest, leaves, folder }: Published, owner: string, claimed = 0n): Claim {
  const address = addressOf(owner);
  const index = leaves.findIndex((leaf) => leaf.owner === address);
  const leaf = leaves[index];
  if (leaf === undefined) {
    return fail({
      code: "reward/no-claim",
      message: `${address} has earned nothing up to epoch ${manifest.epoch.number}.`,
      expected: "an account of leaves.csv",
      hint: "check the address, or name a later epoch",
      place: { file: folder },
    });
  }
  const tree = rewardTree(leaves);
  if (tree.root !== manifest.result.root) {
    fail({
      code: "reward/manifest",
      message: `The leaves give the root ${tree.root}, and the manifest states ${manifest.result.root ?? "none"}.`,
      hint: "the folder was changed after it was published: fetch it again",
      place: { file: folder },
    });
  }
  return {
    owner: address,
    epoch: manifest.epoch.number,
    root: tree.root,
    cumulative: leaf.cumulative,
    claimed,
    payable: payable(leaf.cumulative, claimed),
    leaf: tree.leaf(index),
    proof: tree.proof(index),
  };
}
