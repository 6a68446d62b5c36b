import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Opinions that spread, after Kirman. In a meeting one of N people changes its mind by itself with the probability ε, or
 * meets another one and takes over that one's opinion with the probability 1 − δ:
 *
 *   P(k → k + 1) = (1 − k / N) · (ε₊ + (1 − δ) · k / (N − 1)),     P(k → k − 1) = k / N · (ε₋ + (1 − δ) · (N − k) / (N − 1))
 *
 * for k optimists. In the long run k follows the beta-binomial law with parameters ε₊ (N − 1) / (1 − δ) and
 * ε₋ (N − 1) / (1 − δ): below one, nearly all are of one mind most of the time, and which one it is changes all of a sudden.
 */
const model: Model = defineModel({
  title: "Opinions that spread from one to the next",
  about:
    "Optimists and pessimists who meet and convince each other. With one meeting in a step it is the exact chain; with more the " +
    "changes of a step are drawn together. It gives a sentiment and the orders that follow from it.",
  source: ["kirman-1993", "gillespie-2001"],
  assets: { token: { decimals: 6 } },
  units: { person: "count" },
  parameters: {
    hope: parameter("0.002", "chance that a pessimist who is asked becomes an optimist by itself", {
      symbol: "\\epsilon_+",
      confidence: "assumption",
      range: ["0", "0.2"],
    }),
    doubt: parameter("0.002", "chance that an optimist who is asked becomes a pessimist by itself", {
      symbol: "\\epsilon_-",
      confidence: "assumption",
      range: ["0", "0.2"],
    }),
    firmness: parameter("0.7", "chance to keep one's opinion when one meets somebody of the other one", {
      symbol: "\\delta",
      confidence: "assumption",
      range: ["0", "1"],
    }),
    meetings: parameter("1", "meetings in a step; more than one should be far fewer than there are people", {
      confidence: "assumption",
      range: ["1", "20"],
    }),
    order: parameter("10 token/(person*day)", "what an optimist buys and a pessimist sells", {
      confidence: "assumption",
    }),
  },
  inputs: {
    news: input("1", "added to hope and taken from doubt; neither goes below zero", { default: "0" }),
  },
  stocks: {
    optimists: stock("50 person", "who expect the price to rise", { symbol: "k", confidence: "assumption" }),
    pessimists: stock("50 person", "who expect it to fall", { confidence: "assumption" }),
  },
  flows: {
    encouraged: flow(
      "pessimists",
      "optimists",
      "{1 person} / epoch * (if meetings > 1 then min(rises, pessimists / {1 person}) else if draw < riseChance then 1 else 0)",
      "becomes an optimist",
    ),
    discouraged: flow(
      "optimists",
      "pessimists",
      "{1 person} / epoch * (if meetings > 1 then min(falls, optimists / {1 person}) else if draw >= riseChance and draw < riseChance + fallChance then 1 else 0)",
      "becomes a pessimist",
    ),
  },
  auxiliaries: {
    people: auxiliary("person", "optimists + pessimists", "all of them", { symbol: "N" }),
    hopeNow: auxiliary("1", "max(hope + news, 0)", "chance to become an optimist by oneself, news included"),
    doubtNow: auxiliary("1", "max(doubt - news, 0)", "chance to become a pessimist by oneself, news included"),
    riseChance: auxiliary(
      "1",
      "pessimists / people * (hopeNow + (1 - firmness) * optimists / (people - {1 person}))",
      "chance of one optimist more in a meeting",
    ),
    fallChance: auxiliary(
      "1",
      "optimists / people * (doubtNow + (1 - firmness) * pessimists / (people - {1 person}))",
      "chance of one optimist less in a meeting",
    ),
    draw: auxiliary("1", "uniform(0, 1)", "the luck of the meeting, when there is one"),
    rises: auxiliary("1", "poisson(meetings * riseChance)", "who become optimists, when there are several meetings"),
    falls: auxiliary("1", "poisson(meetings * fallChance)", "who become pessimists, when there are several meetings"),
    optimism: auxiliary("%", "optimists / people", "share of optimists"),
    sentiment: auxiliary("1", "2 * optimism - 1", "1 when all are optimists, -1 when all are pessimists"),
    netDemand: auxiliary(
      "token/day",
      "order * (optimists - pessimists)",
      "bought by optimists less sold by pessimists",
    ),
    longRunOptimism: auxiliary(
      "%",
      "if hopeNow + doubtNow > 0 then hopeNow / (hopeNow + doubtNow) else optimism",
      "mean share of optimists in the long run",
    ),
    riseShape: auxiliary(
      "1",
      "if firmness < 1 then hopeNow * (people / {1 person} - 1) / (1 - firmness) else 0",
      "first parameter of the law of the long run; below 1 there is herding",
      { symbol: "\\alpha" },
    ),
    fallShape: auxiliary(
      "1",
      "if firmness < 1 then doubtNow * (people / {1 person} - 1) / (1 - firmness) else 0",
      "second parameter of that law",
      { symbol: "\\beta" },
    ),
    expectedOptimism: auxiliary(
      "%",
      "optimism + meetings * (hopeNow * (1 - optimism) - doubtNow * optimism) * {1 person} / people",
      "mean share of optimists after the step: meetings themselves do not move it",
    ),
  },
  checks: {
    chancesAreChances: check(
      "hope >= 0 and doubt >= 0 and firmness >= 0 and firmness <= 1 and riseChance + fallChance <= 1",
      "chances lie between 0 and 1",
    ),
    thereArePeople: check("people >= {2 person}", "two people at least can meet"),
    meetingsAreFew: check(
      "meetings >= 1 and meetings <= people / {2 person}",
      "far fewer meet in a step than there are",
    ),
  },
});

export default model;
