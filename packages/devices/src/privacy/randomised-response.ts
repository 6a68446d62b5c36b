import { numeric } from "@tokenwright/engine";
import type { Fraction } from "./discrete-noise.js";
import { bernoulli, type RandomBytes, uniformBelow } from "./random.js";
import { refuseParameter, requirePositive } from "./refuse.js";

/**
 * Probability with which k-ary randomised response tells the truth: p = e^ε / (e^ε + k − 1); each other answer has
 * (1 − p)/(k − 1) (Kairouz, Oh & Viswanath 2014). Each answer by itself is ε-differentially private, whoever sees it.
 *
 * @param epsilon At least 0.
 * @param answers k, at least 2.
 */
export function truthProbability(epsilon: number, answers: number): number {
  if (!(epsilon >= 0)) refuseParameter("The privacy loss ε", epsilon, "a number of at least 0");
  requireAnswers(answers);
  // Divided by e^ε, so that a large ε does not overflow.
  return 1 / (1 + (answers - 1) * numeric.exp(-epsilon));
}

/**
 * One private answer.
 *
 * @param truth From 0 to `answers` − 1.
 * @param probability Of telling the truth, an exact fraction of at least 1/answers; `truthFraction` gives one.
 */
export function randomisedResponse(truth: number, answers: number, probability: Fraction, random: RandomBytes): number {
  requireAnswers(answers);
  if (!Number.isInteger(truth) || truth < 0 || truth >= answers) {
    refuseParameter("The answer", truth, `a whole number from 0 to ${answers - 1}`);
  }
  if (bernoulli(probability.above, probability.below, random)) return truth;
  const other = Number(uniformBelow(BigInt(answers - 1), random));
  return other < truth ? other : other + 1;
}

/** `truthProbability` as a fraction of 2³², rounded down, so that no answer loses more than ε. */
export function truthFraction(epsilon: number, answers: number): Fraction {
  const below = 4_294_967_296;
  const above = Math.max(Math.floor(truthProbability(epsilon, answers) * below), Math.ceil(below / answers));
  return { above: BigInt(above), below: BigInt(below) };
}

/**
 * How many of those who answered hold each answer: (seen − n q)/(p − q) with q = (1 − p)/(k − 1), unbiased and
 * therefore sometimes below 0.
 */
export function estimateCounts(seen: readonly number[], probability: number): number[] {
  requireAnswers(seen.length);
  requirePositive("The probability", probability);
  const other = (1 - probability) / (seen.length - 1);
  const total = seen.reduce((sum, count) => sum + count, 0);
  return seen.map((count) => (count - total * other) / (probability - other));
}

function requireAnswers(answers: number): void {
  if (!Number.isSafeInteger(answers) || answers < 2) refuseParameter("The number of answers", answers, "at least 2");
}
