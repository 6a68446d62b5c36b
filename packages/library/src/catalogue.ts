import type { Economy, Model } from "@tokenwright/engine";
import almgrenChriss from "./buybacks/almgren-chriss/model.js";
import almgrenChrissScenarios from "./buybacks/almgren-chriss/scenarios.js";
import carbonGrid from "./carbon/grid/model.js";
import carbonGridScenarios from "./carbon/grid/scenarios.js";
import carbonLedger from "./carbon/ledger/model.js";
import carbonLedgerScenarios from "./carbon/ledger/scenarios.js";
import changeOfMechanism from "./consensus/change-of-mechanism/model.js";
import changeOfMechanismScenarios from "./consensus/change-of-mechanism/scenarios.js";
import proofOfStake from "./consensus/proof-of-stake/model.js";
import proofOfStakeScenarios from "./consensus/proof-of-stake/scenarios.js";
import proofOfWork from "./consensus/proof-of-work/model.js";
import proofOfWorkScenarios from "./consensus/proof-of-work/scenarios.js";
import security from "./consensus/security/model.js";
import securityScenarios from "./consensus/security/scenarios.js";
import airdrop from "./distribution/airdrop/model.js";
import airdropScenarios from "./distribution/airdrop/scenarios.js";
import fundraising from "./distribution/fundraising/model.js";
import fundraisingScenarios from "./distribution/fundraising/scenarios.js";
import sectors from "./distribution/sectors/model.js";
import sectorsScenarios from "./distribution/sectors/scenarios.js";
import vesting from "./distribution/vesting/model.js";
import vestingScenarios from "./distribution/vesting/scenarios.js";
import baseFee from "./fees/base-fee/model.js";
import baseFeeScenarios from "./fees/base-fee/scenarios.js";
import blobFee from "./fees/blob-fee/model.js";
import blobFeeScenarios from "./fees/blob-fee/scenarios.js";
import rollup from "./fees/rollup/model.js";
import rollupScenarios from "./fees/rollup/scenarios.js";
import adaptiveQuorum from "./governance/adaptive-quorum/model.js";
import adaptiveQuorumScenarios from "./governance/adaptive-quorum/scenarios.js";
import adaptiveIssuance from "./issuance/adaptive/model.js";
import adaptiveIssuanceScenarios from "./issuance/adaptive/scenarios.js";
import baselineMinting from "./issuance/baseline-minting/model.js";
import baselineMintingScenarios from "./issuance/baseline-minting/scenarios.js";
import blockReward from "./issuance/block-reward/model.js";
import blockRewardScenarios from "./issuance/block-reward/scenarios.js";
import bonusDecay from "./issuance/bonus-decay/model.js";
import bonusDecayScenarios from "./issuance/bonus-decay/scenarios.js";
import boostedEmission from "./issuance/boosted-emission/model.js";
import boostedEmissionScenarios from "./issuance/boosted-emission/scenarios.js";
import disinflation from "./issuance/disinflation/model.js";
import disinflationScenarios from "./issuance/disinflation/scenarios.js";
import emissionInPieces from "./issuance/emission-in-pieces/model.js";
import emissionInPiecesScenarios from "./issuance/emission-in-pieces/scenarios.js";
import fixedRate from "./issuance/fixed-rate/model.js";
import fixedRateScenarios from "./issuance/fixed-rate/scenarios.js";
import halving from "./issuance/halving/model.js";
import halvingScenarios from "./issuance/halving/scenarios.js";
import netEmissions from "./issuance/net-emissions/model.js";
import netEmissionsScenarios from "./issuance/net-emissions/scenarios.js";
import reserveExpansion from "./issuance/reserve-expansion/model.js";
import reserveExpansionScenarios from "./issuance/reserve-expansion/scenarios.js";
import squareRootOfStake from "./issuance/square-root-of-stake/model.js";
import squareRootOfStakeScenarios from "./issuance/square-root-of-stake/scenarios.js";
import targetBonding from "./issuance/target-bonding/model.js";
import targetBondingScenarios from "./issuance/target-bonding/scenarios.js";
import thirds from "./issuance/thirds/model.js";
import thirdsScenarios from "./issuance/thirds/scenarios.js";
import workAndStake from "./issuance/work-and-stake/model.js";
import workAndStakeScenarios from "./issuance/work-and-stake/scenarios.js";
import workEras from "./issuance/work-eras/model.js";
import workErasScenarios from "./issuance/work-eras/scenarios.js";
import adoption from "./market/adoption/model.js";
import adoptionScenarios from "./market/adoption/scenarios.js";
import arbitrage from "./market/arbitrage/model.js";
import arbitrageScenarios from "./market/arbitrage/scenarios.js";
import bondingCurve from "./market/bonding-curve/model.js";
import bondingCurveScenarios from "./market/bonding-curve/scenarios.js";
import concentratedLiquidity from "./market/concentrated-liquidity/model.js";
import concentratedLiquidityScenarios from "./market/concentrated-liquidity/scenarios.js";
import constantProduct from "./market/constant-product/model.js";
import constantProductScenarios from "./market/constant-product/scenarios.js";
import equationOfExchange from "./market/equation-of-exchange/model.js";
import equationOfExchangeScenarios from "./market/equation-of-exchange/scenarios.js";
import garch from "./market/garch/model.js";
import garchScenarios from "./market/garch/scenarios.js";
import geometricBrownianMotion from "./market/geometric-brownian-motion/model.js";
import geometricBrownianMotionScenarios from "./market/geometric-brownian-motion/scenarios.js";
import jumpDiffusion from "./market/jump-diffusion/model.js";
import jumpDiffusionScenarios from "./market/jump-diffusion/scenarios.js";
import optionValue from "./market/option-value/model.js";
import optionValueScenarios from "./market/option-value/scenarios.js";
import ornsteinUhlenbeck from "./market/ornstein-uhlenbeck/model.js";
import ornsteinUhlenbeckScenarios from "./market/ornstein-uhlenbeck/scenarios.js";
import regimeSwitching from "./market/regime-switching/model.js";
import regimeSwitchingScenarios from "./market/regime-switching/scenarios.js";
import stableswap from "./market/stableswap/model.js";
import stableswapScenarios from "./market/stableswap/scenarios.js";
import supplyAndDemand from "./market/supply-and-demand/model.js";
import supplyAndDemandScenarios from "./market/supply-and-demand/scenarios.js";
import cardano from "./networks/cardano/model.js";
import cardanoScenarios from "./networks/cardano/scenarios.js";
import governanceRewards from "./rewards/governance/model.js";
import governanceRewardsScenarios from "./rewards/governance/scenarios.js";
import stakePool from "./rewards/stake-pool/model.js";
import stakePoolScenarios from "./rewards/stake-pool/scenarios.js";
import validatorEconomics from "./rewards/validator-economics/model.js";
import validatorEconomicsScenarios from "./rewards/validator-economics/scenarios.js";
import type { ModelScenario } from "./scenario.js";
import runway from "./treasury/runway/model.js";
import runwayScenarios from "./treasury/runway/scenarios.js";

