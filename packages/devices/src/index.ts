export {
  type DeviceEvidence,
  type EpochEvidence,
  type JudgedReading,
  type JudgingModule,
  qualityOf,
  wholeInBasisPoints,
  workOf,
} from "./device/epoch-evidence.js";
export * from "./device/index.js";
export * as evidence from "./evidence/index.js";
export * as alert from "./insight/alert/index.js";
export * as anomaly from "./insight/anomaly/index.js";
export * as calibration from "./insight/calibration/index.js";
export * as environment from "./insight/environment/index.js";
export * as forecast from "./insight/forecast/index.js";
export * as maintenance from "./insight/maintenance/index.js";
export * as modules from "./insight/modules/index.js";
export * as privacy from "./privacy/index.js";
export * as reward from "./reward/index.js";
