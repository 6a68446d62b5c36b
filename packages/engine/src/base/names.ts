import { fail, type Place } from "./errors.js";

/** Words of the equation language; a variable may not take one of these names. */
export const reservedWords: ReadonlySet<string> = new Set(["if", "then", "else", "and", "or", "not", "true", "false"]);

/** Keys that would reach into JavaScript's object machinery; refused wherever a user names something. */
const dangerous: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * Refuses a name that is not one letter or underscore followed by at most 63 letters, digits or
 * underscores, or that is a word of the language.
 *
 * @throws TokenwrightError `name/invalid`, `name/reserved`.
 */
export function checkName(name: string, what: string, place?: Place): void {
  const at = place === undefined ? {} : { place };
  if (!identifier.test(name)) {
    fail({
      code: "name/invalid",
      message: `${what} has the name ${JSON.stringify(name.slice(0, 80))}.`,
      expected: "a letter or underscore, then at most 63 letters, digits or underscores",
      hint: `rename it, for example ${JSON.stringify(toIdentifier(name))}`,
      ...at,
    });
  }
  if (reservedWords.has(name) || dangerous.has(name)) {
    fail({
      code: "name/reserved",
      message: `${what} is named ${JSON.stringify(name)}, which has a meaning of its own.`,
      expected: "a name that is not a word of the language",
      hint: `rename it, for example "${name.replaceAll("_", "")}Value"`,
      ...at,
    });
  }
}

/** True for a key such as `__proto__` that no user file may use. */
export function isDangerousKey(key: string): boolean {
  return dangerous.has(key);
}

function toIdentifier(text: string): string {
  const words = text
    .slice(0, 60)
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[A-Za-z_]/.test(words) ? words : `x${words}`;
}
