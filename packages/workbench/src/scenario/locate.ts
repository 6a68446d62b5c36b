import type { Place } from "@tokenwright/engine";
import { valueKeys } from "./scenario-shape.js";
import { child, placeOfNode, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** Where something stands: its node, its key, and whether the path led all the way there. */
export interface Found {
  readonly node: YamlNode;
  readonly entry: YamlEntry | undefined;
  readonly exact: boolean;
}

/**
 * The node of the file for a path of the model: `modules.supply.inputs.fees`, `parameters.x.value`,
 * `conditions.NAME` for a guard rail. When the path leads into the library, the nearest node that leads there.
 */
export function find(root: YamlMapping, path: string): Found | undefined {
  if (path.startsWith("conditions.")) return findGuardRail(root, path.slice("conditions.".length));
  let node: YamlNode = root;
  let entry: YamlEntry | undefined;
  const parts = path.split(".");
  for (let index = 0; index < parts.length; ) {
    // A name may hold points of its own: replay.inputs.supply.fees.
    const next = longestKey(node, parts, index);
    if (next === undefined) {
      const rest = parts.slice(index).join(".");
      if (index === 0) return undefined;
      // The short form of a value or of an output, and the unit that a value's text ends with.
      const isItsValue = rest === "value" || rest === "unit" || rest === "name";
      return { node, entry, exact: isItsValue && node.kind === "scalar" };
    }
    index += next.parts;
    entry = next.entry;
    node = next.node;
  }
  // The long form of a value: its equation is what an error is about.
  const key = node.kind === "mapping" ? valueKeys.find((one) => (node as YamlMapping).entries.has(one)) : undefined;
  const value = key === undefined ? undefined : child(node, key);
  return { node: value ?? node, entry, exact: (value ?? node).kind === "scalar" };
}

/** The place of a path of the model in the file; a scalar's is that of its first character. */
export function placeOfPath(root: YamlMapping, path: string): Place | undefined {
  const found = find(root, path);
  if (found === undefined) return undefined;
  const { node, entry } = found;
  return node.kind === "scalar" && node.text !== "" ? placeOfNode(node) : placeOfNode(entry?.key ?? node);
}

function longestKey(node: YamlNode, parts: readonly string[], from: number) {
  if (node.kind === "list") {
    const item = /^[0-9]+$/.test(parts[from]!) ? node.items[Number(parts[from])] : undefined;
    return item === undefined ? undefined : { node: item, entry: undefined, parts: 1 };
  }
  if (node.kind !== "mapping") return undefined;
  for (let end = parts.length; end > from; end--) {
    const entry = node.entries.get(parts.slice(from, end).join("."));
    if (entry !== undefined) return { node: entry.value, entry, parts: end - from };
  }
  return undefined;
}

function findGuardRail(root: YamlMapping, name: string): Found | undefined {
  const rails = child(root, "guardRails");
  if (rails?.kind !== "list") return undefined;
  for (const rail of rails.items) {
    const own = child(rail, "name");
    const condition = child(rail, "condition");
    if (own?.kind === "scalar" && own.text === name && condition !== undefined) {
      return { node: condition, entry: undefined, exact: condition.kind === "scalar" };
    }
  }
  return undefined;
}
