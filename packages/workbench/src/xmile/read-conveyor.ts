import type { XmileEquation } from "./document.js";
import { childOf, type XmlElement } from "./read-xml.js";
import type { UnsupportedList } from "./unsupported.js";

/** What a conveyor can have besides its length, and what is lost with it. */
const lost: ReadonlyMap<string, string> = new Map([
  ["capacity", "The capacity of this conveyor is not read: it takes whatever flows in."],
  ["in_limit", "The limit of what flows into this conveyor is not read: it takes whatever flows in."],
  [
    "sample",
    "The sample of this conveyor is not read: its transit time is read at every step in which something enters.",
  ],
  ["arrest", "The condition that stops this conveyor is not read: it never stops."],
]);

/** The transit time of a stock that is a conveyor. */
export function readTransitTime(
  stock: XmlElement,
  name: string,
  unsupported: UnsupportedList,
): XmileEquation | undefined {
  const conveyor = childOf(stock, "conveyor");
  if (conveyor === undefined) return undefined;
  for (const [attribute, value] of conveyor.attributes) {
    if (value.trim() === "false") continue;
    unsupported.add(name, conveyor.line, `The attribute ${attribute} of this conveyor is not read.`);
  }
  for (const child of conveyor.children) {
    if (child.name === "len") continue;
    const what = lost.get(child.name) ?? `The element ${child.name} of this conveyor is not known and was not read.`;
    unsupported.add(name, child.line, what);
  }
  const length = childOf(conveyor, "len");
  if (length !== undefined && length.text.trim() !== "") return { text: length.text, line: length.line };
  unsupported.add(name, conveyor.line, "This conveyor has no transit time; it is read as a plain stock.");
  return undefined;
}
