/** Formats of numbers, which are slow to make. */
const fourDigits = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: true });
const oneDecimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

const letters: readonly (readonly [number, string])[] = [
  [1e12, " T"],
  [1e9, " B"],
  [1e6, " M"],
];

/** A number with four digits that count, in powers of a thousand by letters above a million. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-4 || size >= 1e15) return value.toExponential(3);
  const [unit, letter] = letters.find(([least]) => size >= least) ?? [1, ""];
  return `${fourDigits.format(value / unit)}${letter}`;
}

export function shownWith(value: number, unit: string): string {
  return unit === "1" || unit === "" ? shown(value) : unit === "%" ? `${shown(value)} %` : `${shown(value)} ${unit}`;
}

export function shownShare(share: number): string {
  return `${oneDecimal.format(100 * share)} %`;
}
