import { fail } from "@tokenwright/engine";

export interface YumaConsensus {
  /** For each miner the largest weight that validators with enough stake give at least. */
  readonly consensus: readonly number[];
  /** Each miner's share, summing to 1; all 0 when nobody is trusted. */
  readonly incentive: readonly number[];
}

/**
 * Yuma consensus without bonds: validators weigh miners, a weight beyond what the stake agrees on is clipped, and the
 * stake-weighted sum of what remains is a miner's share (Bittensor documentation, "Yuma consensus"; read in excerpts
 * only, so unverified).
 *
 *   C_j = max { w : Σ_i S_i [W_ij ≥ w] ≥ κ },     I_j ∝ Σ_i S_i min(W_ij, C_j)
 *
 * @param stake One number of at least 0 per validator; normalised to 1.
 * @param weights One row per validator, one column per miner; rows are normalised to 1, a row of zeros stays.
 * @param kappa Share of the stake that must agree, in (0, 1].
 * @throws TokenwrightError `reward/yuma` for rows of unequal length, negative or non-finite numbers, or no stake.
 */
export function yumaConsensus(
  stake: readonly number[],
  weights: readonly (readonly number[])[],
  kappa = 0.5,
): YumaConsensus {
  const total = checkedTotal(stake, "The stake");
  const miners = weights[0]?.length ?? 0;
  if (weights.length !== stake.length || weights.some((row) => row.length !== miners)) {
    refuse(`There are ${stake.length} validators and ${weights.length} rows, not all of ${miners} weights.`);
  }
  if (!(total > 0)) refuse("No validator has a stake.");
  if (!(kappa > 0 && kappa <= 1)) refuse(`The share that must agree is ${kappa}.`);
  const rows = weights.map((row, index) => {
    const sum = checkedTotal(row, `Row ${index + 1}`);
    return sum > 0 ? row.map((weight) => weight / sum) : row;
  });
  const consensus: number[] = [];
  const ranks: number[] = [];
  for (let miner = 0; miner < miners; miner++) {
    const column = rows.map((row, index) => ({ weight: row[miner] ?? 0, stake: stake[index] ?? 0 }));
    const agreed = agreedWeight(column, kappa * total);
    consensus.push(agreed);
    ranks.push(column.reduce((sum, one) => sum + (one.stake / total) * Math.min(one.weight, agreed), 0));
  }
  const sum = ranks.reduce((partial, rank) => partial + rank, 0);
  return { consensus, incentive: ranks.map((rank) => (sum > 0 ? rank / sum : 0)) };
}

/** Goes down the weights until the stake behind them reaches what is needed. */
function agreedWeight(column: readonly { readonly weight: number; readonly stake: number }[], needed: number): number {
  let behind = 0;
  for (const one of [...column].sort((a, b) => b.weight - a.weight)) {
    behind += one.stake;
    if (behind >= needed) return one.weight;
  }
  return 0;
}

function checkedTotal(values: readonly number[], what: string): number {
  let total = 0;
  for (const value of values) {
    if (!(value >= 0 && Number.isFinite(value))) refuse(`${what} holds ${value}.`);
    total += value;
  }
  return total;
}

function refuse(message: string): never {
  return fail({
    code: "reward/yuma",
    message,
    expected: "finite numbers of at least 0, one row of weights per validator and some stake",
    hint: "give 0 for a miner that a validator does not know",
  });
}
