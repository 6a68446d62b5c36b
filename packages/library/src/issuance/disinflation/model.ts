import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Disinflation, after Solana: the yearly rate falls continuously by a share a year until it meets the terminal
 * rate, and every epoch creates its part of it on all tokens there are.
 *
 *   rate(y) = max(terminal, initial · (1 − taper)^y)      y = years since inflation began, whole or not
 *   rewards of an epoch = ⌊rate · supply · length of the epoch / year⌋
 *
 * From the age `changeAt` on the rate may fall by another share, without a jump.
 */
const model: Model = defineModel({
  title: "Disinflation to a terminal rate",
  about:
    "A rate of inflation that falls every day by its own share, down to a floor. It answers to nothing. A part may go to a " +
    "foundation for some years; the rest is for those who stake.",
  source: ["solana-inflation", "solana-simd-0550"],
  assets: { token: { decimals: 9 } },
  parameters: {
    initialRate: parameter("8 %", "yearly inflation at age 0", {
      source: "solana-simd-0550",
      confidence: "protocol",
      range: ["0 %", "50 %"],
    }),
    taper: parameter("15 %", "share by which the rate falls in a year", {
      source: "solana-simd-0550",
      confidence: "protocol",
      range: ["0 %", "90 %"],
    }),
    terminalRate: parameter("1.5 %", "yearly inflation below which it does not fall", {
      source: "solana-simd-0550",
      confidence: "protocol",
      range: ["0 %", "10 %"],
    }),
    year: parameter("365.242199 day", "what the rule calls a year", {
      source: "From memory of Solana's time constants.",
      confidence: "unverified",
    }),
    startAge: parameter("0 day", "age of inflation at the start of the run", { confidence: "assumption" }),
    changeAt: parameter("1_000_000 day", "age from which on the rate falls by laterTaper", {
      confidence: "assumption",
    }),
    laterTaper: parameter("15 %", "share by which the rate falls in a year after that", {
      confidence: "assumption",
      range: ["0 %", "90 %"],
    }),
    foundationShare: parameter("0 %", "part of what is created that a foundation gets", {
      source: "solana-simd-0550",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    foundationTerm: parameter("7", "years for which it does", { source: "solana-inflation", confidence: "protocol" }),
  },
  inputs: {
    stakedShare: input("%", "staked tokens over all tokens; the yield depends on it, inflation does not", {
      default: "{65 %}",
      confidence: "assumption",
    }),
  },
  stocks: {
    circulating: stock("500_000_000 token", "all tokens but what inflation gave to the foundation", {
      confidence: "assumption",
    }),
    foundation: stock("0 token", "what inflation gave to the foundation"),
  },
  flows: {
    stakingRewards: mint("circulating", "floor(stakersRate * supply / year)", "created for those who stake"),
    foundationIncome: mint("foundation", "floor(foundationRate * supply / year)", "created for the foundation"),
  },
  auxiliaries: {
    supply: auxiliary("token", "circulating + foundation", "all tokens created so far"),
    age: auxiliary("1", "(startAge + time) / year", "years since inflation began", { symbol: "y" }),
    rate: auxiliary(
      "%",
      "max(terminalRate, initialRate * (1 - taper) ^ min(age, changeAt / year) * (1 - laterTaper) ^ max(age - changeAt / year, 0))",
      "yearly inflation",
    ),
    foundationRate: auxiliary(
      "%",
      "if age < foundationTerm then rate * foundationShare else 0",
      "part of it that is for the foundation",
    ),
    stakersRate: auxiliary("%", "rate - foundationRate", "part of it that is for those who stake"),
    stakingYield: auxiliary(
      "%/year",
      "if stakedShare > 0 and supply > 0 then stakingRewards / (stakedShare * supply) else 0",
      "rewards over the staked tokens, before commissions and not compounded",
    ),
  },
  checks: {
    sharesAreShares: check(
      "taper >= 0 and taper < 1 and laterTaper >= 0 and laterTaper < 1 and foundationShare >= 0 and foundationShare <= 1",
      "tapers and the foundation's share are shares",
    ),
    ageIsNotNegative: check("startAge >= 0", "inflation has begun when the run starts"),
    stakedShareIsShare: check("stakedShare >= 0 and stakedShare <= 1", "the staked share lies between 0 % and 100 %"),
  },
});

export default model;
