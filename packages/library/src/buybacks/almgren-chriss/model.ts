import { auxiliary, check, defineModel, flow, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A buyback spread over time after Almgren and Chriss: buying fast moves the price against oneself, buying slowly
 * leaves one open to what the price does meanwhile. The schedule makes the expected cost plus λ times its variance
 * least. Of the amount x that is left with n steps to go,
 *
 *   cosh(κτ) = 1 + c,  c = λσ²τ² / (2η̃),  η̃ = η − γτ/2,     buy  x · (1 − sinh((n − 1)κτ) / sinh(nκτ))
 *
 * which is sinh(κτ) / tanh(nκτ) − c, and x / n without risk aversion. A purchase of q tokens in a step costs half
 * the spread ε and η · q / τ more per token than the price, and moves the price by γ · q for good.
 */
const model: Model = defineModel({
  title: "Buyback at least cost and risk",
  about:
    "A treasury that buys a block of its tokens back within a given time, or by the mirror image of the same rule sells one. " +
    "The price moves as a random walk and by the purchases; other traders do not notice the plan.",
  source: "almgren-chriss-2000",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    target: parameter("1_000_000 token", "tokens to be bought", { symbol: "X", confidence: "assumption" }),
    horizon: parameter("5 day", "time within which they are bought", { symbol: "T", confidence: "assumption" }),
    startPrice: parameter("50 USD/token", "price before the first purchase", {
      symbol: "S_0",
      confidence: "assumption",
    }),
    volatility: parameter("0.95 USD/token", "standard deviation of the price after one day", {
      symbol: "\\sigma",
      confidence: "assumption",
    }),
    halfSpread: parameter("0.0625 USD/token", "half the spread and fees, paid on every token", {
      symbol: "\\epsilon",
      confidence: "assumption",
    }),
    permanentImpact: parameter("2.5e-7 USD/token^2", "rise of the price for each token bought, for good", {
      symbol: "\\gamma",
      confidence: "assumption",
    }),
    temporaryImpact: parameter("2.5e-6 USD*day/token^2", "price paid on top for each token bought in a day", {
      symbol: "\\eta",
      confidence: "assumption",
    }),
    riskAversion: parameter("1e-6 1/USD", "expected cost accepted for a unit less of its variance", {
      symbol: "\\lambda",
      confidence: "assumption",
    }),
  },
  stocks: {
    remaining: stock("target", "tokens still to be bought; the market's", { unit: "token", symbol: "x" }),
    bought: stock("0 token", "tokens bought back"),
    treasury: stock("100_000_000 USD", "money of the treasury"),
    sellers: stock("0 USD", "money paid to those who sold"),
  },
  states: {
    walk: state(
      "0 USD/token",
      "walk + volatility * sqrt(epoch / {1 day}) * shock",
      "what the random walk added to the price",
    ),
    squares: state(
      "0 token^2/day",
      "squares + (purchase / epoch) ^ 2 * epoch",
      "sum of squared purchases over the time of each",
    ),
    costVariance: state(
      "0 USD^2",
      "costVariance + (volatility * (remaining - purchase)) ^ 2 * (epoch / {1 day})",
      "variance of the cost, from the steps so far",
    ),
  },
  flows: {
    buyback: flow("remaining", "bought", "purchase / epoch", "tokens bought in the step"),
    payment: flow("treasury", "sellers", "purchase * paidPrice / epoch", "money paid for them"),
  },
  auxiliaries: {
    shock: auxiliary("1", "normal(0, 1)", "the luck of the step"),
    price: auxiliary(
      "USD/token",
      "startPrice + permanentImpact * bought + walk",
      "price before the purchase of the step",
      { symbol: "S" },
    ),
    stepsLeft: auxiliary(
      "1",
      "max(round((horizon - time) / epoch), 0)",
      "steps in which is bought, this one included",
      {
        symbol: "n",
      },
    ),
    correctedImpact: auxiliary(
      "USD*day/token^2",
      "temporaryImpact - permanentImpact * epoch / 2",
      "temporary impact less what the step's own permanent impact gives back",
      { symbol: "\\tilde\\eta" },
    ),
    curvature: auxiliary(
      "1",
      "riskAversion * volatility ^ 2 * epoch ^ 2 / (2 * correctedImpact * {1 day})",
      "hyperbolic cosine of κτ, less one",
      { symbol: "c" },
    ),
    hyperbolicSine: auxiliary("1", "sqrt(curvature * (curvature + 2))", "hyperbolic sine of κτ"),
    // ln(1 + z) as z · ln(u) / (u − 1) with u = 1 + z as rounded, which keeps its digits when z is small.
    excess: auxiliary("1", "curvature + hyperbolicSine", "exponential of κτ, less one"),
    rounded: auxiliary("1", "1 + excess", "exponential of κτ"),
    urgencyPerStep: auxiliary(
      "1",
      "if rounded = 1 then excess else excess * ln(rounded) / (rounded - 1)",
      "κτ: how much faster than evenly is bought",
    ),
    urgency: auxiliary("1/day", "urgencyPerStep / epoch", "κ: with much time what is left falls by this rate", {
      symbol: "\\kappa",
    }),
    part: auxiliary(
      "1",
      "if stepsLeft <= 1 then 1 else if urgencyPerStep > 0 then hyperbolicSine / tanh(stepsLeft * urgencyPerStep) - curvature else 1 / stepsLeft",
      "share of what is left that is bought in the step",
    ),
    purchase: auxiliary("token", "if stepsLeft < 1 then 0 else part * remaining", "tokens bought in the step"),
    paidPrice: auxiliary("USD/token", "price + halfSpread + temporaryImpact * purchase / epoch", "price paid for them"),
    cost: auxiliary("USD", "sellers - startPrice * bought", "paid so far beyond the first price: the shortfall"),
    expectedCost: auxiliary(
      "USD",
      "halfSpread * target + permanentImpact * target ^ 2 / 2 + correctedImpact * squares",
      "mean of the cost of the whole programme, once it is over; until then without the temporary impact to come",
    ),
    meanPaid: auxiliary("USD/token", "if bought > 0 then sellers / bought else price", "mean price paid"),
  },
  checks: {
    wholeSteps: check(
      "horizon >= epoch and abs(horizon / epoch - round(horizon / epoch)) < 1e-9",
      "the time is a whole number of steps",
    ),
    impactIsPositive: check(
      "correctedImpact > 0 and permanentImpact >= 0 and riskAversion >= 0",
      "the temporary impact outweighs the permanent impact of half a step; nothing is negative",
    ),
  },
});

export default model;
