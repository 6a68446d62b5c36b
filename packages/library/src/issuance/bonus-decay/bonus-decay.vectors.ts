import type { Run, VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import {
  fraction,
  fromBaseUnits,
  rational,
  runExactly,
  subtract,
  toBaseUnits,
  toNumber,
  wholeNumber,
} from "../../testing/exact.js";
import model from "./model.js";

type Values = Readonly<Record<string, unknown>>;

/** Runs the model over these numbers of rounds, one step each, on the exact backend. */
export function propose(rounds: readonly bigint[], parameters: Values = {}): Run {
  const base = fromBaseUnits(parameters["base"] ?? 10_000_000, 6);
  const keep = fraction(/^[\d/.]+/.exec(String(parameters["decay"] ?? "99/100"))?.[0]);
  const started = applyScenario(model, {
    states: { bonus: `${base.n}/${base.d} token/round` },
    stocks: { feeSink: "1_000_000_000_000 token" },
  });
  return runExactly(started, {
    step: "1 day",
    steps: rounds.length,
    inputs: { rounds: [...rounds.map((count) => rational(count)), rational(0n)] },
    parameters: {
      interval: rational(wholeNumber(parameters["interval_rounds"] ?? 1_000_000)),
      keep: rational(keep.n * 100n, keep.d),
    },
  });
}

/** The bonus in an interval of rounds, or what has been paid after so many rounds. */
function bonusAndPayments(input: Values, shared: Values): Values {
  const parameters = { ...shared, ...input };
  const interval = wholeNumber(parameters["interval_rounds"] ?? 1_000_000);
  const rounds =
    input["rounds"] === undefined ? wholeNumber(input["interval"] ?? 0) * interval : wholeNumber(input["rounds"]);
  const whole = Array.from({ length: Number(rounds / interval) }, () => interval);
  const result = propose([...whole, rounds % interval], parameters);
  const circulating = result.exact("circulating");
  return {
    bonus_microalgo: Number(toBaseUnits(result.exact("bonus").at(-1)!, 6)),
    paid_algo: toNumber(subtract(circulating.at(-1)!, circulating[0]!)),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "algorand_bonus", compute: bonusAndPayments }];
