import { TokenwrightError } from "../base/errors.js";
import { parse, visit } from "../equation/index.js";
import { renameUnits } from "../unit/index.js";
import { looksLikeQuantity } from "./quantity-text.js";

/**
 * A unit, quantity or equation with its units renamed and all else where it was written, so that places in errors
 * stay true up to the first renamed unit. An equation that cannot be read stays as it is.
 */
export function renameInText(text: string, rename: ReadonlyMap<string, string>): string {
  if (!text.includes("epoch")) return text;
  const isQuantity: boolean = looksLikeQuantity(text);
  if (isQuantity) return renameUnits(text, rename);
  try {
    let renamed = text;
    let moved = 0;
    visit(parse(text), (node) => {
      if (node.kind !== "quantity") return;
      const braces = `{${renameUnits(node.text, rename)}}`;
      renamed = renamed.slice(0, node.at.start + moved) + braces + renamed.slice(node.at.end + moved);
      moved += braces.length - (node.at.end - node.at.start);
    });
    return renamed;
  } catch (error) {
    if (error instanceof TokenwrightError) return text;
    throw error;
  }
}
