// Numbers are read whole, so that the e9 of 45e9 is no unit.
const tokens = /[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?|([A-Za-z_µμ][A-Za-z0-9_µμ]*)/g;

/** The words of a unit or quantity text that name units, in order; the text need not be grammatical. */
export function unitNames(text: string): string[] {
  return Array.from(text.matchAll(tokens), (match) => match[1]).filter((name) => name !== undefined);
}

/** The text with every word that names a unit replaced; everything else stays as it was. */
export function replaceUnitNames(text: string, replace: (name: string) => string): string {
  return text.replace(tokens, (token, name: string | undefined) => (name === undefined ? token : replace(name)));
}
