import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Monetary expansion from a finite reserve, after Cardano's ledger rules. Each epoch a share ρ of the
 * reserve, scaled by the performance η, joins the fees in a pot; a share τ of the pot goes to the
 * treasury, the rest R is for stake pools, and what they do not earn returns to the reserve.
 *
 * Every amount is a whole number of base units, as in the ledger. Nothing is minted or burned: reserve,
 * circulating, treasury and pot add up to the cap for ever.
 */
const model: Model = defineModel({
  title: "Monetary expansion from a finite reserve",
  about:
    "A fixed supply of which part lies in a reserve. Each epoch a share of the reserve is spent on rewards and on the " +
    "treasury, so issuance falls as the reserve does. What the rewards could not be paid for returns to the reserve.",
  source: ["cardano-ledger-shelley", "cf-java-rewards-calculation"],
  epoch: "5 day",
  assets: { token: { decimals: 6 } },
  parameters: {
    rho: parameter("0.3 %/epoch", "monetary expansion: the share of the reserve spent in an epoch", {
      symbol: "\\rho",
      source: "cardano-ledger-shelley",
      confidence: "protocol",
      range: ["0 %/epoch", "1 %/epoch"],
    }),
    tau: parameter("20 %", "share of the pot that goes to the treasury", {
      symbol: "\\tau",
      source: "cardano-ledger-shelley",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    performance: input("1", "blocks made over blocks expected; more than 1 counts as 1", {
      default: "1",
      symbol: "\\eta",
    }),
    fees: input("token/epoch", "fees that join the pot of the epoch", { default: "0" }),
    unpaid: input("token/epoch", "part of the available rewards that nobody could be paid; it returns to the reserve", {
      default: "0",
    }),
    forfeited: input("token/epoch", "rewards earned by accounts that no longer exist; they go to the treasury", {
      default: "0",
    }),
    refunds: input("token/epoch", "deposits nobody could be given back; they go to the treasury", { default: "0" }),
    withdrawals: input("token/epoch", "payments out of the treasury", { default: "0" }),
    donations: input("token/epoch", "gifts to the treasury", { default: "0" }),
    reserveTransfers: input("token/epoch", "payments out of the reserve to accounts, by decision (MIR certificates)", {
      default: "0",
    }),
    reserveReturns: input("token/epoch", "amounts that go from circulation back to the reserve, by decision", {
      default: "0",
    }),
    activeStake: input("token", "stake that earns the rewards of the epoch; by default all that circulates", {
      default: "circulating",
    }),
  },
  stocks: {
    reserve: stock("13_888_022_852.926644 token", "not yet issued", {
      source: "cf-java-rewards-calculation",
      confidence: "protocol",
    }),
    circulating: stock("31_111_977_147.073356 token", "issued and outside the treasury: accounts, rewards, deposits", {
      source: "cf-java-rewards-calculation",
      confidence: "protocol",
    }),
    treasury: stock("0 token", "held by governance"),
    pot: stock("0 token", "what an epoch shares out; empty between epochs"),
  },
  flows: {
    expansion: flow("reserve", "pot", "floor(rho * min(performance, 1) * reserve)", "spent from the reserve"),
    feesIn: flow("circulating", "pot", "floor(fees)", "fees collected into the pot"),
    toTreasury: flow("pot", "treasury", "floor(tau * rewardPot)", "the treasury's cut"),
    returned: flow("pot", "reserve", "min(floor(unpaid), available)", "rewards nobody was paid"),
    forfeit: flow(
      "pot",
      "treasury",
      "min(floor(forfeited), available - returned)",
      "rewards that could not be delivered",
    ),
    toStakers: flow("pot", "circulating", "available - returned - forfeit", "rewards paid to operators and delegators"),
    unclaimed: flow("circulating", "treasury", "floor(refunds)", "deposits nobody could be given back"),
    donated: flow("circulating", "treasury", "floor(donations)", "gifts to the treasury"),
    spent: flow("treasury", "circulating", "floor(withdrawals)", "paid out by governance"),
    reservePayment: flow("reserve", "circulating", "floor(reserveTransfers)", "paid out of the reserve by decision"),
    reserveReturn: flow("circulating", "reserve", "floor(reserveReturns)", "returned to the reserve by decision"),
  },
  auxiliaries: {
    rewardPot: auxiliary("token/epoch", "expansion + feesIn", "what the epoch shares out"),
    available: auxiliary("token/epoch", "rewardPot - toTreasury", "rewards available to stake pools", { symbol: "R" }),
    distributed: auxiliary("token/epoch", "toStakers", "rewards paid to operators and delegators"),
    grossYield: auxiliary(
      "%/year",
      "if activeStake > 0 then distributed / activeStake else 0",
      "rewards over the stake that earned them, not compounded",
    ),
    issuance: auxiliary(
      "token/epoch",
      "expansion - returned",
      "what leaves the reserve for good, payments by decision apart",
    ),
  },
  checks: {
    potIsEmpty: check("abs(pot) < {1 token}", "the pot is shared out in full in every epoch"),
    flowsAreNotNegative: check(
      "fees >= 0 and unpaid >= 0 and forfeited >= 0 and refunds >= 0 and withdrawals >= 0 and donations >= 0 " +
        "and reserveTransfers >= 0 and reserveReturns >= 0 and performance >= 0",
      "amounts handed in are not negative",
    ),
  },
});

export default model;
