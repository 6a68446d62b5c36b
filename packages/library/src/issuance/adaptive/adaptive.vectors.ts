import { build, rational as numbers, type Rational, type Run, run, type VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

type Values = Readonly<Record<string, unknown>>;

const percent = (value: unknown): Rational => {
  const { n, d } = fraction(value);
  return rational(n * 100n, d);
};
const share = (value: Rational | undefined): Rational => rational(value!.n, value!.d * 100n);
const text = ({ n, d }: Rational): string => (d === 1n ? `${n}` : `${n}/${d}`);

interface Cycle {
  readonly length?: string;
  readonly dynamicBefore?: Rational;
  readonly stakedShare?: Rational;
  readonly parameters?: Readonly<Record<string, Rational>>;
}

/** One cycle of the model on the exact backend. Bounds are the same in every cycle unless given. */
function oneCycle({ length = "1 day", dynamicBefore, stakedShare, parameters = {} }: Cycle): Run {
  const before = dynamicBefore ?? rational(0n);
  const started = applyScenario(model, { states: { dynamicBefore: `${before.n}/${before.d} %` } });
  return run(build(started, { step: length }), {
    steps: 1,
    backend: "exact",
    parameters: { cycle: rational(1n), ...parameters },
    inputs: stakedShare === undefined ? {} : { stakedShare: [stakedShare, stakedShare] },
  });
}

/** Bounds that hold from the first cycle on. */
function bounds(minimum: Rational, maximum: Rational): Readonly<Record<string, Rational>> {
  return { initialMinimum: minimum, finalMinimum: minimum, initialMaximum: maximum, finalMaximum: maximum };
}

function staticRate(input: Values, parameters: Values): Values {
  const given = (name: string, usual: string): Rational => percent(input[name] ?? parameters[name] ?? usual);
  const result = oneCycle({
    stakedShare: percent(input["staked_ratio"]),
    parameters: bounds(given("min", "-1000000"), given("max", "1000000")),
  });
  return { rate: text(share(result.exact("staticRate")[0])) };
}

function dynamicRate(input: Values, parameters: Values): Values {
  const given = (name: string, usual: string): unknown => input[name] ?? parameters[name] ?? usual;
  const days = fraction(given("days", "1"));
  const result = oneCycle({
    length: `${text(days)} day`,
    dynamicBefore: percent(given("previous", "0")),
    stakedShare: percent(input["staked_ratio"]),
    parameters: {
      ...bounds(percent(given("issuance_min", "1/400")), percent(given("issuance_max", "1/10"))),
      growthRate: fraction(given("growth_per_day", "1/100")),
      target: percent(given("centre", "1/2")),
      radius: percent(given("radius", "1/50")),
      maxBonus: percent(given("max_bonus", "1/20")),
    },
  });
  return { dynamic: text(share(result.exact("dynamicRate")[0])), rate: text(share(result.exact("rate")[0])) };
}

function movingBound(input: Values, parameters: Values): Values {
  const given = (name: string, usual: unknown): bigint => wholeNumber(input[name] ?? parameters[name] ?? usual);
  const launch = given("launch_cycle", 0);
  const at = (cycle: unknown): string => {
    const result = oneCycle({
      parameters: {
        initialMinimum: percent(input["initial"]),
        finalMinimum: percent(input["final"]),
        initialPeriod: rational(given("initial_period_cycles", 10)),
        transitionPeriod: rational(given("transition_period_cycles", 50)),
        // The cycle that begins when the step ends.
        cyclesBefore: rational(wholeNumber(cycle) - launch - 1n),
      },
    });
    return text(share(result.exact("minimum")[0]));
  };
  const { cycles } = input;
  return { bound: Array.isArray(cycles) ? cycles.map(at) : at(input["cycle"]) };
}

/** Parts of a block's reward before adaptive issuance, before they are rounded down; coefficient by rate and supply. */
function blockRewards(input: Values, parameters: Values): Values {
  const weights = (input["weights"] ?? parameters["weights"] ?? {}) as Values;
  const weight = (name: string, usual: number): Rational => rational(wholeNumber(weights[name] ?? usual));
  const parts = {
    attesting: weight("attesting", 10_240),
    baking_fixed: weight("baking_fixed", 5_120),
    baking_bonus: weight("baking_bonus", 5_120),
    nonce: weight("nonce", 1),
    vdf: weight("vdf", 1),
    dal: weight("dal", 0),
  };
  const rate = percent(input["rate"] ?? 0);
  const supply = fraction(input["supply"] ?? 1);
  const started = applyScenario(model, { stocks: { supply: `${supply.n}/${supply.d} token` } });
  const result = run(build(started, { step: "1 day" }), {
    steps: 1,
    backend: "exact",
    parameters: {
      ...bounds(rate, rate),
      baseIssuance: fraction(input["tez_per_minute"] ?? parameters["tez_per_minute"] ?? "80.007812"),
      blockTime: fraction(input["block_seconds"] ?? parameters["block_seconds"] ?? 15),
      attestingWeight: parts.attesting,
      bakingFixedWeight: parts.baking_fixed,
      bakingBonusWeight: parts.baking_bonus,
      nonceWeight: parts.nonce,
      vdfWeight: parts.vdf,
      dataWeight: parts.dal,
    },
  });
  const one = result.exact("weightReward")[0]!;
  return {
    tez_per_block: toNumber(result.exact("blockBudget")[0]!),
    weight_sum: toNumber(result.exact("weights")[0]!),
    coefficient: toNumber(result.exact("coefficient")[0]!),
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, toNumber(numbers.multiply(one, part))])),
  };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "tezos_static_rate", compute: staticRate },
  { group: "tezos_dynamic_rate", compute: dynamicRate },
  { group: "tezos_issuance_bounds", compute: movingBound },
  { group: "tezos_block_rewards", compute: blockRewards },
];
