import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Carbon by double entry. A tonne comes into the books when it is emitted and never leaves them: it is
 * outstanding until a retired credit answers it, then it is offset (avoided elsewhere) or removed (taken out of
 * the air and stored), and what escapes from a store is outstanding again. So
 *
 *   emitted = outstanding + offset + removed
 *
 * at every step. Credits are a second asset: bought, held, and retired once. A credit claims a tonne; how much
 * of it is real is the quality, so the claim and the books can be compared.
 */
const model: Model = defineModel({
  title: "A carbon ledger by double entry",
  about:
    "Emissions, the credits bought and retired for them, what these are worth, and what it costs. Where emissions come " +
    "from is for the models of energy; whether a credit is good cannot be computed and is a parameter.",
  source: "ghg-protocol-projects",
  assets: { credit: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  lookups: {
    netZeroPath: {
      points: [
        ["7 year", "140 USD/tCO2e"],
        ["17 year", "205 USD/tCO2e"],
        ["27 year", "250 USD/tCO2e"],
      ],
      beyond: "clamp",
      meaning: "price of carbon on a path to net zero, by time since the start of 2023: 2030, 2040, 2050",
      source: "Net zero scenario of the International Energy Agency for advanced economies, from memory.",
      confidence: "unverified",
    },
  },
  parameters: {
    target: parameter("100 %", "share of the emissions for which credits are retired", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    removalShare: parameter("10 %", "share of those credits that stand for removal from the air", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    avoidanceQuality: parameter("50 %", "part of an avoidance credit's tonne that was really avoided because of it", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    removalQuality: parameter("95 %", "part of a removal credit's tonne that was really removed", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    reversal: parameter("0.5 %/year", "share of the removed carbon that escapes from its store in a year", {
      confidence: "assumption",
      unit: "%/year",
      range: ["0 %/year", "10 %/year"],
    }),
    avoidancePrice: parameter("8 USD/credit", "price of an avoidance credit", {
      confidence: "assumption",
      unit: "USD/credit",
    }),
    removalPrice: parameter("150 USD/credit", "price of a removal credit", {
      confidence: "assumption",
      unit: "USD/credit",
    }),
  },
  inputs: {
    emissions: input("tCO2e/year", "what is emitted; wire models of energy to it", { default: "{1_000 tCO2e/year}" }),
    budget: input("USD/year", "most that is spent on credits; by default what the target costs", {
      default: "wanted * creditPrice",
    }),
    carbonPrice: input("USD/tCO2e", "price that is put on what stays outstanding, such as a tax", { default: "0" }),
  },
  stocks: {
    outstanding: stock("0 tCO2e", "emitted and answered by nothing"),
    offset: stock("0 tCO2e", "answered by emissions avoided elsewhere"),
    removed: stock("0 tCO2e", "answered by removal, and still in its store"),
    avoidanceHeld: stock("0 credit", "avoidance credits bought and not yet retired"),
    removalHeld: stock("0 credit", "removal credits bought and not yet retired"),
    retired: stock("0 credit", "credits retired; none of them can be used again"),
    paid: stock("0 USD", "spent on credits"),
  },
  flows: {
    emission: mint("outstanding", "emissions", "emitted"),
    avoidanceBought: mint("avoidanceHeld", "floor(affordable * (1 - removalShare))", "avoidance credits bought"),
    removalBought: mint("removalHeld", "floor(affordable * removalShare)", "removal credits bought"),
    avoidanceRetired: flow("avoidanceHeld", "retired", "avoidanceBought", "avoidance credits retired"),
    removalRetired: flow("removalHeld", "retired", "removalBought", "removal credits retired"),
    offsetting: flow(
      "outstanding",
      "offset",
      "avoidanceQuality * avoidanceRetired * {1 tCO2e/credit}",
      "tonnes answered by avoidance",
    ),
    removal: flow(
      "outstanding",
      "removed",
      "removalQuality * removalRetired * {1 tCO2e/credit}",
      "tonnes answered by removal",
    ),
    escape: flow("removed", "outstanding", "reversal * removed", "escaped from its store"),
    payment: mint(
      "paid",
      "floor(avoidanceBought * avoidancePrice + removalBought * removalPrice)",
      "spent on credits, from outside these books",
    ),
  },
  auxiliaries: {
    wanted: auxiliary("credit/year", "target * emissions * {1 credit/tCO2e}", "credits that the target asks for"),
    creditPrice: auxiliary(
      "USD/credit",
      "removalShare * removalPrice + (1 - removalShare) * avoidancePrice",
      "price of a credit of the mix",
    ),
    affordable: auxiliary(
      "credit/year",
      "if wanted * creditPrice <= budget then wanted else budget / creditPrice",
      "credits that the budget buys of them",
    ),
    emitted: auxiliary("tCO2e", "outstanding + offset + removed", "all that was emitted since the start"),
    claimed: auxiliary("tCO2e", "retired * {1 tCO2e/credit}", "tonnes that the retired credits claim"),
    overclaim: auxiliary("tCO2e", "claimed - offset - removed", "claimed and not real, or escaped since"),
    neutralised: auxiliary(
      "%",
      "if emitted > 0 then 1 - outstanding / emitted else 0",
      "share of all emissions that is really answered",
    ),
    claimedShare: auxiliary("%", "if emitted > 0 then claimed / emitted else 0", "share that the credits claim"),
    costPerTonne: auxiliary(
      "USD/tCO2e",
      "if offset + removed > 0 then paid / (offset + removed) else 0",
      "spent for each tonne that is really answered",
    ),
    liability: auxiliary("USD", "outstanding * carbonPrice", "what the outstanding tonnes would cost at that price"),
  },
  checks: {
    sharesAreShares: check(
      "target >= 0 and target <= 1 and removalShare >= 0 and removalShare <= 1 and avoidanceQuality >= 0 " +
        "and avoidanceQuality <= 1 and removalQuality >= 0 and removalQuality <= 1",
      "shares lie between 0 % and 100 %",
    ),
    nothingIsNegative: check(
      "emissions >= 0 and budget >= 0 and reversal >= 0",
      "emissions and budget are not negative",
    ),
    creditsAreRetired: check(
      "avoidanceHeld < {1 credit} and removalHeld < {1 credit}",
      "what is bought is retired in the same step",
    ),
  },
});

export default model;
