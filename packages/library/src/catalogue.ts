import type { Economy, Model } from "@tokenwright/engine";
import herding from "./behaviour/herding/model.js";
import herdingScenarios from "./behaviour/herding/scenarios.js";
import holders from "./behaviour/holders/model.js";
import holdersScenarios from "./behaviour/holders/scenarios.js";
import lossAversion from "./behaviour/loss-aversion/model.js";
import lossAversionScenarios from "./behaviour/loss-aversion/scenarios.js";
import speculators from "./behaviour/speculators/model.js";
import speculatorsScenarios from "./behaviour/speculators/scenarios.js";
import users from "./behaviour/users/model.js";
import usersScenarios from "./behaviour/users/scenarios.js";
import validators from "./behaviour/validators/model.js";
import validatorsScenarios from "./behaviour/validators/scenarios.js";
import automaticBurn from "./burns/automatic/model.js";
import automaticBurnScenarios from "./burns/automatic/scenarios.js";
import priceAnchoredBurn from "./burns/price-anchored/model.js";
import priceAnchoredBurnScenarios from "./burns/price-anchored/scenarios.js";
import almgrenChriss from "./buybacks/almgren-chriss/model.js";
import almgrenChrissScenarios from "./buybacks/almgren-chriss/scenarios.js";
import makeLiquidity from "./buybacks/make-liquidity/model.js";
import makeLiquidityScenarios from "./buybacks/make-liquidity/scenarios.js";
import buybackProgramme from "./buybacks/programme/model.js";
import buybackProgrammeScenarios from "./buybacks/programme/scenarios.js";
import timeWeightedBuyback from "./buybacks/time-weighted/model.js";
import timeWeightedBuybackScenarios from "./buybacks/time-weighted/scenarios.js";
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
import fairLaunch from "./distribution/fair-launch/model.js";
import fairLaunchScenarios from "./distribution/fair-launch/scenarios.js";
import fundraising from "./distribution/fundraising/model.js";
import fundraisingScenarios from "./distribution/fundraising/scenarios.js";
import liquidityMining from "./distribution/liquidity-mining/model.js";
import liquidityMiningScenarios from "./distribution/liquidity-mining/scenarios.js";
import milestoneVesting from "./distribution/milestones/model.js";
import milestoneVestingScenarios from "./distribution/milestones/scenarios.js";
import sectors from "./distribution/sectors/model.js";
import sectorsScenarios from "./distribution/sectors/scenarios.js";
import vesting from "./distribution/vesting/model.js";
import vestingScenarios from "./distribution/vesting/scenarios.js";
import baseFee from "./fees/base-fee/model.js";
import baseFeeScenarios from "./fees/base-fee/scenarios.js";
import blobFee from "./fees/blob-fee/model.js";
import blobFeeScenarios from "./fees/blob-fee/scenarios.js";
import fixedFee from "./fees/fixed/model.js";
import fixedFeeScenarios from "./fees/fixed/scenarios.js";
import rollup from "./fees/rollup/model.js";
import rollupScenarios from "./fees/rollup/scenarios.js";
import feeSplit from "./fees/split/model.js";
import feeSplitScenarios from "./fees/split/scenarios.js";
import volatilityFee from "./fees/volatility/model.js";
import volatilityFeeScenarios from "./fees/volatility/scenarios.js";
import adaptiveQuorum from "./governance/adaptive-quorum/model.js";
import adaptiveQuorumScenarios from "./governance/adaptive-quorum/scenarios.js";
import type { NetworkHistory } from "./history.js";
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
import orderImpact from "./market/order-impact/model.js";
import orderImpactScenarios from "./market/order-impact/scenarios.js";
import ornsteinUhlenbeck from "./market/ornstein-uhlenbeck/model.js";
import ornsteinUhlenbeckScenarios from "./market/ornstein-uhlenbeck/scenarios.js";
import regimeSwitching from "./market/regime-switching/model.js";
import regimeSwitchingScenarios from "./market/regime-switching/scenarios.js";
import stableswap from "./market/stableswap/model.js";
import stableswapScenarios from "./market/stableswap/scenarios.js";
import supplyAndDemand from "./market/supply-and-demand/model.js";
import supplyAndDemandScenarios from "./market/supply-and-demand/scenarios.js";
import algorandHistory from "./networks/algorand/history.js";
import algorand from "./networks/algorand/model.js";
import algorandScenarios from "./networks/algorand/scenarios.js";
import bitcoinHistory from "./networks/bitcoin/history.js";
import bitcoin from "./networks/bitcoin/model.js";
import bitcoinScenarios from "./networks/bitcoin/scenarios.js";
import cardano from "./networks/cardano/model.js";
import cardanoScenarios from "./networks/cardano/scenarios.js";
import cosmosHubHistory from "./networks/cosmos-hub/history.js";
import cosmosHub from "./networks/cosmos-hub/model.js";
import cosmosHubScenarios from "./networks/cosmos-hub/scenarios.js";
import decredHistory from "./networks/decred/history.js";
import decred from "./networks/decred/model.js";
import decredScenarios from "./networks/decred/scenarios.js";
import ethereumHistory from "./networks/ethereum/history.js";
import ethereum from "./networks/ethereum/model.js";
import ethereumScenarios from "./networks/ethereum/scenarios.js";
import filecoinHistory from "./networks/filecoin/history.js";
import filecoin from "./networks/filecoin/model.js";
import filecoinScenarios from "./networks/filecoin/scenarios.js";
import heliumHistory from "./networks/helium/history.js";
import helium from "./networks/helium/model.js";
import heliumScenarios from "./networks/helium/scenarios.js";
import osmosisHistory from "./networks/osmosis/history.js";
import osmosis from "./networks/osmosis/model.js";
import osmosisScenarios from "./networks/osmosis/scenarios.js";
import tezosHistory from "./networks/tezos/history.js";
import tezos from "./networks/tezos/model.js";
import tezosScenarios from "./networks/tezos/scenarios.js";
import burnAndMint from "./rewards/burn-and-mint/model.js";
import burnAndMintScenarios from "./rewards/burn-and-mint/scenarios.js";
import rewardController from "./rewards/controller/model.js";
import rewardControllerScenarios from "./rewards/controller/scenarios.js";
import dynamicRewards from "./rewards/dynamic/model.js";
import dynamicRewardsScenarios from "./rewards/dynamic/scenarios.js";
import environmentalRewards from "./rewards/environmental/model.js";
import environmentalRewardsScenarios from "./rewards/environmental/scenarios.js";
import feeDiscounts from "./rewards/fee-discounts/model.js";
import feeDiscountsScenarios from "./rewards/fee-discounts/scenarios.js";
import governanceRewards from "./rewards/governance/model.js";
import governanceRewardsScenarios from "./rewards/governance/scenarios.js";
import locks from "./rewards/locks/model.js";
import locksScenarios from "./rewards/locks/scenarios.js";
import loyalty from "./rewards/loyalty/model.js";
import loyaltyScenarios from "./rewards/loyalty/scenarios.js";
import stakePool from "./rewards/stake-pool/model.js";
import stakePoolScenarios from "./rewards/stake-pool/scenarios.js";
import staking from "./rewards/staking/model.js";
import stakingScenarios from "./rewards/staking/scenarios.js";
import validatorEconomics from "./rewards/validator-economics/model.js";
import validatorEconomicsScenarios from "./rewards/validator-economics/scenarios.js";
import voteEscrow from "./rewards/vote-escrow/model.js";
import voteEscrowScenarios from "./rewards/vote-escrow/scenarios.js";
import type { ModelScenario } from "./scenario.js";
import diversification from "./treasury/diversification/model.js";
import diversificationScenarios from "./treasury/diversification/scenarios.js";
import grants from "./treasury/grants/model.js";
import grantsScenarios from "./treasury/grants/scenarios.js";
import runway from "./treasury/runway/model.js";
import runwayScenarios from "./treasury/runway/scenarios.js";

