import type { Economy, Model } from "@tokenwright/engine";
import vesting from "./distribution/vesting/model.js";
import vestingScenarios from "./distribution/vesting/scenarios.js";
import fixedRate from "./issuance/fixed-rate/model.js";
import fixedRateScenarios from "./issuance/fixed-rate/scenarios.js";
import halving from "./issuance/halving/model.js";
import halvingScenarios from "./issuance/halving/scenarios.js";
import reserveExpansion from "./issuance/reserve-expansion/model.js";
import reserveExpansionScenarios from "./issuance/reserve-expansion/scenarios.js";
import equationOfExchange from "./market/equation-of-exchange/model.js";
import equationOfExchangeScenarios from "./market/equation-of-exchange/scenarios.js";
import cardano from "./networks/cardano/model.js";
import cardanoScenarios from "./networks/cardano/scenarios.js";
import stakePool from "./rewards/stake-pool/model.js";
import stakePoolScenarios from "./rewards/stake-pool/scenarios.js";
import type { ModelScenario } from "./scenario.js";

/** A model of the library with its named sets of values. */
export interface CatalogueEntry<Kind extends Model = Model> {
  readonly model: Kind;
  readonly scenarios: Readonly<Record<string, ModelScenario>>;
}

/** Mechanisms by their path, which is the name one loads: `issuance/halving`. */
export const models: ReadonlyMap<string, CatalogueEntry> = new Map<string, CatalogueEntry>([
  ["distribution/vesting", { model: vesting, scenarios: vestingScenarios }],
  ["issuance/fixed-rate", { model: fixedRate, scenarios: fixedRateScenarios }],
  ["issuance/halving", { model: halving, scenarios: halvingScenarios }],
  ["issuance/reserve-expansion", { model: reserveExpansion, scenarios: reserveExpansionScenarios }],
  ["market/equation-of-exchange", { model: equationOfExchange, scenarios: equationOfExchangeScenarios }],
  ["rewards/stake-pool", { model: stakePool, scenarios: stakePoolScenarios }],
]);

/** Economies made of those mechanisms and bound to a real network, by their path: `networks/cardano`. */
export const networks: ReadonlyMap<string, CatalogueEntry<Economy>> = new Map<string, CatalogueEntry<Economy>>([
  ["networks/cardano", { model: cardano, scenarios: cardanoScenarios }],
]);
