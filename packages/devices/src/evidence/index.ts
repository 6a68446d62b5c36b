/** What was accepted, how good it is, and what it is worth to an epoch. */

export { type ExportQuality, qualityOfEpochs, sensorThings } from "./export/sensor-things.js";
export { type Finding, type Signal, signals } from "./judge/finding.js";
export type { ChannelSummary, ReadingJudgement } from "./judge/judge-device.js";
export { type DeviceScore, epochEvidence, type JudgedEpoch, judgeEpoch } from "./judge/judge-epoch.js";
export { type EpochWindow, type JudgeSettings, judgeDefaults } from "./judge/settings.js";
export { distanceBetween } from "./place/geography.js";
export { freeSpaceBound, type RadioLimits } from "./place/radio-bound.js";
export { type Annotation, annotations } from "./quality/annotation.js";
export { judgeStation } from "./quality/judge-station.js";
export { isInBounds, slowJumpLimit, type WeatherChannel, weatherRules } from "./quality/weather-rules.js";
export {
  type AcceptedMessage,
  type EraseReport,
  type Erasure,
  type EvidenceEntry,
  type EvidenceStore,
  entryId,
  type MessageHeader,
  type ReadingQuery,
  type SealReport,
  type StoreCounts,
  type StoredMessage,
  type StoredReading,
  type StoreOptions,
} from "./store/contract.js";
export { openEvidence } from "./store/file-store.js";
