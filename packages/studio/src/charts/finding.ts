import type { Output } from "../compute/messages.js";
import type { Words } from "../words/en.js";
import { shownWith } from "./numbers.js";

/** Changes smaller than this share of the value are called none. */
const noteworthy = 0.005;

/** What a chart shows, in words: where the median goes. */
export function findingOf(output: Output, words: Words): string {
  const median = output.bands[output.quantiles.indexOf(0.5)]!;
  const [first, last] = [median[0]!, median.at(-1)!];
  const [from, to] = [shownWith(first, output.unit), shownWith(last, output.unit)];
  if (from === to || Math.abs(last - first) <= noteworthy * Math.abs(first)) return words.stays(output.label, to);
  return last > first ? words.rises(output.label, from, to) : words.falls(output.label, from, to);
}
