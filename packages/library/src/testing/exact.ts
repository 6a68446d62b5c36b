import {
  build,
  type Economy,
  fail,
  type Model,
  rational as numbers,
  type Rational,
  type Run,
  run,
} from "@tokenwright/engine";

/** The engine's exact arithmetic by its short names. */
export const { add, parseRational, rational, subtract, toNumber } = numbers;

/** What a run is fed with; a single value stands for every step. */
export interface ExactOptions {
  readonly steps?: number;
  readonly step?: string;
  readonly inputs?: Readonly<Record<string, Rational | readonly Rational[]>>;
  readonly parameters?: Readonly<Record<string, Rational>>;
}

/** Builds the model and runs it on the exact backend, one step unless told otherwise. */
export function runExactly(model: Model | Economy, options: ExactOptions = {}): Run {
  const { steps = 1, step, inputs = {}, parameters = {} } = options;
  const series = Object.entries(inputs).map(([name, value]) => [
    name,
    "n" in value ? Array.from({ length: steps + 1 }, () => value) : value,
  ]);
  return run(build(model, step === undefined ? {} : { step }), {
    steps,
    backend: "exact",
    inputs: Object.fromEntries(series) as Record<string, readonly Rational[]>,
    parameters,
  });
}

/** A whole number of base units as an amount in tokens: 340000000 lovelace with 6 decimals is 340. */
export function fromBaseUnits(value: unknown, decimals: number): Rational {
  return rational(wholeNumber(value), 10n ** BigInt(decimals));
}

/** An amount in tokens as a whole number of base units; anything else is an error of the model. */
export function toBaseUnits(amount: Rational, decimals: number): bigint {
  const scaled = rational(amount.n * 10n ** BigInt(decimals), amount.d);
  if (scaled.d !== 1n) throw new Error(`${scaled.n}/${scaled.d} is not a whole number of base units.`);
  return scaled.n;
}

/** A whole number written as text or as a number. */
export function wholeNumber(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^-?\d{1,60}$/.test(value)) return BigInt(value);
  return fail({ code: "vector/number", message: `${JSON.stringify(value)} is not a whole number.` });
}

/** A fraction written as `3/1000`, `0.003` or a number. */
export function fraction(value: unknown): Rational {
  const text = typeof value === "number" ? String(value) : value;
  const result = typeof text === "string" ? parseRational(text) : undefined;
  if (result !== undefined) return result;
  return fail({ code: "vector/number", message: `${JSON.stringify(value)} is not a fraction.` });
}

/** Stocks of the model set to amounts of base units, as text that loses nothing. */
export function withStocks(
  model: Model,
  amounts: Readonly<Record<string, bigint>>,
  asset: string,
  decimals: number,
): Model {
  const stocks = Object.fromEntries(
    Object.entries(model.stocks ?? {}).map(([name, stock]) => {
      const amount = amounts[name];
      return [name, amount === undefined ? stock : { ...stock, initial: `${decimalText(amount, decimals)} ${asset}` }];
    }),
  );
  return { ...model, stocks };
}

/** 13888022852926644 with 6 decimals as 13888022852.926644. */
function decimalText(amount: bigint, decimals: number): string {
  if (amount < 0n) return `-${decimalText(-amount, decimals)}`;
  const digits = amount.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
