import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, runExactly } from "../../testing/exact.js";
import model from "./model.js";

type Values = Readonly<Record<string, unknown>>;

const percent = (value: Rational): Rational => rational(value.n * 100n, value.d);
const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

/** The value of the first of these names that the case has. */
function given(input: Values, ...names: readonly string[]): Rational | undefined {
  const name = names.find((one) => input[one] !== undefined);
  return name === undefined ? undefined : fraction(input[name]);
}

/** One step of the model on the exact backend; what a case leaves out has the model's default. */
function powEnergy(input: Values, parameters: Values): Values {
  const all = { ...parameters, ...input };
  const energyGiven = given(all, "TWh_per_year", "TWh");
  const emissionsGiven = given(all, "MtCO2e", "MtCO2e_per_year", "Mt_co2e");
  if (energyGiven !== undefined && emissionsGiven !== undefined) {
    // Mt/TWh is kg/kWh.
    const perKilowattHour = over(emissionsGiven, energyGiven);
    return { g_per_kwh: rational(perKilowattHour.n * 1000n, perKilowattHour.d) };
  }
  const optional = {
    surveyedHashRate: given(all, "survey_EHs"),
    surveyedShare: percentOrNone(given(all, "survey_share")),
    efficiency: given(all, "J_per_TH"),
    overhead: given(all, "pue", "PUE"),
    carbonIntensity: given(all, "g_per_kwh", "g_per_kWh", "emission_factor_g_per_kwh"),
  };
  // A year's energy alone says the hash rate of machines of 1 J/TH: 1 TWh/year is 1e12 / 8760 W.
  const hashRate =
    energyGiven === undefined
      ? given(all, "hash_rate_EHs")
      : rational(energyGiven.n * 10n ** 6n, energyGiven.d * 8760n);
  const set = energyGiven === undefined ? optional : { ...optional, efficiency: rational(1n), overhead: rational(1n) };
  const result = runExactly(model, {
    step: "1 day",
    inputs: hashRate === undefined ? {} : { hashRate },
    parameters: Object.fromEntries(
      Object.entries(set).filter((entry): entry is [string, Rational] => entry[1] !== undefined),
    ),
  });
  const at = (name: string): Rational => result.exact(name)[0]!;
  return {
    TWh_per_year: at("energy"),
    MtCO2e: at("emissionsOfUse"),
    GW: at("power"),
    power_GW: at("power"),
    hash_rate_EHs: at("hashRate"),
    g_per_kwh: at("intensity"),
  };
}

function percentOrNone(value: Rational | undefined): Rational | undefined {
  return value === undefined ? undefined : percent(value);
}

export const adapters: readonly VectorAdapter[] = [{ group: "pow_energy", compute: powEnergy }];
