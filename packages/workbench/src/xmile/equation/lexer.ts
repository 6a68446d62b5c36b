import { canonicalPart } from "../names.js";
import { NotTranslated } from "./syntax.js";

export type XmileToken =
  | { readonly kind: "number"; readonly text: string; readonly at: number }
  | { readonly kind: "name"; readonly parts: readonly string[]; readonly at: number }
  | { readonly kind: "word" | "symbol"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly text: ""; readonly at: number };

const words: ReadonlySet<string> = new Set(["and", "or", "not", "if", "then", "else", "mod"]);

const symbols: ReadonlyMap<string, string> = new Map(
  [..."+-*/^=<>()[],;:@'"]
    .map((symbol): [string, string] => [symbol, symbol])
    .concat([
      ["−", "-"],
      ["–", "-"],
      ["≤", "<="],
      ["≥", ">="],
      ["≠", "<>"],
    ]),
);

const space = /[\s\u00a0]/;
const digit = /[0-9]/;
const nameStart = /[A-Za-z_$\u0080-\uffff]/;
const namePart = /[A-Za-z0-9_$\u0080-\uffff]/;

/**
 * The tokens of an equation. Comments in braces are white space. Words with only white space between them are one
 * name, because converters write `SECOND MACRO(x)`; the language's own words end a name.
 *
 * @throws NotTranslated for a character that has no meaning, and for a quote or comment without an end.
 */
export function tokens(text: string): XmileToken[] {
  const found: XmileToken[] = [];
  let at = 0;
  const isNameStart = (offset: number): boolean => {
    const character = text[offset];
    return (
      character !== undefined &&
      (character === '"' || (nameStart.test(character) && !symbols.has(character) && !space.test(character)))
    );
  };
  const skipSpace = (): void => {
    for (;;) {
      const character = text[at];
      if (character === undefined) return;
      if (character === "{") {
        const end = text.indexOf("}", at);
        if (end === -1) throw new NotTranslated("a comment has no closing brace", at);
        at = end + 1;
      } else if (space.test(character) || (character === "\\" && /[\r\n]/.test(text[at + 1] ?? ""))) at += 1;
      else return;
    }
  };

  /** One part of a name, quoted or not, from `at`. */
  const readPart = (): string => {
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
      if (end >= text.length) throw new NotTranslated("a quoted name has no closing quote", at);
      const part = canonicalPart(text.slice(at + 1, end));
      at = end + 1;
      return part;
    }
    const start = at;
    while (at < text.length) {
      const character = text[at]!;
      if (character === "\\" && text[at + 1] === "n") at += 2;
      else if (namePart.test(character) && !symbols.has(character) && !space.test(character)) at += 1;
      else break;
    }
    return canonicalPart(text.slice(start, at));
  };

  const readName = (): void => {
    const start = at;
    const parts: string[] = [];
    if (text[at] === ".") {
      parts.push("");
      at += 1;
    }
    const quoted = text[at] === '"';
    parts.push(readPart());
    if (!quoted && parts.length === 1 && words.has(parts[0]!)) {
      found.push({ kind: "word", text: parts[0]!, at: start });
      return;
    }
    for (;;) {
      if (text[at] === "." && (isNameStart(at + 1) || digit.test(text[at + 1] ?? ""))) {
        at += 1;
        parts.push(readPart());
        continue;
      }
      // Another word after white space goes on with this name, unless it is a word of the language.
      const end = at;
      skipSpace();
      const next = text[at] ?? "";
      if (at > end && !quoted && next !== '"' && (isNameStart(at) || digit.test(next))) {
        const part = readPart();
        if (!words.has(part)) {
          parts[parts.length - 1] = canonicalPart(`${parts.at(-1)!} ${part}`.replaceAll("\u2024", "."));
          continue;
        }
      }
      at = end;
      break;
    }
    found.push({ kind: "name", parts, at: start });
  };

  for (skipSpace(); at < text.length; skipSpace()) {
    const character = text[at]!;
    const start = at;
    if (digit.test(character) || (character === "." && digit.test(text[at + 1] ?? ""))) {
      const match = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/.exec(text.slice(at, at + 500))!;
      at += match[0].length;
      found.push({ kind: "number", text: match[0], at: start });
    } else if (isNameStart(at) || (character === "." && isNameStart(at + 1))) {
      readName();
    } else {
      const pair = text.slice(at, at + 2);
      const symbol =
        pair === ".*" || pair === "//" || pair === "<=" || pair === ">=" || pair === "<>"
          ? pair
          : symbols.get(character);
      if (symbol === undefined)
        throw new NotTranslated(`the character ${JSON.stringify(character)} has no meaning in an equation`, at);
      at += symbol === pair ? 2 : 1;
      found.push({ kind: "symbol", text: symbol, at: start });
    }
  }
  found.push({ kind: "end", text: "", at: text.length });
  return found;
}
