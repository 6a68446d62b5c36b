import { auxiliary, check, defineModel, input, type Model, type Parameter } from "@tokenwright/engine";

const environments = [
  "diyHardware",
  "diyCloud",
  "poolStaas",
  "poolHardware",
  "poolCloud",
  "staasFull",
  "staasSelfCustodied",
];

/** One value for each environment, in the order of the list. */
function byEnvironment(values: readonly string[], meaning: string, symbol: string): Parameter {
  return {
    value: values[0]!,
    elements: Object.fromEntries(environments.map((name, index) => [name, values[index]!])),
    meaning,
    symbol,
    source: "cadlabs-ethereum",
    confidence: "assumption",
  };
}

/**
 * What validators keep of their rewards: revenue in ETH at a price, less hardware and cloud in dollars and
 * less the fees of service providers, for seven ways to run a validator and for all of them together.
 *
 * Costs in dollars weigh the more the lower the price, fees are a share of revenue whatever the price: so
 * profit turns negative below a price, and first for those who run their own machines.
 */
const model: Model = defineModel({
  title: "Revenue, costs and profit of validators",
  about:
    "Validators in several environments (own hardware, cloud, pools, staking as a service) with their shares of all " +
    "validators and their costs. Give it the rewards, the stake and the price; it gives yields, of each and of all.",
  source: ["cadlabs-ethereum", "hoban-borgers-2020"],
  epoch: "384 second",
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { validator: "count" },
  dimensions: {
    environment: {
      elements: environments,
      label: "validator environment",
      labels: {
        diyHardware: "own hardware",
        diyCloud: "own cloud server",
        poolStaas: "pool on a staking service",
        poolHardware: "pool on hardware",
        poolCloud: "pool in the cloud",
        staasFull: "staking service, full custody",
        staasSelfCustodied: "staking service, own custody",
      },
    },
  },
  parameters: {
    "share[environment]": byEnvironment(
      ["37 %", "13 %", "27 %", "5 %", "2 %", "8 %", "8 %"],
      "share of all validators that are run in this way; the shares sum to 100 %",
      "w",
    ),
    "hardware[environment]": byEnvironment(
      [
        "0.0014 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0.0007 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
      ],
      "hardware, power and bandwidth for one validator",
      "h",
    ),
    "cloud[environment]": byEnvironment(
      [
        "0 USD/(validator*epoch)",
        "0.00027 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0.00136 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
        "0 USD/(validator*epoch)",
      ],
      "rent of a cloud server for one validator",
      "c",
    ),
    "fee[environment]": byEnvironment(
      ["0 %", "0 %", "12 %", "0 %", "0 %", "15 %", "12 %"],
      "share of the revenue that a service provider or pool keeps",
      "f",
    ),
    validatorBalance: {
      value: "32 ETH/validator",
      meaning: "stake of one validator",
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    },
    costsPaid: {
      value: "100 %",
      meaning: "share of the costs in dollars that is paid: of those who are online only, it is their share",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
  },
  inputs: {
    rewards: input("ETH/epoch", "what validators get in an epoch, penalties taken off"),
    staked: input("ETH", "stake of all validators"),
    price: input("USD/ETH", "price of ETH"),
  },
  auxiliaries: {
    "validators[environment]": auxiliary(
      "validator",
      "share[environment] * staked / validatorBalance",
      "validators run in this way, not rounded",
    ),
    "revenue[environment]": auxiliary(
      "USD/epoch",
      "share[environment] * rewards * price",
      "rewards in dollars: all validators earn alike",
    ),
    "hardwareCost[environment]": auxiliary(
      "USD/epoch",
      "costsPaid * hardware[environment] * validators[environment]",
      "hardware, power and bandwidth",
    ),
    "cloudCost[environment]": auxiliary(
      "USD/epoch",
      "costsPaid * cloud[environment] * validators[environment]",
      "rent of servers",
    ),
    "serviceFee[environment]": auxiliary(
      "USD/epoch",
      "fee[environment] * revenue[environment]",
      "kept by service providers and pools",
    ),
    "cost[environment]": auxiliary(
      "USD/epoch",
      "hardwareCost[environment] + cloudCost[environment] + serviceFee[environment]",
      "all costs",
    ),
    "profit[environment]": auxiliary(
      "USD/epoch",
      "revenue[environment] - cost[environment]",
      "what is left; negative when it does not pay to validate",
    ),
    "profitYield[environment]": auxiliary(
      "%/year",
      "if share[environment] > 0 then profit[environment] / (share[environment] * staked * price) else 0",
      "profit over the value of the stake, not compounded",
    ),
    totalRevenue: auxiliary("USD/epoch", "sum(revenue[*])", "revenue of all validators"),
    totalCost: auxiliary("USD/epoch", "sum(cost[*])", "costs of all validators"),
    totalProfit: auxiliary("USD/epoch", "totalRevenue - totalCost", "profit of all validators"),
    revenueYield: auxiliary("%/year", "totalRevenue / (staked * price)", "revenue over the value of the stake"),
    totalProfitYield: auxiliary("%/year", "totalProfit / (staked * price)", "profit over the value of the stake"),
    breakEvenPrice: auxiliary(
      "USD/ETH",
      "if netRewards > 0 then sum(hardwareCost[*] + cloudCost[*]) / netRewards else 0",
      "price at which all validators together earn nothing; 0 when rewards do not cover fees at any price",
    ),
    netRewards: auxiliary(
      "ETH/epoch",
      "rewards * (1 - sum(share[*] * fee[*]))",
      "rewards left after the fees of service providers",
    ),
  },
  checks: {
    sharesAreAll: check("abs(sum(share[*]) - 1) < 0.000000001", "the shares of the environments sum to 100 %"),
    stakeAndPriceArePositive: check("staked > 0 and price > 0", "there is stake, and a price"),
  },
});

export default model;
