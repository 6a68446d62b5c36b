import { fail, type VectorAdapter } from "@tokenwright/engine";
import reserveExpansion from "../../issuance/reserve-expansion/model.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits, wholeNumber, withStocks } from "../../testing/exact.js";
import { genesis } from "./genesis.js";

const decimals = 6;

/**
 * Epoch 208 is where the chain starts. Epoch 209 is one step on: no stake counted yet, so every available
 * reward returned to the reserve, and the Incentivised Testnet was paid out of it.
 */
function genesisPots(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const epoch = wholeNumber(input["epoch"]);
  if (epoch !== 208n && epoch !== 209n) {
    fail({
      code: "vector/epoch",
      message: `Epoch ${epoch} is not one of the first two Shelley epochs.`,
      expected: "208 or 209",
    });
  }
  const reserve = wholeNumber(input["reserves_208"] ?? genesis.cap - genesis.unspentOutputs);
  const start = withStocks(
    reserveExpansion,
    { reserve, treasury: 0n, circulating: genesis.cap - reserve },
    "token",
    decimals,
  );
  const unwired = {
    ...start,
    inputs: { ...start.inputs, unpaid: { ...start.inputs!["unpaid"]!, default: "available" } },
  };
  const result = runExactly(unwired, {
    inputs: { reserveTransfers: [fromBaseUnits(genesis.testnetPayment, decimals), rational(0n)] },
  });
  const at = (name: string, step: number): bigint => toBaseUnits(result.exact(name)[step]!, decimals);
  if (epoch === 208n) {
    return {
      reserves: at("reserve", 0).toString(),
      utxo: at("circulating", 0).toString(),
      treasury: at("treasury", 0).toString(),
    };
  }
  return {
    treasury: at("treasury", 1).toString(),
    reserves: at("reserve", 1).toString(),
    rewards_pot: (at("reservePayment", 0) + genesis.returnedDeposits).toString(),
    deposits: genesis.deposits.toString(),
    fees: genesis.fees.toString(),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "cardano_genesis_pots", compute: genesisPots }];
