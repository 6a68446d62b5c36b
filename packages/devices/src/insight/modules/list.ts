import type { ModuleDefinition } from "../contract/module.js";
import { combinedForecastModule } from "./combined-forecast.js";
import { ewmaAnomalyModule } from "./ewma-anomaly.js";
import { neighbourAnomalyModule } from "./neighbour-anomaly.js";
import { noiseModule } from "./noise.js";
import { nowCastModule } from "./now-cast.js";
import { plumeSourceModule } from "./plume-source.js";
import { referenceCalibrationModule } from "./reference-calibration.js";
import { seasonalNaiveModule } from "./seasonal-naive.js";
import { thresholdAlertModule } from "./threshold-alert.js";
import { usAqiModule } from "./us-aqi.js";
import { wearModule } from "./wear.js";

/** The modules of this package. */
export const builtInModules: readonly ModuleDefinition[] = [
  usAqiModule,
  nowCastModule,
  noiseModule,
  ewmaAnomalyModule,
  neighbourAnomalyModule,
  thresholdAlertModule,
  wearModule,
  combinedForecastModule,
  seasonalNaiveModule,
  referenceCalibrationModule,
  plumeSourceModule,
];