/** A model of the library with its named sets of values. */
export interface CatalogueEntry<Kind extends Model = Model> {
  readonly model: Kind;
  readonly scenarios: Readonly<Record<string, ModelScenario>>;
  /** Of a network: its rules by date. */
  readonly history?: NetworkHistory;
}

/** Mechanisms by their path, which is the name one loads: `issuance/halving`. */
export const models: ReadonlyMap<string, CatalogueEntry> = new Map<string, CatalogueEntry>([
  ["burns/automatic", { model: automaticBurn, scenarios: automaticBurnScenarios }],
  ["burns/price-anchored", { model: priceAnchoredBurn, scenarios: priceAnchoredBurnScenarios }],
  ["behaviour/herding", { model: herding, scenarios: herdingScenarios }],
  ["behaviour/holders", { model: holders, scenarios: holdersScenarios }],
  ["behaviour/loss-aversion", { model: lossAversion, scenarios: lossAversionScenarios }],
  ["behaviour/speculators", { model: speculators, scenarios: speculatorsScenarios }],
  ["behaviour/users", { model: users, scenarios: usersScenarios }],
  ["behaviour/validators", { model: validators, scenarios: validatorsScenarios }],
  ["buybacks/almgren-chriss", { model: almgrenChriss, scenarios: almgrenChrissScenarios }],
  ["buybacks/make-liquidity", { model: makeLiquidity, scenarios: makeLiquidityScenarios }],
  ["buybacks/programme", { model: buybackProgramme, scenarios: buybackProgrammeScenarios }],
  ["buybacks/time-weighted", { model: timeWeightedBuyback, scenarios: timeWeightedBuybackScenarios }],
  ["carbon/grid", { model: carbonGrid, scenarios: carbonGridScenarios }],
  ["carbon/ledger", { model: carbonLedger, scenarios: carbonLedgerScenarios }],
  ["consensus/change-of-mechanism", { model: changeOfMechanism, scenarios: changeOfMechanismScenarios }],
  ["consensus/proof-of-stake", { model: proofOfStake, scenarios: proofOfStakeScenarios }],
  ["consensus/proof-of-work", { model: proofOfWork, scenarios: proofOfWorkScenarios }],
  ["consensus/security", { model: security, scenarios: securityScenarios }],
  ["distribution/airdrop", { model: airdrop, scenarios: airdropScenarios }],
  ["distribution/fair-launch", { model: fairLaunch, scenarios: fairLaunchScenarios }],
  ["distribution/fundraising", { model: fundraising, scenarios: fundraisingScenarios }],
  ["distribution/liquidity-mining", { model: liquidityMining, scenarios: liquidityMiningScenarios }],
  ["distribution/milestones", { model: milestoneVesting, scenarios: milestoneVestingScenarios }],
  ["distribution/sectors", { model: sectors, scenarios: sectorsScenarios }],
  ["distribution/vesting", { model: vesting, scenarios: vestingScenarios }],
  ["fees/base-fee", { model: baseFee, scenarios: baseFeeScenarios }],
  ["fees/blob-fee", { model: blobFee, scenarios: blobFeeScenarios }],
  ["fees/fixed", { model: fixedFee, scenarios: fixedFeeScenarios }],
  ["fees/rollup", { model: rollup, scenarios: rollupScenarios }],
  ["fees/split", { model: feeSplit, scenarios: feeSplitScenarios }],
  ["fees/volatility", { model: volatilityFee, scenarios: volatilityFeeScenarios }],
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
  ["market/order-impact", { model: orderImpact, scenarios: orderImpactScenarios }],
  ["market/ornstein-uhlenbeck", { model: ornsteinUhlenbeck, scenarios: ornsteinUhlenbeckScenarios }],
  ["market/regime-switching", { model: regimeSwitching, scenarios: regimeSwitchingScenarios }],
  ["market/stableswap", { model: stableswap, scenarios: stableswapScenarios }],
  ["market/supply-and-demand", { model: supplyAndDemand, scenarios: supplyAndDemandScenarios }],
  ["rewards/burn-and-mint", { model: burnAndMint, scenarios: burnAndMintScenarios }],
  ["rewards/governance", { model: governanceRewards, scenarios: governanceRewardsScenarios }],
  ["rewards/stake-pool", { model: stakePool, scenarios: stakePoolScenarios }],
  ["rewards/validator-economics", { model: validatorEconomics, scenarios: validatorEconomicsScenarios }],
  ["rewards/controller", { model: rewardController, scenarios: rewardControllerScenarios }],
  ["rewards/dynamic", { model: dynamicRewards, scenarios: dynamicRewardsScenarios }],
  ["rewards/environmental", { model: environmentalRewards, scenarios: environmentalRewardsScenarios }],
  ["rewards/fee-discounts", { model: feeDiscounts, scenarios: feeDiscountsScenarios }],
  ["rewards/locks", { model: locks, scenarios: locksScenarios }],
  ["rewards/loyalty", { model: loyalty, scenarios: loyaltyScenarios }],
  ["rewards/staking", { model: staking, scenarios: stakingScenarios }],
  ["rewards/vote-escrow", { model: voteEscrow, scenarios: voteEscrowScenarios }],
  ["treasury/diversification", { model: diversification, scenarios: diversificationScenarios }],
  ["treasury/grants", { model: grants, scenarios: grantsScenarios }],
  ["treasury/runway", { model: runway, scenarios: runwayScenarios }],
]);

