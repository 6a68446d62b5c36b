import { numeric } from "@tokenwright/engine";
import { refuseParameter, requireDelta, requirePositive } from "./refuse.js";

/**
 * Rényi differential privacy: a mechanism's loss as a function of an order α > 1. Losses of several releases add, which
 * is why budgets are kept in it (Mironov 2017).
 */

/** Loss of Gaussian noise for sensitivity 1: α / (2σ²). Discrete Gaussian noise loses no more (Canonne, Kamath & Steinke 2020). */
export function gaussianLoss(order: number, deviation: number): number {
  requireOrder(order);
  requirePositive("The deviation", deviation);
  return order / (2 * deviation * deviation);
}

/**
 * Loss of Laplace noise of scale b for sensitivity 1 (Mironov 2017, table II):
 *
 *   1/(α−1) · ln[ α/(2α−1) e^((α−1)/b) + (α−1)/(2α−1) e^(−α/b) ]
 */
export function laplaceLoss(order: number, scale: number): number {
  requireOrder(order);
  requirePositive("The scale", scale);
  const large = numeric.ln(order / (2 * order - 1)) + (order - 1) / scale;
  const small = numeric.ln((order - 1) / (2 * order - 1)) - order / scale;
  return lnOfSum([large, small]) / (order - 1);
}

/** Loss of any ε-differentially private release: at most ε, and at most α ε²/2 (Bun & Steinke 2016, proposition 1.4). */
export function pureLoss(order: number, epsilon: number): number {
  requireOrder(order);
  return Math.min(epsilon, (order * epsilon * epsilon) / 2);
}

/**
 * Loss of Gaussian noise on a Poisson sample, for whole orders (Mironov, Talwar & Zhang 2019):
 *
 *   1/(α−1) · ln Σ_i C(α,i) (1−q)^(α−i) q^i e^((i²−i)/2σ²)
 *
 * The terms i = 0 and 1 are folded into the 1 that the binomial sums to, so that small losses keep their digits.
 *
 * @param order Whole, at least 2.
 * @param rate Share q of the people in each sample, from 0 to 1.
 * @param deviation σ over the sensitivity.
 */
export function subsampledGaussianLoss(order: number, rate: number, deviation: number): number {
  if (!Number.isInteger(order) || order < 2) refuseParameter("The order", order, "a whole number of at least 2");
  if (!(rate >= 0 && rate <= 1)) refuseParameter("The sampling rate", rate, "a number from 0 to 1");
  requirePositive("The deviation", deviation);
  if (rate === 0) return 0;
  if (rate === 1) return gaussianLoss(order, deviation);
  const terms: number[] = [];
  const lnRate = numeric.ln(rate);
  const lnRest = numeric.log1p(-rate);
  for (let i = 2; i <= order; i++) {
    const lnChoices = numeric.lnGamma(order + 1) - numeric.lnGamma(i + 1) - numeric.lnGamma(order - i + 1);
    const exponent = (i * i - i) / (2 * deviation * deviation);
    terms.push(lnChoices + i * lnRate + (order - i) * lnRest + lnOfExpm1(exponent));
  }
  const beyondOne = lnOfSum(terms);
  return lnOfOnePlus(beyondOne) / (order - 1);
}

/** An (ε, δ) guarantee and the order that gives it. */
export interface Guarantee {
  readonly epsilon: number;
  readonly order: number;
}

/** How a loss in Rényi's sense becomes (ε, δ): Mironov 2017, or the tighter one of Canonne, Kamath & Steinke 2020. */
export type Conversion = "mironov" | "improved";

/**
 * The smallest ε that the losses at several orders guarantee for a given δ.
 *
 *   mironov   ε = R + ln(1/δ)/(α−1)
 *   improved  ε = R + ln(1 − 1/α) − ln(δα)/(α−1)
 *
 * @param losses R at each of `orders`.
 * @throws TokenwrightError `privacy/parameter` when there is no order.
 */
export function guaranteeOf(
  orders: readonly number[],
  losses: readonly number[],
  delta: number,
  conversion: Conversion = "improved",
): Guarantee {
  requireDelta(delta);
  let best: Guarantee | undefined;
  for (const [index, order] of orders.entries()) {
    requireOrder(order);
    const loss = losses[index] ?? Infinity;
    const added =
      conversion === "mironov"
        ? -numeric.ln(delta) / (order - 1)
        : numeric.log1p(-1 / order) - numeric.ln(delta * order) / (order - 1);
    const epsilon = Math.max(0, loss + added);
    if (best === undefined || epsilon < best.epsilon) best = { epsilon, order };
  }
  return best ?? refuseParameter("The list of orders", "empty", "at least one order above 1");
}

/** Whole orders from 2 to 256: fine enough that the best is within 10⁻⁶ of those a finer list gives in usual budgets. */
export const usualOrders: readonly number[] = Array.from({ length: 255 }, (_, index) => index + 2);

/** ln Σ e^x without overflow. */
function lnOfSum(terms: readonly number[]): number {
  const most = terms.reduce((larger, term) => Math.max(larger, term), -Infinity);
  if (most === -Infinity) return -Infinity;
  return most + numeric.ln(terms.reduce((sum, term) => sum + numeric.exp(term - most), 0));
}

/** ln(e^x − 1) for x > 0. */
function lnOfExpm1(x: number): number {
  return x > 1 ? x + numeric.log1p(-numeric.exp(-x)) : numeric.ln(numeric.expm1(x));
}

/** ln(1 + e^x). */
function lnOfOnePlus(x: number): number {
  return x > 0 ? x + numeric.log1p(numeric.exp(-x)) : numeric.log1p(numeric.exp(x));
}

function requireOrder(order: number): void {
  if (!(order > 1 && Number.isFinite(order))) refuseParameter("The order", order, "a finite number above 1");
}
