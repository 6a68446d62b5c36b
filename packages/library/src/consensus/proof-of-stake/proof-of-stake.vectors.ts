import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, runExactly } from "../../testing/exact.js";
import model from "./model.js";

type Values = Readonly<Record<string, unknown>>;

/** The value of the first of these names that the case has. */
function given(input: Values, ...names: readonly string[]): Rational | undefined {
  const name = names.find((one) => input[one] !== undefined);
  return name === undefined ? undefined : fraction(input[name]);
}

/** Energy of a year in kWh, whatever prefix the case writes it with. */
function yearlyEnergy(input: Values): Rational | undefined {
  for (const [unit, factor] of [
    ["kwh", 1n],
    ["mwh", 1_000n],
    ["gwh", 1_000_000n],
    ["twh", 1_000_000_000n],
  ] as const) {
    const name = Object.keys(input).find((key) => key.toLowerCase().replace(/_per_year$/, "") === unit);
    if (name !== undefined) return times(fraction(input[name]), rational(factor));
  }
  return undefined;
}

const one = rational(1n);
const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

/**
 * One step of the model on the exact backend. A case gives nodes and watts, or the energy of a year, from which the
 * watts of a node follow (of one node, when it gives none); with emissions in place of the factor, the factor follows.
 */
function posEnergy(input: Values, parameters: Values): Values {
  const all = { ...parameters, ...input };
  const nodes = given(all, "nodes", "node_count") ?? one;
  const overhead = given(all, "pue", "PUE") ?? one;
  const kilowattHours = yearlyEnergy(all);
  const watts =
    kilowattHours === undefined
      ? (given(all, "watts", "watts_per_node", "W_per_node") ?? one)
      : over(times(kilowattHours, rational(1000n, 8760n)), times(nodes, overhead));
  const tonnes = given(input, "t_co2e");
  const factor =
    tonnes !== undefined && kilowattHours !== undefined
      ? over(times(tonnes, rational(1_000_000n)), kilowattHours)
      : given(all, "g_per_kwh", "emission_factor_g_per_kwh");
  const yearly = given(all, "transactions_per_year", "tx_per_year");
  const result = runExactly(model, {
    step: "1 day",
    parameters: {
      consensusNodes: nodes,
      consensusPower: watts,
      overhead,
      ...(factor === undefined ? {} : { carbonIntensity: factor }),
    },
    inputs: yearly === undefined ? {} : { transactions: over(yearly, rational(365n)) },
  });
  const at = (name: string): Rational => result.exact(name)[0]!;
  return {
    t_co2e: at("emissionsOfUse"),
    kwh: times(at("energy"), rational(1000n)),
    kwh_per_year: times(at("energy"), rational(1000n)),
    MWh_per_year: at("energy"),
    g_per_kwh: at("intensity"),
    watts_per_node: at("consensusPower"),
    W_per_node: at("consensusPower"),
    wh_per_tx: at("energyPerTransaction"),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "pos_energy", compute: posEnergy }];
