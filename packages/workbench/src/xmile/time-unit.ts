/** Units of time of the model language that files write in the plural or with a capital. */
const known: ReadonlySet<string> = new Set(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]);

/** `Months` gives `month`; what is not a unit of time is kept as a plain word; nothing gives `time`. */
export function timeUnitOf(text: string | undefined): string {
  const word = (text ?? "")
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const singular = word.replace(/s$/, "");
  if (known.has(singular)) return singular;
  return /^[a-z]/.test(word) ? word : "time";
}
