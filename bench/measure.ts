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

/** Seconds of the processor that an action takes, of all threads. */
export function processorSeconds(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Seconds of the processor for the fastest of several repetitions of two actions in turn: what other programs do to the
 * machine meanwhile happens to both.
 *
 * @param other Does its work elsewhere and says itself how long it took.
 */
export function measureInTurn(action: () => void, other: () => number, repetitions: number): readonly [number, number] {
  action();
  let [own, others] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    own = Math.min(own, processorSeconds(action));
    others = Math.min(others, other());
  }
  return [own, others];
}

export function measureBothInTurn(action: () => void, other: () => void, repetitions: number) {
  other();
  return measureInTurn(action, () => processorSeconds(other), repetitions);
}
