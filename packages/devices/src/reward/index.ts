/** Epochs, policies and payouts that anybody can compute again. */

export { canonicalJson } from "../device/canonical-json.js";
export type { DeviceEvidence, EpochEvidence, JudgedReading, JudgingModule } from "../device/epoch-evidence.js";
export { payable } from "./claim.js";
export { type Claim, claimOf } from "./claim-of.js";
export { densityScales, firstInCellScales, wholeScale } from "./density.js";
export { type ChangedAmount, type Dispute, type Disputes, disputesOf } from "./dispute.js";
export {
  burnAndMintParameters,
  type Disagreement,
  decimalText,
  disagreements,
  economyCsv,
  type MeasuredEpoch,
  measureEpoch,
  policySha256,
} from "./economy.js";
export { evidenceText, readEvidence } from "./evidence-text.js";
export { type Manifest, publishedFiles } from "./manifest.js";
export { addressOf, type Leaf } from "./merkle/leaf.js";
export { type MultiProof, type RewardTree, rewardTree } from "./merkle/tree.js";
export { verifyMultiProof, verifyProof } from "./merkle/verify.js";
export { computePayout, type EpochAmounts, type Payout, type PayoutLine, type PoolResult } from "./payout.js";
export {
  checkPolicy,
  type Declaration,
  declarationsOf,
  type Policy,
  type Pool,
  policyData,
  type Rule,
  readPolicy,
  scheduledEmission,
} from "./policy.js";
export { asPrevious, folderName, type Published, publish, readPublished } from "./publish.js";
export { type BeaconUnits, beaconUnits, locationTrust, type RadioLink, strongestSignal } from "./radio.js";
export { satelliteMultiplier } from "./satellites.js";
export { type PreviousEpoch, type SettledLeaf, type SettleInputs, type Settlement, settle } from "./settle.js";
export { type FloorSplit, floorSplit, type ResidualPools, residualPools } from "./split.js";
export { type Finding, type Verification, verify } from "./verify.js";
export { type YumaConsensus, yumaConsensus } from "./yuma.js";
