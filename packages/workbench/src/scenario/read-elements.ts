import { type Diagnostic, type Dimension, didYouMean } from "@tokenwright/engine";
import { elementEntries } from "./element-texts.js";
import type { Findings } from "./findings.js";
import { readWhole } from "./formats.js";
import { table } from "./read-own.js";
import {
  child,
  entriesOf,
  itemsOf,
  placeOfNode,
  textOf,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
} from "./yaml-node.js";

/** Dimensions by name, those of modules and the network too. */
export type Dimensions = Readonly<Record<string, Dimension>>;

export function readDimensions(root: YamlMapping): Record<string, Dimension> {
  return table(root, "dimensions", (_, node): Dimension => {
    if (node.kind === "scalar") return { size: readWhole(node.text) ?? 0 };
    const agents = textOf(node, "agents");
    if (agents !== undefined) return { agents: readWhole(agents) ?? 0 };
    const of = textOf(node, "of");
    const items = node.kind === "list" ? node.items : itemsOf(node, "elements");
    const elements = items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
    const maps = Object.fromEntries(
      entriesOf(node, "maps").map(([to, { value }]) => [
        to,
        Object.fromEntries(
          value.kind === "mapping"
            ? [...value.entries].flatMap(([element, entry]) =>
                entry.value.kind === "scalar" ? [[element, entry.value.text]] : [],
              )
            : [],
        ),
      ]),
    );
    const more = Object.keys(maps).length === 0 ? {} : { maps };
    return of === undefined ? { elements, ...more } : { of, elements, ...more };
  });
}

/** The elements of a dimension as they are named in subscripts; undefined when there is no such dimension. */
function elementsOf(dimensions: Dimensions, name: string): readonly string[] | undefined {
  const own = Object.hasOwn(dimensions, name) ? dimensions[name] : undefined;
  if (own === undefined) return undefined;
  // The agents of a population have no names: the population itself stands for all of them.
  if ("agents" in own) return [name];
  return "size" in own ? Array.from({ length: own.size }, (_, index) => String(index + 1)) : own.elements;
}

/** `balance[sector, year]` taken apart. */
export function partsOf(name: string): { readonly base: string; readonly subscripts: readonly string[] } {
  const open = name.indexOf("[");
  if (open < 0) return { base: name, subscripts: [] };
  const inside = name.slice(open + 1, name.length - 1);
  return { base: name.slice(0, open), subscripts: inside.split(",").map((part) => part.trim()) };
}

/** Most names that one output stands for. */
const mostNames = 1_000;

/** The variables that a name with dimensions stands for, `balance[team]` and so on; itself when it has none. */
export function expandName(dimensions: Dimensions, name: string): readonly string[] {
  const { base, subscripts } = partsOf(name);
  if (subscripts.length === 0) return [name];
  const lists = subscripts.map((part) => elementsOf(dimensions, part) ?? [part]);
  if (lists.reduce((product, { length }) => product * length, 1) > mostNames) return [name];
  return combine(lists).map((elements) => `${base}[${elements}]`);
}

function combine(lists: readonly (readonly string[])[]): string[] {
  return lists.reduce<string[]>(
    (all, list) => all.flatMap((before) => list.map((one) => (before === "" ? one : `${before},${one}`))),
    [""],
  );
}

/** Sections of a file whose entries may have values by element. */
const sections = ["parameters", "stocks", "flows", "auxiliaries"] as const;

/**
 * Checks that values by element are of elements there are, and that no element is left without a value. A
 * dimension that is not known or not sound is the engine's to report.
 *
 * @param hasCommon Whether an entry has a value for the elements that are not named.
 */
export function checkElements(
  root: YamlMapping,
  dimensions: Dimensions,
  hasCommon: (section: (typeof sections)[number], name: string, node: YamlNode) => boolean,
  findings: Findings,
): void {
  for (const section of sections) {
    for (const [name, { value: node }] of entriesOf(root, section)) {
      if (child(node, "values") === undefined) continue;
      const { subscripts } = partsOf(name);
      const lists = subscripts.map((part) => elementsOf(dimensions, part));
      if (!lists.every((list) => list !== undefined) || tooMany(lists)) continue;
      // An element that stands twice is itself the fault.
      if (lists.some((list) => new Set(list).size < list.length)) continue;
      const known = subscripts.length === 0 ? [] : combine(lists);
      const path = `${section}.${name}.values`;
      const given = elementEntries(node);
      for (const [key, entry] of given) {
        if (!known.includes(key)) findings.add(unknownElement(name, key, known, entry, dimensions, path));
      }
      const keys = new Set(given.map(([key]) => key));
      const missing = known.filter((key) => !keys.has(key));
      if (known.length === 0 || missing.length === 0 || hasCommon(section, name, node)) continue;
      findings.add({
        code: "scenario/missing-element",
        message: `"${name}" has no value for ${missing.slice(0, 6).join(", ")}${missing.length > 6 ? ", …" : ""}.`,
        expected: "a value for every element, or a common value beside them",
        hint: `add ${missing[0]}: …`,
        place: placeOfNode((node as YamlMapping).entries.get("values")!.key, path),
      });
    }
  }
}

function tooMany(lists: readonly (readonly string[])[]): boolean {
  return lists.reduce((product, { length }) => product * length, 1) > 100_000;
}

function unknownElement(
  name: string,
  key: string,
  known: readonly string[],
  entry: YamlEntry,
  dimensions: Dimensions,
  path: string,
): Diagnostic {
  const [dimension = "sector"] = Object.keys(dimensions);
  const isPlain = known.length === 0;
  return {
    code: "dimension/unknown-element",
    message: isPlain
      ? `"${name}" has one value, and this one is for "${key}".`
      : `"${name}" has a value for "${key}", which is no element of it.`,
    expected: isPlain ? `a name with a dimension, ${name}[${dimension}]` : known.slice(0, 12).join(", "),
    hint: isPlain ? `write ${name}[${dimension}]: …` : (didYouMean(key, known) ?? "use one of its elements"),
    place: placeOfNode(entry.key, `${path}.${key}`),
  };
}
