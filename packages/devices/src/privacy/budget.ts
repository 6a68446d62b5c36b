import { fail } from "@tokenwright/engine";
import { refuseParameter, requireDelta, requirePositive } from "./refuse.js";
import {
  type Guarantee,
  gaussianLoss,
  guaranteeOf,
  laplaceLoss,
  pureLoss,
  subsampledGaussianLoss,
  usualOrders,
} from "./renyi.js";

/** A release whose loss is known. Deviation and scale are over the sensitivity. */
export type Release =
  | { readonly kind: "gaussian"; readonly deviation: number }
  | { readonly kind: "laplace"; readonly scale: number }
  | { readonly kind: "pure"; readonly epsilon: number }
  | { readonly kind: "subsampled gaussian"; readonly deviation: number; readonly rate: number };

/** What people whose data a channel holds may lose in all. */
export interface BudgetLimit {
  readonly epsilon: number;
  readonly delta: number;
}

/**
 * The account of one channel: a value, to be stored with the releases it has seen. Losses add order by order (Rényi), so
 * that many small releases cost less than their ε do together.
 */
export interface PrivacyBudget {
  readonly channel: string;
  readonly limit: BudgetLimit;
  /** Loss so far at each of the orders 2 to 256. */
  readonly losses: readonly number[];
  /** How many releases are in it. */
  readonly releases: number;
}

export function newBudget(channel: string, limit: BudgetLimit): PrivacyBudget {
  requirePositive("The limit on ε", limit.epsilon);
  requireDelta(limit.delta);
  return { channel, limit, losses: usualOrders.map(() => 0), releases: 0 };
}

/** What was lost so far, as ε at the budget's δ; 0 before the first release. */
export function spentOf({ losses, limit, releases }: PrivacyBudget): Guarantee {
  if (releases === 0) return { epsilon: 0, order: usualOrders[0] ?? 2 };
  return guaranteeOf(usualOrders, losses, limit.delta);
}

/**
 * The budget after a release, or a refusal: the release must then not be made.
 *
 * @param times How often it is made.
 * @throws TokenwrightError `privacy/spent` when the budget does not reach, `privacy/parameter`.
 */
export function spend(budget: PrivacyBudget, release: Release, times = 1): PrivacyBudget {
  if (!Number.isSafeInteger(times) || times < 1)
    refuseParameter("The number of releases", times, "a whole number of at least 1");
  const losses = budget.losses.map((loss, index) => loss + times * lossOf(release, usualOrders[index]!));
  const after = { ...budget, losses, releases: budget.releases + times };
  const { epsilon } = spentOf(after);
  // Written so that NaN, which compares as false, is refused too.
  if (!(epsilon <= budget.limit.epsilon)) {
    fail({
      code: "privacy/spent",
      message: `The release would take the channel ${budget.channel} to ε = ${epsilon.toPrecision(4)}, beyond ${budget.limit.epsilon}.`,
      expected: `what is left of ε = ${budget.limit.epsilon} at δ = ${budget.limit.delta}, of which ${spentOf(budget).epsilon.toPrecision(4)} is spent`,
      hint: "add more noise, or release less often; a budget that is spent is not refilled",
    });
  }
  return after;
}

function lossOf(release: Release, order: number): number {
  switch (release.kind) {
    case "gaussian":
      return gaussianLoss(order, release.deviation);
    case "laplace":
      return laplaceLoss(order, release.scale);
    case "pure":
      requirePositive("The privacy loss ε", release.epsilon);
      return pureLoss(order, release.epsilon);
    case "subsampled gaussian":
      return subsampledGaussianLoss(order, release.rate, release.deviation);
  }
}
