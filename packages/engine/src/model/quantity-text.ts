/** A number or a fraction of whole numbers, then perhaps a unit: a letter, %, a bracket or `1/`, and no arithmetic. */
const quantity = /^\s*[+-]?(?:\d|\.\d)[\d_.]*(?:[eE][+-]?\d+)?(?:\/\d[\d_]*)?\s*((?:[A-Za-zµ%‰(]|1\/)[^+,<>={}]*)?$/;

/** True for a value such as `45e9 ADA`, `1/3 day` or `0.3 %/epoch`, false for an equation such as `2 * rho`. */
export function looksLikeQuantity(text: string | undefined): text is string {
  return text !== undefined && text.length <= 200 && quantity.test(text);
}

/** The unit of a quantity as text, `%/epoch` of `0.3 %/epoch`, 1 where there is none; undefined for an equation. */
export function unitTextOf(text: string): string | undefined {
  if (!looksLikeQuantity(text)) return undefined;
  return quantity.exec(text)?.[1]?.trim() ?? "1";
}
