import { auxiliary, check, defineModel, type Model, parameter } from "@tokenwright/engine";

/**
 * Distribution of a fixed supply over sectors: each gets its share, a part at once and the rest locked, with a
 * cliff and a linear release; owners lock some of what they get again, early ones for a bonus, and sell some of
 * what is free.
 *
 * Locks are conveyors: first in first out, exact to the base unit. The sectors get whole base units, and what
 * rounding leaves stays with the treasury, so all stocks sum to the supply at every step.
 */
const model: Model = defineModel({
  title: "Distribution over sectors with lock-ups",
  about:
    "Who holds how much, locked, free, locked again and sold, for the whole supply. One allocation alone, with " +
    "instalments, is distribution/vesting. Prices and purchases are left out: what is sold is with the market.",
  source: "Contract terms; release counts as in OpenZeppelin's VestingWallet.",
  assets: { token: { decimals: 18 } },
  dimensions: {
    sector: {
      label: "sector",
      elements: ["team", "investors", "advisors", "ecosystem", "community", "liquidity"],
      labels: {
        liquidity: "liquidity and exchanges",
        ecosystem: "ecosystem and grants",
        community: "community and airdrop",
      },
    },
  },
  parameters: {
    supply: parameter("1_000_000_000 token", "all tokens there are", { confidence: "assumption", unit: "token" }),
    "allocation[sector]": {
      value: "0 %",
      elements: {
        team: "18 %",
        investors: "17 %",
        advisors: "3 %",
        ecosystem: "25 %",
        community: "15 %",
        liquidity: "5 %",
      },
      unit: "%",
      meaning: "share of the supply; what they leave is the treasury's",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "upfront[sector]": {
      value: "0 %",
      elements: { community: "40 %", liquidity: "100 %", investors: "5 %" },
      unit: "%",
      meaning: "part of the allocation that is free at the start",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "cliff[sector]": {
      value: "0 month",
      elements: { team: "12 month", investors: "6 month", advisors: "12 month" },
      unit: "month",
      meaning: "time in which nothing of the locked part is released",
      confidence: "assumption",
    },
    "duration[sector]": {
      value: "36 month",
      elements: { team: "48 month", investors: "24 month", community: "12 month", liquidity: "1 month" },
      unit: "month",
      meaning: "time from the start until all is released",
      confidence: "assumption",
    },
    "lockAgain[sector]": {
      value: "0 %",
      elements: { investors: "20 %", community: "30 %" },
      unit: "%",
      meaning: "part of what is released that owners lock again of their own will",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "lockTime[sector]": {
      value: "12 month",
      unit: "month",
      meaning: "time of a lock of their own will",
      confidence: "assumption",
    },
    lockBonus: parameter("10 %", "bonus on what is locked again early, from the treasury", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    early: parameter("12 month", "how long such locks earn the bonus", { confidence: "assumption", unit: "month" }),
    "sellRate[sector]": {
      value: "4 %/month",
      elements: { team: "2 %/month", community: "10 %/month", liquidity: "0 %/month", ecosystem: "3 %/month" },
      unit: "%/month",
      meaning: "share of what is free that is sold in a month",
      confidence: "assumption",
      range: ["0 %/month", "100 %/month"],
    },
  },
  stocks: {
    "locked[sector]": {
      initial: "floor(supply * allocation[sector]) - floor(upfront[sector] * floor(supply * allocation[sector]))",
      unit: "token",
      meaning: "not yet released",
      conveyor: { time: "duration[sector]", release: "linear", cliff: "cliff[sector]" },
    },
    "free[sector]": {
      initial: "floor(upfront[sector] * floor(supply * allocation[sector]))",
      unit: "token",
      meaning: "released and held",
    },
    "lockedAgain[sector]": {
      initial: "0 token",
      meaning: "locked by its owners of their own will",
      conveyor: { time: "lockTime[sector]" },
    },
    "sold[sector]": { initial: "0 token", meaning: "sold to the market" },
    treasury: {
      initial: "supply - sum(floor(supply * allocation[*]))",
      unit: "token",
      meaning: "not allotted, less the bonuses paid",
    },
  },
  flows: {
    "release[sector]": {
      from: "locked[sector]",
      to: "free[sector]",
      equation: "leaving(locked[sector])",
      meaning: "released",
    },
    "relock[sector]": {
      from: "free[sector]",
      to: "lockedAgain[sector]",
      equation: "floor(lockAgain[sector] * release[sector])",
      meaning: "locked again in the step of its release",
    },
    "unlock[sector]": {
      from: "lockedAgain[sector]",
      to: "free[sector]",
      equation: "leaving(lockedAgain[sector])",
      meaning: "free again",
    },
    "bonus[sector]": {
      from: "treasury",
      to: "free[sector]",
      equation: "if time < early then floor(lockBonus * relock[sector]) else 0",
      meaning: "bonus for locking early",
    },
    "sale[sector]": {
      from: "free[sector]",
      to: "sold[sector]",
      equation: "floor(min(sellRate[sector], 1 / epoch) * free[sector])",
      meaning: "sold",
    },
  },
  auxiliaries: {
    circulating: auxiliary("token", "sum(free[*]) + sum(sold[*])", "free or sold: what can change hands"),
    circulatingShare: auxiliary("%", "circulating / supply", "the same over the supply"),
    unlocking: auxiliary("token/month", "sum(release[*]) + sum(unlock[*])", "what becomes free"),
    overhang: auxiliary(
      "%/month",
      "if circulating > 0 then unlocking / circulating else 0",
      "what becomes free over what circulates: the pressure of unlocks",
    ),
    lockedShare: auxiliary(
      "%",
      "(sum(locked[*]) + sum(lockedAgain[*])) / supply",
      "share of the supply that is locked",
    ),
    "holding[sector]": auxiliary(
      "%",
      "(locked[sector] + free[sector] + lockedAgain[sector]) / supply",
      "share of the supply that the sector still has",
    ),
  },
  checks: {
    termsMakeSense: check(
      "min(allocation[*]) >= 0 and min(upfront[*]) >= 0 and max(upfront[*]) <= 1 and min(lockAgain[*]) >= 0 and max(lockAgain[*]) <= 1",
      "shares lie between 0 % and 100 %",
    ),
    cliffBeforeEnd: check("max(cliff[*] - duration[*]) <= 0", "no cliff lies after its end"),
  },
});

export default model;
