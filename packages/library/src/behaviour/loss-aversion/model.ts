import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/** The value of a gain or a loss as a share of what was paid. Below a millionth of a millionth all are alike to it. */
const value = (gain: string) =>
  `if ${gain} >= 0 then max(${gain}, 1e-12) ^ gainPower else -lossAversion * max(-(${gain}), 1e-12) ^ lossPower`;

/**
 * Holders who value gains and losses against what they paid, after Tversky and Kahneman's cumulative prospect theory:
 *
 *   v(x) = x^α for gains, −λ (−x)^β for losses
 *   w₊(p) = p^γ / (p^γ + (1 − p)^γ)^(1/γ),   w₋ alike with δ
 *
 * Each compares selling now, which makes its gain certain, with holding on for one more move up or down. With a gain a holder
 * is careful and sells, with a loss it takes the risk: winners are sold too soon and losers are kept.
 */
const model: Model = defineModel({
  title: "Holders who are averse to losses",
  about:
    "A population of holders who paid different prices and value what they have against that. Wire the price to it; it gives what " +
    "is sold. Nobody buys here.",
  source: ["tversky-kahneman-1992", "odean-1998"],
  assets: { token: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  dimensions: { holder: { agents: 200, label: "holder" } },
  parameters: {
    gainPower: parameter("0.88", "curvature of the value of gains", {
      symbol: "\\alpha",
      source: "tversky-kahneman-1992",
      confidence: "measured",
      range: ["0.3", "1"],
    }),
    lossPower: parameter("0.88", "curvature of the value of losses", {
      symbol: "\\beta",
      source: "tversky-kahneman-1992",
      confidence: "measured",
      range: ["0.3", "1"],
    }),
    lossAversion: parameter("2.25", "weight of a loss against a gain of the same size", {
      symbol: "\\lambda",
      source: "tversky-kahneman-1992",
      confidence: "measured",
      range: ["1", "5"],
    }),
    gainWeighting: parameter("0.61", "shape of the weight of chances to gain", {
      symbol: "\\gamma",
      source: "tversky-kahneman-1992",
      confidence: "measured",
      range: ["0.3", "1"],
    }),
    lossWeighting: parameter("0.69", "shape of the weight of chances to lose", {
      symbol: "\\delta",
      source: "tversky-kahneman-1992",
      confidence: "measured",
      range: ["0.3", "1"],
    }),
    upChance: parameter("50 %", "chance of a move up, as holders see it", {
      symbol: "p",
      confidence: "assumption",
      unit: "%",
      range: ["1 %", "99 %"],
    }),
    move: parameter("20 %", "the move up or down that holders think of, as a share of the price", {
      confidence: "assumption",
      unit: "%",
      range: ["1 %", "90 %"],
    }),
    noise: parameter("0.05", "spread of the reasons nobody sees, in units of value", {
      confidence: "assumption",
      range: ["0.01", "1"],
    }),
    attention: parameter("1 1/month", "how often a holder thinks of selling", { confidence: "assumption" }),
    "paid[holder]": {
      value: "{1 USD/token} * lognormal(0, 0.4)",
      unit: "USD/token",
      meaning: "what each paid for a token",
      confidence: "assumption",
    },
  },
  inputs: {
    price: input("USD/token", "price of a token", { default: "{1 USD/token}" }),
  },
  stocks: {
    "balance[holder]": stock("10_000 token", "tokens of each holder", { confidence: "assumption" }),
    sold: stock("0 token", "sold by these holders to everybody else"),
    proceeds: stock("0 USD", "what they got for it"),
  },
  flows: {
    "sell[holder]": flow(
      "balance[holder]",
      "sold",
      "if sells[holder] > 0 then balance[holder] / epoch else 0",
      "all that a holder has, sold",
    ),
    payment: mint("proceeds", "floor(offered * price)", "got for what is sold"),
  },
  auxiliaries: {
    weightUp: auxiliary(
      "1",
      "upChance ^ gainWeighting / (upChance ^ gainWeighting + (1 - upChance) ^ gainWeighting) ^ (1 / gainWeighting)",
      "weight of the chance to gain",
      { symbol: "w_+(p)" },
    ),
    weightDown: auxiliary(
      "1",
      "(1 - upChance) ^ lossWeighting / (upChance ^ lossWeighting + (1 - upChance) ^ lossWeighting) ^ (1 / lossWeighting)",
      "weight of the chance to lose",
      { symbol: "w_-(1-p)" },
    ),
    "gain[holder]": auxiliary("1", "price / paid[holder] - 1", "gain of each over what it paid"),
    "gainUp[holder]": auxiliary("1", "(1 + gain[holder]) * (1 + move) - 1", "the same after a move up"),
    "gainDown[holder]": auxiliary("1", "(1 + gain[holder]) * (1 - move) - 1", "the same after a move down"),
    "valueNow[holder]": auxiliary("1", value("gain[holder]"), "value of selling now", { symbol: "v" }),
    "valueUp[holder]": auxiliary("1", value("gainUp[holder]"), "value after a move up"),
    "valueDown[holder]": auxiliary("1", value("gainDown[holder]"), "value after a move down"),
    "valueHeld[holder]": auxiliary(
      "1",
      "if gainDown[holder] >= 0 then weightUp * valueUp[holder] + (1 - weightUp) * valueDown[holder] " +
        "else if gainUp[holder] < 0 then weightDown * valueDown[holder] + (1 - weightDown) * valueUp[holder] " +
        "else weightUp * valueUp[holder] + weightDown * valueDown[holder]",
      "value of holding on for one move: the better of two gains has the weight of its chance, so has the worse of two losses",
    ),
    "chance[holder]": auxiliary(
      "%",
      "(1 + tanh((valueNow[holder] - valueHeld[holder]) / (2 * noise))) / 2",
      "chance that each who thinks of it sells",
    ),
    "considers[holder]": auxiliary("1", "bernoulli(1 - exp(-attention * epoch))", "1 when a holder thinks of selling"),
    "sells[holder]": auxiliary(
      "1",
      "if balance[holder] > 0 then considers[holder] * bernoulli(chance[holder]) else 0",
      "1 for those who sell",
    ),
    "holds[holder]": auxiliary("1", "if balance[holder] > 0 then 1 else 0", "1 for those who have not sold"),
    "wins[holder]": auxiliary("1", "if gain[holder] >= 0 then holds[holder] else 0", "1 for those who hold a gain"),
    "winnerChance[holder]": auxiliary("1", "wins[holder] * chance[holder]", "chance of those with a gain"),
    "loserChance[holder]": auxiliary(
      "1",
      "(holds[holder] - wins[holder]) * chance[holder]",
      "chance of those with a loss",
    ),
    winners: auxiliary("1", "sum(wins[*])", "holders with a gain"),
    losers: auxiliary("1", "sum(holds[*]) - winners", "holders with a loss"),
    gainsRealised: auxiliary(
      "%",
      "if winners > 0 then sum(winnerChance[*]) / winners else 0",
      "chance that one with a gain who thinks of it sells, on the mean",
    ),
    lossesRealised: auxiliary(
      "%",
      "if losers > 0 then sum(loserChance[*]) / losers else 0",
      "chance that one with a loss who thinks of it sells, on the mean",
    ),
    disposition: auxiliary(
      "1",
      "if lossesRealised > 0 then gainsRealised / lossesRealised else 0",
      "how much more readily gains are sold than losses",
    ),
    offered: auxiliary("token/epoch", "sum(sell[*])", "sold in the step"),
    held: auxiliary("token", "sum(balance[*])", "tokens of all holders"),
    netDemand: auxiliary("token/epoch", "-offered", "bought less sold, which is never above zero here"),
  },
  checks: {
    parametersMakeSense: check(
      "gainPower > 0 and lossPower > 0 and lossAversion > 0 and gainWeighting > 0 and lossWeighting > 0 and noise > 0 " +
        "and upChance > 0 and upChance < 1 and move > 0 and move < 1 and attention >= 0 and price > 0",
      "powers and weights are above zero, chances and the move lie between 0 and 1",
    ),
  },
});

export default model;
