import { auxiliary, burn, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Three automatic burns side by side, each off when its share is 0: a share of the fees, a share of what is traded,
 * and a hoard of fees that is burned as a whole whenever it has reached a threshold. None of them takes the supply
 * below `leastSupply`.
 *
 *   of fees F:     ⌊feeShare · F⌋ burned,  ⌊hoardShare · F⌋ hoarded,  the rest to those who earn them
 *   of volume V:   ⌊volumeShare · V⌋ burned out of the hands of those who trade
 */
const model: Model = defineModel({
  title: "Automatic burn of fees, of volume and at a threshold",
  about:
    "What a rule of burning takes out of the supply, to the base unit. Wire fees and volume from the models that make them. " +
    "A burn that depends on the price is `burns/price-anchored`.",
  source: ["bnb-bep-95"],
  assets: { token: { decimals: 18 } },
  parameters: {
    feeShare: parameter("50 %", "share of the fees that is burned at once", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    hoardShare: parameter("0 %", "share of the fees that is hoarded, to be burned at the threshold", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    threshold: parameter("100_000 token", "hoard at which all of it is burned", {
      confidence: "assumption",
      unit: "token",
    }),
    volumeShare: parameter("0 %", "share of what is traded that is burned", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    leastSupply: parameter("0 token", "supply at which burning stops", { confidence: "assumption", unit: "token" }),
  },
  inputs: {
    fees: input("token/day", "fees that users pay", { default: "{10_000 token/day}" }),
    volume: input("token/day", "tokens that change hands", { default: "{1_000_000 token/day}" }),
  },
  stocks: {
    circulating: stock("100_000_000 token", "tokens in people's hands"),
    hoard: stock("0 token", "fees kept for burning"),
  },
  flows: {
    feeBurn: burn("circulating", "min(floor(feeShare * feesPaid), room)", "fees burned"),
    volumeBurn: burn(
      "circulating",
      "min(floor(volumeShare * volume), room - feeBurn, circulating / epoch - feesPaid)",
      "burned out of what is traded",
    ),
    hoarding: flow(
      "circulating",
      "hoard",
      "min(floor(hoardShare * feesPaid), feesPaid - feeBurn)",
      "fees kept for burning",
    ),
    hoardBurn: burn(
      "hoard",
      "if hoard > 0 and hoard >= threshold then min(hoard / epoch, room - feeBurn - volumeBurn) else 0",
      "the whole hoard, once it has reached the threshold",
    ),
  },
  auxiliaries: {
    supply: auxiliary("token", "circulating + hoard", "all tokens there are"),
    feesPaid: auxiliary("token/day", "min(floor(fees), circulating / epoch)", "fees, as far as there are tokens"),
    room: auxiliary("token/day", "max(supply - leastSupply, 0) / epoch", "most that may be burned in the step"),
    toEarners: auxiliary("token/day", "feesPaid - feeBurn - hoarding", "fees for those who earn them; they circulate"),
    burned: auxiliary("token/day", "feeBurn + volumeBurn + hoardBurn", "burned in all"),
    burnRate: auxiliary("%/year", "if supply > 0 then burned / supply else 0", "share of the supply burned in a year"),
    burnedSoFar: auxiliary("token", "initial(supply) - supply", "burned since the start"),
  },
  checks: {
    sharesAreShares: check(
      "feeShare >= 0 and hoardShare >= 0 and feeShare + hoardShare <= 1 and volumeShare >= 0 and volumeShare <= 1",
      "shares lie between 0 % and 100 %, and those of the fees together too",
    ),
    nothingIsNegative: check("fees >= 0 and volume >= 0 and threshold >= 0", "fees and volume are not negative"),
    supplyIsKept: check("supply >= min(leastSupply, initial(supply))", "burning stops at the least supply"),
  },
});

export default model;
