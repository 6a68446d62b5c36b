import { meanAbsoluteError, seasonalScale, smape } from "../forecast/accuracy.js";
import type { ForecastMethod } from "../forecast/method.js";
import type { M4Series } from "./m4-hourly.js";

/** Means over the series, as the competition has them. */
export interface M4Accuracy {
  readonly smape: number;
  readonly mase: number;
}

/** A method on hourly series: period 24, as many steps ahead as the future has. */
export function m4Accuracy(series: readonly M4Series[], forecast: ForecastMethod): M4Accuracy {
  let [percent, scaled] = [0, 0];
  for (const { name, history, future } of series) {
    const ahead = forecast(history, future.length, 24);
    if (ahead === undefined) throw new Error(`no forecast for ${name}`);
    percent += smape(future, ahead) / series.length;
    scaled += meanAbsoluteError(future, ahead) / seasonalScale(history, 24) / series.length;
  }
  return { smape: percent, mase: scaled };
}
