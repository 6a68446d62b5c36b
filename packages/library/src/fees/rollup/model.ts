import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * What users of a rollup pay and what the rollup pays for its data on the base layer, by the rules of the OP stack.
 * Each transaction pays a data fee; four successive rule sets say how it follows from the transaction's size, the
 * base fee and the blob base fee. The operator pays for calldata or blobs and keeps the margin.
 */
const model: Model = defineModel({
  title: "Fees and costs of a rollup",
  about:
    "Transactions pay an execution fee and a data fee to the rollup's operator, who pays the base layer for the batches. The data " +
    "fee of one transaction is exact to the wei under the rules of Bedrock, Regolith, Ecotone and Fjord.",
  source: ["op-geth", "op-analytics"],
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { gas: "count", blobGas: "count", tx: "count", gwei: "0.000000001 ETH" },
  parameters: {
    rules: parameter("4", "rule set: 1 Bedrock, 2 Regolith, 3 Ecotone, 4 Fjord", {
      source: "op-geth",
      confidence: "protocol",
      range: ["1", "4"],
    }),
    overhead: parameter("188", "gas added to each transaction's data (until Regolith)", {
      source: "Value of OP Mainnet in 2023, from memory.",
      confidence: "unverified",
    }),
    scalar: parameter("684_000", "data fee over its cost, in millionths (until Regolith)", {
      source: "Value of OP Mainnet in 2023, from memory.",
      confidence: "unverified",
    }),
    baseFeeScalar: parameter("5227", "weight of the base fee, in millionths (from Ecotone)", {
      source: "Value of OP Mainnet in 2024, from memory.",
      confidence: "unverified",
    }),
    blobFeeScalar: parameter("1_014_213", "weight of the blob base fee, in millionths (from Ecotone)", {
      source: "Value of OP Mainnet in 2024, from memory.",
      confidence: "unverified",
    }),
    compressedCoefficient: parameter("836_500", "millionths of a byte per byte of the compressed length (Fjord)", {
      source: "op-geth",
      confidence: "protocol",
    }),
    compressedIntercept: parameter("-42_585_600", "millionths of a byte added to it (Fjord)", {
      source: "op-geth",
      confidence: "protocol",
    }),
    leastSize: parameter(
      "71_000_000",
      "least size of a transaction in millionths of a byte: the 71 million of the source",
      {
        source: "op-geth",
        confidence: "protocol",
      },
    ),
    zeroShare: parameter("0 %", "share of zero bytes in batches; 1/256 when compressed data look random", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    calldataGas: input("1", "gas of one transaction's data: 16 for each byte that is not zero, 4 for each zero", {
      default: "1600",
    }),
    compressedLength: input("1", "length of one transaction compressed by FastLZ, in bytes", { default: "100" }),
    baseFee: input("wei/gas", "base fee of the base layer, which is the price of gas too", {
      default: "{10 gwei/gas}",
    }),
    blobFee: input("wei/blobGas", "blob base fee of the base layer", { default: "{1 wei/blobGas}" }),
    transactions: input("tx/day", "transactions on the rollup", { default: "{500_000 tx/day}" }),
    executionFee: input("ETH/tx", "fee of a transaction for execution on the rollup", {
      default: "{0.00001 ETH/tx}",
    }),
    batches: input("tx/day", "transactions on the base layer that bring the rollup's data", {
      default: "{1700 tx/day}",
    }),
    batchBytes: input("B/day", "bytes of calldata in batches", { default: "{0 B/day}" }),
    batchBlobGas: input("blobGas/day", "blob gas of batches", { default: "{131_072 blobGas/day} * 500" }),
    otherCosts: input("ETH/day", "other payments to the base layer, such as output roots", { default: "0" }),
  },
  stocks: {
    users: stock("1_000_000 ETH", "held by users", { confidence: "assumption" }),
    operator: stock("1000 ETH", "held by the operator of the rollup", { confidence: "assumption" }),
    baseLayer: stock("0 ETH", "paid to the base layer"),
  },
  flows: {
    executionFees: flow("users", "operator", "floor(executionFee * transactions)", "fees for execution"),
    dataFees: flow("users", "operator", "floor(dataFee * transactions)", "data fees"),
    costs: flow("operator", "baseLayer", "floor(batchFee + otherCosts)", "paid for data and output roots"),
  },
  auxiliaries: {
    baseFeeWei: auxiliary("1", "baseFee / {1 wei/gas}", "base fee in wei per gas"),
    blobFeeWei: auxiliary("1", "blobFee / {1 wei/blobGas}", "blob base fee in wei per blob gas"),
    bedrock: auxiliary(
      "1",
      "floor((calldataGas + 68 * 16 + overhead) * baseFeeWei * scalar / 1_000_000)",
      "data fee of one transaction in wei under Bedrock: 68 bytes stand for the signature",
    ),
    regolith: auxiliary(
      "1",
      "floor((calldataGas + overhead) * baseFeeWei * scalar / 1_000_000)",
      "the same under Regolith, without the 68 bytes",
    ),
    weightedPrice: auxiliary(
      "1",
      "16 * baseFeeScalar * baseFeeWei + blobFeeScalar * blobFeeWei",
      "price of a byte in millionths of a wei, from calldata and blobs",
    ),
    ecotone: auxiliary(
      "1",
      "floor(calldataGas * weightedPrice / 16_000_000)",
      "data fee under Ecotone: sixteen calldata gas count as a compressed byte",
    ),
    size: auxiliary(
      "1",
      "max(compressedIntercept + compressedCoefficient * compressedLength, leastSize)",
      "estimated compressed size in millionths of a byte (Fjord)",
    ),
    fjord: auxiliary("1", "floor(size * weightedPrice / 1_000_000_000_000)", "data fee under Fjord"),
    dataFee: auxiliary(
      "ETH/tx",
      "(if rules = 1 then bedrock else if rules = 2 then regolith else if rules = 3 then ecotone else fjord) * {1 wei/tx}",
      "data fee of one transaction under the rules in force",
    ),
    batchGas: auxiliary(
      "gas/day",
      "{16 gas/B} * batchBytes * (1 - zeroShare * 3 / 4) + {21_000 gas/tx} * batches",
      "gas of the batches: 16 a byte, 4 a zero byte, 21 000 a transaction",
    ),
    batchFee: auxiliary("ETH/day", "batchGas * baseFee + batchBlobGas * blobFee", "fee of the batches"),
    margin: auxiliary("ETH/day", "executionFees + dataFees - costs", "what the operator keeps"),
    costPerTransaction: auxiliary(
      "ETH/tx",
      "if transactions > 0 then costs / transactions else 0",
      "cost on the base layer for each transaction on the rollup",
    ),
    marginShare: auxiliary(
      "%",
      "if executionFees + dataFees > 0 then margin / (executionFees + dataFees) else 0",
      "margin over revenue",
    ),
  },
  checks: {
    rulesAreKnown: check("rules = 1 or rules = 2 or rules = 3 or rules = 4", "the rule set is one of the four"),
    amountsAreNotNegative: check(
      "calldataGas >= 0 and compressedLength >= 0 and transactions >= 0 and batches >= 0 and batchBytes >= 0 and batchBlobGas >= 0",
      "sizes and counts are not negative",
    ),
  },
});

export default model;
