import { auxiliary, check, defineModel, type Model, state, stock } from "@tokenwright/engine";

/**
 * Rounds of fundraising for newly created tokens. A round has a valuation of all tokens there are before it, and a
 * discount on it; the money raised over that price is what the investors get, rounded down to a base unit:
 *
 *   price = (1 − discount) · valuation / supply,  tokens = ⌊raised / price⌋
 *
 * Whoever held tokens before is diluted by tokens / (supply + tokens), which is raised / (discounted valuation +
 * raised). What is left of the first owners is the product over the rounds.
 */
const model: Model = defineModel({
  title: "Fundraising rounds: price, discount, dilution",
  about:
    "Who owns how much after each round, at which price, and what each round's investors have gained on paper. Lock-ups " +
    "of what they bought belong to distribution/sectors or distribution/vesting.",
  source: "Arithmetic of priced rounds (post-money = pre-money + raised).",
  assets: { token: { decimals: 18 }, USD: { decimals: 2, baseUnit: "cent" } },
  dimensions: {
    round: {
      label: "round",
      elements: ["seed", "private", "public"],
      labels: { seed: "seed round", private: "private round", public: "public sale" },
    },
  },
  parameters: {
    "valuation[round]": {
      value: "100_000_000 USD",
      elements: { seed: "8_000_000 USD", private: "40_000_000 USD" },
      unit: "USD",
      meaning: "value of all tokens there are before the round",
      confidence: "assumption",
    },
    "raise[round]": {
      value: "10_000_000 USD",
      elements: { seed: "2_000_000 USD" },
      unit: "USD",
      meaning: "money raised in the round; 0 for a round that does not take place",
      confidence: "assumption",
    },
    "discount[round]": {
      value: "0 %",
      elements: { private: "20 %" },
      unit: "%",
      meaning: "what the round's investors pay less than the valuation says",
      confidence: "assumption",
      range: ["0 %", "90 %"],
    },
    "at[round]": {
      value: "18 month",
      elements: { seed: "0 month", private: "9 month" },
      unit: "month",
      meaning: "when the round takes place, from the start of the run",
      confidence: "assumption",
    },
  },
  stocks: {
    first: stock("800_000_000 token", "held by those who were there before the first round"),
    "bought[round]": { initial: "0 token", meaning: "held by the investors of the round" },
    raised: stock("0 USD", "money raised so far"),
  },
  flows: {
    "issue[round]": {
      to: "bought[round]",
      equation: "if now[round] > 0 then floor(raise[round] / price[round]) / epoch else 0",
      meaning: "tokens created for the investors of the round",
    },
    "payment[round]": {
      to: "raised",
      equation: "now[round] * raise[round] / epoch",
      meaning: "money that comes in with the round",
    },
  },
  states: {
    lastValue: state(
      "0 USD/token",
      "if sum(now[*]) > 0 then sum(now[*] * valuation[*]) / supply else lastValue",
      "value of a token by the last round's valuation, without its discount; 0 before the first round",
    ),
  },
  auxiliaries: {
    "now[round]": auxiliary(
      "1",
      "if time <= at[round] and at[round] < time + epoch then 1 else 0",
      "1 in the step in which the round takes place",
    ),
    supply: auxiliary("token", "first + sum(bought[*])", "all tokens before the round"),
    "price[round]": auxiliary(
      "USD/token",
      "(1 - discount[round]) * valuation[round] / supply",
      "what a token would cost in the round if it took place now",
    ),
    "dilution[round]": auxiliary(
      "%",
      "now[round] * issue[round] / (supply / epoch + issue[round])",
      "share that all earlier owners lose by the round, in its step",
    ),
    "ownership[round]": auxiliary("%", "bought[round] / supply", "share of all tokens that the round's investors hold"),
    firstShare: auxiliary("%", "first / supply", "share that the first owners have left"),
    "paid[round]": auxiliary(
      "USD/token",
      "if bought[round] > 0 then raise[round] / bought[round] else 0",
      "what the round's investors paid for a token",
    ),
    "multiple[round]": auxiliary(
      "1",
      "if bought[round] > 0 then lastValue * bought[round] / raise[round] else 0",
      "value of the round's tokens by the last round over what was paid for them, on paper",
    ),
    value: auxiliary("USD", "supply * lastValue", "value of all tokens by the last round"),
  },
  checks: {
    oneRoundAtATime: check("sum(now[*]) <= 1", "no two rounds fall into one step"),
    termsMakeSense: check(
      "min(valuation[*]) > 0 and min(raise[*]) >= 0 and min(discount[*]) >= 0 and max(discount[*]) < 1",
      "valuations are positive, money is not paid back, and discounts are below 100 %",
    ),
  },
});

export default model;
