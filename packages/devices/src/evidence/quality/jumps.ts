import { type Annotated, type Annotation, annotate, type Sample } from "./annotation.js";
import { medianOf } from "./median.js";

/** Share of a window's readings without which its median says nothing. */
const leastInWindow = 0.67;

export interface JumpRule {
  /** Largest honest difference between two readings so many seconds apart. */
  readonly limit: (seconds: number) => number;
  /** Seconds before a reading, itself included, that its median is taken over. */
  readonly window: number;
  /** Seconds between two readings. */
  readonly interval: number;
  /** Readings further apart than this are not compared. */
  readonly longestStep: number;
  readonly identified: Annotation;
  readonly unidentified: Annotation;
}

/**
 * Finds readings between which the value jumps. Of the two, the one further from the median of its own window is the
 * offender, with all that follow it with exactly its value; one whose window holds too little to have a median is
 * annotated as unidentified.
 *
 * @param samples In the order of time, those out of bounds left out.
 */
export function findJumps(samples: readonly Sample[], rule: JumpRule, found: Annotated): void {
  const windows = new Windows(samples, rule);
  const offenders = new Set<number>();
  for (let index = 1; index < samples.length; index++) {
    const [before, now] = [samples[index - 1]!, samples[index]!];
    const seconds = now.time - before.time;
    if (seconds > rule.longestStep) continue;
    if (now.value === before.value && offenders.has(index - 1)) {
      offenders.add(index);
      continue;
    }
    if (!(Math.abs(now.value - before.value) > rule.limit(seconds))) continue;
    const [medianBefore, medianNow] = [windows.median(index - 1), windows.median(index)];
    if (medianBefore === undefined) annotate(found, before.id, rule.unidentified);
    if (medianNow === undefined) annotate(found, now.id, rule.unidentified);
    if (medianBefore === undefined || medianNow === undefined) continue;
    const farBefore = Math.abs(before.value - medianBefore);
    const farNow = Math.abs(now.value - medianNow);
    if (farBefore > farNow) offenders.add(index - 1);
    else if (farNow > farBefore) offenders.add(index);
  }
  for (const index of offenders) annotate(found, samples[index]!.id, rule.identified);
}

/** Medians of the windows that end at samples. */
class Windows {
  constructor(
    readonly samples: readonly Sample[],
    readonly rule: JumpRule,
  ) {}

  median(index: number): number | undefined {
    const { window, interval } = this.rule;
    const end = this.samples[index]!.time;
    const values: number[] = [];
    for (let at = index; at >= 0 && this.samples[at]!.time > end - window; at--) values.push(this.samples[at]!.value);
    return values.length * interval < leastInWindow * window ? undefined : medianOf(values);
  }
}
