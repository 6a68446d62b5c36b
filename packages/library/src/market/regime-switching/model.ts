import { auxiliary, check, defineModel, type Model, parameter, state } from "@tokenwright/engine";

/**
 * A price with two regimes, calm and turbulent, each with a drift and a volatility of its own, between which it
 * switches at random times that nobody sees coming. The chance of having switched over a step is that of the
 * continuous chain, so a longer step changes it correctly; within a step the regime of its start holds.
 *
 *   chance of turbulence after Δ, from calm = a / (a + b) · (1 − e^(−(a + b)Δ))
 */
const model: Model = defineModel({
  title: "Regime switching: calm and turbulent times",
  about:
    "Bull and bear markets, a peg that holds and one that slips: what matters stays as it is for months and then changes at once. " +
    "Nothing in the economy causes the switch.",
  source: "hamilton-1989",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price at the first step", { confidence: "assumption" }),
    startTurbulent: parameter("0", "1 to begin in turbulent times", { confidence: "assumption", range: ["0", "1"] }),
    calmDrift: parameter("30 %/year", "growth of the expected price in calm times", { confidence: "assumption" }),
    turbulentDrift: parameter("-60 %/year", "growth of the expected price in turbulent times", {
      confidence: "assumption",
    }),
    calmVolatility: parameter("50 %", "standard deviation of the logarithm after a calm year", {
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    turbulentVolatility: parameter("110 %", "standard deviation of the logarithm after a turbulent year", {
      confidence: "assumption",
      range: ["0 %", "300 %"],
    }),
    calmLength: parameter("400 day", "mean length of calm times", { symbol: "1/a", confidence: "assumption" }),
    turbulentLength: parameter("120 day", "mean length of turbulent times", {
      symbol: "1/b",
      confidence: "assumption",
    }),
  },
  states: {
    turbulent: state("startTurbulent", "if turbulent > 0.5 then 1 - switches else switches", "1 in turbulent times", {
      unit: "1",
    }),
    turbulentChance: state(
      "startTurbulent",
      "turbulentChance * (1 - calming) + (1 - turbulentChance) * unsettling",
      "share of all futures that are in turbulent times",
      { unit: "1" },
    ),
    logPrice: state("0", "logPrice + logReturn", "logarithm of the price over the first one"),
  },
  auxiliaries: {
    shock: auxiliary("1", "normal(0, 1)", "the luck of the step"),
    turbulentShare: auxiliary(
      "1",
      "turbulentLength / (calmLength + turbulentLength)",
      "share of the time that is turbulent, in the long run",
    ),
    // 1 − e^(−2y) as tanh(y) · (1 + e^(−2y)), which keeps its digits for short steps.
    mixing: auxiliary(
      "1",
      "tanh((epoch / calmLength + epoch / turbulentLength) / 2) * (1 + exp(-epoch / calmLength - epoch / turbulentLength))",
      "how much of the present regime a step forgets",
    ),
    unsettling: auxiliary("1", "turbulentShare * mixing", "chance that a calm step is followed by a turbulent one"),
    calming: auxiliary("1", "(1 - turbulentShare) * mixing", "chance that a turbulent step is followed by a calm one"),
    switches: auxiliary(
      "1",
      "bernoulli(if turbulent > 0.5 then calming else unsettling)",
      "1 when the next step is in the other regime",
    ),
    drift: auxiliary("%/year", "if turbulent > 0.5 then turbulentDrift else calmDrift", "growth in the present regime"),
    volatility: auxiliary(
      "%",
      "if turbulent > 0.5 then turbulentVolatility else calmVolatility",
      "spread in the present regime",
    ),
    logReturn: auxiliary(
      "1",
      "drift * epoch - volatility ^ 2 / 2 * (epoch / {1 year}) + volatility * sqrt(epoch / {1 year}) * shock",
      "change of the logarithm in the step",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
  },
  checks: {
    parametersMakeSense: check(
      "calmLength > 0 and turbulentLength > 0 and calmVolatility >= 0 and turbulentVolatility >= 0 " +
        "and (startTurbulent = 0 or startTurbulent = 1)",
      "times have a length, spreads are not negative, the first regime is 0 or 1",
    ),
  },
});

export default model;
