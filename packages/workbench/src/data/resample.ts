import { internal, type Rational, rational } from "@tokenwright/engine";

/** What holds between two points: a straight line, or the earlier one until the next. */
export type Between = "linear" | "previous";

/** What a step takes: the value at its start, or the mean over it. */
export type Over = "start" | "mean";

/** A series of points in time. */
export interface Points {
  /** In steps since the start, rising. At least one. */
  readonly times: readonly Rational[];
  readonly values: readonly Rational[];
}

/**
 * From when to when points say something, in steps: from the first to the last. Where every value holds until
 * the next, the last one holds as long as the one before it did.
 */
export function reachOf(times: readonly Rational[], between: Between): readonly [first: Rational, last: Rational] {
  const first = times[0] ?? internal("a series without points");
  const last = times.at(-1)!;
  const before = times.at(-2);
  if (between === "linear" || before === undefined) return [first, last];
  return [first, rational.add(last, rational.subtract(last, before))];
}

/**
 * The values of a series at the steps 0 to `steps`, exactly. Before the first point its value holds, and after
 * the last point the last value.
 *
 * With `mean` every step has the integral of the series over the step, divided by its length, so that a rate adds
 * up to the same total as the data; nothing is known beyond the last step, and its value stands once more at the end.
 */
export function valuesAtSteps(points: Points, steps: number, between: Between, over: Over): Rational[] {
  const curve = new Curve(points, between);
  const found: Rational[] = [];
  for (let step = 0; step < steps; step++) found.push(over === "start" ? curve.at(whole(step)) : curve.mean(step));
  found.push(over === "start" ? curve.at(whole(steps)) : (found.at(-1) ?? curve.at(rational.zero)));
  return found;
}

function whole(step: number): Rational {
  return { n: BigInt(step), d: 1n };
}

const half = rational.rational(1n, 2n);

/** A series as a function of time, asked at times that rise. */
class Curve {
  /** Number of points at or before the last time asked for. */
  #past = 0;

  constructor(
    readonly points: Points,
    readonly between: Between,
  ) {}

  /** Where points jump, the value from there on. */
  at(time: Rational): Rational {
    const { times } = this.points;
    while (this.#past < times.length && rational.compare(times[this.#past]!, time) <= 0) this.#past++;
    return this.#valueAfter(this.#past - 1, time);
  }

  /** The mean from one whole time to the next. */
  mean(step: number): Rational {
    const { times } = this.points;
    const end = whole(step + 1);
    let from = whole(step);
    let value = this.at(from);
    let sum = rational.zero;
    for (;;) {
      const next = times[this.#past];
      const isInside = next !== undefined && rational.compare(next, end) < 0;
      const to = isInside ? next : end;
      const arrived = isInside ? this.points.values[this.#past]! : this.#valueAfter(this.#past - 1, to);
      // Where values hold, a jump at the next point belongs to what comes after.
      const height = this.between === "linear" ? rational.multiply(rational.add(value, arrived), half) : value;
      sum = rational.add(sum, rational.multiply(height, rational.subtract(to, from)));
      if (!isInside) return sum;
      from = to;
      value = this.at(to);
    }
  }

  /** The value at a time between point `index` and the next one. */
  #valueAfter(index: number, time: Rational): Rational {
    const { times, values } = this.points;
    const left = values[Math.max(0, index)]!;
    const right = values[index + 1];
    if (this.between === "previous" || index < 0 || right === undefined) return left;
    const [from, to] = [times[index]!, times[index + 1]!];
    const share = rational.divide(rational.subtract(time, from), rational.subtract(to, from));
    return rational.add(left, rational.multiply(rational.subtract(right, left), share));
  }
}
