import type { Sample } from "./annotation.js";

/** A stretch of readings that are all the same. */
export interface Run {
  readonly samples: readonly Sample[];
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Stretches of the same value that last at least so long. A gap of no more than `longestStep` seconds between two
 * readings is taken to be filled with the value before it; a longer one ends the stretch.
 *
 * @param samples In the order of time.
 * @param seconds How long a stretch must last to be named.
 */
export function constantRuns(samples: readonly Sample[], longestStep: number, seconds: number): Run[] {
  const runs: Run[] = [];
  for (let first = 0; first < samples.length; ) {
    const { value, time: from } = samples[first]!;
    let next = first + 1;
    while (
      next < samples.length &&
      samples[next]!.value === value &&
      samples[next]!.time - samples[next - 1]!.time <= longestStep
    ) {
      next++;
    }
    const to = samples[next - 1]!.time;
    // Two readings are no stretch, however far apart.
    if (next - first > 2 && to - from >= seconds) runs.push({ samples: samples.slice(first, next), value, from, to });
    first = next;
  }
  return runs;
}
