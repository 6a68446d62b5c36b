import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A bonus for every block that decays by a share after every interval of rounds, after Algorand. Nothing is
 * created: the bonus and part of the fees are paid out of an account that fees flow into, the fee sink.
 *
 *   bonus(k + 1) = ⌊bonus(k) · keep⌋       k = intervals of rounds since the first
 *
 * The round whose number is a multiple of the interval is the first to get the smaller bonus. A step may hold many
 * rounds, but at most one interval of them; those before the decay and those after it get their own bonus.
 */
const model: Model = defineModel({
  title: "Block bonus that decays, paid out of a fixed supply",
  about:
    "Pay for the proposers of blocks on a chain whose tokens have all been created: a bonus that falls by a hundredth in every " +
    "million rounds, and half of the fees. It lasts as long as the fee sink is filled.",
  source: "algorand-consensus",
  assets: { token: { decimals: 6, baseUnit: "microtoken" } },
  units: { round: "count" },
  parameters: {
    interval: parameter("1_000_000 round", "rounds between two decays", {
      source: "algorand-consensus",
      confidence: "protocol",
    }),
    keep: parameter("99 %", "share of the bonus that is left after a decay", {
      source: "algorand-consensus",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    feeShare: parameter("50 %", "share of the fees that goes to the proposer", {
      source: "algorand-consensus",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    roundTime: parameter("2.8 second/round", "time between rounds", {
      source: "Reported by staking statistics, not confirmed; the code's comment reckons with 2.9 seconds.",
      confidence: "unverified",
    }),
  },
  inputs: {
    rounds: input("round/day", "rounds made; by default one per round time", { default: "1 / roundTime" }),
    fees: input("token/day", "fees paid by users, which enter the fee sink", { default: "0" }),
    eligibleShare: input("%", "rounds whose proposer may be paid: online, with 30 000 to 70 000 000 tokens", {
      default: "1",
    }),
  },
  states: {
    round: state("0 round", "endRound", "number of the step's first round"),
    bonus: state("10 token/round", "if endRound < nextDecay then bonus else nextBonus", "bonus of that round", {
      source: "algorand-consensus",
      confidence: "protocol",
    }),
  },
  stocks: {
    feeSink: stock("1_000_000_000 token", "what bonuses and fees are paid out of", { confidence: "assumption" }),
    circulating: stock("9_000_000_000 token", "all other tokens", {
      source: "Cap of 10e9 created at the genesis, as the foundation's answers say.",
      confidence: "unverified",
    }),
  },
  flows: {
    feesIn: flow("circulating", "feeSink", "floor(fees)", "fees of users"),
    bonuses: flow("feeSink", "circulating", "floor(payable * eligibleShare)", "bonuses to proposers"),
    feePayments: flow("feeSink", "circulating", "floor(feesIn * feeShare * eligibleShare)", "fees to proposers"),
  },
  auxiliaries: {
    endRound: auxiliary("round", "round + rounds * epoch", "number of the first round after the step"),
    nextDecay: auxiliary("round", "(floor(round / interval) + 1) * interval", "number of the round of the next decay"),
    nextBonus: auxiliary("token/round", "floor(bonus * keep * {1 round}) / {1 round}", "bonus after the next decay"),
    beforeDecay: auxiliary("round/day", "min(rounds, (nextDecay - round) / epoch)", "rounds before the next decay"),
    payable: auxiliary(
      "token/day",
      "beforeDecay * bonus + (rounds - beforeDecay) * nextBonus",
      "bonuses if every proposer may be paid",
    ),
    proposerIncome: auxiliary("token/day", "bonuses + feePayments", "paid to proposers"),
    lastingTime: auxiliary(
      "year",
      "if proposerIncome > feesIn then feeSink / (proposerIncome - feesIn) else {1_000_000 year}",
      "how long the fee sink lasts at the present pace, at most a million years",
    ),
  },
  checks: {
    atMostOneDecay: check("rounds * epoch < interval + {1 round}", "a step holds at most one interval of rounds"),
    sharesAreShares: check(
      "keep >= 0 and keep <= 1 and feeShare >= 0 and feeShare <= 1 and eligibleShare >= 0 and eligibleShare <= 1",
      "shares lie between 0 % and 100 %",
    ),
    nothingIsNegative: check("rounds >= 0 and fees >= 0", "rounds are not unmade and fees are not negative"),
  },
});

export default model;
