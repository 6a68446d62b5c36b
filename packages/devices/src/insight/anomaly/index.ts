export { AlarmThreshold } from "./alarm-threshold.js";
export {
  AnomalyDetector,
  type AnomalyHealth,
  type AnomalyReason,
  type AnomalyVerdict,
  standardThreshold,
} from "./detector.js";
export {
  bestNabScore,
  type NabProfile,
  type NabResult,
  nabProfiles,
  nabScore,
  probationRows,
  type ScoredSeries,
} from "./nab-score.js";
