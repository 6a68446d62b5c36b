/** A power of ten that numbers are shown in, with its word. */
export interface NumberScale {
  readonly divisor: number;
  /** `billion`, or empty. */
  readonly word: string;
}

const scales: readonly NumberScale[] = [
  { divisor: 1e12, word: "trillion" },
  { divisor: 1e9, word: "billion" },
  { divisor: 1e6, word: "million" },
];

const plain: NumberScale = { divisor: 1, word: "" };

/** Beyond this a word does not help any more; numbers are written with an exponent. */
const largestWithWord = 1e15;

/** The scale that shows numbers that belong together: chosen by the largest of them, from a million on. */
export function scaleFor(values: Iterable<number>): NumberScale {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most >= largestWithWord ? plain : (scales.find(({ divisor }) => most >= divisor) ?? plain);
}

/**
 * A number to so many significant digits, the whole part grouped by commas and never cut: `9.409`, `21,600`,
 * `0.0123`, `1.234e-7`. No locale is asked.
 */
export function formatNumber(value: number, scale: NumberScale = plain, digits = 4): string {
  const shown = value / scale.divisor;
  if (shown === 0) return "0";
  const size = Math.abs(shown);
  if (size >= largestWithWord || size < 1e-4) return shown.toExponential(digits - 1).replace("e+", "e");
  // The exponent after rounding: 9.9996 has four digits as 10.00.
  const exponent = Number(shown.toExponential(digits - 1).split("e")[1]);
  return group(shown.toFixed(Math.max(0, digits - 1 - exponent)));
}

/** A whole number with its digits in groups of three. */
export function formatCount(value: number): string {
  return group(String(value));
}

/** A share in [0, 1] in per cent, as exactly as its thousandth: `95 %`, `99.95 %`. Never rounded up to 100 %. */
export function formatShare(share: number): string {
  const rounded = Math.round(share * 1e5) / 1e3;
  return `${share < 1 && rounded === 100 ? "> 99.999" : rounded} %`;
}

/** `billion ADA`, `%`; empty for a plain number. */
export function unitWords(unit: string, scale: NumberScale = plain): string {
  return [scale.word, unit === "1" ? "" : unit].filter((part) => part !== "").join(" ");
}

function group(text: string): string {
  const [, sign, digits, rest] = /^(-?)(\d+)(.*)$/.exec(text)!;
  let grouped = "";
  for (let end = digits!.length; end > 0; end -= 3) {
    const part = digits!.slice(Math.max(0, end - 3), end);
    grouped = grouped === "" ? part : `${part},${grouped}`;
  }
  return `${sign}${grouped}${rest}`;
}
