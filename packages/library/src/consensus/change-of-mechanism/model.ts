import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Electricity and emissions of a network that changes how it agrees, as Ethereum did on 15 September 2022:
 * the power before and after, which of the two is in force, and what the change has saved so far.
 *
 * A hybrid, or a chain that is checkpointed by another one, runs on both at once: `after` in full and a share of
 * `before`.
 */
const model: Model = defineModel({
  title: "A change of the consensus mechanism",
  about:
    "Compares a network's electricity and emissions before and after a change, and with the course on which nothing " +
    "had changed. What the old machines do afterwards is left out, except as a share that goes on elsewhere.",
  source: "ccri-merge-2022",
  parameters: {
    oldPower: parameter("22_900_275 MWh/year", "electricity of the mechanism before the change", {
      source: "ccri-merge-2022; the exact digits from memory.",
      confidence: "unverified",
      unit: "MWh/year",
    }),
    newPower: parameter("2_600.86 MWh/year", "electricity of the mechanism after it", {
      source: "ccri-merge-2022; the exact digits from memory.",
      confidence: "unverified",
      unit: "MWh/year",
    }),
    oldEmissions: parameter("11_016_000 tCO2e/year", "emissions before the change", {
      source: "ccri-merge-2022 as reported in the press, about 11 Mt; the digits from memory.",
      confidence: "unverified",
      unit: "tCO2e/year",
    }),
    newEmissions: parameter("870 tCO2e/year", "emissions after it", {
      source: "ccri-merge-2022 as reported in the press, below 870 t.",
      confidence: "unverified",
      unit: "tCO2e/year",
    }),
    at: parameter("0 day", "when the change happens, from the start of the run", {
      confidence: "assumption",
      unit: "day",
    }),
    oldShare: parameter("0 %", "share of the old mechanism that goes on beside the new one: a hybrid, or checkpoints", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    rebound: parameter("0 %", "share of the old machines that go on for other networks", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    before: input("MWh/year", "electricity of the old mechanism; wire a model of it", { default: "oldPower" }),
    after: input("MWh/year", "electricity of the new mechanism; wire a model of it", { default: "newPower" }),
    emissionsBefore: input("tCO2e/year", "emissions of the old mechanism", { default: "oldEmissions" }),
    emissionsAfter: input("tCO2e/year", "emissions of the new mechanism", { default: "newEmissions" }),
  },
  stocks: {
    used: stock("0 MWh", "electricity used since the start"),
    emitted: stock("0 tCO2e", "emitted since the start"),
  },
  flows: {
    use: mint("used", "power", "electricity used"),
    emission: mint("emitted", "emissions", "emitted"),
  },
  auxiliaries: {
    changed: auxiliary("1", "if time >= at then 1 else 0", "1 from the change on"),
    powerChanged: auxiliary("MWh/year", "after + oldShare * before", "electricity once the change has happened"),
    emissionsChanged: auxiliary(
      "tCO2e/year",
      "emissionsAfter + oldShare * emissionsBefore",
      "emissions once the change has happened",
    ),
    power: auxiliary("MWh/year", "if changed > 0 then powerChanged else before", "electricity in force"),
    emissions: auxiliary(
      "tCO2e/year",
      "if changed > 0 then emissionsChanged else emissionsBefore",
      "emissions in force",
    ),
    reduction: auxiliary(
      "%",
      "if before > 0 then 1 - powerChanged / before else 0",
      "fall of the network's electricity by the change",
    ),
    emissionsReduction: auxiliary(
      "%",
      "if emissionsBefore > 0 then 1 - emissionsChanged / emissionsBefore else 0",
      "fall of the network's emissions by the change",
    ),
    worldReduction: auxiliary(
      "%",
      "if before > 0 then 1 - (powerChanged + rebound * (1 - oldShare) * before) / before else 0",
      "fall of electricity with what the old machines go on using elsewhere",
    ),
    saved: auxiliary("MWh/year", "before - power", "electricity not used because of the change"),
  },
  checks: {
    nothingIsNegative: check(
      "before >= 0 and after >= 0 and emissionsBefore >= 0 and emissionsAfter >= 0",
      "electricity and emissions are not negative",
    ),
    sharesAreShares: check(
      "oldShare >= 0 and oldShare <= 1 and rebound >= 0 and rebound <= 1",
      "shares lie between 0 % and 100 %",
    ),
  },
});

export default model;
