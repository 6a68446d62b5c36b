import { endInWords, type OutputSummary, type RunTime } from "../record/index.js";
import { formatCount, formatNumber, scaleFor, unitWords } from "./numbers.js";

/** Changes below this share of the start count as none. */
const noticeable = 0.005;

/** What an output does, in words: `Reserves fall from 9.41 to 6.90 billion ADA by 2033`. */
export function findingOf(output: OutputSummary, time: RunTime): string {
  const { first, final } = output;
  const scale = scaleFor([first, final.p50]);
  const unit = unitWords(output.unit, scale);
  const inUnit = (text: string) => (unit === "" ? text : `${text} ${unit}`);
  const from = formatNumber(first, scale, 3);
  const to = formatNumber(final.p50, scale, 3);
  const label = output.label.charAt(0).toUpperCase() + output.label.slice(1);
  const isPlural = looksPlural(output.label);
  const by = `by ${endInWords(time)}`;
  if (first === final.p50) return `${label} ${isPlural ? "stay" : "stays"} at ${inUnit(from)} ${by}`;
  if (from === to || Math.abs(final.p50 - first) < noticeable * Math.abs(first)) {
    return `${label} ${isPlural ? "stay" : "stays"} near ${inUnit(from)} ${by}`;
  }
  const verb = final.p50 > first ? (isPlural ? "rise" : "rises") : isPlural ? "fall" : "falls";
  return `${label} ${verb} from ${from} to ${inUnit(to)} ${by}`;
}

/** How far the futures spread at the end: `Median of 2,000 futures; nine in ten end between 6.87 and 6.95 billion ADA.` */
export function spreadOf(output: OutputSummary, runs: number): string {
  const { p5, p95 } = output.final;
  if (runs === 1) return "One future.";
  const futures = `${formatCount(runs)} futures`;
  const scale = scaleFor([p5, p95]);
  const unit = unitWords(output.unit, scale);
  const least = formatNumber(p5, scale);
  const most = formatNumber(p95, scale);
  const inUnit = (text: string) => (unit === "" ? text : `${text} ${unit}`);
  if (p5 === p95) return `Nine in ten of ${futures} end at ${inUnit(least)}.`;
  if (least === most) return `Median of ${futures}; nine in ten end within a hair of ${inUnit(least)}.`;
  return `Median of ${futures}; nine in ten end between ${least} and ${inUnit(most)}.`;
}

/** Fans thinner than this share of their height are hardly wider than a line. */
const thin = 0.01;

/** A remark for a fan that cannot be seen: `The futures hardly differ, so the fan is as thin as its median.` */
export function thinnessOf(output: OutputSummary, runs: number): string {
  const { first, final } = output;
  const size = Math.max(Math.abs(first), Math.abs(final.p50));
  return runs > 1 && final.p95 - final.p5 < thin * size
    ? "The futures hardly differ, so the fan is as thin as its median."
    : "";
}

/** English plurals end in s; `ss`, `us` and `is` are endings of singulars. */
function looksPlural(label: string): boolean {
  const [noun = ""] = label
    .trim()
    .toLowerCase()
    .split(/\s+(?:of|in|per|from|to|by|at|for)\s+/);
  return /s$/.test(noun) && !/(ss|us|is)$/.test(noun);
}
