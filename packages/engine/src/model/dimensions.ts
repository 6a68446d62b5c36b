import { fail, type Place } from "../base/errors.js";
import { checkName } from "../base/names.js";
import { didYouMean } from "../base/suggest.js";
import type { Dimensions } from "../graph/index.js";
import type { Dimension } from "./vocabulary.js";

/** Most elements of one dimension, and most elements of all subscripted names together; see build.ts. */
const mostElements = 100_000;

/**
 * Reads the dimensions of a model.
 *
 * @throws TokenwrightError `dimension/empty`, `dimension/duplicate`, `dimension/subrange`, `dimension/too-large`.
 */
export function readDimensions(
  given: Readonly<Record<string, Dimension>>,
  placeOf: (path: string) => Place,
): Dimensions {
  const elements = new Map<string, readonly string[]>();
  const positions = new Map<string, ReadonlyMap<string, number>>();
  const agents = new Map<string, number>();
  const keep = (name: string, list: readonly string[]) => {
    elements.set(name, list);
    positions.set(name, new Map(list.map((element, index) => [element, index + 1])));
  };
  const define = (name: string, own: Dimension) => {
    const place = placeOf(`dimensions.${name}`);
    checkName(name, "A dimension", place);
    if ("agents" in own) {
      if (!Number.isInteger(own.agents) || own.agents < 1 || own.agents > mostAgents) {
        fail({
          code: "dimension/too-large",
          message: `The population "${name}" has ${own.agents} agents.`,
          expected: `a whole number from 1 to ${mostAgents}`,
          hint: "let one agent stand for many holders, and say how many in a parameter",
          place,
        });
      }
      agents.set(name, own.agents);
      keep(name, [name]);
      return;
    }
    if ("size" in own) {
      if (!Number.isInteger(own.size) || own.size < 1 || own.size > mostElements) {
        fail({
          code: "dimension/too-large",
          message: `The dimension "${name}" has ${own.size} elements.`,
          expected: `a whole number from 1 to ${mostElements}`,
          hint: `make it a population: ${name}: { agents: ${own.size} }`,
          place,
        });
      }
      keep(
        name,
        Array.from({ length: own.size }, (_, index) => String(index + 1)),
      );
      return;
    }
    if (own.elements.length === 0 || own.elements.length > mostElements) {
      fail({
        code: "dimension/empty",
        message: `The dimension "${name}" has ${own.elements.length} elements.`,
        expected: `from 1 to ${mostElements}`,
        place,
      });
    }
    const seen = new Set<string>();
    for (const [index, element] of own.elements.entries()) {
      if (seen.has(element)) {
        fail({
          code: "dimension/duplicate",
          message: `The dimension "${name}" has two elements "${element}".`,
          hint: "rename one of them",
          place: placeOf(`dimensions.${name}.elements.${index}`),
        });
      }
      seen.add(element);
    }
    keep(name, own.elements);
  };
  const checkMap = (name: string, to: string) => {
    const map = ownMap(given, name, to)!;
    const targets = agents.has(to) ? undefined : positions.get(to);
    const own = agents.has(name) ? [] : elements.get(name)!;
    const wrong = own.find((element) => !Object.hasOwn(map, element) || targets?.has(map[element]!) !== true);
    const stranger = Object.keys(map).find((element) => !own.includes(element));
    if (targets !== undefined && wrong === undefined && stranger === undefined && own.length > 0) return;
    fail({
      code: "dimension/map",
      message:
        targets === undefined
          ? `"${name}" is mapped to "${to}", which is no dimension with named elements.`
          : stranger !== undefined
            ? `The map of "${name}" to "${to}" has "${stranger}", which is no element of "${name}".`
            : `The map of "${name}" to "${to}" says ${Object.hasOwn(map, wrong ?? "") ? `"${map[wrong!]}", which is no element of "${to}", for` : "nothing for"} "${wrong ?? name}".`,
      expected:
        targets === undefined
          ? "a dimension"
          : `for every element of "${name}" one of ${[...targets.keys()].slice(0, 12).join(", ")}`,
      place: placeOf(`dimensions.${name}.maps.${to}`),
    });
  };
  for (const [name, own] of Object.entries(given)) if (!("of" in own)) define(name, own);
  for (const [name, own] of Object.entries(given)) {
    if (!("of" in own)) continue;
    const parent = agents.has(own.of) ? undefined : elements.get(own.of);
    const stranger = own.elements.find((element) => positions.get(own.of)?.has(element) !== true);
    if (parent === undefined || stranger !== undefined) {
      fail({
        code: "dimension/subrange",
        message:
          parent === undefined
            ? `The subrange "${name}" is of "${own.of}", which is no dimension.`
            : `The subrange "${name}" has the element "${stranger}", which "${own.of}" does not have.`,
        expected: parent === undefined ? "the name of a dimension" : `elements of ${parent.join(", ")}`,
        hint: didYouMean(stranger ?? own.of, parent ?? elements.keys()) ?? "check the name",
        place: placeOf(
          parent === undefined
            ? `dimensions.${name}.of`
            : `dimensions.${name}.elements.${own.elements.indexOf(stranger!)}`,
        ),
      });
    }
    define(name, { elements: own.elements });
  }
  for (const [name, own] of Object.entries(given)) {
    for (const to of Object.keys(own.maps ?? {})) checkMap(name, to);
  }
  return {
    names: () => elements.keys(),
    mapped: (name, element, to) => ownMap(given, name, to)?.[element],
    agentsOf: (name) => agents.get(name),
    elementsOf: (name) => elements.get(name),
    positionOf: (name, element) => positions.get(name)?.get(element),
  };
}

function ownMap(
  given: Readonly<Record<string, Dimension>>,
  name: string,
  to: string,
): Readonly<Record<string, string>> | undefined {
  const maps = Object.hasOwn(given, name) ? given[name]!.maps : undefined;
  return maps !== undefined && Object.hasOwn(maps, to) ? maps[to] : undefined;
}

/** Most agents of one population: each of them has a place in the address of a draw, and values in memory. */
const mostAgents = 10_000_000;

/** A subscripted name taken apart: `balance[sector, year]` is `balance` over `sector` and `year`. */
export function splitKey(key: string): { readonly base: string; readonly dimensions: readonly string[] } {
  const open = key.indexOf("[");
  if (open < 0) return { base: key, dimensions: [] };
  const inside = key.endsWith("]") ? key.slice(open + 1, -1) : key.slice(open + 1);
  return { base: key.slice(0, open).trimEnd(), dimensions: splitAtCommas(inside) };
}

/** The parts between commas, but for commas inside brackets. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === "[" || character === "(") depth++;
    if (character === "]" || character === ")") depth--;
    if (character !== "," || depth > 0) continue;
    parts.push(text.slice(start, index).trim());
    start = index + 1;
  }
  return [...parts, text.slice(start).trim()];
}
