import { mostValue, textWidth, valueSize } from "./text.js";

/** A number or a fraction, then perhaps a unit, and no arithmetic: `45e9 ADA`, `1/3 day`, `0.3 %/epoch`. */
const quantity =
  /^\s*[+-]?(?:\d|\.\d)[\d_.]{0,100}(?:e[+-]?\d{1,4})?(?:\/\d[\d_]{0,100})?\s{0,20}(?:(?:[A-Za-zµ%‰(]|1\/)[^+,<>={}]{0,100})?$/i;

/** False for an equation such as `2 * rho`. */
export function isQuantity(text: string): boolean {
  return quantity.test(text);
}

/** A quantity as it is, an equation with its unit where that fits: `= total [token]`. */
export function valueText(text: string, unit: string | undefined): string {
  const named = unit === undefined || unit === "1" ? "" : ` [${unit}]`;
  if (isQuantity(text)) {
    const hasUnit = /[^\d\s._+-]/.test(text.replace(/e[+-]?\d/i, ""));
    return `${shortValue(text)}${hasUnit ? "" : named}`;
  }
  const fits = (line: string) => textWidth(line, valueSize) <= mostValue;
  const short = text.replace(/\s+/g, " ").trim();
  const call = /^\w{1,30}(?=\([^()]{0,200}\)$)/.exec(short)?.[0];
  if (!fits(`= ${short}`) && call !== undefined) return `= ${call}(…)`;
  return fits(`= ${short}${named}`) ? `= ${short}${named}` : `= ${short}`;
}

const scales = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
] as const;

/**
 * A quantity as it goes into a box: `13_888_022_852.926644 token` is `≈ 13.89 billion token`. Numbers below a
 * million are as they were written, but for the underscores between their digits.
 */
export function shortValue(text: string): string {
  const found = /^\s*(-?\d[\d_]{0,60}(?:\.[\d_]{1,60})?(?:e\d{1,2})?)(?=\s|$)([^\n]{0,200})$/i.exec(text);
  if (found === null) return text.trim();
  const [, written = "", rest = ""] = found;
  const value = Number(written.replaceAll("_", ""));
  const scale = scales.find(([size]) => Math.abs(value) >= size);
  if (scale === undefined || Math.abs(value) >= 1e16) return `${written.replaceAll("_", "\u00a0")}${rest}`.trim();
  const rounded = Number((value / scale[0]).toPrecision(4));
  return `${rounded * scale[0] === value ? "" : "≈ "}${rounded} ${scale[1]}${rest}`.trim();
}
