import type { Place } from "@tokenwright/engine";
import { elementEntries } from "./element-texts.js";
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
    const next: Step | undefined = longestKey(node, parts, index) ?? elementsAt(node, parts, index);
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

interface Step {
  readonly node: YamlNode;
  readonly entry: YamlEntry | undefined;
  /** How many parts of the path it takes. */
  readonly parts: number;
}

function longestKey(node: YamlNode, parts: readonly string[], from: number): Step | undefined {
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

/**
 * What the engine calls elements: the values by element of a name, whose keys may be written with spaces, or the
 * items of a dimension that is written as a list.
 */
function elementsAt(node: YamlNode, parts: readonly string[], from: number): Step | undefined {
  if ((parts[from] !== "elements" && parts[from] !== "values") || parts[from + 1] === undefined) return undefined;
  if (node.kind === "list") {
    const next = longestKey(node, parts, from + 1);
    return next === undefined ? undefined : { ...next, parts: 2 };
  }
  const own = elementEntries(node).find(([key]) => key === parts[from + 1]);
  return own === undefined ? undefined : { node: own[1].value, entry: own[1], parts: 2 };
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
