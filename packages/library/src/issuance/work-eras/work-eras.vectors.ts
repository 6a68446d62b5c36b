import { build, fail, rational as numbers, type Rational, run, type VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { dayNumber, monthBounds } from "../../testing/dates.js";
import { fraction, rational, toNumber } from "../../testing/exact.js";
import { supplyOn } from "./history.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

type Values = Readonly<Record<string, unknown>>;

/** Growth of the supply in a year by the model, in percent. */
export function growthIn(year: number): number {
  const scenario = scenarios[`ethereum-${year}`];
  if (scenario === undefined) return fail({ code: "vector/year", message: `There is no scenario for ${year}.` });
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: scenario.steps });
  return (result.final("supply") / result.series("supply")[0]! - 1) * 100;
}

/** Recorded supply at the end of a day, by its number; between recorded days on the line. */
function supplyOnDay(day: number): Rational {
  const known = [...supplyOn].map(([at, supply]) => [dayNumber(at), fraction(supply)] as const);
  const [first, last] = [known[0]!, known.at(-1)!];
  if (day < first[0] || day > last[0]) {
    fail({
      code: "vector/date",
      message: "The date is outside the recorded days.",
      expected: "2015-07-30 to 2021-01-01",
    });
  }
  const next = known.findIndex(([at]) => at >= day);
  const [to, supply] = known[next]!;
  if (to === day) return supply;
  const [from, before] = known[next - 1]!;
  const share = rational(BigInt(day - from), BigInt(to - from));
  return numbers.add(before, numbers.multiply(share, numbers.subtract(supply, before)));
}

/** Recorded supply at the end of a day, `2016-01-01`. */
export function recordedSupply(date: string): Rational {
  return supplyOnDay(dayNumber(date));
}

function history(input: Values): Values {
  if (input["year"] !== undefined) return { growth_pct: growthIn(Number(input["year"])) };
  if (typeof input["month"] === "string") {
    const [start, end] = monthBounds(input["month"]);
    const created = numbers.subtract(supplyOnDay(end - 1), supplyOnDay(start - 1));
    return { eth_per_day: toNumber(created) / (end - start) };
  }
  // Etherscan's figures are printed to two places.
  const supply = recordedSupply(String(input["date"]));
  return { supply_eth: Number(numbers.round(numbers.multiply(supply, rational(100n)))) / 100 };
}

export const adapters: readonly VectorAdapter[] = [{ group: "eth_supply_history", compute: history }];
