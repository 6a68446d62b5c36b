import { auxiliary, check, defineModel, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Issuance by a schedule that looks at nothing but the calendar: a share of the supply per year, an
 * amount per year, or both. Each falls by its own factor from period to period, down to a floor.
 *
 *   rate(n)   = max(terminalRate, initialRate · (1 − taper)^n)
 *   amount(n) = max(tailAmount, initialAmount · (1 − decay)^n)      n = whole periods since the start
 */
const model: Model = defineModel({
  title: "Issuance at a fixed rate or amount, with decay and a tail",
  about:
    "Most inflation schedules are one of these: constant inflation, disinflation to a terminal rate, a constant amount, " +
    "or an amount that decays to nothing or to a tail emission. Feedback from staking or usage is left to other models.",
  source: "solana-inflation",
  assets: { token: { decimals: 9 } },
  parameters: {
    initialRate: parameter("8 %/year", "share of the supply created per year in the first period", {
      confidence: "assumption",
      range: ["0 %/year", "100 %/year"],
    }),
    taper: parameter("15 %", "share by which the rate falls from one period to the next", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    terminalRate: parameter("1.5 %/year", "rate below which it does not fall", {
      confidence: "assumption",
      range: ["0 %/year", "20 %/year"],
    }),
    initialAmount: parameter("0 token/year", "amount created per year in the first period, besides the rate", {
      confidence: "assumption",
    }),
    decay: parameter("0 %", "share by which the amount falls from one period to the next", {
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    tailAmount: parameter("0 token/year", "tail emission: amount per year below which it does not fall", {
      confidence: "assumption",
    }),
    period: parameter("1 year", "time between two falls", { confidence: "assumption" }),
  },
  stocks: {
    supply: stock("500_000_000 token", "all tokens created so far"),
  },
  flows: {
    inflation: mint("supply", "floor(rate * supply)", "created as a share of the supply"),
    emission: mint("supply", "floor(amount)", "created by amount"),
  },
  auxiliaries: {
    periods: auxiliary("1", "floor(time / period)", "whole periods since the start", { symbol: "n" }),
    rate: auxiliary("%/year", "max(terminalRate, initialRate * (1 - taper) ^ periods)", "rate of the period"),
    amount: auxiliary(
      "token/year",
      "max(tailAmount, initialAmount * (1 - decay) ^ periods)",
      "amount per year of the period",
    ),
    totalRate: auxiliary(
      "%/year",
      "if supply > 0 then (inflation + emission) / supply else 0",
      "all creation over the supply",
    ),
  },
  checks: {
    sharesAreShares: check(
      "taper >= 0 and taper <= 1 and decay >= 0 and decay <= 1",
      "taper and decay lie between 0 % and 100 %",
    ),
    periodIsPositive: check("period > 0", "a period takes time"),
  },
});

export default model;
