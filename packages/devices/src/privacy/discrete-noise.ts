import { bernoulli, type RandomBytes, uniformBelow } from "./random.js";
import { refuseParameter } from "./refuse.js";

/**
 * Noise in whole numbers, exact to the last bit of its law (Canonne, Kamath & Steinke 2020, algorithms 1 to 3). Noise in
 * floating point gives away more than it promises (Mironov 2012), so sums are counted in whole units and these are added.
 */

/** An exact positive fraction. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

/** True with probability e^(−above/below), for a fraction of at least 0. */
export function bernoulliExp(above: bigint, below: bigint, random: RandomBytes): boolean {
  let rest = above;
  // e^(−γ) is e^(−1) as often as γ has a whole, times that of what is left.
  for (; rest > below; rest -= below) if (!bernoulliExpOfShare(1n, 1n, random)) return false;
  return bernoulliExpOfShare(rest, below, random);
}

/** For a fraction in [0, 1]: the first k at which a draw of γ/k fails is odd with probability e^(−γ). */
function bernoulliExpOfShare(above: bigint, below: bigint, random: RandomBytes): boolean {
  let k = 1n;
  while (bernoulli(above, below * k, random)) k++;
  return k % 2n === 1n;
}

/**
 * Discrete Laplace noise: P(x) ∝ e^(−|x|/b). Added to a sum of whole numbers of sensitivity Δ it is Δ/b-differentially
 * private.
 *
 * @param scale b as an exact fraction above 0.
 * @throws TokenwrightError `privacy/parameter`.
 */
export function discreteLaplace(scale: Fraction, random: RandomBytes): bigint {
  const { above, below } = requireFraction("The scale", scale);
  for (;;) {
    const low = uniformBelow(above, random);
    if (!bernoulliExp(low, above, random)) continue;
    let high = 0n;
    while (bernoulliExp(1n, 1n, random)) high++;
    const magnitude = (low + above * high) / below;
    const isNegative = bernoulli(1n, 2n, random);
    // Otherwise 0 would come up twice as often.
    if (isNegative && magnitude === 0n) continue;
    return isNegative ? -magnitude : magnitude;
  }
}

/**
 * Discrete Gaussian noise: P(x) ∝ e^(−x²/2σ²). Added to a sum of whole numbers of sensitivity Δ it loses as little
 * privacy as Gaussian noise of the same σ does: α Δ²/(2σ²) at order α.
 *
 * @param variance σ² as an exact fraction above 0; a whole number may be given as it is.
 * @throws TokenwrightError `privacy/parameter`.
 */
export function discreteGaussian(variance: Fraction | bigint, random: RandomBytes): bigint {
  const given = typeof variance === "bigint" ? { above: variance, below: 1n } : variance;
  const { above, below } = requireFraction("The variance", given);
  const t = wholeRoot(above / below) + 1n;
  for (;;) {
    const candidate = discreteLaplace({ above: t, below: 1n }, random);
    const distance = (candidate < 0n ? -candidate : candidate) * t * below - above;
    if (bernoulliExp(distance * distance, 2n * above * t * t * below, random)) return candidate;
  }
}

function requireFraction(what: string, { above, below }: Fraction): Fraction {
  if (above <= 0n || below <= 0n) refuseParameter(what, `${above}/${below}`, "an exact fraction above 0");
  return { above, below };
}

/** ⌊√n⌋ by Newton's iteration from above. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
