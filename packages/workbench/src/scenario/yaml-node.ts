import type { Place } from "@tokenwright/engine";
import type { SourceText } from "./source-text.js";

/**
 * A document as a tree of texts, lists and mappings, each knowing where it stands. Scalars keep the text
 * the user wrote, so `0.3` and `45e9` never pass through a double; mappings are Maps, so no key reaches
 * into JavaScript's object machinery.
 */
export type YamlNode = YamlScalar | YamlMapping | YamlList;

interface Located {
  readonly source: SourceText;
  /** Offset of the first character; for a quoted text the one after the quote. */
  readonly start: number;
  readonly end: number;
}

export interface YamlScalar extends Located {
  readonly kind: "scalar";
  readonly text: string;
  readonly style: "plain" | "quoted" | "block";
}

export interface YamlMapping extends Located {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** Written between braces. */
  readonly flow: boolean;
}

interface YamlList extends Located {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly key: Located;
  readonly value: YamlNode;
}

/** The place of a node. For a mapping or list without text of its own, the place of where it begins. */
export function placeOfNode(node: Located, path?: string): Place {
  return node.source.place(node.start, node.end, path);
}

/** True for a key with nothing after it, and for `null` and `~`. */
export function isEmpty(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style === "plain" && /^(?:|~|null|Null|NULL)$/.test(node.text);
}

/** The node under a key of a mapping. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === "mapping" ? node.entries.get(key)?.value : undefined;
}

/** The text under a key; undefined when there is none, or something else stands there. */
export function textOf(node: YamlNode | undefined, key: string): string | undefined {
  const value = child(node, key);
  return value?.kind === "scalar" && !isEmpty(value) ? value.text : undefined;
}

/** The entries of the mapping under a key, none when there is no such mapping. */
export function entriesOf(node: YamlNode | undefined, key: string): readonly (readonly [string, YamlEntry])[] {
  const value = child(node, key);
  return value?.kind === "mapping" ? [...value.entries] : [];
}

/** The items of the list under a key. */
export function itemsOf(node: YamlNode | undefined, key: string): readonly YamlNode[] {
  const value = child(node, key);
  return value?.kind === "list" ? value.items : [];
}

/**
 * The place of a stretch of a scalar's text. Texts that YAML has folded (over several lines, or in a block)
 * are followed by counting what is not white space, which folding never touches.
 */
export function placeInScalar(node: YamlScalar, from: number, length: number, path?: string): Place {
  const start = sourceOffset(node, from);
  return node.source.place(start, Math.max(start + 1, sourceOffset(node, from + length - 1) + 1), path);
}

function sourceOffset(node: YamlScalar, offset: number): number {
  const written = node.source.text.slice(node.start, node.end);
  if (written.startsWith(node.text)) return node.start + offset;
  let visible = 0;
  for (let at = 0; at < Math.min(offset, node.text.length); at++) if (!isSpace(node.text[at]!)) visible++;
  for (let at = 0; at < written.length; at++) {
    if (isSpace(written[at]!)) continue;
    if (visible === 0) return node.start + at;
    visible--;
  }
  return node.end;
}

function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}
