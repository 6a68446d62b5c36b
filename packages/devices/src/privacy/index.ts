/** Private releases with an account, sums that nobody sees the parts of, and erasure. */
export {
  type AdvertisedKeys,
  type AggregationClient,
  aggregationClient,
  type MaskedInput,
  type SealedShares,
  type Unmasking,
} from "./aggregation-client.js";
export { aggregate, type Gathered } from "./aggregation-server.js";
export { type BudgetLimit, newBudget, type PrivacyBudget, type Release, spend, spentOf } from "./budget.js";
export { bernoulliExp, discreteGaussian, discreteLaplace, type Fraction } from "./discrete-noise.js";
export {
  commitmentOf,
  committedReadingId,
  eraseSubject,
  newSubjectKey,
  openMessage,
  opens,
  type SealedMessage,
  saltFor,
  sealMessage,
} from "./erasure.js";
export { classicalGaussianDeviation, gaussianDelta, gaussianDeviation, laplaceScale } from "./gaussian.js";
export { type PrivateSum, type PrivateSumOptions, privateSum } from "./private-sum.js";
export { type RandomBytes, uniformBelow } from "./random.js";
export { estimateCounts, randomisedResponse, truthFraction, truthProbability } from "./randomised-response.js";
export {
  type Conversion,
  type Guarantee,
  gaussianLoss,
  guaranteeOf,
  laplaceLoss,
  pureLoss,
  subsampledGaussianLoss,
  usualOrders,
} from "./renyi.js";
export { restoreSecret, type Share, shareSecret, sharingPrime } from "./shamir.js";
export { type Access, type Asker, accessTo, type ChannelVisibility, visibleReadings } from "./visibility.js";
