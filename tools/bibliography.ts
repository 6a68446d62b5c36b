/** One source: its kind (`article`, `misc`, …), its key, and its fields by lower-case name. */
export interface Entry {
  readonly kind: string;
  readonly key: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** Thrown for a bibliography that cannot be read; the message names the line. */
export class BibliographyError extends Error {}

/**
 * Reads BibTeX: `@kind{key, name = {value}, name = "value", name = 1990}`. Braces nest inside values; text
 * outside entries is a comment. `@comment`, `@string` and `@preamble` are not used here and refused.
 *
 * @throws BibliographyError when an entry is not closed, has no key, or repeats a field.
 */
export function readBibliography(text: string): Entry[] {
  const entries: Entry[] = [];
  let position = 0;
  const line = (): number => text.slice(0, position).split("\n").length;
  const stop = (message: string): never => {
    throw new BibliographyError(`line ${line()}: ${message}`);
  };
  const skip = (): void => {
    while (/\s/.test(text[position] ?? "")) position++;
  };
  const word = (): string => {
    const start = position;
    while (/[^\s{}(),="#%]/.test(text[position] ?? "")) position++;
    return text.slice(start, position);
  };
  const expect = (sign: string): void => {
    skip();
    if (text[position] !== sign) stop(`expected ${sign}, found ${JSON.stringify(text[position] ?? "the end")}`);
    position++;
  };
  const value = (): string => {
    skip();
    const open = text[position];
    if (open !== "{" && open !== '"') return word() || stop("a field has no value");
    const start = ++position;
    for (let depth = 0; position < text.length; position++) {
      const sign = text[position];
      if (depth === 0 && sign === (open === "{" ? "}" : '"')) return text.slice(start, position++);
      if (sign === "{") depth++;
      if (sign === "}") depth--;
    }
    return stop("a value is not closed");
  };
  for (;;) {
    while (position < text.length && text[position] !== "@") {
      // A comment runs to the end of its line, at signs included.
      if (text[position] === "%") while (position < text.length && text[position] !== "\n") position++;
      else position++;
    }
    if (position >= text.length) return entries;
    const at = line();
    position++;
    const kind = word().toLowerCase();
    if (["", "comment", "string", "preamble"].includes(kind)) stop(`@${kind} is not an entry`);
    expect("{");
    skip();
    const key = word() || stop(`@${kind} has no key`);
    const fields = new Map<string, string>();
    for (skip(); text[position] === ","; skip()) {
      position++;
      skip();
      if (text[position] === "}") break;
      const name = word().toLowerCase() || stop(`a field of ${key} has no name`);
      if (fields.has(name)) stop(`${key} has the field ${name} twice`);
      expect("=");
      fields.set(name, value().replace(/\s+/g, " ").trim());
    }
    expect("}");
    entries.push({ kind, key, line: at, fields });
  }
}

/** What is wrong with a bibliography, by line: a key twice, keys out of order or of odd shape, fields missing. */
export function checkBibliography(entries: readonly Entry[]): { line: number; message: string }[] {
  const findings: { line: number; message: string }[] = [];
  const seen = new Set<string>();
  let last = "";
  for (const { key, line, fields } of entries) {
    if (seen.has(key)) findings.push({ line, message: `${key} stands there twice` });
    else if (key < last) findings.push({ line, message: `${key} belongs before ${last}` });
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) findings.push({ line, message: `${key} is not of the form name-1999` });
    for (const field of ["author", "title", "year"]) {
      if ((fields.get(field) ?? "") === "") findings.push({ line, message: `${key} has no ${field}` });
    }
    seen.add(key);
    last = key;
  }
  return findings;
}
