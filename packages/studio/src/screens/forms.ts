import type { Control, Spread } from "../compute/messages.js";

/** The forms a value is given in, with the numbers that each needs, in the order they are written. */
export const formFields = {
  number: ["value"],
  range: ["p5", "p95"],
  normal: ["mean", "sd"],
  uniform: ["low", "high"],
  triangular: ["low", "mode", "high"],
  exponential: ["mean"],
  text: [],
} as const;

export type FormName = keyof typeof formFields;
export type FieldName = (typeof formFields)[FormName][number];

/** A value as it is edited: its numbers are in `unit`. */
export interface Form {
  readonly name: FormName;
  readonly unit: string;
  readonly numbers: readonly number[];
}

/** The 95 % quantile of the standard normal distribution, NIST/SEMATECH e-Handbook 1.3.6.7.1. */
const z95 = 1.6448536269514722;

/** The form that a value has: of one that is drawn, as the distribution that it is drawn from. */
export function formOf({ text, unit, value }: Pick<Control, "text" | "unit" | "value">): Form {
  if (value !== undefined) return { name: "number", unit, numbers: [value] };
  const call = /^(normal|lognormal|uniform|triangular|exponential)\(([^()]{1,200})\)(?: \* \{1 ([^{}]{1,80})\})?$/.exec(
    text,
  );
  if (call === null) return { name: "text", unit, numbers: [] };
  const [, name, inner, factor] = call;
  const amounts = inner!.split(",").map(amountOf);
  const units = new Set(amounts.map((one) => factor ?? one?.unit));
  if (amounts.includes(undefined) || units.size !== 1) return { name: "text", unit, numbers: [] };
  const own = [...units][0] === "" ? "1" : [...units][0]!;
  const numbers = amounts.map((one) => one!.number);
  if (name === "lognormal") {
    if (factor === undefined && own !== "1") return { name: "text", unit, numbers: [] };
    const [mu, sigma] = numbers as [number, number];
    return {
      name: "range",
      unit: own,
      numbers: [rounded(Math.exp(mu - z95 * sigma)), rounded(Math.exp(mu + z95 * sigma))],
    };
  }
  return { name: name as FormName, unit: own, numbers };
}

/** `{8 %/year}` or `0.3`. */
function amountOf(text: string): { readonly number: number; readonly unit: string } | undefined {
  const found = /^\{?([+-]?[\d_.]+(?:e[+-]?\d+)?) ?([^{}]*)\}?$/i.exec(text.trim());
  const number = found === null ? Number.NaN : Number(found[1]!.replaceAll("_", ""));
  return Number.isFinite(number) ? { number, unit: found![2]!.trim() } : undefined;
}

/** Another form of about the same value, to begin from. */
export function inForm(name: FormName, unit: string, [p5, p50, p95]: readonly [number, number, number]): Form {
  const [low, high] = p5 < p95 ? [p5, p95] : around(p50);
  const numbers: Readonly<Record<FormName, readonly number[]>> = {
    number: [p50],
    range: [low, high],
    normal: [p50, (high - low) / (2 * z95)],
    uniform: [low, high],
    triangular: [low, Math.min(high, Math.max(low, p50)), high],
    exponential: [Math.abs(p50)],
    text: [],
  };
  return { name, unit, numbers: numbers[name].map(rounded) };
}

/** A fifth less and a fifth more. */
function around(value: number): readonly [number, number] {
  return value === 0 ? [-1, 1] : [value - 0.2 * Math.abs(value), value + 0.2 * Math.abs(value)];
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** The value as a change takes it; undefined where the numbers make no distribution. */
export function textOf({ name, unit, numbers }: Form): string | undefined {
  if (impliedBy({ name, unit, numbers }) === undefined) return undefined;
  const amounts = numbers.map((number) => (unit === "1" ? String(number) : `${number} ${unit}`));
  if (name === "number") return amounts[0]!;
  if (name === "range") return amounts.join(" to ");
  const keys = formFields[name].map((key, index) => `${key}: ${amounts[index]!}`);
  return `{ ${name}: { ${keys.join(", ")} } }`;
}

/** The quantiles that the numbers mean, in closed form; undefined where they make no distribution. */
export function impliedBy({ name, numbers }: Form): Spread | undefined {
  if (name === "text" || numbers.length !== formFields[name].length || !numbers.every(Number.isFinite))
    return undefined;
  const quantile = quantileOf(name, numbers);
  if (quantile === undefined) return undefined;
  return { p5: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95) };
}

function quantileOf(name: FormName, numbers: readonly number[]): ((share: number) => number) | undefined {
  const [a = 0, b = 0, c = 0] = numbers;
  const z = (share: number) => (share === 0.5 ? 0 : share < 0.5 ? -z95 : z95);
  switch (name) {
    case "number":
      return () => a;
    case "range":
      if (!(a < b)) return undefined;
      return a > 0
        ? (share) => Math.sqrt(a * b) * (b / a) ** (z(share) / (2 * z95))
        : (share) => (a + b) / 2 + (z(share) * (b - a)) / (2 * z95);
    case "normal":
      return b >= 0 ? (share) => a + z(share) * b : undefined;
    case "uniform":
      return a < b ? (share) => a + share * (b - a) : undefined;
    case "triangular": {
      if (!(a < c && a <= b && b <= c)) return undefined;
      const middle = (b - a) / (c - a);
      return (share) =>
        share <= middle ? a + Math.sqrt(share * (c - a) * (b - a)) : c - Math.sqrt((1 - share) * (c - a) * (c - b));
    }
    case "exponential":
      return a > 0 ? (share) => -a * Math.log(1 - share) : undefined;
    default:
      return undefined;
  }
}
