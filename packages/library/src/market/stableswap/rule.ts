import { fail } from "@tokenwright/engine";

/**
 * The whole-number arithmetic of Curve's StableSwap for two assets, each as the invariant counts it (18 decimals).
 * The amplification is the contract's: that of the paper times 2.
 */

/** The invariant D, to which both balances would sum in balance; the iteration ends when a round changes it by one. */
export function invariant(x: bigint, y: bigint, amplification: bigint): bigint {
  const ann = 2n * amplification;
  return settle(x + y, (d) => {
    const power = (((d * d) / (2n * x)) * d) / (2n * y);
    return ((ann * (x + y) + 2n * power) * d) / ((ann - 1n) * d + 3n * power);
  });
}

/** The other balance that keeps D when the one is `x`. */
export function otherBalance(x: bigint, d: bigint, amplification: bigint): bigint {
  const ann = 2n * amplification;
  const c = (((d * d) / (2n * x)) * d) / (2n * ann);
  const b = x + d / ann - d;
  return settle(d, (y) => (y * y + c) / (2n * y + b));
}

/** At most 255 rounds, as in the contract, which then refuses to trade. */
function settle(first: bigint, next: (value: bigint) => bigint): bigint {
  let value = first;
  for (let round = 0; round < 255; round++) {
    const last = value;
    value = next(last);
    if (value - last <= 1n && last - value <= 1n) return value;
  }
  return fail({
    code: "pool/no-balance",
    message: "The iteration of the invariant does not settle.",
    expected: "two balances of which neither is hundreds of times the other",
  });
}

/** What an exchange pays, what of its fee leaves for the protocol, and the fee; shares in units of 10^-10. */
export interface Exchange {
  readonly out: bigint;
  readonly admin: bigint;
  readonly fee: bigint;
}

/**
 * Exchanges an amount of one asset for the other; fee and its share in units of 10^-10. The invariant divides by
 * the tokens first and by the money then, whichever comes in: the order matters to a base unit.
 */
export function exchange(
  side: "sell" | "buy",
  pool: { readonly token: bigint; readonly cash: bigint },
  amount: bigint,
  amplification: bigint,
  { feeRate, adminShare }: { readonly feeRate: bigint; readonly adminShare: bigint },
): Exchange {
  const whole = 10n ** 10n;
  const [into, from] = side === "sell" ? [pool.token, pool.cash] : [pool.cash, pool.token];
  const d = invariant(pool.token, pool.cash, amplification);
  const gross = from - otherBalance(into + amount, d, amplification) - 1n;
  const fee = (gross * feeRate) / whole;
  return { out: gross - fee, admin: (fee * adminShare) / whole, fee };
}