/** Economies made of those mechanisms and bound to a real network, by their path: `networks/cardano`. */
export const networks: ReadonlyMap<string, CatalogueEntry<Economy>> = new Map<string, CatalogueEntry<Economy>>([
  ["networks/algorand", { model: algorand, scenarios: algorandScenarios, history: algorandHistory }],
  ["networks/bitcoin", { model: bitcoin, scenarios: bitcoinScenarios, history: bitcoinHistory }],
  ["networks/cardano", { model: cardano, scenarios: cardanoScenarios }],
  ["networks/decred", { model: decred, scenarios: decredScenarios, history: decredHistory }],
  ["networks/ethereum", { model: ethereum, scenarios: ethereumScenarios, history: ethereumHistory }],
  ["networks/cosmos-hub", { model: cosmosHub, scenarios: cosmosHubScenarios, history: cosmosHubHistory }],
  ["networks/filecoin", { model: filecoin, scenarios: filecoinScenarios, history: filecoinHistory }],
  ["networks/helium", { model: helium, scenarios: heliumScenarios, history: heliumHistory }],
  ["networks/osmosis", { model: osmosis, scenarios: osmosisScenarios, history: osmosisHistory }],
  ["networks/tezos", { model: tezos, scenarios: tezosScenarios, history: tezosHistory }],
]);
