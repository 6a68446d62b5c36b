import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A fee that rises while the price moves and falls when it rests, as the pairs of Liquidity Book: prices lie in bins
 * of a fixed ratio, and a trade that moves the price by many bins within a short time pays for it.
 *
 *   base = B · s,   variable = A · (v · s)²,   v = min(v_ref + |bin − bin_ref| , v_max)
 *
 * in the contract's whole numbers: v in ten-thousandths of a bin, fees in units of 10⁻¹⁸. With time t since the trade
 * before, v_ref and bin_ref stay as they were for t below the filter period; then the bin becomes the reference and
 * v_ref is a part of v, or 0 after the decay period.
 */
const model: Model = defineModel({
  title: "Fee that follows the volatility",
  about:
    "A dynamic fee by a stated rule: what those who trade while the price moves pay on top, to the unit of the contract. Wire the bin " +
    "of the price, or take the one that swings by itself.",
  source: "liquidity-book",
  assets: { USD: { decimals: 6 } },
  units: { bin: "count" },
  parameters: {
    binStep: parameter("20", "ratio of two bins beyond 1, in ten-thousandths", {
      symbol: "s",
      source: "liquidity-book",
      confidence: "protocol",
      range: ["1", "100"],
    }),
    baseFactor: parameter("10_000", "base fee over the bin step, in ten-thousandths", {
      symbol: "B",
      source: "liquidity-book",
      confidence: "protocol",
    }),
    variableControl: parameter("20_000", "weight of the variable fee", {
      symbol: "A",
      source: "liquidity-book",
      confidence: "protocol",
    }),
    reduction: parameter("5_000", "part of the volatility that is kept after the filter period, in ten-thousandths", {
      source: "liquidity-book",
      confidence: "protocol",
      range: ["0", "10_000"],
    }),
    mostVolatility: parameter("350_000", "most of the volatility, in ten-thousandths of a bin", {
      symbol: "v_{\\max}",
      source: "liquidity-book",
      confidence: "protocol",
    }),
    filterPeriod: parameter("30 second", "time between trades below which they are one movement", {
      source: "liquidity-book",
      confidence: "protocol",
    }),
    decayPeriod: parameter("600 second", "time between trades after which nothing is remembered", {
      source: "liquidity-book",
      confidence: "protocol",
    }),
  },
  inputs: {
    bin: input("bin", "bin of the price at the end of the step; by default it swings by twenty", {
      default: "{1 bin} * (8_388_608 + abs(mod(floor(time / epoch), 40) - 20))",
    }),
    isTraded: input("1", "1 in a step with a trade, otherwise 0", { default: "1" }),
    volume: input("USD/epoch", "money that is traded in a step with a trade", { default: "{10_000 USD/epoch}" }),
  },
  stocks: {
    traders: stock("1_000_000_000 USD", "money of those who trade"),
    providers: stock("0 USD", "fees of those who provide liquidity"),
  },
  states: {
    binBefore: state("8_388_628 bin", "if isTraded > 0 then bin else binBefore", "bin of the price before the step", {
      confidence: "assumption",
    }),
    binReference: state("8_388_628 bin", "if isTraded > 0 then newBinReference else binReference", "bin of reference", {
      confidence: "assumption",
    }),
    reference: state(
      "0",
      "if isTraded > 0 then newReference else reference",
      "volatility of reference, in ten-thousandths of a bin",
      { symbol: "v_{\\mathrm{ref}}" },
    ),
    accumulated: state(
      "0",
      "if isTraded > 0 then volatility else accumulated",
      "volatility after the last trade, in ten-thousandths of a bin",
    ),
    sinceTrade: state("1 day", "if isTraded > 0 then epoch else sinceTrade + epoch", "time since the last trade", {
      confidence: "assumption",
    }),
  },
  flows: {
    fees: flow(
      "traders",
      "providers",
      "if isTraded > 0 then min(ceil(volume * fee), traders / epoch) else 0",
      "fees paid",
    ),
  },
  auxiliaries: {
    newBinReference: auxiliary(
      "bin",
      "if sinceTrade < filterPeriod then binReference else binBefore",
      "bin of reference of a trade now",
    ),
    newReference: auxiliary(
      "1",
      "if sinceTrade < filterPeriod then reference else if sinceTrade < decayPeriod then floor(accumulated * reduction / 10_000) else 0",
      "volatility of reference of a trade now",
    ),
    volatility: auxiliary(
      "1",
      "min(newReference + 10_000 * abs(bin - newBinReference) / {1 bin}, mostVolatility)",
      "volatility at the end of a trade now, in ten-thousandths of a bin",
      { symbol: "v" },
    ),
    baseUnits: auxiliary("1", "baseFactor * binStep * 1e10", "base fee in units of 10^-18"),
    variableUnits: auxiliary(
      "1",
      "floor(((volatility * binStep) ^ 2 * variableControl + 99) / 100)",
      "variable fee in units of 10^-18, rounded up to one of them",
    ),
    baseFee: auxiliary("%", "baseUnits / 1e18", "share of a trade that is always paid"),
    variableFee: auxiliary("%", "variableUnits / 1e18", "share of a trade that is paid for the movement"),
    fee: auxiliary("%", "baseFee + variableFee", "share of a trade that is paid, in its last bin"),
    mostFee: auxiliary(
      "%",
      "baseFee + ((mostVolatility * binStep) ^ 2 * variableControl + 99) / 100 / 1e18",
      "fee at the most of the volatility",
    ),
  },
  checks: {
    periodsMakeSense: check(
      "filterPeriod >= 0 and filterPeriod <= decayPeriod",
      "the filter period is not longer than the decay period",
    ),
    feeIsShare: check("fee >= 0 and mostFee < 1", "the fee lies between 0 % and 100 %"),
    tradesAreNotNegative: check(
      "volume >= 0 and (isTraded = 0 or isTraded = 1) and reduction >= 0 and reduction <= 10_000",
      "volume is not negative; a step has a trade or none; the part kept is a part",
    ),
  },
});

export default model;
