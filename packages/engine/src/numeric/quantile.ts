import { fail } from "../base/errors.js";
import { select } from "./select.js";

/**
 * The value below which a share `p` of the sample lies, by linear interpolation between order statistics
 * (type 7 of Hyndman & Fan 1996, the default of R and NumPy).
 *
 * @param sorted Sample in ascending order, at least one value, without NaN.
 * @param p Share in [0, 1]; 0.5 gives the median.
 * @returns A value in the unit of the sample. Equal neighbours, also infinite ones, give their own value.
 * @throws TokenwrightError `quantile/share` when `p` lies outside [0, 1], `quantile/empty` for no values.
 */
export function quantile(sorted: Float64Array, p: number): number {
  checkShare(p);
  checkSample(sorted);
  const position = (sorted.length - 1) * p;
  const index = Math.floor(position);
  const share = position - index;
  const below = sorted[index]!;
  // A whole position is an order statistic; its neighbour, perhaps infinite, has no say.
  if (share === 0) return below;
  const above = sorted[index + 1]!;
  return below === above ? below : interpolate(below, above, share);
}

/** below + share (above - below), without overflow of the difference and never outside [below, above]. */
function interpolate(below: number, above: number, share: number): number {
  const difference = above - below;
  const value = difference < Infinity ? below + share * difference : below * (1 - share) + above * share;
  return value > above ? above : value;
}

/**
 * Several quantiles of an unsorted sample.
 *
 * @param sample At least one value, without NaN. It is reordered in place. -0 comes before 0.
 * @param shares Shares in [0, 1], in any order.
 * @returns One value per share, in the order of `shares`.
 * @throws TokenwrightError `quantile/share`, `quantile/empty`.
 */
export function quantiles(sample: Float64Array, shares: ArrayLike<number>): Float64Array {
  for (let i = 0; i < shares.length; i++) checkShare(shares[i]!);
  checkSample(sample);
  // A sort tells -0 from 0, which comparisons do not.
  if (hasNegativeZero(sample)) sample.sort();
  else select(sample, ranksOf(sample.length, shares));
  return Float64Array.from(shares, (share) => quantile(sample, share));
}

function hasNegativeZero(sample: Float64Array): boolean {
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0 && 1 / sample[index]! < 0) return true;
  }
  return false;
}

/** The ranks of the order statistics that quantiles lie between, ascending. */
function ranksOf(count: number, shares: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(2 * shares.length);
  for (let index = 0; index < shares.length; index++) {
    const below = Math.floor((count - 1) * shares[index]!);
    ranks[2 * index] = below;
    ranks[2 * index + 1] = Math.min(below + 1, count - 1);
  }
  return ranks.sort();
}

function checkShare(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    fail({
      code: "quantile/share",
      message: `quantile received the share ${p}.`,
      expected: "a share between 0 and 1",
      hint: p > 1 && p <= 100 ? `${p / 100} for percentile ${p}` : "0.5 for the median",
    });
  }
}

function checkSample(sample: Float64Array): void {
  if (sample.length === 0) {
    fail({
      code: "quantile/empty",
      message: "quantile received a sample without values.",
      expected: "at least one value",
      hint: "check the filter or the number of runs that the sample comes from",
    });
  }
}
