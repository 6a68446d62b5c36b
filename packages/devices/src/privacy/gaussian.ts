import { numeric } from "@tokenwright/engine";
import { refuseParameter, requireDelta, requirePositive } from "./refuse.js";

const rootTwoPi = 2.5066282746310002;

/**
 * The smallest standard deviation of Gaussian noise that makes a sum (ε, δ)-differentially private: the analytic
 * Gaussian mechanism of Balle & Wang 2018, right for every ε.
 *
 *   Φ(Δ/2σ − εσ/Δ) − e^ε Φ(−Δ/2σ − εσ/Δ) ≤ δ
 *
 * @param epsilon At least 0.
 * @param delta In (0, 1).
 * @param sensitivity The most that one person moves the sum (in the Euclidean norm), in its unit.
 * @returns In the unit of the sum, the guarantee held: rounded up to the next double.
 * @throws TokenwrightError `privacy/parameter`.
 */
export function gaussianDeviation(epsilon: number, delta: number, sensitivity = 1): number {
  if (!(epsilon >= 0 && Number.isFinite(epsilon)))
    refuseParameter("The privacy loss ε", epsilon, "a finite number of at least 0");
  requireDelta(delta);
  requirePositive("The sensitivity", sensitivity);
  let enough = 1;
  while (gaussianDelta(enough, epsilon) > delta) enough *= 2;
  let little = enough / 2;
  while (gaussianDelta(little, epsilon) <= delta) little /= 2;
  // The failure probability falls with σ: halve until no double lies between.
  for (;;) {
    const middle = little + (enough - little) / 2;
    if (middle <= little || middle >= enough) return enough * sensitivity;
    if (gaussianDelta(middle, epsilon) <= delta) enough = middle;
    else little = middle;
  }
}

/**
 * The failure probability δ of Gaussian noise at a given ε, for sensitivity 1: the left side of the rule above. The
 * second term is φ(x)·(Mills' ratio), so that neither a large ε overflows nor the tails are lost.
 */
export function gaussianDelta(deviation: number, epsilon: number): number {
  const a = 1 / (2 * deviation);
  const b = epsilon * deviation;
  const upper = a - b;
  const density = numeric.exp(-0.5 * upper * upper) / rootTwoPi;
  return numeric.normalCdf(upper) - density * millsRatio(a + b);
}

/** (1 − Φ(t)) / φ(t) for t >= 0. */
function millsRatio(t: number): number {
  if (t < 10) return (numeric.normalCdf(-t) * rootTwoPi) / numeric.exp(-0.5 * t * t);
  // Laplace's continued fraction t + 1/(t + 2/(t + …)); 60 terms reach the last bit from t = 10 on.
  let rest = t;
  for (let k = 60; k >= 1; k--) rest = t + k / rest;
  return 1 / rest;
}

/**
 * The classical rule σ = Δ √(2 ln(1.25/δ)) / ε of Dwork & Roth. It holds only for ε < 1, where it asks for more noise
 * than is needed; at large ε it gives too little. For comparison: use `gaussianDeviation`.
 */
export function classicalGaussianDeviation(epsilon: number, delta: number, sensitivity = 1): number {
  requirePositive("The privacy loss ε", epsilon);
  requireDelta(delta);
  return (sensitivity * Math.sqrt(2 * numeric.ln(1.25 / delta))) / epsilon;
}

/** Scale b = Δ/ε of Laplace noise that is ε-differentially private; its standard deviation is √2 b. */
export function laplaceScale(epsilon: number, sensitivity = 1): number {
  requirePositive("The privacy loss ε", epsilon);
  requirePositive("The sensitivity", sensitivity);
  return sensitivity / epsilon;
}
