import { inWords } from "../compute/in-words.js";
import type { Output } from "../compute/messages.js";

/** The name people know a variable by: that of the output of it, else its own in words. */
export function labelOf(name: string, outputs: readonly Output[]): string {
  const output = outputs.find((one) => one.name === name);
  return output?.label ?? inWords(name.slice(name.lastIndexOf(".") + 1)).replace(/\[(.+)\]$/, " $1");
}

/** Their labels; where two would be called the same, the module stands before the name. */
export function labelsOf(names: readonly string[], outputs: readonly Output[]): ReadonlyMap<string, string> {
  const short = new Map(names.map((name) => [name, labelOf(name, outputs)]));
  const count = (label: string) => [...short.values()].filter((other) => other === label).length;
  return new Map(
    [...short].map(([name, label]) => [
      name,
      count(label) > 1 && name.includes(".") ? inWords(name.replaceAll(".", " ")) : label,
    ]),
  );
}
