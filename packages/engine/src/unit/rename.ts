import { plural, singular } from "./plural.js";
import { replaceUnitNames } from "./words.js";

/**
 * A unit or quantity text with its units renamed, all at once; the rest stays as it was. With `token` to `ADA`,
 * `45e9 tokens/epoch` becomes `45e9 ADA/epoch`: the plural or singular of a renamed word counts as the word.
 * A new name that is itself a unit text, `USD/ADA`, is put in parentheses.
 */
export function renameUnits(text: string, rename: ReadonlyMap<string, string>): string {
  if (rename.size === 0) return text;
  const all = new Map<string, string>();
  for (const [from, to] of rename) {
    for (const form of [plural(from), singular(from)]) if (form !== undefined) all.set(form, to);
  }
  for (const [from, to] of rename) all.set(from, to);
  return replaceUnitNames(text, (name) => {
    const to = all.get(name);
    if (to === undefined) return name;
    return /^(?:[A-Za-z0-9_µμ]+|[%‰])$/.test(to) ? to : `(${to})`;
  });
}
