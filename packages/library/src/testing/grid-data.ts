import { existsSync, readFileSync } from "node:fs";

/** Electricity of a country: g CO2e/kWh, TWh a year, and the year of the figures, as written in the source. */
export interface GridFigures {
  readonly intensity: string;
  readonly generation: string;
  readonly year: number;
}

const file = new URL(
  "../../../../../shared/data/energy/codecarbon_global_energy_mix.json",
  new URL(".", import.meta.url),
);

/** The figures of all countries by ISO 3166 alpha-3 code, when the file is beside the repository. */
export function readAllGrids(): ReadonlyMap<string, GridFigures> | undefined {
  if (!existsSync(file)) return undefined;
  const entries = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return new Map(
    Object.entries(entries).map(([code, entry]) => [
      code,
      {
        intensity: String(entry["carbon_intensity"]),
        generation: String(entry["total_TWh"]),
        year: Number(entry["year"]),
      },
    ]),
  );
}
