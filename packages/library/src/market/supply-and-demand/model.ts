import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A price that clears a market: buyers want less the dearer the token is, sellers offer more. Both follow their own
 * constant elasticity around the start price.
 *
 *   wanted · (P/P₀)^(−ε) = offered · (P/P₀)^η,   so   P = P₀ · (wanted / offered)^(1/(ε + η))
 *
 * The price goes there at once or closes the gap of its logarithm over `adjustment`; meanwhile the shorter side of
 * the market decides what is traded.
 */
const model: Model = defineModel({
  title: "Supply and demand with elasticities",
  about:
    "The price of a token that is bought to be used and sold by those who earn it: emissions and unlocks on one side, " +
    "adoption on the other. Nobody speculates, and nobody holds for tomorrow.",
  source: "marshall-1890",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price to which wanted and offered amounts belong", {
      symbol: "P_0",
      confidence: "assumption",
    }),
    demandElasticity: parameter("0.8", "per cent less wanted when the price rises by one per cent", {
      symbol: "\\varepsilon",
      confidence: "assumption",
      range: ["0", "5"],
    }),
    supplyElasticity: parameter("0.4", "per cent more offered when the price rises by one per cent", {
      symbol: "\\eta",
      confidence: "assumption",
      range: ["0", "5"],
    }),
    adjustment: parameter("0 day", "time over which the price closes most of a gap, 63 %; 0 for at once", {
      confidence: "assumption",
    }),
  },
  inputs: {
    wanted: input("token/day", "tokens that buyers want at the start price; wire it to adoption or use"),
    offered: input("token/day", "tokens that sellers offer at the start price; wire it to emissions and unlocks"),
  },
  states: {
    lastLog: state("0", "logPrice", "logarithm of the price one step ago over the start price"),
  },
  stocks: {
    sellerToken: stock("1_000_000_000 token", "tokens of the sellers"),
    buyerToken: stock("0 token", "tokens of the buyers"),
    buyerCash: stock("1_000_000_000_000 USD", "money of the buyers"),
    sellerCash: stock("0 USD", "money of the sellers"),
  },
  flows: {
    delivery: flow("sellerToken", "buyerToken", "traded", "tokens traded"),
    payment: flow("buyerCash", "sellerCash", "traded * price", "money paid for them"),
  },
  auxiliaries: {
    clearingLog: auxiliary(
      "1",
      "ln(wanted / offered) / (demandElasticity + supplyElasticity)",
      "logarithm of the clearing price over the start price",
    ),
    clearingPrice: auxiliary("USD/token", "startPrice * exp(clearingLog)", "price at which both sides agree"),
    kept: auxiliary(
      "1",
      "if adjustment > 0 then exp(-epoch / adjustment) else 0",
      "part of a gap that is left after a step",
    ),
    logPrice: auxiliary(
      "1",
      "kept * lastLog + (1 - kept) * clearingLog",
      "logarithm of the price over the start price",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
    demanded: auxiliary("token/day", "wanted * exp(-demandElasticity * logPrice)", "tokens wanted at this price"),
    supplied: auxiliary("token/day", "offered * exp(supplyElasticity * logPrice)", "tokens offered at this price"),
    traded: auxiliary(
      "token/day",
      "min(demanded, supplied, sellerToken / epoch, buyerCash / price / epoch)",
      "the shorter side of both, as far as tokens and money are there",
    ),
    volume: auxiliary("USD/day", "traded * price", "money that changes hands"),
    unsold: auxiliary("token/day", "supplied - traded", "offered at this price and not bought"),
    unserved: auxiliary("token/day", "demanded - traded", "wanted at this price and not sold"),
  },
  checks: {
    elasticitiesMakeSense: check(
      "demandElasticity >= 0 and supplyElasticity >= 0 and demandElasticity + supplyElasticity > 0 and adjustment >= 0",
      "elasticities are not negative, and one side at least answers to the price",
    ),
  },
});

export default model;
