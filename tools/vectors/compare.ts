import { atMost, type Fraction, halfLastDigit, magnitude, multiply, subtract, toFraction } from "./numbers.js";
import type { Tolerance, ToleranceOf } from "./tolerance.js";

const deepest = 64;
const fewUlps: Fraction = { n: 1n, d: 10n ** 15n };

/**
 * Compares an answer with what a vector file expects.
 *
 * Numbers are compared exactly as fractions, whatever their form: `"1/1600"`, `0.5`, `5n` and `{n, d}` are
 * numbers. Other texts, booleans and null must be equal. Lists have equal length; nested objects (and
 * Maps) have the same keys. An output whose name ends in `_at_least` is a lower bound.
 *
 * @returns undefined when it agrees, else one sentence saying where and how it does not.
 */
export function compare(
  expected: unknown,
  got: unknown,
  toleranceOf: ToleranceOf,
  path: readonly string[],
): string | undefined {
  const where = path.length === 0 ? "the answer" : path.join(".");
  if (got === undefined) return `${where} is missing`;
  if (path.length > deepest) return `${where} is nested too deep`;
  if (Array.isArray(expected)) {
    const list = listOf(got);
    if (list === undefined) return `${where} is ${show(got)}, not a list`;
    if (list.length !== expected.length) return `${where} has ${list.length} entries, expected ${expected.length}`;
    return first(
      expected.map((_, index) => index),
      (index) => compare(expected[index], list[index], toleranceOf, [...path, String(index)]),
    );
  }
  const wanted = toFraction(expected);
  if (wanted === undefined && typeof expected === "object" && expected !== null) {
    const fields = fieldsOf(got);
    if (fields === undefined) return `${where} is ${show(got)}, not an object`;
    const extra = [...fields.keys()].find((key) => !Object.hasOwn(expected, key));
    if (extra !== undefined) return `${where} has ${JSON.stringify(extra)}, which is not expected`;
    return first(Object.entries(expected), ([key, value]) =>
      compare(value, fields.get(key), toleranceOf, [...path, key]),
    );
  }
  if (wanted === undefined) {
    const same = String(expected) === String(got) && agreeInKind(expected, got);
    return same ? undefined : differs(where, expected, got);
  }
  const number = toFraction(got);
  if (number === undefined) return differs(where, expected, got);
  const tolerance = toleranceOf(path);
  const atLeast = path.some((key) => key.endsWith("_at_least")) && atMost(wanted, number);
  return atLeast || isNear(expected, wanted, number, tolerance) ? undefined : differs(where, expected, got);
}

function isNear(expected: unknown, wanted: Fraction, got: Fraction, tolerance: Tolerance): boolean {
  const distance = magnitude(subtract(wanted, got));
  if (distance.n === 0n) return true;
  if (tolerance.kind === "exact") return false;
  if (tolerance.kind === "printed") {
    if (typeof expected !== "number" || Number.isInteger(expected)) return false;
    // A double printed in full has no digit to round to: a few units in its last place are allowed.
    return atMost(distance, halfLastDigit(expected)) || atMost(distance, multiply(fewUlps, magnitude(wanted)));
  }
  const { absolute, relative } = tolerance;
  if (absolute !== undefined && atMost(distance, absolute)) return true;
  return relative !== undefined && atMost(distance, multiply(relative, magnitude(wanted)));
}

/** Texts stand for the special numbers JSON cannot hold: "NaN", "Infinity". */
function agreeInKind(expected: unknown, got: unknown): boolean {
  return typeof expected === typeof got || (typeof expected === "string" && typeof got === "number");
}

function differs(where: string, expected: unknown, got: unknown): string {
  return `${where}: expected ${show(expected)}, got ${show(got)}`;
}

function first<T>(items: readonly T[], action: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = action(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return Array.from(value as unknown as Iterable<unknown>);
}

function fieldsOf(value: unknown): Map<string, unknown> | undefined {
  if (value instanceof Map) return new Map([...value].map(([key, field]) => [String(key), field]));
  if (typeof value !== "object" || value === null || listOf(value) !== undefined) return undefined;
  return new Map(Object.entries(value));
}

/** A value as short text: bigints as digits, {n, d} as a fraction, at most 200 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(toJson(value)) ?? "undefined";
  return text.length <= 200 ? text : `${text.slice(0, 197)}...`;
}

/** A value that JSON can hold: bigints, fractions and special numbers become text. */
export function toJson(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "function" || typeof value === "symbol") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) return "...";
  const fraction = toFraction(value);
  if (fraction !== undefined) return fraction.d === 1n ? String(fraction.n) : `${fraction.n}/${fraction.d}`;
  const list = listOf(value);
  if (list !== undefined) return list.map((item) => toJson(item, depth + 1));
  return Object.fromEntries([...(fieldsOf(value) ?? [])].map(([key, field]) => [key, toJson(field, depth + 1)]));
}
