export {
  type CalibrationExplanation,
  type CalibrationHealth,
  type CalibrationOptions,
  type CorrectedValue,
  SensorCalibration,
} from "./calibration.js";
export {
  applyCalibration,
  type CalibrationRule,
  type CalibrationTerms,
  fitCalibration,
} from "./design.js";
