import { rational as numbers, type Rational, type VectorAdapter } from "@tokenwright/engine";
import { rational, runExactly, subtract, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

/** A year of the table, or its limits and the rule of the pool when no year is named. */
function table(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const year = input["year"] === undefined ? 1 : Number(wholeNumber(input["year"]));
  const halving = rational(wholeNumber(input["halving_years"] ?? parameters["halving_years"] ?? 2));
  const result = runExactly(model, { step: "1 year", steps: year, parameters: { halving } });
  const supply = result.exact("supply");
  const first = (name: string): Rational => result.exact(name)[0]!;
  const percent = (name: string): number => toNumber(result.exact(name)[year - 1]!);
  return {
    minted: toNumber(subtract(supply[year]!, supply[year - 1]!)),
    supply_at_start: toNumber(supply[year - 1]!),
    coverage_pct: percent("coverageShare"),
    data_pct: percent("dataShare"),
    founders_pct: percent("founderShare"),
    consensus_pct: percent("consensusShare"),
    theoretical_max: toNumber(first("tableLimit")),
    true_max: toNumber(first("limit")),
    hnt_per_epoch_before_first_halving: toNumber(first("perEpoch")),
    net_emission_cap_per_epoch: toNumber(halfOf(first("mostIntoPool"))),
    // The pool's share in an epoch of 30 minutes; a week is 7 * 48 of them.
    pool_fraction_per_epoch: fractionText(numbers.divide(rational(1n, 336n), first("poolTime"))),
  };
}

/** What an hour has, in 30 minutes. */
const halfOf = (value: Rational): Rational => rational(value.n, value.d * 2n);

const fractionText = ({ n, d }: Rational): string => (d === 1n ? `${n}` : `${n}/${d}`);

export const adapters: readonly VectorAdapter[] = [{ group: "helium_hip20", compute: table }];
