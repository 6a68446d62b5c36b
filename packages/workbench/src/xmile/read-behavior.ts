import { childOf, type XmlElement } from "./read-xml.js";

/** What holds for all stocks and flows of a file or a model that do not say otherwise. */
export interface Behavior {
  readonly stock?: boolean;
  readonly flow?: boolean;
}

/** A behavior block over the one above it. */
export function readBehavior(element: XmlElement | undefined, above: Behavior): Behavior {
  if (element === undefined) return above;
  const all = nonNegativeOf(element);
  const stock = nonNegativeOf(childOf(element, "stock")) ?? all ?? above.stock;
  const flow = nonNegativeOf(childOf(element, "flow")) ?? all ?? above.flow;
  return { ...(stock === undefined ? {} : { stock }), ...(flow === undefined ? {} : { flow }) };
}

/** `<non_negative/>` or `<non_negative>true</non_negative>`; undefined where there is none. */
export function nonNegativeOf(element: XmlElement | undefined): boolean | undefined {
  const option = element === undefined ? undefined : childOf(element, "non_negative");
  return option === undefined ? undefined : !["false", "0"].includes(option.text.trim().toLowerCase());
}
