import { internal } from "@tokenwright/engine";

/**
 * JSON in one form only, after RFC 8785: keys in the order of their UTF-16 code units, no white space, numbers and
 * texts as ECMAScript writes them. Two values are equal exactly when their texts are, so a hash of the text names the
 * value. Large whole numbers are texts, for a JSON number is a double.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number")
    return Number.isFinite(value) ? JSON.stringify(value) : internal(`JSON holds ${value}`);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") return internal(`JSON holds a ${typeof value}`);
  const fields = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(fields).filter((key) => fields[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(fields[key])}`)
    .join(",")}}`;
}
