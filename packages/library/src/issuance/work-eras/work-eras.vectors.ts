import { rational as numbers, type Rational, type VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { monthBounds } from "../../testing/dates.js";
import { rational, runExactly, toNumber } from "../../testing/exact.js";
import { type Day, heightOn, spans } from "./chain.js";
import { recordedSupply } from "./history.js";
import model from "./model.js";

type Values = Readonly<Record<string, unknown>>;

/** How a replay is fed. */
export interface Replay {
  /** With the calibrated lateness of uncles; otherwise that of the model, the same for all years. */
  readonly isCalibrated: boolean;
}

/** A number of the calibration or a part of a count as a fraction, to a millionth of a millionth. */
const fractionOf = (value: number): Rational => rational(BigInt(Math.round(value * 1e12)), 10n ** 12n);

/**
 * All ETH at the end of a day by the rule, from the first block or from the recorded supply of a day on, fed with the blocks and uncles that
 * were counted.
 */
export function supplyOn(to: Day, { isCalibrated }: Replay, from?: string): Rational {
  const steps = spans(from, to, isCalibrated);
  const start =
    from === undefined
      ? model
      : applyScenario(model, {
          states: { height: `${heightOn(from)} block` },
          stocks: { genesis: `${recordedSupply.get(from)!} ETH` },
        });
  const series = (values: readonly Rational[]) => [...values, values.at(-1) ?? rational(0n)];
  const percent = ({ blocks, uncles }: (typeof steps)[number]): Rational =>
    numbers.divide(fractionOf(uncles * 100), rational(blocks));
  const lateness = steps.map((span) => fractionOf(span.lateness ?? 0));
  const result = runExactly(start, {
    step: "1 day",
    steps: steps.length,
    inputs: {
      blocks: series(steps.map(({ blocks }) => rational(blocks))),
      uncles: series(steps.map(percent)),
      ...(isCalibrated ? { lateness: series(lateness) } : {}),
    },
  });
  return result.exact("supply").at(-1)!;
}

/** Growth of the supply in a year by the rule, in percent, from the recorded supply of its first day. */
export function growthIn(year: number, replay: Replay): number {
  const first = `${year}-01-01`;
  const supply = toNumber(supplyOn(`${year + 1}-01-01`, replay, first));
  return (supply / Number(recordedSupply.get(first)) - 1) * 100;
}

/** Growth of the recorded supply in a year, in percent. */
export function recordedGrowth(year: number): number {
  return (Number(recordedSupply.get(`${year + 1}-01-01`)) / Number(recordedSupply.get(`${year}-01-01`)) - 1) * 100;
}

/**
 * By the rule from counted blocks and uncles, with the calibrated lateness: on the days of the calibration the supply is met because the
 * lateness was chosen so, and says nothing; the tests compare with one lateness for all years.
 */
function history(input: Values): Values {
  const replay = { isCalibrated: true };
  if (input["year"] !== undefined) return { growth_pct: growthIn(Number(input["year"]), replay) };
  if (typeof input["month"] === "string") {
    const [start, end] = monthBounds(input["month"]);
    const created = numbers.subtract(supplyOn(end - 1, replay), supplyOn(start - 1, replay));
    return { eth_per_day: toNumber(created) / (end - start) };
  }
  // Etherscan's figures are printed to two places.
  const supply = supplyOn(String(input["date"]), replay);
  return { supply_eth: Number(numbers.round(numbers.multiply(supply, rational(100n)))) / 100 };
}

export const adapters: readonly VectorAdapter[] = [{ group: "eth_supply_history", compute: history }];
