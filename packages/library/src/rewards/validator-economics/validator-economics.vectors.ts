import { type Economy, fail, rational as numbers, type Rational, type VectorAdapter } from "@tokenwright/engine";
import squareRootOfStake from "../../issuance/square-root-of-stake/model.js";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import model from "./model.js";

/** How the rewards of the epoch are shared. */
type Rules = Readonly<Record<string, string>>;

/** CADLabs' re-run: Altair's weights, and a missed vote for the head is charged. */
const altair: Rules = { missedHeadPenalty: "1" };

/**
 * What Hoban and Borgers published was before Altair: four base rewards a quarter as large, three of them for votes
 * scaled by how many voted, one for proposing and inclusion, and each missed vote costs one.
 */
const phaseZero: Rules = {
  sourceWeight: "1",
  targetWeight: "1",
  headWeight: "1",
  syncWeight: "0",
  proposerWeight: "1",
  missedHeadPenalty: "1",
};

interface Circumstances {
  readonly staked: Rational;
  readonly supply: Rational;
  readonly participation: Rational;
  readonly price: Rational;
  /** Validators slashed in an epoch. */
  readonly slashings: Rational;
}

/** Issuance and economics in one economy, one epoch of it, per year of so many epochs, in percent. */
export function yieldsAt(
  { staked, supply, participation, price, slashings }: Circumstances,
  rules: Rules = altair,
  epochsPerYear: Rational = rational(82_180n),
): Readonly<Record<"revenue" | "profit" | "inflation", number>> {
  const economy: Economy = {
    title: "Validators of a chain",
    assets: { ETH: { decimals: 18, baseUnit: "wei" } },
    units: { validator: "count" },
    parameters: {
      staked: { value: `${text(staked)} ETH`, meaning: "stake of all validators" },
      supply: { value: `${text(supply)} ETH`, meaning: "all ETH" },
    },
    inputs: {
      participation: { unit: "%", meaning: "share of the stake that is online" },
      price: { unit: "USD/ETH", meaning: "price of ETH" },
      slashings: { unit: "validator/epoch", meaning: "validators slashed" },
    },
    modules: {
      issuance: {
        model: squareRootOfStake,
        assets: { ETH: "ETH" },
        parameters: rules,
        stocks: { staked: "staked", liquid: "supply - staked" },
        inputs: { participation: "participation", slashings: "slashings" },
      },
      validators: {
        model,
        assets: { ETH: "ETH" },
        inputs: { rewards: "issuance.validatorRewards", staked: "issuance.staked", price: "price" },
      },
    },
  };
  const result = runExactly(economy, {
    inputs: { participation: rational(participation.n * 100n, participation.d), price, slashings },
  });
  // A year of the engine has 365 days, 82 125 epochs.
  const scale = numbers.divide(epochsPerYear, rational(82_125n));
  const yearly = (name: string): number => toNumber(numbers.multiply(result.exact(name)[0]!, scale));
  return {
    revenue: yearly("validators.revenueYield"),
    profit: yearly("validators.totalProfitYield"),
    inflation: yearly("issuance.inflation"),
  };
}

/** A stake or supply in ETH, to a wei. */
function text(amount: Rational): string {
  const wei = ((amount.n * 10n ** 18n) / amount.d).toString().padStart(19, "0");
  return `${wei.slice(0, -18)}.${wei.slice(-18)}`;
}

function validatorYield(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const prices = input["prices_usd"] ?? input["price_usd"];
  const list: readonly unknown[] = Array.isArray(prices) ? prices : [prices];
  const at = (price: unknown, rules: Rules, slashings: Rational) =>
    yieldsAt(
      {
        staked: fraction(input["staked_eth"]),
        supply: fraction(input["eth_supply"] ?? parameters["eth_supply"] ?? 112_000_000),
        participation: product(input["uptime"] ?? parameters["uptime"] ?? "0.999*0.999*0.982"),
        price: fraction(price),
        slashings,
      },
      rules,
    );
  const published = list.map((price) => at(price, phaseZero, rational(0n)));
  const rerun = list.map((price) => at(price, altair, rational(1n, 1000n)));
  const each = (values: readonly number[]): unknown => (Array.isArray(prices) ? values : values[0]);
  return {
    profit_yield_pct_published: each(published.map(({ profit }) => profit)),
    profit_yield_pct_rerun: each(rerun.map(({ profit }) => profit)),
    revenue_yield_pct_published: published[0]!.revenue,
    revenue_yield_pct_rerun: rerun[0]!.revenue,
    supply_inflation_pct_rerun: rerun[0]!.inflation,
  };
}

/** `0.999*0.999*0.982`, or one number. */
function product(value: unknown): Rational {
  if (typeof value === "number") return fraction(value);
  if (typeof value === "string" && value.length <= 100) {
    return value
      .split("*")
      .map((factor) => fraction(factor.trim()))
      .reduce(numbers.multiply);
  }
  return fail({ code: "vector/number", message: `${JSON.stringify(value)} is not a product of numbers.` });
}

export const adapters: readonly VectorAdapter[] = [{ group: "eth_validator_yield", compute: validatorYield }];
