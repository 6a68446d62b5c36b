/**
 * The next value with everything in it that equals the value before taken from there, so that whoever compares by
 * identity sees what has changed and nothing else. For plain objects, arrays and series of numbers.
 */
export function keepSame<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (typeof before !== "object" || typeof next !== "object" || before === null || next === null) return next;
  if (next instanceof Float64Array)
    return before instanceof Float64Array && isEqual(before, next) ? (before as T) : next;
  if (Array.isArray(next)) return Array.isArray(before) ? (keepItems(before, next) as T) : next;
  if (!isPlain(before) || !isPlain(next)) return next;
  const keys = Object.keys(next);
  const kept = Object.fromEntries(keys.map((key) => [key, keepSame(before[key], next[key])]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && Object.is(kept[key], before[key]));
  return (isSame ? before : kept) as T;
}

function keepItems(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((item, index) => keepSame(before[index], item));
  return kept.length === before.length && kept.every((item, index) => Object.is(item, before[index])) ? before : kept;
}

/** Whether two series have the same bits, NaN and the sign of zero among them. */
function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
