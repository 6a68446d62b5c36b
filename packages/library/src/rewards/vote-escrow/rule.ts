/** Longest lock in seconds, four years of 365 days, and the week to which ends of locks are rounded down. */
export const mostSeconds = 126_144_000n;
export const weekSeconds = 604_800n;

/** Time at which a lock made now ends, when it is asked to end at `wanted`; both in seconds since 1970. */
export function lockEnd(wanted: bigint): bigint {
  return (wanted / weekSeconds) * weekSeconds;
}

/**
 * Votes of a lock in base units, as the contract counts them: a slope in base units a second, rounded down, times the
 * seconds that are left. Source: curve-dao-contracts, VotingEscrow.vy.
 */
export function votesOf(amount: bigint, secondsLeft: bigint): bigint {
  return secondsLeft <= 0n ? 0n : (amount / mostSeconds) * secondsLeft;
}

/** What a deposit of liquidity counts as. Source: curve-dao-contracts, `_update_liquidity_limit` of the gauges. */
export function workingBalance(
  liquidity: bigint,
  totalLiquidity: bigint,
  votes: bigint,
  totalVotes: bigint,
  percent = 40n,
): bigint {
  const own = (liquidity * percent) / 100n;
  const added = totalVotes > 0n ? (((totalLiquidity * votes) / totalVotes) * (100n - percent)) / 100n : 0n;
  return own + added < liquidity ? own + added : liquidity;
}
