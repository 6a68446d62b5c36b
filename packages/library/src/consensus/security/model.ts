import { auxiliary, check, defineModel, input, type Model, parameter } from "@tokenwright/engine";

/** Holders told apart one by one; all others count as too small to matter. */
const holders = 20;

/**
 * What it costs to take a share of the power that decides, for work and for stake side by side; what the network
 * pays for its security; and how many parties together hold such a share (Nakamoto coefficient).
 *
 * An attacker who comes from outside and wants the share θ of what then is needs θ / (1 − θ) of what there is:
 * 104 % for 51 %, 49 % for 33 %. Parties inside need only θ of it, which is what the coefficient counts.
 */
const model: Model = defineModel({
  title: "Cost of an attack, security budget, Nakamoto coefficient",
  about:
    "Compares networks by the capital an attack from outside ties up, what it loses by it, what honest security costs " +
    "in a year, and by how few parties decide. What an attacker could gain is left out.",
  source: ["nakamoto-2008", "srinivasan-lee-2017"],
  assets: { token: { decimals: 8 }, USD: { decimals: 2, baseUnit: "cent" } },
  dimensions: {
    attack: {
      label: "attack",
      elements: ["third", "majority"],
      labels: {
        third: "a third: halts or forks a chain of votes",
        majority: "more than half: rewrites a chain of work",
      },
    },
    party: { label: "party that holds stake or hash rate, the largest first or in any order", size: holders },
  },
  parameters: {
    "attackShare[attack]": {
      value: "51 %",
      elements: { third: "33 %" },
      unit: "%",
      meaning: "share of the deciding power that the attacker wants",
      confidence: "assumption",
      range: ["1 %", "90 %"],
    },
    machinePrice: parameter("15 USD*s/TH", "price of a machine per hash rate", {
      confidence: "assumption",
      unit: "USD*s/TH",
    }),
    resale: parameter("30 %", "part of the machines' price that comes back after the attack", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    efficiency: parameter("28.2 J/TH", "energy per hash", { confidence: "assumption", unit: "J/TH" }),
    powerPrice: parameter("0.05 USD/kWh", "price of electricity", { confidence: "assumption", unit: "USD/kWh" }),
    duration: parameter("1 day", "how long an attack by work goes on", { confidence: "assumption", unit: "day" }),
    slashed: parameter("100 %", "part of the attacker's stake that the protocol destroys", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    priceFall: parameter("50 %", "fall of the price after the attack, which the rest of the stake suffers", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    impact: parameter("100 %", "rise of the price when all freely held tokens are bought; linear below", {
      confidence: "assumption",
      unit: "%",
    }),
    "weight[party]": {
      value: "1 / party",
      unit: "1",
      meaning: "deciding power of each party in any measure; by default the second has half of the first, and so on",
      confidence: "assumption",
    },
    smallShare: parameter("0 %", "share of the power in hands too small to tell apart", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    price: input("USD/token", "price of a token", { default: "{1 USD/token}" }),
    supply: input("token", "all tokens there are", { default: "{1_000_000_000 token}" }),
    hashRate: input("EH/s", "hash rate; 0 for a network without work", { default: "0" }),
    staked: input("token", "tokens at stake; 0 for a network without stake", { default: "0" }),
    issuance: input("token/day", "new tokens paid for security", { default: "0" }),
    fees: input("token/day", "fees paid for security", { default: "0" }),
  },
  auxiliaries: {
    "outside[attack]": auxiliary(
      "1",
      "attackShare[attack] / (1 - attackShare[attack])",
      "what an attacker from outside needs, over what there is",
    ),
    "addedHashRate[attack]": auxiliary("EH/s", "outside[attack] * hashRate", "hash rate the attacker brings"),
    "workCapital[attack]": auxiliary("USD", "addedHashRate[attack] * machinePrice", "price of its machines"),
    "workPower[attack]": auxiliary(
      "USD",
      "addedHashRate[attack] * efficiency * powerPrice * duration",
      "price of the electricity of the attack",
    ),
    "workCost[attack]": auxiliary(
      "USD",
      "workCapital[attack] * (1 - resale) + workPower[attack]",
      "what an attack by work loses: machines less resale, and electricity",
    ),
    "addedStake[attack]": auxiliary("token", "outside[attack] * staked", "tokens the attacker buys and stakes"),
    free: auxiliary("token", "supply - staked", "tokens that are not at stake and could be bought"),
    "reachable[attack]": auxiliary(
      "1",
      "if addedStake[attack] <= free then 1 else 0",
      "1 when so many tokens can be bought at all",
    ),
    "stakeCapital[attack]": auxiliary(
      "USD",
      "addedStake[attack] * price * (1 + (if free > 0 then impact * addedStake[attack] / free / 2 else 0))",
      "price of that stake, at a price that rises while it is bought",
    ),
    "stakeCost[attack]": auxiliary(
      "USD",
      "stakeCapital[attack] * (1 - (1 - slashed) * (1 - priceFall))",
      "what an attack by stake loses: what is slashed, and the fall of the rest",
    ),
    "atRisk[attack]": auxiliary(
      "USD",
      "attackShare[attack] * staked * price * slashed",
      "what holders inside would lose who attack with the stake they have",
    ),
    budget: auxiliary("USD/year", "(issuance + fees) * price", "what the network pays for its security"),
    budgetShare: auxiliary(
      "%/year",
      "if supply > 0 then (issuance + fees) / supply else 0",
      "the same over the value of all tokens",
    ),
    feeShare: auxiliary(
      "%",
      "if issuance + fees > 0 then fees / (issuance + fees) else 0",
      "part of the budget that users pay, and that stays when issuance ends",
    ),
    "daysOfBudget[attack]": auxiliary(
      "day",
      "if budget > 0 then (workCost[attack] + stakeCost[attack]) / budget else 0",
      "time in which the network pays for its security what the attack loses",
    ),
    "joint[party]": auxiliary(
      "%",
      "(1 - smallShare) * topShare(weight[*], party)",
      "share of the so many largest parties together",
    ),
    "nakamoto[attack]": auxiliary(
      "1",
      "1 + count(joint[*] <= attackShare[attack])",
      `fewest parties whose joint share exceeds the attack's; ${holders + 1} stands for more than ${holders}`,
    ),
    concentration: auxiliary(
      "1",
      "sum(weight[*] ^ 2) / sum(weight[*]) ^ 2 * (1 - smallShare) ^ 2",
      "sum of the squared shares (Herfindahl and Hirschman)",
    ),
    inequality: auxiliary("1", "gini(weight[*])", "Gini coefficient of the parties told apart"),
  },
  checks: {
    sharesAreShares: check(
      "min(attackShare[*]) > 0 and max(attackShare[*]) < 1 and resale >= 0 and resale <= 1 and slashed >= 0 and slashed <= 1 " +
        "and priceFall >= 0 and priceFall <= 1 and smallShare >= 0 and smallShare <= 1",
      "shares lie between 0 % and 100 %",
    ),
    stakeIsPartOfSupply: check("staked >= 0 and staked <= supply", "what is staked is part of the supply"),
  },
});

export default model;
