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

/**
 * Seconds of the processor, of all threads, for the fastest of several repetitions of two actions in turn: what other
 * programs do to the machine meanwhile happens to both.
 *
 * @param other Does its work elsewhere and says itself how long it took.
 */
export function measureInTurn(action: () => void, other: () => number, repetitions: number): readonly [number, number] {
  action();
  let [own, others] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const before = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(before);
    own = Math.min(own, (user + system) / 1e6);
    others = Math.min(others, other());
  }
  return [own, others];
}
