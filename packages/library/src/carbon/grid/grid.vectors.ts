import { fail, type Model, type Rational, type VectorAdapter } from "@tokenwright/engine";
import { runExactly } from "../../testing/exact.js";
import { type GridFigures, readAllGrids } from "../../testing/grid-data.js";
import { countries } from "./countries.js";
import model from "./model.js";

/** The model with these countries in place of its own. */
export function withCountries(figures: readonly GridFigures[]): Model {
  const elements = figures.map((_, index) => `place${index + 1}`);
  const by = (text: (figure: GridFigures) => string) =>
    Object.fromEntries(figures.map((figure, index) => [elements[index]!, text(figure)]));
  const parameters = { ...model.parameters };
  const set = (name: string, texts: Readonly<Record<string, string>>) => {
    parameters[name] = { ...parameters[name]!, elements: texts };
  };
  set(
    "intensity[place]",
    by(({ intensity }) => `${intensity} gCO2e/kWh`),
  );
  set(
    "generation[place]",
    by(({ generation }) => `${generation} TWh/year`),
  );
  set(
    "figureYear[place]",
    by(({ year }) => `${year}`),
  );
  // The figures as they stand, whatever their year.
  parameters["startYear"] = { ...parameters["startYear"]!, value: "2000" };
  return { ...model, dimensions: { place: { elements: [...elements, "elsewhere"] } }, parameters };
}

const own: ReadonlyMap<string, GridFigures> = new Map(
  countries.map(([code, , intensity, generation, year]) => [code.toUpperCase(), { intensity, generation, year }]),
);

/** The mean of countries by generation: of all that the data file has, or of those named by their codes. */
function gridIntensity(input: Readonly<Record<string, unknown>>): Readonly<Record<string, Rational>> {
  const grids = readAllGrids() ?? own;
  const asked = input["iso"] ?? "all";
  const codes = asked === "all" ? [...grids.keys()] : Array.isArray(asked) ? asked.map(String) : [String(asked)];
  const figures = codes.map((code) => grids.get(code.toUpperCase()) ?? missing(code));
  const result = runExactly(withCountries(figures), { step: "1 day" });
  return { g_per_kwh: result.exact("locationIntensity")[0]! };
}

function missing(code: string): never {
  return fail({
    code: "vector/country",
    message: `There are no figures of the country ${JSON.stringify(code)}.`,
    expected: "an ISO 3166 alpha-3 code of the data file",
  });
}

export const adapters: readonly VectorAdapter[] = [{ group: "grid_intensity", compute: gridIntensity }];
