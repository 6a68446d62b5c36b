import { auxiliary, check, defineModel, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Emission in pieces, after the token of Curve: supply grows on a straight line, and once a year the slope is
 * divided by a constant, all in whole base units per second.
 *
 *   rate(0) = ⌊firstYear / year⌋,   rate(k + 1) = ⌊rate(k) / divisor⌋       base units per second
 *
 * A step may hold a cut: what comes before it and what comes after it are paid at their own rates.
 */
const model: Model = defineModel({
  title: "Emission in pieces: a rate that is cut once a year",
  about:
    "The most that may have been created by a time: a straight line in every year, the slopes in a geometric series. A token " +
    "that is claimed late is counted when it may be claimed, not when it is.",
  source: "curve-dao-token",
  assets: { token: { decimals: 18 } },
  parameters: {
    firstYear: parameter("274_815_283 token/year", "emission of the first year, before rounding", {
      source: "curve-dao-token",
      confidence: "protocol",
    }),
    divisor: parameter("1.189207115002721024", "what the rate is divided by at a cut; the fourth root of 2", {
      source: "curve-dao-token",
      confidence: "protocol",
      range: ["1", "4"],
    }),
    interval: parameter("365 day", "time between two cuts", { source: "curve-dao-token", confidence: "protocol" }),
    premine: parameter("1_303_030_303 token", "created at deployment", {
      source: "curve-dao-token",
      confidence: "protocol",
    }),
  },
  stocks: {
    supply: stock("premine", "tokens that may have been created so far, claimed or not", { unit: "token" }),
  },
  states: {
    rate: state(
      "floor(firstYear * {1 second}) / {1 second}",
      "if timeToCut <= epoch then nextRate else rate",
      "emission per second of the year the step begins in",
      { unit: "token/second" },
    ),
  },
  flows: {
    emission: mint("supply", "rate * beforeCut + nextRate * (1 - beforeCut)", "created"),
  },
  auxiliaries: {
    cuts: auxiliary("1", "floor(time / interval)", "cuts so far", { symbol: "k" }),
    timeToCut: auxiliary("day", "(cuts + 1) * interval - time", "time until the next cut"),
    beforeCut: auxiliary("%", "min(timeToCut / epoch, 1)", "share of the step that lies before the next cut"),
    nextRate: auxiliary(
      "token/second",
      "floor(rate * {1 second} / divisor) / {1 second}",
      "emission per second after the next cut",
    ),
    inflation: auxiliary("%/year", "if supply > 0 then emission / supply else 0", "emission over the supply"),
    limit: auxiliary(
      "token",
      "supply + rate * timeToCut + rate * interval / (divisor - 1)",
      "supply that there will be in the end, rounding apart",
    ),
  },
  checks: {
    atMostOneCut: check("epoch <= interval", "a step holds at most one cut"),
    rateFalls: check("divisor > 1", "a cut lowers the rate"),
  },
});

export default model;
