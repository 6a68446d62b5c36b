/** Seconds of the fastest, median and slowest of several repetitions, after one that is not counted. */
export interface Timing {
  readonly fastest: number;
  readonly median: number;
  readonly slowest: number;
}

export function measure(action: () => void, repetitions = 5): Timing {
  action();
  const seconds = Array.from({ length: repetitions }, () => {
    const start = process.hrtime.bigint();
    action();
    return Number(process.hrtime.bigint() - start) / 1e9;
  }).sort((a, b) => a - b);
  return { fastest: seconds[0]!, median: seconds[seconds.length >> 1]!, slowest: seconds[seconds.length - 1]! };
}
