import type { XmileGraphical } from "./document.js";
import { childOf, type XmlElement } from "./read-xml.js";
import type { UnsupportedList } from "./unsupported.js";

/** Written by the exporter where a name of the model language does not follow from the name in the file. */
export const idAttribute = "tokenwright:id";

/** Written by the exporter for a stock whose outflows share what there is. */
export const overdraftAttribute = "tokenwright:overdraft";

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Reads a `<gf>`; one without any points refers to the one of its name; one that holds no usable points is named in the list and left out. */
export function readGraphical(
  element: XmlElement,
  owner: string,
  unsupported: UnsupportedList,
): XmileGraphical | undefined {
  const name = element.attributes.get("name")?.trim();
  const refuse = (what: string): undefined => {
    unsupported.add(name ?? owner, element.line, `The graphical function ${what}; it was not read.`);
    return undefined;
  };
  // A graphical function inside a variable may name one that stands alone.
  if (name !== undefined && name !== "" && element.children.length === 0)
    return { name, type: "continuous", x: [], y: [], line: element.line };
  const y = pointsOf(childOf(element, "ypts"));
  if (y === undefined || y.length === 0) return refuse("has no y points, or one that is not a number");
  const xPoints = childOf(element, "xpts");
  const scale = childOf(element, "xscale");
  let x = pointsOf(xPoints);
  if (x === undefined || (x.length === 0 && xPoints !== undefined && scale === undefined))
    return refuse("has an x point that is not a number");
  if (x.length === 0) {
    const spread = spreadOver(scale, y.length);
    if (spread === undefined) return refuse("has neither x points nor an x scale");
    x = spread;
  } else if (x.length !== y.length) {
    return refuse(`has ${x.length} x points and ${y.length} y points`);
  }
  if (x.some((value, index) => index > 0 && Number(value) < Number(x[index - 1]!)))
    return refuse("has x points that do not ascend");
  const yScale = childOf(element, "yscale");
  const id = element.attributes.get(idAttribute);
  const min = yScale?.attributes.get("min");
  const max = yScale?.attributes.get("max");
  return {
    ...(name === undefined || name === "" ? {} : { name }),
    type: typeOf(element, owner, unsupported),
    x,
    y,
    ...(min === undefined || max === undefined ? {} : { yScale: { min, max } }),
    ...(id === undefined ? {} : { id }),
    line: element.line,
  };
}

function typeOf(element: XmlElement, owner: string, unsupported: UnsupportedList): XmileGraphical["type"] {
  const type = element.attributes.get("type")?.trim().toLowerCase();
  if (type === "continuous" || type === "extrapolate" || type === "discrete") return type;
  if (type !== undefined) {
    unsupported.add(
      owner,
      element.line,
      `The type ${type.slice(0, 40)} of this graphical function is not known; continuous is used.`,
    );
  }
  // Files before the standard mark a step function by an attribute of its own.
  return element.attributes.get("discrete")?.trim().toLowerCase() === "true" ? "discrete" : "continuous";
}

/** The numbers of a list; undefined when one of them is not a number; empty when there is no list. */
function pointsOf(element: XmlElement | undefined): string[] | undefined {
  if (element === undefined) return [];
  const separator = element.attributes.get("sep") ?? ",";
  const text = element.text.trim();
  if (text === "") return [];
  const parts = separator.trim() === "" ? text.split(/\s+/) : text.split(separator.trim());
  // Some writers end the list with a separator.
  if (parts.at(-1)?.trim() === "") parts.pop();
  const values = parts.map((part) => part.trim());
  return values.every((value) => number.test(value)) ? values.map((value) => value.replace(/^\+/, "")) : undefined;
}

function spreadOver(scale: XmlElement | undefined, count: number): string[] | undefined {
  const min = scale?.attributes.get("min")?.trim() ?? "";
  const max = scale?.attributes.get("max")?.trim() ?? "";
  if (!number.test(min) || !number.test(max)) return undefined;
  const low = Number(min);
  const high = Number(max);
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return min;
    if (index === count - 1) return max;
    return String(low + ((high - low) * index) / (count - 1));
  });
}
