/** Largest whole number whose square is at most a given one, by Newton's method from above. */
export function wholeRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * The part of an amount that has to be swapped in a pool with a fee of 3/1000, so that the rest can be added beside
 * what was bought with nothing left, in base units and rounded down: (√(r · (r · 3988009 + a · 3988000)) − r · 1997)
 * div 1994, with r the pool's reserve of what is paid.
 */
export function partToSwap(amount: bigint, reserve: bigint): bigint {
  return (wholeRoot(reserve * (reserve * 3988009n + amount * 3988000n)) - reserve * 1997n) / 1994n;
}
