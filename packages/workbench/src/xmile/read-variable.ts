import type { XmileElementEquation, XmileEquation, XmileVariable } from "./document.js";
import { type Behavior, nonNegativeOf } from "./read-behavior.js";
import { readTransitTime } from "./read-conveyor.js";
import { idAttribute, overdraftAttribute, readGraphical } from "./read-graphical.js";
import { childOf, childrenOf, textOf, type XmlElement } from "./read-xml.js";
import type { UnsupportedList } from "./unsupported.js";

const used: ReadonlySet<string> = new Set([
  "eqn",
  "init_eqn",
  "doc",
  "units",
  "dimensions",
  "element",
  "inflow",
  "outflow",
  "non_negative",
  "gf",
  "multiplier",
  "conveyor",
]);

/** What is said about a variable that no result depends on. */
const layout: ReadonlySet<string> = new Set([
  "display",
  "range",
  "scale",
  "format",
  "mathml",
  "isee:delay_aux",
  "isee:documentation",
  "isee:annotation",
]);

/** What changes how a variable behaves, and is not read. */
const behaviors: ReadonlyMap<string, string> = new Map([
  ["queue", "A queue is read as a plain stock: it does not keep its batches apart."],
  ["isee:oven", "An oven is read as a plain stock."],
  ["oven", "An oven is read as a plain stock."],
  ["overflow", "This flow takes the overflow of a queue; it is read as a plain flow."],
  ["leak", "This flow leaks from a conveyor; it is read as a plain flow."],
  ["leak_integers", "This flow leaks from a conveyor; it is read as a plain flow."],
  ["event_poster", "Events that pause or stop a run are not read."],
]);

export function equationOf(element: XmlElement): XmileEquation {
  return { text: element.text, line: element.line };
}

/** Reads a `<stock>`, `<flow>` or `<aux>`. */
export function readVariable(
  element: XmlElement,
  kind: XmileVariable["kind"],
  behavior: Behavior,
  unsupported: UnsupportedList,
): XmileVariable {
  const name = element.attributes.get("name")?.trim() ?? "";
  if (name === "") unsupported.add(kind, element.line, `This ${kind} has no name; it was not read.`);
  for (const child of element.children) {
    if (used.has(child.name)) continue;
    const changed = behaviors.get(child.name);
    if (changed !== undefined) unsupported.add(name, child.line, changed);
    else if (layout.has(child.name))
      unsupported.addLayout(child.name, child.line, "Number formats, ranges and layout of variables are not kept.");
    else unsupported.add(name, child.line, `The element ${child.name} of this ${kind} is not known and was not read.`);
  }
  const dimensions = childOf(element, "dimensions");
  const graphical = childOf(element, "gf");
  const multiplier = childOf(element, "multiplier");
  const units = textOf(element, "units");
  const doc = textOf(element, "doc");
  const access = element.attributes.get("access")?.trim();
  const id = element.attributes.get(idAttribute);
  const initial = childOf(element, "init_eqn");
  const transitTime = kind === "stock" ? readTransitTime(element, name, unsupported) : undefined;
  const isLeak = childOf(element, "leak") !== undefined || childOf(element, "leak_integers") !== undefined;
  const nonNegative = kind === "aux" ? false : (nonNegativeOf(element) ?? behavior[kind] ?? false);
  const graphicalOf = (gf: XmlElement | undefined) =>
    gf === undefined ? undefined : readGraphical(gf, name, unsupported);
  if (kind === "stock" && graphical !== undefined) {
    unsupported.add(name, graphical.line, "A stock has no graphical function in XMILE; this one was not read.");
  }
  return {
    kind,
    name,
    dimensions:
      dimensions === undefined
        ? []
        : childrenOf(dimensions, "dim").map((dim) => dim.attributes.get("name")?.trim() ?? ""),
    equations: childrenOf(element, "eqn")
      .filter(({ text }) => text.trim() !== "")
      .map(equationOf),
    initialEquation: initial === undefined || initial.text.trim() === "" ? undefined : equationOf(initial),
    elements: childrenOf(element, "element").map((part) => readElement(part, graphicalOf)),
    graphical: kind === "stock" ? undefined : graphicalOf(graphical),
    inflows: childrenOf(element, "inflow").map(({ text }) => text.trim()),
    outflows: childrenOf(element, "outflow").map(({ text }) => text.trim()),
    nonNegative,
    sharesOverdraft: element.attributes.get(overdraftAttribute)?.trim() === "in proportion",
    multiplier: multiplier === undefined || multiplier.text.trim() === "" ? undefined : equationOf(multiplier),
    ...(transitTime === undefined ? {} : { transitTime }),
    ...(isLeak ? { isLeak } : {}),
    ...(units === undefined ? {} : { units }),
    ...(doc === undefined ? {} : { doc }),
    ...(access === undefined ? {} : { access }),
    ...(id === undefined ? {} : { id }),
    line: element.line,
  };
}

function readElement(
  element: XmlElement,
  graphicalOf: (gf: XmlElement | undefined) => XmileElementEquation["graphical"],
): XmileElementEquation {
  const equation = childOf(element, "eqn");
  return {
    subscript: (element.attributes.get("subscript") ?? "").split(",").map((part) => part.trim()),
    equation: equation === undefined || equation.text.trim() === "" ? undefined : equationOf(equation),
    graphical: graphicalOf(childOf(element, "gf")),
    line: element.line,
  };
}
