import type { VectorAdapter } from "@tokenwright/engine";
import { meanAbsoluteError, rootMeanSquaredError } from "../forecast/accuracy.js";
import { fitRidge } from "../numeric/ridge.js";
import { forecastColumn, publishedLags } from "../testing/air-forecast.js";
import { type AirQuality, channelRows, readAirQuality } from "../testing/air-quality.js";
import { expand, scalesOf } from "./design.js";

let data: AirQuality | undefined;

function column(name: string): Float64Array {
  data ??= readAirQuality();
  if (data === undefined) throw new Error("the folder ../shared/data/air_energy is not beside the repository");
  const found = data.get(name);
  if (found === undefined) throw new Error(`there is no column ${name.slice(0, 40)}`);
  return found;
}

/** As the published figures have it: the constant is a feature like the others and bears the penalty of 1. */
function calibrate(target: string, terms: "linear" | "quadratic"): Readonly<Record<string, number>> {
  const reference = column(target);
  const all = channelRows(data!);
  const cut = Math.floor(0.6 * all.length);
  const rows = all.map((row, index) => ({ row, value: reference[index]!, index }));
  const usable = rows.filter(({ row, value }) => row.every(Number.isFinite) && Number.isFinite(value));
  const train = usable.filter(({ index }) => index < cut);
  const test = usable.filter(({ index }) => index >= cut);
  const { means, deviations } = scalesOf(
    train.map(({ row }) => row),
    train[0]!.row.length,
  );
  const features = (row: Float64Array) => Float64Array.of(1, ...expand(row, means, deviations, terms));
  const expanded = train.map(({ row }) => features(row));
  const columns = Array.from(expanded[0]!, (_, term) => Float64Array.from(expanded, (row) => row[term]!));
  const values = Float64Array.from(train, ({ value }) => value);
  const { weights } = fitRidge(columns, values, 1, false)!;
  const actual = Float64Array.from(test, ({ value }) => value);
  const corrected = Float64Array.from(test, ({ row }) =>
    features(row).reduce((sum, feature, term) => sum + feature * weights[term]!, 0),
  );
  return { rmse: rootMeanSquaredError(actual, corrected), mae: meanAbsoluteError(actual, corrected) };
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "bench.air_quality_calibration",
    compute(input) {
      return calibrate(
        String(input["target"]),
        String(input["model"]).startsWith("quadratic") ? "quadratic" : "linear",
      );
    },
  },
  {
    group: "bench.air_quality_forecast",
    compute(input) {
      const lead = Number(input["horizon_h"]);
      const { rmse, persistence } = forecastColumn(column("C6H6(GT)"), { lags: publishedLags, lead });
      return { ridge_rmse: rmse, persistence_rmse: persistence };
    },
  },
];
