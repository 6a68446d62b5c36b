/** An exact number n/d with d > 0, not necessarily in lowest terms. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const decimal = /^(-?)(0|[1-9]\d{0,999})(?:\.(\d{1,999}))?(?:[eE]([+-]?\d{1,3}))?$/;
const ratio = /^(-?(?:0|[1-9]\d{0,999}))\/([1-9]\d{0,999})$/;

/**
 * Reads a number exactly: a bigint, a finite number by its shortest decimal text, the text of a decimal
 * (`"-1.5e3"`) or of a fraction (`"1/1600"`), or an object `{n, d}` of bigints. Texts with leading zeros,
 * such as `"00ff"` or `"007"`, are names, not numbers.
 *
 * @returns undefined for anything else, infinities and NaN included.
 */
export function toFraction(value: unknown): Fraction | undefined {
  if (typeof value === "bigint") return { n: value, d: 1n };
  if (typeof value === "number") return Number.isFinite(value) ? parse(String(value)) : undefined;
  if (typeof value === "string") return parse(value);
  if (typeof value !== "object" || value === null) return undefined;
  const { n, d } = value as { n?: unknown; d?: unknown };
  return typeof n === "bigint" && typeof d === "bigint" && d > 0n ? { n, d } : undefined;
}

function parse(text: string): Fraction | undefined {
  const fraction = ratio.exec(text);
  if (fraction !== null) return { n: BigInt(fraction[1] ?? "0"), d: BigInt(fraction[2] ?? "1") };
  const match = decimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "0", part = "", power = "0"] = match;
  const exponent = Number(power) - part.length;
  const digits = BigInt(`${sign}${whole}${part}`);
  return exponent >= 0 ? { n: digits * 10n ** BigInt(exponent), d: 1n } : { n: digits, d: 10n ** BigInt(-exponent) };
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

export function magnitude({ n, d }: Fraction): Fraction {
  return { n: n < 0n ? -n : n, d };
}

/** True when a ≤ b. */
export function atMost(a: Fraction, b: Fraction): boolean {
  return a.n * b.d <= b.n * a.d;
}

/** Half a unit in the last printed digit of a number: 0.005 for 12.34. */
export function halfLastDigit(value: number): Fraction {
  const match = decimal.exec(String(Math.abs(value)));
  const places = (match?.[3]?.length ?? 0) - Number(match?.[4] ?? "0");
  return places >= 0 ? { n: 1n, d: 2n * 10n ** BigInt(places) } : { n: 10n ** BigInt(-places), d: 2n };
}
