import { auxiliary, burn, defineModel, flow, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * The reference economy of the benches: eight values with memory (four stocks, four states), one normal
 * draw, three exponentials, one power, four divisions and a threshold rule per step of one day.
 */
export const referenceEconomy: Model = defineModel({
  title: "Reference economy",
  epoch: "1 day",
  assets: { token: { decimals: 6 } },
  parameters: {
    drift: parameter("15 %", "yearly drift of demand"),
    volatility: parameter("80 %", "yearly volatility of demand"),
    emissionRate: parameter("0.0003 1/epoch", "share of the reserve emitted"),
    feeShare: parameter("1 %", "fee on the volume"),
  },
  stocks: {
    reserve: stock("600_000_000 token", "not yet emitted"),
    circulating: stock("400_000_000 token", "in circulation"),
    burned: stock("0 token", "bought back and burned"),
    treasury: stock("1_000_000 USD", "held by the protocol"),
  },
  states: {
    demand: state("1", "demandNext", "demand, 1 at the start"),
    stakedShare: state("0.3", "stakedShareNext", "share of the circulation that is staked"),
    price: state("0.2 USD/token", "priceNext", "price of a token"),
    average: state("0.2 USD/token", "average + (priceNext - average) * 2 / 31", "moving average of the price"),
  },
  flows: {
    emission: flow("reserve", "circulating", "emissionRate * reserve", "new tokens"),
    buyback: flow("circulating", "burned", "bought", "tokens bought back and burned"),
    feesIn: mint("treasury", "0.5 * fee", "half of the fees"),
    spent: burn("treasury", "support", "spent on supporting the price"),
  },
  auxiliaries: {
    demandNext: auxiliary(
      "1",
      "demand * exp((drift - volatility ^ 2 / 2) * (epoch / {1 year}) + volatility * sqrt(epoch / {1 year}) * normal(0, 1))",
      "demand at the end of the day",
    ),
    yield: auxiliary("1", "{1 year} * emission / (circulating * stakedShare)", "yearly yield of staking"),
    stakedShareNext: auxiliary(
      "1",
      "stakedShare + 0.02 * (0.8 / (1 + exp(-6 * (yield - 0.3))) - stakedShare)",
      "staked share at the end of the day",
    ),
    volume: auxiliary("USD/epoch", "{1e6 USD/epoch} * demandNext ^ 0.8", "traded volume"),
    fee: auxiliary("USD/epoch", "feeShare * volume", "fees"),
    support: auxiliary(
      "USD/epoch",
      "if price < average then {2 %/epoch} * treasury else 0",
      "bought back out of the treasury while the price is weak",
    ),
    bought: auxiliary("token/epoch", "(0.5 * fee + support) / price", "tokens bought back"),
    circulatingNext: auxiliary(
      "token",
      "max(circulating + (emission - bought) * epoch, {1e6 token})",
      "circulation at the end of the day",
    ),
    fair: auxiliary(
      "USD/token",
      "volume * {1 year} / 8 / (circulatingNext * (1 - stakedShareNext))",
      "price that the volume supports",
    ),
    priceNext: auxiliary("USD/token", "price + 0.1 * (fair - price)", "price at the end of the day"),
  },
});
