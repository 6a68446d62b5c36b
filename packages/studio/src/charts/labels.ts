import { inWords } from "../compute/in-words.js";
import type { Output } from "../compute/messages.js";

/** The name people know a variable by: that of the output of it, else its own in words. */
export function labelOf(name: string, outputs: readonly Output[]): string {
  const output = outputs.find((one) => one.name === name);
  return output?.label ?? inWords(name.slice(name.lastIndexOf(".") + 1));
}
