import { auxiliary, check, defineModel, type Model, parameter } from "@tokenwright/engine";

/**
 * An airdrop: tokens allotted to addresses, some of them puppets of few people (Sybil); what is claimed, what is
 * sold at once and later, and what returns when the time for claims is over.
 *
 * Claims and later sales come at a constant rate per token still there, so both die away geometrically. Every
 * amount is a whole number of base units, and the allotment is whole at every step.
 */
const model: Model = defineModel({
  title: "An airdrop with claims, Sybils and sales",
  about:
    "How much of an airdrop reaches people, how much ends with farmers of addresses, and how much of it is sold when. " +
    "What the sales do to a price is for a market model.",
  source: "arbitrum-airdrop",
  assets: { token: { decimals: 18 } },
  units: { address: "count" },
  dimensions: {
    claimant: {
      label: "claimants",
      elements: ["genuine", "sybil"],
      labels: { genuine: "people, one address each", sybil: "puppets of few people" },
    },
  },
  parameters: {
    size: parameter("1_000_000_000 token", "tokens set aside for the airdrop", {
      confidence: "assumption",
      unit: "token",
    }),
    addresses: parameter("500_000 address", "addresses that may claim", { confidence: "assumption", unit: "address" }),
    sybilShare: parameter("20 %", "share of the tokens that would go to Sybils if nobody were left out", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "90 %"],
    }),
    detected: parameter("0 %", "part of it that is found before the drop and withheld", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    "claimRate[claimant]": {
      value: "10 %/day",
      elements: { sybil: "60 %/day" },
      unit: "%/day",
      meaning: "share of the tokens not yet claimed that is claimed in a day",
      confidence: "assumption",
      range: ["0 %/day", "100 %/day"],
    },
    window: parameter("180 day", "time in which tokens may be claimed; then they return", {
      confidence: "assumption",
      unit: "day",
    }),
    "soldAtOnce[claimant]": {
      value: "30 %",
      elements: { sybil: "90 %" },
      unit: "%",
      meaning: "share of what is claimed that is sold in the same step",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "sellRate[claimant]": {
      value: "0.3 %/day",
      elements: { sybil: "5 %/day" },
      unit: "%/day",
      meaning: "share of what is held that is sold in a day, later on",
      confidence: "assumption",
      range: ["0 %/day", "100 %/day"],
    },
  },
  stocks: {
    "unclaimed[claimant]": {
      initial: "size - floor(sybilShare * size)",
      elements: { sybil: "floor((1 - detected) * floor(sybilShare * size))" },
      unit: "token",
      meaning: "allotted and not yet claimed",
    },
    "held[claimant]": { initial: "0 token", meaning: "claimed and kept" },
    "sold[claimant]": { initial: "0 token", meaning: "claimed and sold" },
    treasury: {
      initial: "floor(sybilShare * size) - floor((1 - detected) * floor(sybilShare * size))",
      unit: "token",
      meaning: "withheld from Sybils that were found, and what nobody claimed in time",
    },
  },
  flows: {
    "claim[claimant]": {
      from: "unclaimed[claimant]",
      to: "held[claimant]",
      equation: "if time < window then floor(min(claimRate[claimant], 1 / epoch) * unclaimed[claimant]) else 0",
      meaning: "claimed",
    },
    "saleAtOnce[claimant]": {
      from: "held[claimant]",
      to: "sold[claimant]",
      equation: "floor(soldAtOnce[claimant] * claim[claimant])",
      meaning: "sold in the step of the claim",
    },
    "laterSale[claimant]": {
      from: "held[claimant]",
      to: "sold[claimant]",
      equation: "floor(min(sellRate[claimant], 1 / epoch) * held[claimant])",
      meaning: "sold later",
    },
    "expiry[claimant]": {
      from: "unclaimed[claimant]",
      to: "treasury",
      equation: "if time < window then 0 else unclaimed[claimant] / epoch",
      meaning: "returned when the time for claims is over",
    },
  },
  auxiliaries: {
    claimed: auxiliary("token", "sum(held[*]) + sum(sold[*])", "claimed so far"),
    claimedShare: auxiliary("%", "claimed / size", "the same over the whole airdrop"),
    soldShare: auxiliary(
      "%",
      "if claimed > 0 then sum(sold[*]) / claimed else 0",
      "part of what was claimed that is sold",
    ),
    sybilTake: auxiliary(
      "%",
      "if claimed > 0 then (held[sybil] + sold[sybil]) / claimed else 0",
      "part of what was claimed that Sybils have got",
    ),
    sales: auxiliary("token/day", "sum(saleAtOnce[*]) + sum(laterSale[*])", "sold, all groups together"),
    kept: auxiliary("%", "held[genuine] / size", "part of the airdrop that people hold, for whom it was meant"),
    perAddress: auxiliary(
      "token/address",
      "sum(initial(unclaimed[*])) / addresses",
      "allotted to an address, on average",
    ),
  },
  checks: {
    sharesAreShares: check(
      "sybilShare >= 0 and sybilShare <= 1 and detected >= 0 and detected <= 1 and min(soldAtOnce[*]) >= 0 and max(soldAtOnce[*]) <= 1",
      "shares lie between 0 % and 100 %",
    ),
    ratesAreNotNegative: check("min(claimRate[*]) >= 0 and min(sellRate[*]) >= 0", "rates are not negative"),
  },
});

export default model;
