/**
 * The plural of a word unit (`block` to `blocks`, `country` to `countries`, `hash` to `hashes`), or undefined for
 * what is no English word: fewer than three letters, or capitals at the end (`ADA`, `kW`).
 */
export function plural(name: string): string | undefined {
  if (!/[A-Za-z][a-z][a-z]$/.test(name)) return undefined;
  // The ch of epoch is a k: epochs.
  if (/(?:s|x|z|sh|(?<![eE]po)ch)$/.test(name)) return `${name}es`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return `${name}s`;
}

/** The singular of a word that was declared in the plural (`devices` to `device`), or undefined when it is none. */
export function singular(name: string): string | undefined {
  if (!/[a-z]{3}s$/.test(name) || /(?:ss|us|is)$/.test(name)) return undefined;
  if (/[^aeiou]ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return name.slice(0, -1);
}
