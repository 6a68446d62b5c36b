import { type Fraction, toFraction } from "./numbers.js";

/**
 * How near an answer must be. `absolute` and `relative`: passing one of those given is enough. `printed`:
 * whole numbers and texts are equal, other numbers round to the digits that are printed.
 */
export type Tolerance =
  | { readonly kind: "exact" }
  | { readonly kind: "printed" }
  | { readonly kind: "near"; readonly absolute?: Fraction; readonly relative?: Fraction };

/** What a file says of one group or case: text such as `rel 1e-9`, or an object `{ "rel": 1e-9 }`. */
export type ToleranceSource = string | Readonly<Record<string, unknown>>;

/** The tolerance of an output, by the keys that lead to it: `["published", "0"]`. */
export type ToleranceOf = (path: readonly string[]) => Tolerance;

const exact: Tolerance = { kind: "exact" };

interface Clause {
  readonly tolerance: Tolerance;
  /** The words that say which output is meant; empty when the clause speaks of all. */
  readonly words: readonly string[];
}

const number = String.raw`\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/**
 * Reads a tolerance and says how it falls on the outputs.
 *
 * A text is a list of clauses parted by `;` or `,`. A clause holds `exact`, `abs N`, `rel N`, `LRE >= N`
 * (digits in common: relative 10^-N) or begins with a bare N, which is absolute. Words before it, or after
 * `on` or `against`, name the outputs it is for: `apr abs 5e-5` is for `apr_pct`, `1e-3 against the
 * published file` for `published`; where two clauses fit, the one with more words in common. The first
 * clause that names no output of the case is for all others. An output that no clause is for, and every
 * output when the text sets no number, is `printed`.
 *
 * @param outputs The names in the case's `out`.
 * @returns undefined when the source is an object without a known key: a mistake in the file.
 */
export function readTolerance(
  source: ToleranceSource | undefined,
  outputs: readonly string[],
): ToleranceOf | undefined {
  if (source === undefined) return () => exact;
  const clauses = typeof source === "string" ? textClauses(source) : objectClauses(source);
  if (clauses === undefined) return undefined;
  const score = (clause: Clause, key: string): number => {
    const common = wordsInCommon(clause, key);
    // A clause that gives an output's whole name does not speak of its namesakes: annual_pct, not quarter_pct.
    const precise = outputs.some((output) => wordsInCommon(clause, output) === wordsOf(output).length);
    return precise && common < wordsOf(key).length ? 0 : common;
  };
  const named = clauses.filter((clause) => outputs.some((output) => score(clause, output) > 0));
  const general = clauses.find((clause) => !named.includes(clause))?.tolerance ?? { kind: "printed" as const };
  return (path) => {
    let best = { score: 0, tolerance: general };
    for (const clause of named) {
      const own = Math.max(...path.map((key) => score(clause, key)));
      if (own > best.score) best = { score: own, tolerance: clause.tolerance };
    }
    return best.tolerance;
  };
}

/** True when the text says something this reader understands. */
export function setsTolerance(source: ToleranceSource): boolean {
  return typeof source !== "string" || textClauses(source).length > 0;
}

function textClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  const plain = text.slice(0, 1000).replace(/\([^()]*\)/g, " ");
  for (const part of plain.split(/[;,]/)) {
    const clause = readClause(part.trim());
    if (clause !== undefined) clauses.push(clause);
  }
  return clauses;
}

function readClause(part: string): Clause | undefined {
  const marked = new RegExp(String.raw`^(.*?)\b(exact$|(?:abs|rel)\s+${number}|LRE\s*>=\s*${number})(.*)$`).exec(part);
  const bare = marked === null ? new RegExp(`^()(${number})(.*)$`).exec(part) : null;
  const [, before = "", found = "", after = ""] = marked ?? bare ?? [];
  if (found === "") return undefined;
  const target = /\b(?:on|against)\b(.*)$/.exec(after)?.[1] ?? "";
  return { tolerance: readAmount(found), words: significantWords(`${before} ${target}`) };
}

function readAmount(text: string): Tolerance {
  if (text === "exact") return exact;
  const amount = new RegExp(`${number}$`).exec(text)?.[0] ?? "";
  if (text.startsWith("LRE")) return { kind: "near", relative: fractionOf(`1e-${Math.round(Number(amount))}`) };
  return text.startsWith("rel")
    ? { kind: "near", relative: fractionOf(amount) }
    : { kind: "near", absolute: fractionOf(amount) };
}

/** `{exact: true}`, or any of `rel`, `abs`, `rel_name`, `abs_name`; the last two only for outputs named so. */
function objectClauses(source: Readonly<Record<string, unknown>>): Clause[] | undefined {
  if (source["exact"] === true) return [{ tolerance: exact, words: [] }];
  const shared: { absolute?: Fraction; relative?: Fraction } = {};
  const clauses: Clause[] = [];
  for (const [key, value] of Object.entries(source)) {
    const match = /^(abs|rel)(?:_(\w+))?$/.exec(key);
    if (match === null || typeof value !== "number" || !(value >= 0)) return undefined;
    const amount = { [match[1] === "abs" ? "absolute" : "relative"]: fractionOf(String(value)) };
    if (match[2] === undefined) Object.assign(shared, amount);
    else
      for (const word of match[2].split("_")) clauses.push({ tolerance: { kind: "near", ...amount }, words: [word] });
  }
  if (Object.keys(shared).length === 0 && clauses.length === 0) return undefined;
  const special = clauses.map(({ tolerance, words }) => ({ tolerance: { ...shared, ...tolerance }, words }));
  return Object.keys(shared).length === 0
    ? special
    : [...special, { tolerance: { kind: "near", ...shared }, words: [] }];
}

function fractionOf(text: string): Fraction {
  return toFraction(Number(text)) ?? { n: 0n, d: 1n };
}

const fillers: ReadonlySet<string> = new Set([
  ...["the", "a", "an", "of", "for", "on", "value", "figure", "file", "percentage", "point"],
  ...["report", "computed", "closed", "form"],
]);

/** `ETH/yr` becomes eth, year; `the re-run` becomes rerun. A filler counts when it stands alone. */
function significantWords(text: string): string[] {
  const words = wordsOf(text.replaceAll("-", ""));
  return words.length === 1 ? words : words.filter((word) => !fillers.has(word));
}

/** Lower case, in the singular. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) => {
    if (word === "yr" || word === "yearly") return "year";
    if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
    return word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word;
  });
}

function wordsInCommon({ words }: Clause, output: string): number {
  const name = new Set(wordsOf(output));
  return words.filter((word) => name.has(word)).length;
}
