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
  const keep = (name: string, list: readonly string[]) => {
    elements.set(name, list);
    positions.set(name, new Map(list.map((element, index) => [element, index + 1])));
  };
  const define = (name: string, own: Dimension) => {
    const place = placeOf(`dimensions.${name}`);
    checkName(name, "A dimension", place);
    if ("size" in own) {
      if (!Number.isInteger(own.size) || own.size < 1 || own.size > mostElements) {
        fail({
          code: "dimension/too-large",
          message: `The dimension "${name}" has ${own.size} elements.`,
          expected: `a whole number from 1 to ${mostElements}`,
          hint: "many alike holders or devices are better described by their numbers in a few classes",
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
  for (const [name, own] of Object.entries(given)) if (!("of" in own)) define(name, own);
  for (const [name, own] of Object.entries(given)) {
    if (!("of" in own)) continue;
    const parent = elements.get(own.of);
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
  return {
    names: () => elements.keys(),
    elementsOf: (name) => elements.get(name),
    positionOf: (name, element) => positions.get(name)?.get(element),
  };
}

/** A subscripted name taken apart: `balance[sector, year]` is `balance` over `sector` and `year`. */
export function splitKey(key: string): { readonly base: string; readonly dimensions: readonly string[] } {
  const open = key.indexOf("[");
  if (open < 0) return { base: key, dimensions: [] };
  const inside = key.endsWith("]") ? key.slice(open + 1, -1) : key.slice(open + 1);
  return { base: key.slice(0, open).trimEnd(), dimensions: inside.split(",").map((part) => part.trim()) };
}
