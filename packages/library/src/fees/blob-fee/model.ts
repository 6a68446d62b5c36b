import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/** The series ends within so many terms while the excess is at most 30 times the update fraction. */
const terms = 96;

/**
 * The market of blob space, as in EIP-4844: every block adds the blob gas it used beyond a target to an excess, and the fee
 * is an exponential of the excess, computed as the protocol does, by a Taylor series in whole numbers.
 *
 * EIP-7918 slows the fall of the fee: while a blob costs less than a share of an execution base fee the target is
 * not subtracted. A step is one block. The model keeps no coins: the supply it is wired to destroys what is burned.
 */
const model: Model = defineModel({
  title: "Blob base fee",
  about:
    "Excess blob gas and the fee that follows from it, block by block. Wire what is burned to a supply. Until the Osaka upgrade the fee has " +
    "no tie to the execution base fee: blobBaseCost is then 0.",
  source: ["eip-4844", "eip-7691", "eip-7918", "go-ethereum"],
  epoch: "12 second",
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { blob: "count", blobGas: "count", gas: "count" },
  dimensions: { order: { size: terms, label: "place in the series" } },
  parameters: {
    gasPerBlob: parameter("131_072 blobGas/blob", "blob gas of one blob (GAS_PER_BLOB)", {
      source: "eip-4844",
      confidence: "protocol",
    }),
    targetBlobs: parameter("6 blob/epoch", "blobs a block at which the fee stays", {
      source: "eip-7691",
      confidence: "protocol",
      range: ["1 blob/epoch", "128 blob/epoch"],
    }),
    maxBlobs: parameter("9 blob/epoch", "most blobs a block may carry", {
      source: "eip-7691",
      confidence: "protocol",
      range: ["1 blob/epoch", "256 blob/epoch"],
    }),
    updateFraction: parameter("5_007_716 blobGas", "excess by which the fee grows e-fold", {
      source: "eip-7691",
      confidence: "protocol",
      symbol: "d",
      range: ["1 blobGas", "100_000_000 blobGas"],
    }),
    minFeeWei: parameter("1", "least fee, in wei per blob gas (MIN_BASE_FEE_PER_BLOB_GAS)", {
      source: "eip-4844",
      confidence: "protocol",
      symbol: "f",
    }),
    blobBaseCost: parameter("0 gas/blob", "execution gas whose cost a blob should not fall below; 8192 since Osaka", {
      source: "eip-7918",
      confidence: "protocol",
      range: ["0 gas/blob", "100_000 gas/blob"],
    }),
  },
  inputs: {
    blobs: input("blob/epoch", "blobs in the block", { default: "targetBlobs" }),
    baseFee: input("wei/gas", "execution base fee of the block", { default: "0" }),
  },
  states: {
    excess: state("0 blobGas", "nextExcess", "blob gas used beyond the target so far", { symbol: "n" }),
  },
  auxiliaries: {
    used: auxiliary("blobGas/epoch", "blobs * gasPerBlob", "blob gas of the block"),
    target: auxiliary("blobGas/epoch", "targetBlobs * gasPerBlob", "blob gas at which the excess stays"),
    "term[order]": {
      unit: "1",
      equation: "floor(term[order - 1] * excess / (updateFraction * (order - 1)))",
      elements: { "1": "minFeeWei * updateFraction / {1 blobGas}" },
      meaning: "terms of the Taylor series of fee times fraction, each from the one before it, rounded down",
    },
    blobFee: auxiliary(
      "wei/blobGas",
      "floor(sum(term[*]) * {1 blobGas} / updateFraction) * {1 wei/blobGas}",
      "fee of a blob gas in this block (fake_exponential)",
    ),
    reserveHolds: auxiliary(
      "1",
      "if blobBaseCost * baseFee > blobFee * gasPerBlob then 1 else 0",
      "1 while a blob costs less than its share of the execution base fee",
    ),
    nextExcess: auxiliary(
      "blobGas",
      "if (excess + used * epoch) < target * epoch then 0 else if reserveHolds > 0 " +
        "then excess + floor(used * epoch * (maxBlobs - targetBlobs) / maxBlobs) else excess + (used - target) * epoch",
      "excess of the next block",
    ),
    burned: auxiliary("ETH/epoch", "blobFee * used", "blob fees, to be burned"),
    feePerBlob: auxiliary("ETH/blob", "blobFee * gasPerBlob", "what one blob costs"),
    burnPerYear: auxiliary("ETH/year", "burned", "blob fees at the pace of this block"),
  },
  checks: {
    blobsFit: check("blobs >= 0 and blobs <= maxBlobs", "a block carries no more blobs than its limit"),
    blobsAreWhole: check("blobs = floor(blobs)", "blobs are whole"),
    seriesHasEnded: check(
      `term[${terms}] = 0`,
      "the series is computed to its end: the excess is not above 30 fractions",
    ),
  },
});

export default model;
