import { solvePositiveDefinite } from "../numeric/cholesky.js";

/** Smoothing constants of level, trend and damping. Without a trend, `beta` and `phi` are not used. */
interface Constants {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
}

/**
 * Exponential smoothing without a season, fitted to the least sum of squared one-step errors over smoothing constants
 * and starting values. For given constants the errors are linear in the starting values, which are solved for exactly;
 * the constants are searched for.
 *
 * @param trend none is simple smoothing (SES), linear is Holt's, damped is that of Gardner & McKenzie 1985.
 * @returns Forecasts for the next `horizon` rows; undefined for fewer than four rows.
 */
export function smooth(history: Float64Array, horizon: number, trend: "none" | "linear" | "damped") {
  if (history.length < 4) return undefined;
  const constants = search(history, trend);
  const { start } = fit(history, trend, constants);
  let [level, slope] = start;
  for (const value of history) [level, slope] = step(value, level, slope, constants);
  let ahead = 0;
  let damping = 1;
  return new Float64Array(horizon).map(() => {
    damping *= constants.phi;
    ahead += damping;
    return level + ahead * slope;
  });
}

function step(value: number, level: number, slope: number, { alpha, beta, phi }: Constants): readonly [number, number] {
  const expected = level + phi * slope;
  const error = value - expected;
  return [expected + alpha * error, phi * slope + beta * error];
}

/** The best starting values for given constants, and the squared error with them. */
function fit(
  history: Float64Array,
  trend: "none" | "linear" | "damped",
  { alpha, beta, phi }: Constants,
): { readonly start: readonly [level: number, slope: number]; readonly error: number } {
  // Errors with start (0, 0), and what one unit of starting level or slope takes from them.
  let [level, slope, byLevel, slopeByLevel, bySlope, slopeBySlope] = [0, 0, 1, 0, 0, 1];
  let [aa, ab, bb, ae, be, ee] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < history.length; row++) {
    const expected = level + phi * slope;
    const fromLevel = byLevel + phi * slopeByLevel;
    const fromSlope = bySlope + phi * slopeBySlope;
    const error = history[row]! - expected;
    aa += fromLevel * fromLevel;
    ab += fromLevel * fromSlope;
    bb += fromSlope * fromSlope;
    ae += fromLevel * error;
    be += fromSlope * error;
    ee += error * error;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
    byLevel = fromLevel - alpha * fromLevel;
    slopeByLevel = phi * slopeByLevel - beta * fromLevel;
    bySlope = fromSlope - alpha * fromSlope;
    slopeBySlope = phi * slopeBySlope - beta * fromSlope;
  }
  if (trend === "none") return { start: [ae / aa, 0], error: Math.max(0, ee - (ae * ae) / aa) };
  const solved = solvePositiveDefinite(Float64Array.of(aa, ab, ab, bb), Float64Array.of(ae, be));
  if (solved === undefined) return { start: [ae / aa, 0], error: Math.max(0, ee - (ae * ae) / aa) };
  const [first, second] = [solved[0]!, solved[1]!];
  return { start: [first, second], error: Math.max(0, ee - first * ae - second * be) };
}

const [smallest, largestAlpha] = [0.0001, 0.9999];

/** Constants with the least squared error: a coarse grid, then steps that halve until they are below 0.0005. */
function search(history: Float64Array, trend: "none" | "linear" | "damped"): Constants {
  const errorOf = (constants: Constants): number => fit(history, trend, constants).error;
  const phis = trend === "none" ? [0] : trend === "linear" ? [1] : [0.8, 0.9, 0.98];
  let best: Constants = { alpha: 0.5, beta: 0, phi: phis[0]! };
  let least = Number.POSITIVE_INFINITY;
  const consider = (constants: Constants): void => {
    const error = errorOf(constants);
    if (error < least) [best, least] = [constants, error];
  };
  for (const alpha of [smallest, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, largestAlpha]) {
    for (const share of trend === "none" ? [0] : [smallest, 0.05, 0.2, 0.5]) {
      for (const phi of phis) consider({ alpha, beta: trend === "none" ? 0 : Math.max(smallest, share * alpha), phi });
    }
  }
  for (let width = 0.1; width > 0.0005; width /= 2) {
    for (let round = 0; round < 4; round++) {
      const { alpha, beta, phi } = best;
      const before = least;
      for (const sign of [-1, 1]) {
        const moved = within(alpha + sign * width, smallest, largestAlpha);
        consider({ alpha: moved, beta: Math.min(beta, moved), phi });
        if (trend === "none") continue;
        consider({ alpha, beta: within(beta + sign * width, smallest, alpha), phi });
        if (trend === "damped") consider({ alpha, beta, phi: within(phi + sign * width, 0.8, 0.98) });
      }
      if (least === before) break;
    }
  }
  return best;
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
