import { fail, isDangerousKey } from "@tokenwright/engine";
import { canonicalJson } from "../../device/canonical-json.js";

/** A JSON value; every number in it is finite. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Why something is no JSON of ours. */
export type JsonFault = "not-finite" | "garbage";

const deepest = 32;

/**
 * What is wrong with a value that should be JSON: a number that is not finite, anything JSON has no word for, a key
 * that reaches into JavaScript's objects, more than 32 levels, or more than `budget` values. Undefined when it is JSON.
 */
export function findJsonFault(value: unknown, budget = 1_000_000): { fault: JsonFault; path: string } | undefined {
  let left = budget;
  const visit = (one: unknown, path: string, depth: number): { fault: JsonFault; path: string } | undefined => {
    if (--left < 0 || depth > deepest) return { fault: "garbage", path };
    if (one === null || typeof one === "string" || typeof one === "boolean") return undefined;
    if (typeof one === "number") return Number.isFinite(one) ? undefined : { fault: "not-finite", path };
    if (Array.isArray(one)) {
      for (let index = 0; index < one.length; index++) {
        const found = visit(one[index], `${path}[${index}]`, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (typeof one !== "object" || ![Object.prototype, null].includes(Object.getPrototypeOf(one))) {
      return { fault: "garbage", path };
    }
    for (const [key, member] of Object.entries(one)) {
      const at = path === "" ? key : `${path}.${key}`;
      if (isDangerousKey(key)) return { fault: "garbage", path: at };
      const found = visit(member, at, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(value, "", 0);
}

/**
 * The one text of a JSON value (RFC 8785): keys sorted by code unit, no spaces. What is hashed and signed.
 *
 * @throws TokenwrightError `module/json` when it is no JSON.
 */
export function canonicalText(value: unknown): string {
  const fault = findJsonFault(value);
  if (fault !== undefined) {
    fail({
      code: "module/json",
      message: `A value is no JSON${fault.path === "" ? "" : ` at ${fault.path}`}.`,
      expected: "texts, finite numbers, truth values, null, lists and plain objects, at most 32 deep",
    });
  }
  return canonicalJson(value);
}
