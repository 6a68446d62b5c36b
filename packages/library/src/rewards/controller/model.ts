import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A reward rate steered by a proportional and integral controller. With the error e = target − measured
 *
 *   rate = base + Kp · e + Ki · I,     I' = I + e · epoch
 *
 * kept between a lowest and a highest rate. While the rate is at such a bound the integral does not grow further to
 * its side (clamping, the simplest guard against windup).
 *
 * Alone it steers a participation of its own, which follows the rate with a delay: towards share₀ + K · rate with the
 * time constant T, advanced by its exact law.
 */
const model: Model = defineModel({
  title: "A reward rate steered to a target",
  about:
    "Rewards that rise while a measured share, such as the stake, is below its target, and fall above it. Wire what is measured " +
    "to it, and the rate to what answers to rewards.",
  source: ["astrom-hagglund-1995"],
  epoch: "1 week",
  assets: { token: { decimals: 6 } },
  parameters: {
    base: parameter("8 %/year", "rate at which the controller starts", { confidence: "assumption" }),
    proportional: parameter("0.2 1/year", "change of the yearly rate for each unit of the error", {
      symbol: "K_p",
      confidence: "assumption",
      range: ["0 1/year", "2 1/year"],
    }),
    integral: parameter("0.5 1/year^2", "change of the yearly rate in a year of an error of one", {
      symbol: "K_i",
      confidence: "assumption",
      range: ["0 1/year^2", "20 1/year^2"],
    }),
    lowest: parameter("0 %/year", "rate below which it does not fall", { confidence: "assumption" }),
    highest: parameter("30 %/year", "rate above which it does not rise", { confidence: "assumption" }),
    antiWindup: parameter("1", "1 to hold the integral while the rate is at a bound, 0 to let it grow", {
      confidence: "assumption",
      range: ["0", "1"],
    }),
    response: parameter("4 year", "share that takes part more, in the end, for each unit of the yearly rate", {
      symbol: "K",
      confidence: "assumption",
    }),
    withoutRewards: parameter("20 %", "share that takes part without rewards", { unit: "%", confidence: "assumption" }),
    delay: parameter("60 day", "time constant of the answer to a change of the rate", {
      symbol: "T",
      confidence: "assumption",
      range: ["1 day", "1 year"],
    }),
    startShare: parameter("30 %", "share that takes part at the start", { unit: "%", confidence: "assumption" }),
  },
  inputs: {
    target: input("%", "share that should take part", { default: "{60 %}" }),
    measured: input("%", "share that takes part; by default the answer of the module itself", {
      default: "participation",
    }),
  },
  states: {
    accumulated: state(
      "0 year",
      "accumulated + (if holds > 0 then 0 else error * epoch)",
      "sum of the errors so far, times the epoch",
      { symbol: "I" },
    ),
    participation: state(
      "startShare",
      "min(participation + (1 - exp(-epoch / delay)) * (withoutRewards + response * rate - participation), 1)",
      "share that takes part, as the module itself has it; never above 100 %",
      { unit: "%" },
    ),
  },
  stocks: {
    fund: stock("300_000_000 token", "set aside for rewards", { confidence: "assumption" }),
    circulating: stock("700_000_000 token", "all other tokens", { confidence: "assumption" }),
  },
  flows: {
    paid: flow(
      "fund",
      "circulating",
      "floor(min(rate * measured * circulating, fund / epoch))",
      "rewards of those who take part, as far as the fund reaches",
    ),
  },
  auxiliaries: {
    error: auxiliary("%", "target - measured", "what is missing to the target", { symbol: "e" }),
    asked: auxiliary(
      "%/year",
      "base + proportional * error + integral * accumulated",
      "rate of the controller before its bounds",
    ),
    rate: auxiliary("%/year", "max(lowest, min(highest, asked))", "reward rate"),
    holds: auxiliary(
      "1",
      "if antiWindup > 0 and (asked > highest and error > 0 or asked < lowest and error < 0) then 1 else 0",
      "1 while the integral is held",
    ),
    restRate: auxiliary(
      "%/year",
      "(target - withoutRewards) / response",
      "rate at which the module's own answer is at its target",
    ),
    runway: auxiliary(
      "year",
      "if paid > 0 then min(fund / paid, {1_000 year}) else {1_000 year}",
      "how long the fund lasts at this pace",
    ),
  },
  checks: {
    boundsInOrder: check("lowest >= 0 and lowest <= highest", "the bounds of the rate are in order"),
    sharesAreShares: check(
      "target >= 0 and target <= 1 and measured >= 0 and measured <= 1",
      "shares lie between 0 % and 100 %",
    ),
    parametersMakeSense: check(
      "proportional >= 0 and integral >= 0 and response > 0 and delay > 0 and (antiWindup = 0 or antiWindup = 1)",
      "gains are not negative, the answer takes time",
    ),
  },
});

export default model;
