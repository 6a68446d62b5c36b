import { readShared } from "./shared-data.js";

/** The UCI air quality data (De Vito et al. 2008): hourly columns by name, NaN where the source says -200. */
export type AirQuality = ReadonlyMap<string, Float64Array>;

/** The five metal-oxide sensors with temperature and humidities, as the calibrations use them. */
export const airChannels = [
  ...["PT08.S1(CO)", "PT08.S2(NMHC)", "PT08.S3(NOx)", "PT08.S4(NO2)", "PT08.S5(O3)"],
  ...["T", "RH", "AH"],
] as const;

const missingMark = -200;

/** The columns, or undefined when the file is not beside the repository. */
export function readAirQuality(): AirQuality | undefined {
  const text = readShared("air_energy/AirQuality.csv");
  if (text === undefined) return undefined;
  const [header, ...rows] = text.trim().split(/\r?\n/);
  const cells = rows.map((row) => row.split(","));
  const names = (header ?? "").split(",");
  return new Map(
    names.slice(2).map((name, index) => [
      name,
      Float64Array.from(cells, (row) => {
        const value = Number(row[index + 2]);
        return value === missingMark ? Number.NaN : value;
      }),
    ]),
  );
}

/** The channels of each row. */
export function channelRows(air: AirQuality): readonly Float64Array[] {
  const columns = airChannels.map((name) => air.get(name)!);
  return Array.from(columns[0]!, (_, row) => Float64Array.from(columns, (column) => column[row]!));
}
