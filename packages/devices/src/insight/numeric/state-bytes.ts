import { fail } from "@tokenwright/engine";

/** What a method keeps between calls: numbers and lists of numbers by name. */
export type StateFields = Readonly<Record<string, number | readonly number[] | Float64Array>>;

/** The fields of a saved state, each checked when it is read. */
export interface SavedState {
  /** A finite number in [least, most]. */
  number(name: string, least?: number, most?: number): number;
  /** A whole number in [least, most]. */
  count(name: string, least: number, most: number): number;
  /** Between `shortest` (0 unless told) and `longest` finite numbers. */
  list(name: string, longest: number, shortest?: number): Float64Array;
}

const largest = 16 * 1024 * 1024;

/** A method's state as JSON in UTF-8. Doubles come back bit for bit, except that -0 becomes 0. */
export function stateToBytes(kind: string, version: number, fields: StateFields): Uint8Array {
  const plain = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "number" ? value : Array.from(value),
  ]);
  return new TextEncoder().encode(JSON.stringify({ kind, version, fields: Object.fromEntries(plain) }));
}

/**
 * Reads what `stateToBytes` wrote.
 *
 * @throws TokenwrightError `insight/state` when it is larger than 16 MiB, no JSON, or of another kind or version; and
 * later, when a field is missing, not finite or out of its bounds.
 */
export function stateFromBytes(kind: string, version: number, bytes: Uint8Array): SavedState {
  if (bytes.length > largest) refuse(`The state of ${bytes.length} bytes is too large.`, `at most ${largest} bytes`);
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    refuse("The state is not JSON in UTF-8.", `a state saved by ${kind}`);
  }
  const { kind: ofKind, version: ofVersion, fields } = (found ?? {}) as Readonly<Record<string, unknown>>;
  if (ofKind !== kind || ofVersion !== version || typeof fields !== "object" || fields === null) {
    refuse("The state is of another method or version.", `${kind}, version ${version}`);
  }
  const field = (name: string): unknown => (Object.hasOwn(fields, name) ? (fields as SavedFields)[name] : undefined);
  const number = (name: string, least = -Number.MAX_VALUE, most = Number.MAX_VALUE): number => {
    const value = field(name);
    if (typeof value === "number" && value >= least && value <= most) return value;
    return refuse(`The state's ${name} is not a number in its bounds.`, `${least} to ${most}`);
  };
  return {
    number,
    count(name, least, most) {
      const value = number(name, least, most);
      return Number.isInteger(value) ? value : refuse(`The state's ${name} is not whole.`, "a whole number");
    },
    list(name, longest, shortest = 0) {
      const value = field(name);
      const isLong = Array.isArray(value) && value.length >= shortest && value.length <= longest;
      const isList = isLong && value.every(Number.isFinite);
      if (!isList) refuse(`The state's ${name} is not a list of numbers.`, `${shortest} to ${longest} finite numbers`);
      return Float64Array.from(value as readonly number[]);
    },
  };
}

type SavedFields = Readonly<Record<string, unknown>>;

function refuse(message: string, expected: string): never {
  return fail({
    code: "insight/state",
    message,
    expected,
    hint: "start the method anew and feed it the last readings",
  });
}
