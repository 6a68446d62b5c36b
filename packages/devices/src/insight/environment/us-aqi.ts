/**
 * The US Air Quality Index with the breakpoints in force since 6 May 2024 (40 CFR 58, appendix G, as changed by
 * EPA's final rule on particulate matter, 89 FR 16202).
 *
 * The limits agree with EPA's worked examples, but were not read in the Technical Assistance Document of May 2024
 * itself: they are **unverified** in that sense. Much public code still has the limits of 2012, in which a PM2.5 of
 * 12.0 is 50 and not 56.
 */
import { fail } from "@tokenwright/engine";
import { readDecimal, truncateDecimal } from "./decimal.js";

/** What the index knows, with the averaging time where there is more than one. */
export const aqiPollutants = ["pm25", "pm10", "o3_8h", "o3_1h", "co", "so2", "so2_24h", "no2"] as const;
export type AqiPollutant = (typeof aqiPollutants)[number];

interface Table {
  /** UCUM. */
  readonly unit: string;
  readonly average: string;
  /** Decimals that count; the rest is cut off. */
  readonly places: number;
  /** Concentrations where each row of the index begins and ends, in 10^-places of the unit. */
  readonly rows: readonly (readonly [index: number, from: bigint, to: bigint])[];
}

/** First index of each row; the last index is 50, 100, 150, 200, 300 and 500. */
const lastOfRow: Readonly<Record<number, bigint>> = { 0: 50n, 51: 100n, 101: 150n, 151: 200n, 201: 300n, 301: 500n };

function table(unit: string, average: string, places: number, rows: Table["rows"]): Table {
  return { unit, average, places, rows };
}

const tables: { readonly [P in AqiPollutant]: Table } = {
  pm25: table("ug/m3", "24 h", 1, [
    [0, 0n, 90n],
    [51, 91n, 354n],
    [101, 355n, 554n],
    [151, 555n, 1254n],
    [201, 1255n, 2254n],
    [301, 2255n, 3254n],
  ]),
  pm10: table("ug/m3", "24 h", 0, [
    [0, 0n, 54n],
    [51, 55n, 154n],
    [101, 155n, 254n],
    [151, 255n, 354n],
    [201, 355n, 424n],
    [301, 425n, 604n],
  ]),
  o3_8h: table("[ppm]", "8 h", 3, [
    [0, 0n, 54n],
    [51, 55n, 70n],
    [101, 71n, 85n],
    [151, 86n, 105n],
    [201, 106n, 200n],
  ]),
  o3_1h: table("[ppm]", "1 h", 3, [
    [101, 125n, 164n],
    [151, 165n, 204n],
    [201, 205n, 404n],
    [301, 405n, 604n],
  ]),
  co: table("[ppm]", "8 h", 1, [
    [0, 0n, 44n],
    [51, 45n, 94n],
    [101, 95n, 124n],
    [151, 125n, 154n],
    [201, 155n, 304n],
    [301, 305n, 504n],
  ]),
  so2: table("[ppb]", "1 h", 0, [
    [0, 0n, 35n],
    [51, 36n, 75n],
    [101, 76n, 185n],
    [151, 186n, 304n],
    [201, 305n, 604n],
    [301, 605n, 1004n],
  ]),
  so2_24h: table("[ppb]", "24 h", 0, [
    [201, 305n, 604n],
    [301, 605n, 1004n],
  ]),
  no2: table("[ppb]", "1 h", 0, [
    [0, 0n, 53n],
    [51, 54n, 100n],
    [101, 101n, 360n],
    [151, 361n, 649n],
    [201, 650n, 1249n],
    [301, 1250n, 2049n],
  ]),
};

/** The UCUM unit and the averaging time in which a pollutant is given to the index. */
export function aqiUnit(pollutant: AqiPollutant): { readonly unit: string; readonly average: string } {
  const { unit, average } = tables[pollutant];
  return { unit, average };
}

/**
 * The index of one pollutant: a whole number from 0; 100 is the level of the daily standard. The concentration is cut
 * off in decimal to the digits that count, the line through its row of the table is followed and a half is rounded
 * up. Above the last row its line goes on, so that the index has no end.
 *
 * @param concentration In the unit and over the averaging time of `aqiUnit`. A text is read exactly as written.
 * @returns Undefined below the first row of a table that begins later (ozone over 1 h, SO2 over 24 h).
 * @throws TokenwrightError `environment/concentration` or `environment/pollutant`.
 */
export function usAqi(pollutant: AqiPollutant, concentration: number | string): number | undefined {
  if (!Object.hasOwn(tables, pollutant)) {
    fail({
      code: "environment/pollutant",
      message: `The index has no pollutant ${String(pollutant).slice(0, 40)}.`,
      expected: aqiPollutants.join(", "),
    });
  }
  const { places, rows } = tables[pollutant];
  const level = truncateDecimal(readDecimal(concentration), places);
  const row = rows.findLast(([, from]) => level >= from);
  if (row === undefined) return undefined;
  const [first, from, to] = row;
  const low = BigInt(first);
  const numerator = (lastOfRow[first]! - low) * (level - from);
  const span = to - from;
  return Number(low + (2n * numerator + span) / (2n * span));
}

export type AqiCategory =
  | "Good"
  | "Moderate"
  | "Unhealthy for Sensitive Groups"
  | "Unhealthy"
  | "Very Unhealthy"
  | "Hazardous";

/** EPA's name for a range of the index; above 500 it stays Hazardous. */
export function aqiCategory(index: number): AqiCategory {
  if (index <= 50) return "Good";
  if (index <= 100) return "Moderate";
  if (index <= 150) return "Unhealthy for Sensitive Groups";
  if (index <= 200) return "Unhealthy";
  return index <= 300 ? "Very Unhealthy" : "Hazardous";
}

/** The index over all pollutants, and which of them it comes from. */
export interface OverallAqi {
  readonly index: number;
  readonly category: AqiCategory;
  /** The pollutant with the highest index; of equals the first in the order of `aqiPollutants`. */
  readonly responsible: AqiPollutant;
  readonly parts: Readonly<Partial<Record<AqiPollutant, number>>>;
}

/**
 * The index of the air: the highest of its pollutants. Where the 24-hour mean of SO2 is given too, the hourly one
 * gives at most 200, as the rule has it (unverified); without it the hourly one is used throughout.
 *
 * @returns Undefined when no pollutant given has an index.
 * @throws TokenwrightError as `usAqi`.
 */
export function overallAqi(
  concentrations: Readonly<Partial<Record<AqiPollutant, number | string>>>,
): OverallAqi | undefined {
  const parts: Partial<Record<AqiPollutant, number>> = {};
  let responsible: AqiPollutant | undefined;
  for (const pollutant of aqiPollutants) {
    const concentration = concentrations[pollutant];
    if (concentration === undefined) continue;
    let index = usAqi(pollutant, concentration);
    if (index === undefined) continue;
    if (pollutant === "so2" && concentrations.so2_24h !== undefined) index = Math.min(index, 200);
    parts[pollutant] = index;
    if (responsible === undefined || index > parts[responsible]!) responsible = pollutant;
  }
  if (responsible === undefined) return undefined;
  const index = parts[responsible]!;
  return { index, category: aqiCategory(index), responsible, parts };
}
