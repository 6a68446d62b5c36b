import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/**
 * Token price from the equation of exchange M·V = P·T: what is bought with a token in a year (T, here
 * `volume`, in USD) is the tokens that circulate (M) times their price times how often each is spent in a
 * year (V). So price = volume / (velocity · circulating).
 *
 * Volume follows a geometric Brownian motion, velocity reverts to its mean in logarithms; both are advanced
 * by their exact laws, so the length of the step does not bias them. The scale of volume is set so that the
 * first price is `startPrice`.
 */
const model: Model = defineModel({
  title: "Price from the equation of exchange",
  about:
    "A price that answers to use, velocity and supply, for studies of supply and treasury policy. It knows no order " +
    "book, no expectations and no speculation beyond its noise, and is no forecast.",
  source: ["fisher-1911", "black-scholes-1973"],
  assets: { token: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  parameters: {
    startPrice: parameter("1 USD/token", "price at the first step", { confidence: "assumption" }),
    drift: parameter("0 %/year", "growth of the expected volume", {
      symbol: "\\mu",
      confidence: "assumption",
      range: ["-50 %/year", "100 %/year"],
    }),
    volatility: parameter("80 %", "standard deviation of the volume's logarithm after one year", {
      symbol: "\\sigma",
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    meanVelocity: parameter("10 1/year", "times a token is spent in a year, in the long run", {
      symbol: "\\bar{V}",
      confidence: "assumption",
    }),
    reversion: parameter("2 1/year", "speed at which velocity returns to its mean", {
      symbol: "\\kappa",
      confidence: "assumption",
    }),
    velocitySpread: parameter("20 %", "standard deviation of velocity's logarithm in the long run", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    smoothing: parameter("0 day", "time over which the price adjusts to the equation; 0 for at once", {
      confidence: "assumption",
    }),
  },
  inputs: {
    circulating: input("token", "tokens that circulate", { symbol: "M" }),
    volume: input("USD/year", "what is bought with the token in a year", {
      default: "startPrice * meanVelocity * initial(circulating) * demand",
      symbol: "T",
    }),
  },
  states: {
    demand: state(
      "1",
      "demand * exp((drift * {1 year} - volatility ^ 2 / 2) * (epoch / {1 year}) + volatility * sqrt(epoch / {1 year}) * normal(0, 1))",
      "volume over its value at the first step, supply and mean velocity unchanged",
    ),
    velocityDeviation: state(
      "0",
      "velocityDeviation * exp(-reversion * epoch) + velocitySpread * sqrt(1 - exp(-2 * reversion * epoch)) * normal(0, 1)",
      "logarithm of velocity over its mean",
    ),
    lastPrice: state("startPrice", "price", "price one step ago; at the first step the start price", {
      unit: "USD/token",
    }),
  },
  auxiliaries: {
    velocity: auxiliary("1/year", "meanVelocity * exp(velocityDeviation)", "times a token is spent in a year", {
      symbol: "V",
    }),
    equationPrice: auxiliary(
      "USD/token",
      "volume / (velocity * circulating)",
      "price at which the equation of exchange holds",
    ),
    weight: auxiliary("1", "smoothing / (smoothing + epoch)", "weight of the last price"),
    price: auxiliary("USD/token", "(1 - weight) * equationPrice + weight * lastPrice", "price of a token", {
      symbol: "P",
    }),
    marketValue: auxiliary("USD", "price * circulating", "price times circulating tokens"),
  },
  checks: {
    priceIsPositive: check("price > 0", "the price stays above zero"),
    parametersMakeSense: check(
      "volatility >= 0 and velocitySpread >= 0 and reversion >= 0 and smoothing >= 0",
      "spreads and speeds are not negative",
    ),
  },
});

export default model;
