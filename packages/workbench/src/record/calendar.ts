import type { RunTime } from "./record.js";

/** What a step is called: its epoch number and its date, where they are known. */
export interface StepLabel {
  readonly step: number;
  readonly epoch?: number;
  /** `2024-06-30`. */
  readonly date?: string;
}

/** What of a run's time says what its steps are called. */
export type StepTime = Pick<RunTime, "stepSeconds" | "startEpoch" | "startDate">;

/** Dates are written with four digits of the year. */
const lastInstant = Date.UTC(9999, 11, 31);

/** Milliseconds since 1970 of a step in UTC; undefined when the start is not known or the year passes 9999. */
export function instantOf(time: StepTime, step: number): number | undefined {
  if (time.startDate === undefined) return undefined;
  const start = Date.parse(`${time.startDate}T00:00:00Z`);
  const instant = start + step * time.stepSeconds * 1000;
  return instant <= lastInstant ? instant : undefined;
}

export function labelOf(time: StepTime, step: number): StepLabel {
  const instant = instantOf(time, step);
  return {
    step,
    ...(time.startEpoch === undefined ? {} : { epoch: time.startEpoch + step }),
    ...(instant === undefined ? {} : { date: isoDate(instant) }),
  };
}

/** In a sentence: `epoch 612 (2026-02-11)`, `2026-02-11` or `step 212`. */
export function stepInWords(time: RunTime, step: number): string {
  const { epoch, date } = labelOf(time, step);
  if (epoch !== undefined) return date === undefined ? `epoch ${epoch}` : `epoch ${epoch} (${date})`;
  return date ?? `step ${step}`;
}

/** Short, for the end of a title: `2033`, `epoch 1130`, `step 730`. */
export function endInWords(time: RunTime): string {
  const { epoch, date } = labelOf(time, time.steps);
  const isLong = time.stepSeconds * time.steps >= 2 * 365 * 86_400;
  if (date !== undefined) return isLong ? date.slice(0, 4) : date;
  return epoch === undefined ? `step ${time.steps}` : `epoch ${epoch}`;
}

function isoDate(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
