import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import model from "./model.js";

/** Supply after so many years, or in the end when none are named. */
function supplyAfter(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const years = input["years"] === undefined ? undefined : fraction(input["years"]);
  const whole = years === undefined || years.d === 1n;
  const steps = years === undefined ? 1 : Math.round(toNumber(years) * (whole ? 1 : 365));
  const result = runExactly(model, {
    step: whole ? "365 day" : "1 day",
    steps: Math.max(steps, 1),
    parameters: {
      premine: fraction(input["initial"]),
      firstYear: fraction(input["first_year_rate"]),
      divisor: divisor(input["yearly_divisor"] ?? parameters["yearly_divisor"]),
    },
  });
  return { supply: toNumber(years === undefined ? result.exact("limit")[0]! : result.exact("supply")[steps]!) };
}

/** The contract's constant for the fourth root of 2, which has 18 decimals. */
function divisor(value: unknown): Rational {
  if (value === undefined || value === "2^(1/4)") return rational(1_189_207_115_002_721_024n, 10n ** 18n);
  return fraction(value);
}

export const adapters: readonly VectorAdapter[] = [{ group: "curve_emission", compute: supplyAfter }];
