import type { Step, Value } from "./step.js";
import type { Trace } from "./trace.js";

/** For each step the last one that uses its value, itself for an effect, -1 for what nothing needs. */
export function lastUses({ steps }: Trace, neededBy: (step: Step) => readonly Value[]): Int32Array {
  const last = new Int32Array(steps.length).fill(-1);
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at]!;
    if (step.shape === undefined) last[at] = at;
    if (last[at]! < 0) continue;
    for (const argument of neededBy(step)) if (last[argument]! < at) last[argument] = Math.max(last[argument]!, at);
  }
  return last;
}
