import {
  type Diagnostic,
  type Program,
  type Rational,
  rational,
  TokenwrightError,
  type Unit,
  type Units,
  unit,
} from "@tokenwright/engine";
import type { DataSeries, Scenario } from "./scenario.js";

/**
 * What a run of a scenario takes as `inputs`: the values of its data files by input and step, in the input's own
 * unit, exactly.
 *
 * @param program The scenario's own program.
 */
export function inputsFromData(
  scenario: Pick<Scenario, "data">,
  program: Program,
): Readonly<Record<string, readonly Rational[]>> {
  return Object.fromEntries(scenario.data.map((series) => [series.input, valuesIn(program, series)]));
}

function valuesIn(program: Program, { input, unit: own, values }: DataSeries): readonly Rational[] {
  const factor = unit.conversionFactor(program.units.parse(own), program.variables.get(input)!.unit);
  return rational.equal(factor, rational.one) ? values : values.map((value) => rational.multiply(value, factor));
}

/**
 * Data whose unit is not that of the input it feeds.
 *
 * @param unitOf The unit of an input; undefined when there is no input of that name.
 */
export function dataFindings(
  { data }: Pick<Scenario, "data">,
  units: Units,
  unitOf: (input: string) => Unit | undefined,
): Diagnostic[] {
  return data.flatMap(({ input, unit: own, from, path }): Diagnostic[] => {
    const place = { path: `${path}.from` };
    try {
      const wanted = unitOf(input);
      if (wanted === undefined) {
        return [
          {
            code: "scenario/unknown-name",
            message: `"${input}" is no input that can be read from data.`,
            expected: "an input without elements",
            hint: "feed an input of its own for every element, and wire them by equations",
            place,
          },
        ];
      }
      const found = units.parse(own, place);
      if (unit.sameDimension(found.dimension, wanted.dimension)) return [];
      return [
        {
          code: "unit/mismatch",
          message: `The input "${input}" is in ${wanted.text}, and "${from}" in ${own}.`,
          expected: `a column in ${wanted.text}`,
          hint: unit.mismatchHint(found.dimension, wanted.dimension) ?? "take another column, or correct its unit",
          place,
        },
      ];
    } catch (error) {
      if (error instanceof TokenwrightError) return [...error.diagnostics];
      throw error;
    }
  });
}
