import type { Schedule } from "./vocabulary.js";

/** The module whose part a qualified name is, of those with an epoch of their own; the empty text for the economy. */
export function moduleOf(name: string, schedule: Schedule | undefined): string {
  if (schedule === undefined) return "";
  for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
    const module = name.slice(0, end);
    if (Object.hasOwn(schedule.epochs, module)) return module;
  }
  return "";
}
