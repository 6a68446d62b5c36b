import { fail, isDangerousKey, type Program } from "@tokenwright/engine";
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { keyOf, newValueOf } from "../project/changes.js";

/** Keys by which the long form of a value says what it is. */
const valueKeys = ["value", "normal", "uniform", "triangular", "exponential", "lognormal", "beta"];
/** What is said of a value, and no longer holds of another one. */
const ofTheOldValue = ["values", "source", "confidence"];

/** Sections of a module by the kind of what stands in them. */
const sections = { parameter: "parameters", stock: "stocks", state: "states", input: "inputs" } as const;

/** Of the text: what stands from one place to another becomes something else. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text of a scenario with its changes written where they belong. Only the lines that are concerned change:
 * comments, the order of keys and the way the text is laid out stay.
 *
 * @throws TokenwrightError `studio/write` for a change that has no place in the file.
 */
export function writeChanges(text: string, changes: readonly string[], program: Program): string {
  return changes.reduce((written, change) => writeOne(written, change, program), text);
}

function writeOne(text: string, change: string, program: Program): string {
  const document = parseDocument(text);
  const path = pathOf(document, keyOf(change), program);
  if (path === undefined || path.some(isDangerousKey) || !isMap(document.contents)) {
    return fail({
      code: "studio/write",
      message: `The change ${JSON.stringify(change.slice(0, 60))} has no place in the file.`,
      expected: "a key that the file or one of its models has",
      hint: "write it into the text yourself",
    });
  }
  const edits = editsFor(text, document.contents, path, givenValue(newValueOf(change)));
  return [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce((written, { from, to, text: own }) => written.slice(0, from) + own + written.slice(to), text);
}

function editsFor(text: string, root: YAMLMap, path: readonly string[], value: unknown): readonly Edit[] {
  let parent: YAMLMap = root;
  for (const [depth, key] of path.entries()) {
    // A collection on one line is written anew as a whole: what stands in it has marks of its own.
    if (parent.flow === true) return [inFlow(parent, path.slice(depth), value)];
    const own = parent.get(key, true);
    if (!isNode(own)) return [inserted(text, parent, path.slice(depth), value)];
    if (depth === path.length - 1) return replaced(text, own, value);
    if (!isMap(own)) return [spliced(own, flowText(nested(path.slice(depth + 1), value)))];
    parent = own;
  }
  return [];
}

function inFlow(collection: YAMLMap, path: readonly string[], value: unknown): Edit {
  const own = collection.getIn(path, true);
  if (isMap(own) && hasValue(own)) setValue(own, value);
  else collection.setIn(path, nodeOf(value));
  return spliced(collection, flowText(collection));
}

/** In place of a value: of the long form what it means stays, and what was said of the old number goes. */
function replaced(text: string, own: Node, value: unknown): readonly Edit[] {
  if (!isMap(own) || !hasValue(own)) return [spliced(own, isScalar(own) ? flowless(value) : flowText(value))];
  if (own.flow === true) {
    setValue(own, value);
    return [spliced(own, flowText(own))];
  }
  const [key, inner] = formOf(value);
  const pairs = own.items as readonly Pair<Node, Node>[];
  const first = pairs.find((pair) => valueKeys.includes(String(pair.key)))!;
  const edits: Edit[] = [];
  for (const pair of pairs) {
    if (pair === first) {
      const shown = typeof inner === "object" ? flowText(inner) : flowless(inner);
      edits.push({ from: pair.key.range![0], to: pair.value!.range![1], text: `${key}: ${shown}` });
    } else if ([...valueKeys, ...ofTheOldValue].includes(String(pair.key))) {
      edits.push({ from: lineStart(text, pair.key.range![0]), to: lineEnd(text, pair.value!.range![1]), text: "" });
    }
  }
  return edits;
}

/** A new key at the end of a block. */
function inserted(text: string, parent: YAMLMap, path: readonly string[], value: unknown): Edit {
  const pairs = parent.items as readonly Pair<Node, Node | null>[];
  const last = pairs.at(-1);
  if (last === undefined) return spliced(parent, flowText(nested(path, value)));
  const begin = pairs[0]!.key.range![0];
  const indent = " ".repeat(begin - lineStart(text, begin));
  const lines = path.map((key, depth) => {
    const isLast = depth === path.length - 1;
    const shown = isLast ? ` ${typeof value === "object" ? flowText(value) : flowless(value)}` : "";
    return `${indent}${"  ".repeat(depth)}${key}:${shown}\n`;
  });
  const at = lineEnd(text, last.value?.range?.[1] ?? last.key.range![1]);
  return { from: at, to: at, text: `${at > 0 && text[at - 1] !== "\n" ? "\n" : ""}${lines.join("")}` };
}

function spliced(node: Node, text: string): Edit {
  return { from: node.range![0], to: node.range![1], text };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the next line begins; a value that ends with its line ends there. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

function hasValue(map: YAMLMap): boolean {
  return valueKeys.some((key) => map.has(key));
}

/** The new value in a long form on one line. */
function setValue(map: YAMLMap, value: unknown): void {
  const [key, inner] = formOf(value);
  const at = map.items.findIndex((item) => valueKeys.includes(String(item.key)));
  const pair = new Document().createPair(key, inner) as YAMLMap["items"][number];
  map.items.splice(at, 1, pair);
  for (const other of [...valueKeys.filter((one) => one !== key), ...ofTheOldValue]) map.delete(other);
}

/** A number or text as a `value`, a mapping as the distribution that it names. */
function formOf(value: unknown): readonly [string, unknown] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["value", value];
  return Object.entries(value)[0] ?? ["value", ""];
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function nodeOf(value: unknown): Node {
  const node = new Document(value).contents as Node;
  if (isCollection(node)) node.flow = true;
  return node;
}

/** On one line, with brackets. */
function flowText(value: unknown): string {
  const document = new Document(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document
    .toString({ lineWidth: 0, collectionStyle: "flow" })
    .trimEnd()
    .replace(/\s*\n\s*/g, " ");
}

/** A text or number after `key: `. */
function flowless(value: unknown): string {
  if (typeof value === "object") return flowText(value);
  return new Document(value).toString({ lineWidth: 0 }).trimEnd();
}

/** The full path of a key that is written short: `supply.rho` stands in `modules.supply.parameters.rho`. */
function pathOf(document: Document.Parsed, key: string, program: Program): readonly string[] | undefined {
  const [first = "", ...rest] = key.split(".").map((part) => part.trim());
  if (document.hasIn([first]) || first === "ensemble" || first === "modules") return [first, ...rest];
  const variable = program.variables.get(key);
  const section = variable === undefined ? undefined : sections[variable.kind as keyof typeof sections];
  if (rest.length > 0 && document.hasIn(["modules", first])) {
    const found = Object.values(sections).find((one) => document.hasIn(["modules", first, one, rest[0]!]));
    const where = found ?? section;
    return where === undefined ? undefined : ["modules", first, where, ...rest];
  }
  return document.hasIn(["parameters", first]) ? ["parameters", first, ...rest] : undefined;
}

/** A value as `--set` takes it: a list, a mapping or a quoted text in brackets, else the text itself. */
function givenValue(text: string): unknown {
  if (!/^[[{"']/.test(text)) return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
  const document = parseDocument(text);
  return document.errors.length === 0 ? (document.toJS() as unknown) : text;
}
