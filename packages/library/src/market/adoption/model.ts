import { auxiliary, check, defineModel, flow, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * How a new thing spreads, after Bass: of those who have not adopted it, a share p a year does so on their own, and a
 * share q times the part that has already done so imitates them. With p = 0 it is the logistic S-curve.
 *
 *   dF/dt = (p + q · F) · (1 − F)
 *
 * Advanced by its exact solution: g = (1 − F) / (p + q · F) falls by e^(−(p + q)Δ) in a step, and F = (1 − p · g) / (1 + q · g). So
 * the length of the step changes nothing.
 */
const model: Model = defineModel({
  title: "Adoption: the curves of Bass and the S-curve",
  about:
    "Users of a network over time, as the demand of an economy: wire `users` or `index` to what they want and pay. Nobody leaves, and " +
    "neither price nor quality matters.",
  source: "bass-1969",
  units: { user: "count" },
  parameters: {
    marketSize: parameter("10_000_000 user", "all who will ever adopt", { symbol: "m", confidence: "assumption" }),
    innovation: parameter("3 %/year", "share of the others that adopts in a year on its own", {
      symbol: "p",
      confidence: "assumption",
      range: ["0 %/year", "10 %/year"],
    }),
    imitation: parameter("38 %/year", "share of the others that would adopt in a year if all others had", {
      symbol: "q",
      confidence: "assumption",
      range: ["0 %/year", "200 %/year"],
    }),
    startUsers: parameter("0 user", "users at the first step", { confidence: "assumption" }),
  },
  stocks: {
    users: stock("startUsers", "those who have adopted", { unit: "user" }),
    others: stock("marketSize - startUsers", "those who have not", { unit: "user" }),
  },
  flows: {
    adoption: flow("others", "users", "(marketSize * nextPart - users) / epoch", "new users"),
  },
  auxiliaries: {
    part: auxiliary("%", "users / marketSize", "part of the market that has adopted", { symbol: "F" }),
    distance: auxiliary(
      "year",
      "(1 - part) / (innovation + imitation * part)",
      "what falls by a fixed share in a step",
      { symbol: "g" },
    ),
    nextDistance: auxiliary("year", "distance * exp(-(innovation + imitation) * epoch)", "the same a step later"),
    nextPart: auxiliary(
      "%",
      "(1 - innovation * nextDistance) / (1 + imitation * nextDistance)",
      "part of the market a step later",
    ),
    pace: auxiliary(
      "user/year",
      "(innovation + imitation * part) * others",
      "new users a year at this moment, which rises and falls like a bell",
    ),
    peakPace: auxiliary(
      "user/year",
      "marketSize * (innovation + imitation) ^ 2 / (4 * max(imitation, innovation))",
      "its highest value, if imitation is stronger than innovation",
    ),
    index: auxiliary(
      "1",
      "if initial(users) > {0 user} then users / initial(users) else part",
      "users over those at the start; without any, the part of the market",
    ),
  },
  checks: {
    marketHoldsUsers: check(
      "startUsers >= 0 and startUsers <= marketSize",
      "there are at most as many users as the market has",
    ),
    somebodyAdopts: check(
      "innovation >= 0 and imitation >= 0 and innovation + imitation * part > 0",
      "somebody begins: innovators, or users to imitate",
    ),
  },
});

export default model;
