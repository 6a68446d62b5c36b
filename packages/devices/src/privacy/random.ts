import { refuseParameter } from "./refuse.js";

/**
 * A source of unpredictable bytes, handed in so that nothing here draws chance by itself: `randomBytes` of node:crypto in
 * a running network, a seeded stream in tests. Noise is only private when nobody can predict it.
 */
export type RandomBytes = (count: number) => Uint8Array;

/** A whole number from 0 to `bound` − 1, each equally likely: exact, by drawing again. */
export function uniformBelow(bound: bigint, random: RandomBytes): bigint {
  if (bound <= 0n) refuseParameter("The bound of a draw", bound, "a whole number above 0");
  if (bound === 1n) return 0n;
  const bits = (bound - 1n).toString(2).length;
  const bytes = Math.ceil(bits / 8);
  const spare = BigInt(8 * bytes - bits);
  for (;;) {
    let value = 0n;
    for (const byte of random(bytes)) value = (value << 8n) | BigInt(byte);
    value >>= spare;
    if (value < bound) return value;
  }
}

/** True with the exact probability above/below. */
export function bernoulli(above: bigint, below: bigint, random: RandomBytes): boolean {
  return uniformBelow(below, random) < above;
}
