import { build, fail, type Run, run, type VectorAdapter } from "@tokenwright/engine";
import { fraction, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";
import { simpleReward } from "./rule.js";

type Values = Readonly<Record<string, unknown>>;

const number = (value: unknown): number => toNumber(fraction(value));

/** A run of the model by days, up to a day, at the baseline or with so much raw power. */
export function byDay(days: number, options: Readonly<Record<string, number>> = {}, rawPower?: number): Run {
  const steps = Math.max(days, 1);
  return run(build(model, { step: "1 day" }), {
    steps,
    parameters: options,
    ...(rawPower === undefined ? {} : { inputs: { rawPower: Array.from({ length: steps + 1 }, () => rawPower) } }),
  });
}

/** The model on a day on which so much power, in EiB times days, has been counted: only what is minted is of that day. */
function onDay(day: number, options: Readonly<Record<string, number>>, counted: number): Run {
  const cappedSum = { ...model.states!["cappedSum"]!, initial: `${counted} EiB*day` };
  return run(build({ ...model, states: { cappedSum } }, { step: "1 day" }), {
    steps: 1,
    parameters: { ...options, startAge: day },
  });
}

function minting(input: Values, parameters: Values, wanted: readonly string[]): Values {
  if (input["epoch"] !== undefined) {
    const reward = simpleReward(wholeNumber(input["epoch"]));
    return { reward_fil: Number(reward) / 1e18, reward_attofil: reward.toString() };
  }
  const of = (name: string, usual: unknown): number => number(input[name] ?? parameters[name] ?? usual);
  if (input["day"] === undefined) {
    return fail({ code: "vector/input", message: "The case names no epoch and no day.", expected: "epoch or day" });
  }
  const day = Number(wholeNumber(input["day"]));
  const constants = {
    simpleTotal: of("simple_total", 330_000_000),
    baselineTotal: of("baseline_total", 770_000_000),
    halfLife: of("half_life_years", 6),
    baselineStart: of("baseline_initial_bytes", "2888888880000000000"),
    growthFactor: of("baseline_growth_factor_per_year", 2),
  };
  const power = input["raw_power_eib"] === undefined ? undefined : number(input["raw_power_eib"]);
  const result = byDay(day, constants, power);
  const counted = input["cum_capped_power_eib"];
  const mintedOn = counted === undefined ? undefined : onDay(day, constants, number(counted));
  const at = (name: string): number => result.series(name)[day]!;
  const minted = (name: string): number => (mintedOn === undefined ? at(name) : mintedOn.series(name)[0]!);
  const allocated = result.series("unvested")[0]! + result.series("circulating")[0]!;
  const values: readonly (readonly [words: readonly string[], value: number])[] = [
    [["simple"], minted("simpleMinted")],
    [["baseline", "reward"], minted("baselineMinted")],
    [["baseline", "bytes"], at("baseline") * 1_073_741_824 * 1_073_741_824],
    [["baseline"], at("baseline")],
    [["network", "time"], minted("networkTime")],
    [["reward"], minted("minted")],
    [["minted"], minted("minted")],
    [["vested"], allocated - at("unvested")],
    [["vest"], allocated - at("unvested")],
    [["locked"], at("lockedRewards")],
    [["circulating"], at("circulating")],
  ];
  // Simulators name their series in many ways: the words of a name decide.
  const find = (name: string): number | undefined => {
    const own = name.toLowerCase().split("_");
    return values.find(([words]) => words.every((word) => own.includes(word)))?.[1];
  };
  return Object.fromEntries(wanted.map((name) => [name, find(name)]));
}

export const adapters: readonly VectorAdapter[] = [{ group: "filecoin", compute: minting }];