/** A model of the library with its named sets of values. */
export interface CatalogueEntry<Kind extends Model = Model> {
  readonly model: Kind;
  readonly scenarios: Readonly<Record<string, ModelScenario>>;
}

/** Mechanisms by their path, which is the name one loads: `issuance/halving`. */
export const models: ReadonlyMap<string, CatalogueEntry> = new Map<string, CatalogueEntry>([
  ["buybacks/almgren-chriss", { model: almgrenChriss, scenarios: almgrenChrissScenarios }],
  ["carbon/grid", { model: carbonGrid, scenarios: carbonGridScenarios }],
  ["carbon/ledger", { model: carbonLedger, scenarios: carbonLedgerScenarios }],
  ["consensus/change-of-mechanism", { model: changeOfMechanism, scenarios: changeOfMechanismScenarios }],
  ["consensus/proof-of-stake", { model: proofOfStake, scenarios: proofOfStakeScenarios }],
  ["consensus/proof-of-work", { model: proofOfWork, scenarios: proofOfWorkScenarios }],
  ["consensus/security", { model: security, scenarios: securityScenarios }],
  ["distribution/airdrop", { model: airdrop, scenarios: airdropScenarios }],
  ["distribution/fundraising", { model: fundraising, scenarios: fundraisingScenarios }],
  ["distribution/sectors", { model: sectors, scenarios: sectorsScenarios }],
  ["distribution/vesting", { model: vesting, scenarios: vestingScenarios }],
  ["fees/base-fee", { model: baseFee, scenarios: baseFeeScenarios }],
  ["fees/blob-fee", { model: blobFee, scenarios: blobFeeScenarios }],
  ["fees/rollup", { model: rollup, scenarios: rollupScenarios }],
  ["governance/adaptive-quorum", { model: adaptiveQuorum, scenarios: adaptiveQuorumScenarios }],
  ["issuance/adaptive", { model: adaptiveIssuance, scenarios: adaptiveIssuanceScenarios }],
  ["issuance/baseline-minting", { model: baselineMinting, scenarios: baselineMintingScenarios }],
  ["issuance/block-reward", { model: blockReward, scenarios: blockRewardScenarios }],
  ["issuance/bonus-decay", { model: bonusDecay, scenarios: bonusDecayScenarios }],
  ["issuance/boosted-emission", { model: boostedEmission, scenarios: boostedEmissionScenarios }],
  ["issuance/disinflation", { model: disinflation, scenarios: disinflationScenarios }],
  ["issuance/emission-in-pieces", { model: emissionInPieces, scenarios: emissionInPiecesScenarios }],
  ["issuance/fixed-rate", { model: fixedRate, scenarios: fixedRateScenarios }],
  ["issuance/halving", { model: halving, scenarios: halvingScenarios }],
  ["issuance/net-emissions", { model: netEmissions, scenarios: netEmissionsScenarios }],
  ["issuance/reserve-expansion", { model: reserveExpansion, scenarios: reserveExpansionScenarios }],
  ["issuance/square-root-of-stake", { model: squareRootOfStake, scenarios: squareRootOfStakeScenarios }],
  ["issuance/target-bonding", { model: targetBonding, scenarios: targetBondingScenarios }],
  ["issuance/thirds", { model: thirds, scenarios: thirdsScenarios }],
  ["issuance/work-and-stake", { model: workAndStake, scenarios: workAndStakeScenarios }],
  ["issuance/work-eras", { model: workEras, scenarios: workErasScenarios }],
  ["market/adoption", { model: adoption, scenarios: adoptionScenarios }],
  ["market/arbitrage", { model: arbitrage, scenarios: arbitrageScenarios }],
  ["market/bonding-curve", { model: bondingCurve, scenarios: bondingCurveScenarios }],
  ["market/concentrated-liquidity", { model: concentratedLiquidity, scenarios: concentratedLiquidityScenarios }],
  ["market/constant-product", { model: constantProduct, scenarios: constantProductScenarios }],
  ["market/equation-of-exchange", { model: equationOfExchange, scenarios: equationOfExchangeScenarios }],
  ["market/garch", { model: garch, scenarios: garchScenarios }],
  ["market/geometric-brownian-motion", { model: geometricBrownianMotion, scenarios: geometricBrownianMotionScenarios }],
  ["market/jump-diffusion", { model: jumpDiffusion, scenarios: jumpDiffusionScenarios }],
  ["market/option-value", { model: optionValue, scenarios: optionValueScenarios }],
  ["market/ornstein-uhlenbeck", { model: ornsteinUhlenbeck, scenarios: ornsteinUhlenbeckScenarios }],
  ["market/regime-switching", { model: regimeSwitching, scenarios: regimeSwitchingScenarios }],
  ["market/stableswap", { model: stableswap, scenarios: stableswapScenarios }],
  ["market/supply-and-demand", { model: supplyAndDemand, scenarios: supplyAndDemandScenarios }],
  ["rewards/governance", { model: governanceRewards, scenarios: governanceRewardsScenarios }],
  ["rewards/stake-pool", { model: stakePool, scenarios: stakePoolScenarios }],
  ["rewards/validator-economics", { model: validatorEconomics, scenarios: validatorEconomicsScenarios }],
  ["treasury/runway", { model: runway, scenarios: runwayScenarios }],
]);

/** Economies made of those mechanisms and bound to a real network, by their path: `networks/cardano`. */
export const networks: ReadonlyMap<string, CatalogueEntry<Economy>> = new Map<string, CatalogueEntry<Economy>>([
  ["networks/cardano", { model: cardano, scenarios: cardanoScenarios }],
]);
