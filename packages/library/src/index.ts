export { type CatalogueEntry, models, networks } from "./catalogue.js";
export { default as vesting } from "./distribution/vesting/model.js";
export { default as fixedRate } from "./issuance/fixed-rate/model.js";
export { default as halving } from "./issuance/halving/model.js";
export { default as reserveExpansion } from "./issuance/reserve-expansion/model.js";
export { default as equationOfExchange } from "./market/equation-of-exchange/model.js";
export { default as cardano } from "./networks/cardano/model.js";
export { default as stakePool } from "./rewards/stake-pool/model.js";
export { applyScenario, type ModelScenario, pickScenario } from "./scenario.js";
