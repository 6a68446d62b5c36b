import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Rewards for what is good for the climate: tonnes removed and verified, credits retired, and machines that need less energy than
 * a benchmark. Some claims are false; audits find a share of them, and who is found loses a deposit. A false claim pays
 * unless
 *
 *   deposit ≥ reward · (1 − a) / a
 *
 * with the share a of false claims that audits find. All tonnes are kept by double entry: claimed = verified + undetected + rejected.
 */
const model: Model = defineModel({
  title: "Rewards for environmental contributions",
  about:
    "A budget in tokens for verified tonnes, retired credits and saved energy, with audits and deposits. Wire emissions to carbon/ledger " +
    "and the credits retired there back. Whether a tonne would have been removed anyway cannot be computed.",
  source: ["ghg-protocol-projects", "becker-1968"],
  assets: { token: { decimals: 6 }, credit: { decimals: 6 } },
  units: { operation: "count" },
  parameters: {
    perTonne: parameter("20 token/tCO2e", "reward for a tonne removed and accepted", { confidence: "assumption" }),
    perCredit: parameter("5 token/credit", "reward for a retired credit", { confidence: "assumption" }),
    perSaved: parameter("10 token/tCO2e", "reward for a tonne not emitted, against the benchmark", {
      confidence: "assumption",
    }),
    benchmark: parameter("0.5 kWh/operation", "energy of an operation of a machine of common efficiency", {
      confidence: "assumption",
    }),
    budget: parameter("100_000 token/year", "most that is paid in a year", { confidence: "assumption" }),
    falseShare: parameter("10 %", "share of the claimed tonnes that were not removed", {
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    detection: parameter("25 %", "share of the false claims that audits find", {
      symbol: "a",
      unit: "%",
      confidence: "assumption",
      range: ["1 %", "100 %"],
    }),
    deposit: parameter("60 token/tCO2e", "lost for a claimed tonne that is found to be false", {
      confidence: "assumption",
    }),
  },
  inputs: {
    claims: input("tCO2e/year", "tonnes that contributors claim to have removed", { default: "{1_000 tCO2e/year}" }),
    retired: input("credit/year", "credits that are retired", { default: "{500 credit/year}" }),
    operations: input("operation/year", "what the machines do", { default: "{10_000_000 operation/year}" }),
    energy: input("kWh/operation", "energy of an operation", { default: "{0.3 kWh/operation}" }),
    intensity: input("gCO2e/kWh", "emissions of a unit of energy", { default: "{475 gCO2e/kWh}" }),
  },
  stocks: {
    fund: stock("1_000_000 token", "set aside for these rewards", { confidence: "assumption" }),
    contributors: stock("1_000_000 token", "of those who contribute; deposits are taken from it", {
      confidence: "assumption",
    }),
    verified: stock("0 tCO2e", "claimed and really removed"),
    undetected: stock("0 tCO2e", "claimed and paid for, and not removed"),
    rejected: stock("0 tCO2e", "claimed and found to be false"),
    saved: stock("0 tCO2e", "not emitted, against the benchmark"),
  },
  flows: {
    removal: mint("verified", "claims * (1 - falseShare)", "claimed and real"),
    deceit: mint("undetected", "claims * falseShare * (1 - detection)", "claimed, false and accepted"),
    rejection: mint("rejected", "claims * falseShare * detection", "claimed, false and found"),
    saving: mint("saved", "savedRate", "not emitted"),
    paidForTonnes: flow("fund", "contributors", "floor(perTonne * accepted * scale)", "paid for tonnes"),
    paidForCredits: flow("fund", "contributors", "floor(perCredit * retired * scale)", "paid for retired credits"),
    paidForSaving: flow("fund", "contributors", "floor(perSaved * savedRate * scale)", "paid for saved energy"),
    forfeited: flow(
      "contributors",
      "fund",
      "min(floor(deposit * rejection), floor(contributors / epoch))",
      "deposits of those who were found",
    ),
  },
  auxiliaries: {
    accepted: auxiliary("tCO2e/year", "claims * (1 - falseShare * detection)", "claims that are paid for"),
    savedRate: auxiliary(
      "tCO2e/year",
      "max(benchmark - energy, 0) * operations * intensity",
      "emissions below the benchmark's",
    ),
    emissions: auxiliary("tCO2e/year", "energy * operations * intensity", "what the machines emit"),
    asked: auxiliary(
      "token/year",
      "perTonne * accepted + perCredit * retired + perSaved * savedRate",
      "rewards before the budget",
    ),
    affordable: auxiliary("token/year", "min(budget, fund / epoch)", "what can be paid"),
    scale: auxiliary("1", "if asked > affordable then affordable / asked else 1", "part of each reward that is paid"),
    paid: auxiliary("token/year", "paidForTonnes + paidForCredits + paidForSaving", "rewards of the step"),
    claimed: auxiliary("tCO2e", "verified + undetected + rejected", "all that was claimed"),
    falseProfit: auxiliary(
      "token/tCO2e",
      "perTonne * scale * (1 - detection) - deposit * detection",
      "what a false claim brings on the mean",
    ),
    deterrent: auxiliary(
      "token/tCO2e",
      "perTonne * scale * (1 - detection) / detection",
      "deposit from which on a false claim does not pay",
    ),
    real: auxiliary("tCO2e/year", "removal + savedRate", "tonnes a year that the rewards can be set against"),
    costPerTonne: auxiliary(
      "token/tCO2e",
      "if real > 0 then paid / real else 0",
      "paid for each tonne really removed or saved; credits are counted by the ledger",
    ),
    netEmissions: auxiliary("tCO2e/year", "emissions - removal", "emitted less removed"),
  },
  checks: {
    sharesAreShares: check(
      "falseShare >= 0 and falseShare <= 1 and detection > 0 and detection <= 1",
      "shares lie between 0 % and 100 %, and some false claims are found",
    ),
    nothingIsNegative: check(
      "claims >= 0 and retired >= 0 and operations >= 0 and energy >= 0 and intensity >= 0 and perTonne >= 0 and perCredit >= 0 " +
        "and perSaved >= 0 and budget >= 0 and deposit >= 0",
      "amounts are not negative",
    ),
  },
});

export default model;
