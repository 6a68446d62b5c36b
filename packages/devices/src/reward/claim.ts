import { fail } from "@tokenwright/engine";

/**
 * What a claim pays: the cumulative amount that the newest root states, less what was claimed before. An epoch that
 * was missed costs nothing, a second claim of the same root pays 0.
 *
 * @param cumulative Base units that the root states for the account, of all epochs together.
 * @param claimed Base units already paid to it.
 * @throws TokenwrightError `reward/lowered` when less is stated than was paid: a root may never lower an amount.
 */
export function payable(cumulative: bigint, claimed: bigint): bigint {
  if (cumulative < 0n || claimed < 0n || cumulative < claimed) refuseLowered(cumulative, claimed);
  return cumulative - claimed;
}

export function refuseLowered(cumulative: bigint, before: bigint, owner?: string): never {
  return fail({
    code: "reward/lowered",
    message: `The cumulative amount${owner === undefined ? "" : ` of ${owner}`} is ${cumulative}, and it was ${before} before.`,
    expected: "cumulative amounts that never fall",
    hint: "settle on top of the newest settled epoch",
  });
}
