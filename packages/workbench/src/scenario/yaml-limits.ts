import { type Diagnostic, fail } from "@tokenwright/engine";
import { CST, Lexer } from "yaml";
import type { SourceText } from "./source-text.js";

/** Bounds on a user's document, checked before it is parsed. The first two are those of OWASP ASVS 1.5.2 and 5.2.1. */
export const limits = {
  /** UTF-16 units. */
  characters: 1_000_000,
  depth: 64,
  aliases: 100,
  /** Lexical tokens: what bounds the time a document of many small things takes. */
  tokens: 40_000,
  /** Nodes after every alias is replaced by what it stands for. */
  nodes: 50_000,
} as const;

/** What is seen before parsing: things this format refuses, and brackets and quotes without an end. */
export interface Scan {
  readonly findings: readonly Diagnostic[];
  /** The outermost bracket or the quote that is never closed, with the offset where that became certain. */
  readonly unclosed: { readonly character: string; readonly offset: number } | undefined;
}

/**
 * Reads the tokens of a document without building anything, and stops at the first limit that is passed.
 *
 * @throws TokenwrightError `yaml/too-large`, `yaml/too-deep`, `yaml/too-many-aliases`.
 */
export function scan(source: SourceText): Scan {
  const { text } = source;
  if (text.length > limits.characters) {
    fail({
      code: "yaml/too-large",
      message: `The file has ${text.length} characters.`,
      expected: `at most ${limits.characters}`,
      hint: "keep data in a CSV file beside the scenario",
      place: source.place(0, 1),
    });
  }
  const findings: Diagnostic[] = [];
  const open: { character: string; offset: number }[] = [];
  let unclosed: Scan["unclosed"];
  let offset = 0;
  let tokens = 0;
  let aliases = 0;
  let indicators = 0;
  let inScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > limits.tokens) refuseCount(source, offset);
    if (inScalar) {
      inScalar = false;
      offset += token.length;
      continue;
    }
    const at = (length = token.length) => source.place(offset, offset + length);
    switch (CST.tokenType(token)) {
      case "scalar":
        inScalar = true;
        continue;
      case "doc-mode":
        continue;
      case "flow-error-end":
        unclosed ??= open[0];
        open.length = 0;
        continue;
      case "flow-map-start":
      case "flow-seq-start":
        open.push({ character: token, offset });
        break;
      case "flow-map-end":
      case "flow-seq-end":
        open.pop();
        break;
      case "seq-item-ind":
      case "explicit-key-ind":
        indicators++;
        break;
      case "newline":
        indicators = 0;
        break;
      case "alias":
        if (++aliases > limits.aliases) refuseAliases(source, offset, token.length);
        break;
      case "double-quoted-scalar":
      case "single-quoted-scalar":
        if (!isClosed(token)) unclosed ??= { character: token[0]!, offset };
        break;
      case "tag":
        findings.push({
          code: "yaml/tag",
          message: `The tag ${token.slice(0, 40)} is not allowed.`,
          expected: "plain texts, lists and mappings",
          hint: "leave the tag out; a text that begins with ! must stand in quotes",
          place: at(),
        });
        break;
      case "directive-line":
        findings.push({
          code: "yaml/directive",
          message: "The file begins with a directive.",
          expected: "YAML 1.2 without directives",
          hint: "remove the line that begins with %",
          place: at(),
        });
        break;
    }
    if (open.length + indicators > limits.depth) refuseDepth(source, offset);
    offset += token.length;
  }
  return { findings, unclosed: unclosed ?? open[0] };
}

function isClosed(token: string): boolean {
  if (token.length < 2 || token.at(-1) !== token[0]) return false;
  if (token[0] === "'") return true;
  let backslashes = 0;
  for (let at = token.length - 2; token[at] === "\\"; at--) backslashes++;
  return backslashes % 2 === 0;
}

function refuseCount(source: SourceText, offset: number): never {
  return fail({
    code: "yaml/too-large",
    message: `The file has more than ${limits.tokens} words, marks and line breaks.`,
    expected: "a scenario, which is a few hundred lines",
    hint: "keep data in a CSV file beside the scenario",
    place: source.place(offset, offset + 1),
  });
}

export function refuseDepth(source: SourceText, offset: number): never {
  return fail({
    code: "yaml/too-deep",
    message: `Lists and mappings are nested more than ${limits.depth} deep.`,
    expected: `at most ${limits.depth} levels`,
    hint: "a scenario needs about six",
    place: source.place(offset, offset + 1),
  });
}

function refuseAliases(source: SourceText, offset: number, length: number): never {
  return fail({
    code: "yaml/too-many-aliases",
    message: `The file has more than ${limits.aliases} aliases.`,
    expected: `at most ${limits.aliases}`,
    hint: "write the values out; a text that begins with * must stand in quotes",
    place: source.place(offset, offset + length),
  });
}
