import { auxiliary, check, type Economy, parameter, state } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import baselineMinting from "../../issuance/baseline-minting/model.js";
import { priceOf } from "../price.js";

const recorded = "londobell-reward-state";

/**
 * Filecoin's economy: storage power that providers add and let expire, block rewards that follow it, pledges, fees
 * that are burned, and the energy of sealing and storing.
 *
 * Starts at epoch 6 429 840 (2026-10-05, 12:00 UTC) with the recorded state of the reward actor.
 */
const economy: Economy = {
  title: "Filecoin",
  about:
    "Minting by time and by network time, vesting, pledges and burned fees of Filecoin, with power, energy and a price. " +
    "The state of minting is the chain's; what is pledged, burned and newly sealed is assumed, as each parameter says.",
  source: ["filecoin-builtin-actors", "lotus-mainnet", recorded, "fip-0081", "fip-0100", "fisher-1911"],
  epoch: "1 day",
  assets: { FIL: { decimals: 18, baseUnit: "attoFIL" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { volume: "count" },
  parameters: {
    onboarding: parameter("2 PiB/day", "raw power that is newly sealed", {
      source: "Little less than what expires, as in the years of falling power.",
      confidence: "assumption",
      range: ["0 PiB/day", "20 PiB/day"],
    }),
    sectorLife: parameter("540 day", "mean life of a sector, extensions included", {
      confidence: "assumption",
      range: ["180 day", "1278 day"],
    }),
    quality: parameter("7", "quality-adjusted over raw power: 10 for verified deals, 1 for the rest", {
      source: "Round figure from memory.",
      confidence: "unverified",
      range: ["1", "10"],
    }),
    made: parameter("97.005 %", "blocks made over blocks expected", {
      source: "Rewards paid until epoch 6 429 840 over those that minting had scheduled, londobell-reward-state.",
      confidence: "measured",
      range: ["80 %", "110 %"],
    }),
    gasBurned: parameter("5_000 FIL/day", "base fees and penalties that are burned", {
      confidence: "assumption",
      range: ["0 FIL/day", "200000 FIL/day"],
    }),
    dailyFee: parameter(
      "5.56e-15 1/day",
      "share of the circulating supply that 32 GiB of quality-adjusted power burn",
      {
        source: "fip-0100",
        confidence: "protocol",
      },
    ),
    feeCap: parameter("50 %", "most that the daily fee takes of the rewards", {
      source: "fip-0100",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    feePayers: parameter("100 %", "share of the power that pays the daily fee", {
      source: "fip-0100; sectors sealed before it pay once they are extended, which is not counted",
      confidence: "unverified",
      range: ["0 %", "100 %"],
    }),
    storing: parameter("3.49 kW/volume", "electric power of storing a volume of one PiB", {
      source: "3.25e-12 MW/MiB, central estimate of Filecoin Green from memory.",
      confidence: "unverified",
      unit: "kW/volume",
    }),
    sealing: parameter("60.1 MWh/volume", "electricity of sealing a volume of one PiB", {
      source: "5.60e-8 MWh/MiB, central estimate of Filecoin Green from memory.",
      confidence: "unverified",
      unit: "MWh/volume",
    }),
  },
  states: {
    rawPower: state(
      "1.304934150811551 EiB",
      "rawPower + (onboarding - rawPower / sectorLife) * epoch",
      "raw byte power of the network; at the start what the recorded reward of the epoch implies",
      { source: recorded, confidence: "measured" },
    ),
  },
  modules: {
    supply: {
      model: baselineMinting,
      parameters: {
        baselineTotal: {
          value: "768_335_872.210768889362796814 FIL",
          meaning: "what baseline minting counts with since network version 4, which moved the network time back",
          source: recorded,
          confidence: "measured",
        },
        startAge: {
          value: "192_895_200 second",
          meaning: "age of the chain when the run begins; epoch 0 was on 2020-08-24 at 22:00 UTC",
          source: "Epoch 6 429 840 of 30 seconds, londobell-reward-state.",
          confidence: "measured",
        },
        vestedFor: {
          value: "2181.5 day",
          meaning: "how long the allocations have been vesting, from the launch on 2020-10-15",
          source: "mechafil-jax",
          confidence: "protocol",
        },
        blockEpoch: { value: "30 second", source: "filecoin-builtin-actors", confidence: "protocol" },
        gammaAfter: { value: "0.7", source: "fip-0081", confidence: "protocol" },
        rampStart: {
          value: "133_837_200 second",
          source: "Height 4 461 240 of lotus-mainnet, 2024-11-20 at 23:00 UTC.",
          confidence: "protocol",
        },
      },
      states: { cappedSum: "21_899_139_448_150_898_781_779_785 B*minute" },
      stocks: {
        circulating: "868_665_600 FIL",
        lockedRewards: "3_880_000 FIL",
        pledge: "90_000_000 FIL",
      },
      inputs: {
        rawPower: "rawPower",
        adjustedPower: "adjustedPower",
        pledged: "supply.initialPledge * onboarding * quality",
        released: "supply.pledge / sectorLife",
        burnt: "gasBurned + feesOfSectors",
        blocksMade: "made",
      },
    },
    price: priceOf(
      "FIL",
      { value: "1.5 USD/FIL", source: "A round figure.", confidence: "assumption" },
      "supply.circulating",
    ),
    security: {
      model: security,
      assets: { token: "FIL" },
      inputs: {
        price: "price.price",
        supply: "supply.circulating + supply.pledge + supply.lockedRewards",
        staked: "supply.pledge",
        issuance: "supply.paid",
        fees: "0",
      },
    },
    energy: {
      model: proofOfStake,
      assets: { token: "FIL", node: "volume", transaction: "volume" },
      parameters: {
        consensusPower: {
          value: "storing",
          meaning: "electric power of storing",
          source: "The economy's own storing.",
          confidence: "unverified",
        },
        energyOfTransaction: {
          value: "sealing",
          meaning: "electricity of sealing",
          source: "The economy's own sealing.",
          confidence: "unverified",
        },
        overhead: { value: "1.57", source: "Filecoin Green from memory.", confidence: "unverified" },
        nodeEmissions: {
          value: "0 kgCO2e/volume",
          meaning: "emissions of making the disks, left out",
          confidence: "assumption",
        },
      },
      inputs: {
        deciding: "rawPower * {1 volume/PiB}",
        relaying: "0",
        transactions: "onboarding * {1 volume/PiB}",
        supply: "supply.circulating",
      },
    },
    carbon: { model: carbonLedger, inputs: { emissions: "energy.emissions" } },
  },
  auxiliaries: {
    adjustedPower: auxiliary("EiB", "rawPower * quality", "quality-adjusted power"),
    feesOfSectors: auxiliary(
      "FIL/day",
      "feePayers * min(dailyFee * supply.circulating * adjustedPower / {32 GiB}, feeCap * supply.paid)",
      "daily fees of sectors, which are burned",
    ),
    circulatingSupply: auxiliary("FIL", "supply.circulating", "free to be spent"),
    inflation: auxiliary(
      "%/year",
      "(supply.paid - supply.burnt) / supply.circulating",
      "rewards less what is burned, over what circulates",
    ),
    aboveBaseline: auxiliary("%", "rawPower / supply.baseline", "power over the baseline"),
    pledgedShare: auxiliary(
      "%",
      "supply.pledge / (supply.circulating + supply.pledge)",
      "pledged over all that has vested",
    ),
    rewardsValue: auxiliary("USD/year", "price.price * supply.paid", "block rewards at the price of the step"),
  },
  checks: {
    thereIsPower: check("rawPower > 0", "the network stores something"),
    qualityIsBounded: check("quality >= 1 and quality <= 10", "verified deals count ten times"),
  },
};

export default economy;
