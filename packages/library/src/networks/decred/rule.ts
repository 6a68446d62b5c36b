/** The rule of dcrd in whole atoms, over the splits that were in force: what a chain with all its votes has created. */

/** Parts for miners, voters and the treasury from a height on. */
export interface Split {
  readonly from: bigint;
  readonly work: bigint;
  readonly stake: bigint;
  readonly treasury: bigint;
}

/**
 * Heights at which splits came into force: the vote archive of Decred's documentation for 657 280, from memory for 794 368, which like the
 * other is 4096 and a whole number of periods of 8064 blocks.
 */
export const splits: readonly Split[] = [
  { from: 0n, work: 6n, stake: 3n, treasury: 1n },
  { from: 657_280n, work: 1n, stake: 8n, treasury: 1n },
  { from: 794_368n, work: 1n, stake: 89n, treasury: 10n },
];

export interface Pots {
  readonly initial: bigint;
  readonly miners: bigint;
  readonly voters: bigint;
  readonly treasury: bigint;
}

const interval = 6144n;
const votingHeight = 4096n;

/** Subsidy of a block before it is split, in atoms. */
export function subsidyAt(height: bigint): bigint {
  let subsidy = 3_119_582_664n;
  for (let past = 0n; past < height / interval; past++) subsidy = (subsidy * 100n) / 101n;
  return subsidy;
}

/** All coins before a height, in atoms, when every block has five votes. */
export function potsAt(height: bigint, given: readonly Split[] = splits): Pots {
  let [miners, voters, treasury] = [0n, 0n, 0n];
  let subsidy = 3_119_582_664n;
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
  const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
  for (let start = 0n; start < height; start += interval) {
    const end = least(start + interval, height);
    for (const [index, split] of given.entries()) {
      const until = given[index + 1]?.from ?? end;
      const [from, to] = [most(most(start, split.from), 2n), least(end, until)];
      if (to <= from) continue;
      const parts = split.work + split.stake + split.treasury;
      miners += (to - from) * ((subsidy * split.work) / parts);
      treasury += (to - from) * ((subsidy * split.treasury) / parts);
      voters += most(to - most(from, votingHeight), 0n) * 5n * ((subsidy * split.stake) / (parts * 5n));
    }
    subsidy = (subsidy * 100n) / 101n;
  }
  return { initial: height > 1n ? 168_000_000_000_000n : 0n, miners, voters, treasury };
}

/** Atoms as text in DCR. */
export function inCoins(atoms: bigint, unit = "DCR"): string {
  return `${atoms / 100_000_000n}.${(atoms % 100_000_000n).toString().padStart(8, "0")} ${unit}`;
}
