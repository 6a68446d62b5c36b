import { type Diagnostic, fail, isDangerousKey, TokenwrightError } from "@tokenwright/engine";
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar, type YAMLMap } from "yaml";
import { SourceText } from "./source-text.js";
import { syntaxFinding } from "./yaml-complaints.js";
import { limits, refuseDepth, scan } from "./yaml-limits.js";
import { placeOfNode, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/**
 * Reads a document of YAML 1.2 in its JSON-compatible part: texts, lists and mappings, one document, no
 * tags, no merge keys, no key twice. Every scalar keeps the text that was written.
 *
 * Bounded before it is parsed: 1 million characters, depth 64, 100 aliases, 40 000 tokens, 50 000 nodes.
 *
 * @throws TokenwrightError `yaml/…` with all that the format refuses, or the first fault of syntax.
 */
export function readYaml(text: string, file: string): YamlNode {
  const source = new SourceText(text.startsWith("\uFEFF") ? text.slice(1) : text, file);
  refuseControlCharacters(source);
  const scanned = scan(source);
  const document = parseDocument(source.text, {
    // Every scalar is a text: no type is guessed, so no number is rounded and NO stays Norway.
    schema: "failsafe",
    // The library compares each key with each other; ours are compared by a Map below.
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const refused = [...scanned.findings];
  if (document.errors.length > 0) refused.push(syntaxFinding(document.errors, source, scanned));
  if (refused.length > 0) throw new TokenwrightError(refused);
  if (document.contents === null) {
    fail({
      code: "yaml/empty",
      message: "The file is empty.",
      expected: "a mapping of keys and values",
      hint: "begin with a template: tokenwright init",
      place: source.place(0, 1),
    });
  }
  const converter = new Converter(source);
  const root = converter.convert(document.contents, 1).node;
  if (converter.findings.length > 0) throw new TokenwrightError(converter.findings);
  return root;
}

/** Reads a document whose outermost level is a mapping. @throws TokenwrightError as `readYaml`, `yaml/root`. */
export function readYamlMapping(text: string, file: string): YamlMapping {
  const root = readYaml(text, file);
  if (root.kind === "mapping") return root;
  return fail({
    code: "yaml/root",
    message: `The file is a ${root.kind === "list" ? "list" : "single text"}.`,
    expected: "keys and values, such as title: My token",
    hint: "begin with a template: tokenwright init",
    place: placeOfNode(root),
  });
}

/** The text of a file's bytes. @throws TokenwrightError `yaml/encoding` when they are not UTF-8. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const loose = new SourceText(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), file);
    const at = Math.max(0, loose.text.indexOf("\uFFFD"));
    return fail({
      code: "yaml/encoding",
      message: "The file is not UTF-8 text.",
      expected: "a text file in UTF-8",
      hint: "save it as UTF-8 in your editor",
      place: loose.place(at, at + 1),
    });
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controlCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0085\u2028\u2029\uFEFF]/;

function refuseControlCharacters(source: SourceText): void {
  const at = source.text.search(controlCharacter);
  if (at < 0) return;
  const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  fail({
    code: "yaml/character",
    message: `The file has the control character U+${code}.`,
    expected: "printable text",
    hint: "remove it; the file may not be a text file",
    place: { ...source.place(at, at + 1), lineText: "" },
  });
}

class Converter {
  readonly findings: Diagnostic[] = [];
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>();

  constructor(readonly source: SourceText) {}

  /** The node as ours, and the number of nodes it stands for once aliases are written out. */
  convert(node: Node | null | undefined, depth: number, at = 0): { readonly node: YamlNode; readonly size: number } {
    const start = node?.range?.[0] ?? at;
    if (depth > limits.depth) refuseDepth(this.source, start);
    if (isAlias(node)) {
      const known = this.#anchors.get(node.source);
      if (known !== undefined) return known;
      return fail({
        code: "yaml/alias",
        message: `The alias *${node.source.slice(0, 40)} stands for nothing that was written before it.`,
        hint: "a text that begins with * must stand in quotes",
        place: this.source.place(start, node.range?.[1] ?? start + 1),
      });
    }
    const converted = isMap(node)
      ? this.#mapping(node, depth)
      : isSeq(node)
        ? this.#list(node, depth)
        : this.#scalar(node, at);
    if (converted.size > limits.nodes) {
      fail({
        code: "yaml/too-large",
        message: `Written out without aliases, this stands for more than ${limits.nodes} values.`,
        expected: "a scenario, which is a few hundred",
        hint: "write the values out",
        place: this.source.place(start, start + 1),
      });
    }
    if (node !== null && node !== undefined && "anchor" in node && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, converted);
    }
    return converted;
  }

  #scalar(node: Node | null | undefined, at: number): { node: YamlNode; size: number } {
    const { source } = this;
    if (!isScalar(node) || node.range === null || node.range === undefined) {
      return { node: { kind: "scalar", text: "", style: "plain", source, start: at, end: at }, size: 1 };
    }
    const [start, end] = node.range;
    const text = typeof node.value === "string" ? node.value : "";
    switch (node.type) {
      case Scalar.QUOTE_DOUBLE:
      case Scalar.QUOTE_SINGLE:
        return { node: { kind: "scalar", text, style: "quoted", source, start: start + 1, end: end - 1 }, size: 1 };
      case Scalar.BLOCK_FOLDED:
      case Scalar.BLOCK_LITERAL: {
        // The text begins on the line after its | or >.
        const body = source.text.slice(0, end).indexOf("\n", start) + 1;
        const first = body === 0 ? start : body + Math.max(0, source.text.slice(body, end).search(/\S/));
        return { node: { kind: "scalar", text: text.trimEnd(), style: "block", source, start: first, end }, size: 1 };
      }
      default:
        return { node: { kind: "scalar", text, style: "plain", source, start, end }, size: 1 };
    }
  }

  #list(node: { readonly items: readonly unknown[]; range?: readonly number[] | null | undefined }, depth: number) {
    const [start = 0, end = start] = node.range ?? [];
    let size = 1;
    const items = node.items.map((item) => {
      const converted = this.convert(item as Node | null, depth + 1, start);
      size += converted.size;
      return converted.node;
    });
    return { node: { kind: "list", items, source: this.source, start, end } satisfies YamlNode, size };
  }

  #mapping(node: YAMLMap, depth: number): { node: YamlNode; size: number } {
    const { source } = this;
    const [start = 0, end = start] = node.range ?? [];
    const entries = new Map<string, YamlEntry>();
    let size = 1;
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const key = this.#key(pair.key, start);
      const value = this.convert(pair.value, depth + 1, key?.end ?? start);
      size += value.size;
      if (key === undefined) continue;
      const known = entries.get(key.text);
      if (known !== undefined) this.#refuseDuplicate(key, known);
      else entries.set(key.text, { key, value: value.node });
    }
    return { node: { kind: "mapping", entries, flow: node.flow === true, source, start, end }, size };
  }

  #key(node: Node | null, start: number) {
    const { source } = this;
    const refuse = (words: Pick<Diagnostic, "code" | "message" | "expected" | "hint">, at: number, end: number) => {
      this.findings.push({ ...words, place: source.place(at, end) });
      return undefined;
    };
    const [from = start, to = from + 1] = node?.range ?? [];
    if (!isScalar(node) || node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL) {
      const expected = "a word before the colon";
      return refuse(
        { code: "yaml/key", message: "This key is not a text.", expected, hint: "put it in quotes" },
        from,
        to,
      );
    }
    const text = typeof node.value === "string" ? node.value : "";
    if (text === "" || text.length > 200) {
      const message = text === "" ? "A colon stands without a key." : "This key is longer than 200 characters.";
      return refuse({ code: "yaml/key", message, expected: "a word before the colon", hint: "name it" }, from, to);
    }
    if (text === "<<") {
      const message = "Merge keys are not allowed.";
      return refuse({ code: "yaml/merge-key", message, hint: "write the keys out" }, from, to);
    }
    if (isDangerousKey(text)) {
      const message = `The key ${text} is not allowed.`;
      return refuse({ code: "yaml/dangerous-key", message, hint: "use another name" }, from, to);
    }
    const quoted = node.type !== Scalar.PLAIN;
    return { text, source, start: quoted ? from + 1 : from, end: quoted ? to - 1 : to };
  }

  #refuseDuplicate(
    key: { readonly text: string; readonly start: number; readonly end: number },
    known: YamlEntry,
  ): void {
    this.findings.push({
      code: "yaml/duplicate-key",
      message: `The key "${key.text}" stands here a second time; the first is on line ${this.source.position(known.key.start).line}.`,
      expected: "every key once",
      hint: "remove or rename one of them",
      place: this.source.place(key.start, key.end),
    });
  }
}
