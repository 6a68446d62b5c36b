import {
  auxiliary,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "@tokenwright/engine";

/**
 * Liquidity mining by the contract that most farms copied, MasterChef: tokens are created for each block and shared
 * by those who staked liquidity shares, in proportion and to the base unit, without counting every farmer in every
 * block.
 *
 *   accumulated += ⌊blocks · perBlock · 10¹² / staked⌋,   pending = ⌊amount · accumulated / 10¹²⌋ − debt
 *
 * The pool is brought up to date only when somebody acts: deposits, withdraws or harvests. Then he is paid what is
 * pending, and his debt becomes ⌊amount · accumulated / 10¹²⌋ of his new amount.
 *
 * A step is a block. Who acts in it acts at its end, one after the other in the order of the dimension.
 */
const model: Model = defineModel({
  title: "Liquidity mining by accumulated reward per share",
  about:
    "Who gets how many of the tokens that a farm creates, to the base unit, when farmers come and go. What they do with them is for " +
    "other models; put farmers who act alike into one element.",
  source: "sushiswap-masterchef",
  epoch: "13 second",
  assets: { token: { decimals: 18, baseUnit: "wei" }, LP: { decimals: 18, baseUnit: "grain" } },
  dimensions: { farmer: { label: "farmers", elements: ["alice", "bob", "carol"] } },
  parameters: {
    perBlock: parameter("100 token/epoch", "tokens created for farmers in a block, after the bonus", {
      source: "Initial value of sushiswap-masterchef, from memory.",
      confidence: "unverified",
      unit: "token/epoch",
    }),
    bonus: parameter("10", "factor on it until the bonus ends", {
      source: "sushiswap-masterchef",
      confidence: "protocol",
      range: ["1", "100"],
    }),
    bonusEnd: parameter("100_000 * {13 second}", "time at which the bonus ends", {
      source: "Initial value of sushiswap-masterchef, from memory.",
      confidence: "unverified",
      unit: "second",
    }),
    start: parameter("0 second", "time at which rewards begin", { confidence: "assumption", unit: "second" }),
    developerShare: parameter("10 %", "tokens created for developers on top, over those for farmers", {
      source: "sushiswap-masterchef",
      confidence: "protocol",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    "deposit[farmer]": input("LP/epoch", "liquidity shares staked in the block", { default: "0" }),
    "withdrawal[farmer]": input("LP/epoch", "liquidity shares taken back in the block", { default: "0" }),
    "harvest[farmer]": input("1", "1 in a block in which the farmer asks for what is pending", { default: "0" }),
  },
  stocks: {
    "idle[farmer]": stock("1_000 LP", "liquidity shares not staked"),
    "staked[farmer]": stock("0 LP", "liquidity shares staked"),
    pot: stock("0 token", "created and not yet paid: what is pending, and what rounding left"),
    "earned[farmer]": stock("0 token", "tokens paid to the farmer"),
    developers: stock("0 token", "tokens created for developers"),
  },
  states: {
    accumulated: state("0", "newAccumulated", "reward of a base unit staked from the start, times 10^12", {
      symbol: "a",
    }),
    unpaidReward: state(
      "0 token",
      "if isUpdated > 0 then 0 else rewardUntilNow",
      "reward of the blocks since the pool was brought up to date",
    ),
    "debt[farmer]": {
      initial: "0 token",
      next: "if acts[farmer] > 0 then {1 wei} * floor(newStake[farmer] / {1 grain} * newAccumulated / 1e12) else debt[farmer]",
      unit: "token",
      meaning: "what the farmer's stake would have earned had it been there from the start, up to his last action",
    },
  },
  flows: {
    creation: mint("pot", "if isUpdated > 0 and total > 0 then rewardUntilNow / epoch else 0", "created for farmers"),
    forDevelopers: mint(
      "developers",
      "if isUpdated > 0 and total > 0 then floor(rewardUntilNow * developerShare) / epoch else 0",
      "created for developers",
    ),
    "stake[farmer]": flow(
      "idle[farmer]",
      "staked[farmer]",
      "min(floor(deposit[farmer]), idle[farmer] / epoch)",
      "staked",
    ),
    "unstake[farmer]": flow(
      "staked[farmer]",
      "idle[farmer]",
      "min(floor(withdrawal[farmer]), staked[farmer] / epoch)",
      "taken back",
    ),
    "payment[farmer]": flow("pot", "earned[farmer]", "if acts[farmer] > 0 then pending[farmer] / epoch else 0", "paid"),
  },
  auxiliaries: {
    total: auxiliary("LP", "sum(staked[*])", "all that is staked when the block begins"),
    blockReward: auxiliary(
      "token",
      "if time + epoch <= start then 0 else if time + epoch <= bonusEnd then floor(perBlock * bonus) * epoch else floor(perBlock) * epoch",
      "reward of the block",
    ),
    rewardUntilNow: auxiliary(
      "token",
      "unpaidReward + blockReward",
      "reward of the blocks since the pool was brought up to date, this one included",
    ),
    "acts[farmer]": auxiliary(
      "1",
      "if deposit[farmer] > 0 or withdrawal[farmer] > 0 or harvest[farmer] > 0 then 1 else 0",
      "1 if the farmer acts in the block",
    ),
    isUpdated: auxiliary("1", "max(acts[*])", "1 if the pool is brought up to date in the block"),
    newAccumulated: auxiliary(
      "1",
      "if isUpdated > 0 and total > 0 then accumulated + floor(rewardUntilNow / {1 wei} * 1e12 / (total / {1 grain})) else accumulated",
      "accumulated reward at the end of the block",
    ),
    "newStake[farmer]": auxiliary(
      "LP",
      "staked[farmer] + (stake[farmer] - unstake[farmer]) * epoch",
      "stake at the end of the block",
    ),
    "pending[farmer]": auxiliary(
      "token",
      "max({1 wei} * floor(staked[farmer] / {1 grain} * newAccumulated / 1e12) - debt[farmer], 0)",
      "what the farmer would be paid now",
    ),
    "share[farmer]": auxiliary("%", "if total > 0 then staked[farmer] / total else 0", "part of the stake"),
    created: auxiliary("token", "pot + sum(earned[*]) + developers", "tokens created since the start"),
    yield: auxiliary(
      "token/LP/year",
      "if total > 0 then blockReward / epoch / total else 0",
      "tokens a year for a liquidity share, at the present stake",
    ),
  },
  checks: {
    actionsAreNotNegative: check("min(deposit[*]) >= 0 and min(withdrawal[*]) >= 0", "deposits are not negative"),
    shareIsShare: check("developerShare >= 0 and bonus >= 0", "share and bonus are not negative"),
  },
});

export default model;
