import { fail, rational as numbers, type Rational, type VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, runExactly, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

const ruleSets = ["bedrock", "regolith", "ecotone", "fjord"];

type Values = Readonly<Record<string, unknown>>;

function dataFee(input: Values, parameters: Values): Values {
  const rules = ruleSets.indexOf(String(input["rules"]).toLowerCase()) + 1;
  if (rules === 0) fail({ code: "vector/rules", message: `There is no rule set ${JSON.stringify(input["rules"])}.` });
  const of = (name: string, usual?: unknown): Rational =>
    rational(wholeNumber(input[name] ?? parameters[name] ?? usual));
  const result = runExactly(model, {
    step: "1 day",
    parameters: {
      rules: rational(BigInt(rules)),
      overhead: of("overhead", 0),
      scalar: of("scalar", 0),
      baseFeeScalar: of("base_fee_scalar", 0),
      blobFeeScalar: of("blob_base_fee_scalar", 0),
    },
    inputs: {
      calldataGas: of("calldata_gas"),
      // The source's test transaction compresses to 31 bytes, below the least size.
      compressedLength: of("fastlz_size", 31),
      baseFee: of("l1_base_fee"),
      blobFee: of("blob_base_fee", 0),
    },
  });
  return { fee: result.exact(ruleSets[rules - 1]!)[0]! };
}

/**
 * A day of batches: the gas they need by the model, and the fee and margin at the gas they were measured to use.
 * Not an adapter: the measured gas (`actual_l1_gas`) follows from the unpublished number of zero bytes, so it must be given.
 */
export function batchCost(input: Values): Values {
  const of = (name: string): Rational => fraction(input[name]);
  const day = (batchGas: bigint | undefined) => {
    const bytes = of("calldata_bytes");
    const transactions = of("l1_txs");
    const modelled = add(multiply(rational(16n), bytes), multiply(rational(21_000n), transactions));
    // A zero byte is 12 gas cheaper than another, so the gas says how many there were.
    const zeros =
      batchGas === undefined
        ? rational(0n)
        : numbers.divide(numbers.subtract(modelled, rational(batchGas)), rational(12n));
    const result = runExactly(model, {
      step: "1 day",
      parameters: {
        zeroShare: multiply(rational(100n), numbers.divide(zeros, bytes)),
        rules: rational(2n),
        scalar: rational(0n),
      },
      inputs: {
        baseFee: multiply(of("l1_gas_price_gwei"), rational(10n ** 9n)),
        transactions: of("l2_txs"),
        executionFee: numbers.divide(of("l2_fees_eth"), of("l2_txs")),
        batches: transactions,
        batchBytes: bytes,
        batchBlobGas: rational(0n),
      },
    });
    return (name: string): Rational => result.exact(name)[0]!;
  };
  const modelled = day(undefined);
  const paid = day(wholeNumber(input["actual_l1_gas"]));
  const total = input["l1_fees_total_eth"] === undefined ? paid("costs") : of("l1_fees_total_eth");
  return {
    modelled_l1_gas: modelled("batchGas"),
    actual_l1_gas: paid("batchGas"),
    l1_inbox_fee_eth: toNumber(paid("batchFee")),
    margin_eth: toNumber(numbers.subtract(paid("executionFees"), total)),
    cost_per_tx_eth: toNumber(numbers.divide(total, of("l2_txs"))),
  };
}

const { add, multiply } = numbers;

export const adapters: readonly VectorAdapter[] = [{ group: "op_stack_l1_fee", compute: dataFee }];
