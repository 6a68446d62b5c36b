import { entriesOf, textOf, type YamlEntry, type YamlNode } from "./yaml-node.js";

/** The entries of `values:`, their keys as the engine writes them: `team,2`. */
export function elementEntries(node: YamlNode): readonly (readonly [string, YamlEntry])[] {
  return entriesOf(node, "values").map(([key, entry]) => [elementKey(key), entry] as const);
}

function elementKey(text: string): string {
  return text
    .split(",")
    .map((part) => part.trim())
    .join(",");
}

/** Equations by element, and the one of all others. */
export function equationsOf(node: YamlNode): { equation: string; elements?: Record<string, string> } {
  const own = elementEntries(node).map(([key, { value }]): [string, string] => [
    key,
    value.kind === "scalar" ? value.text : "",
  ]);
  const common = textOf(node, "equation") ?? own[0]?.[1] ?? "";
  return { equation: common, ...(own.length === 0 ? {} : { elements: Object.fromEntries(own) }) };
}
