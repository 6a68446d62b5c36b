/** Share of the input that is kept as a fee, as a fraction: 3/1000 on Uniswap v2. */
export interface Fee {
  readonly part: bigint;
  readonly whole: bigint;
}

/** The fee of Uniswap v2. */
export const thirtyBasisPoints: Fee = { part: 3n, whole: 1000n };

/**
 * What a pool pays out for an exact input, in base units, rounded down as the contract requires:
 * in · 997 · out reserve div (in reserve · 1000 + in · 997).
 */
export function amountOut(amountIn: bigint, reserveIn: bigint, reserveOut: bigint, fee = thirtyBasisPoints): bigint {
  const traded = amountIn * (fee.whole - fee.part);
  return (traded * reserveOut) / (reserveIn * fee.whole + traded);
}

/**
 * The least input that pays out an exact amount, in base units, as the router of Uniswap v2 asks for it: one more than
 * the quotient, so sometimes a unit more than the least.
 *
 * @param wanted Less than `reserveOut`.
 */
export function amountIn(wanted: bigint, reserveIn: bigint, reserveOut: bigint, fee = thirtyBasisPoints): bigint {
  return (reserveIn * wanted * fee.whole) / ((reserveOut - wanted) * (fee.whole - fee.part)) + 1n;
}
