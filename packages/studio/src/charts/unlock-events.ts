import { instantOf, labelOf, type RunTime } from "@tokenwright/workbench/portable";

/** What an allocation lets go in every step, in the asset's unit. */
export interface Release {
  readonly label: string;
  readonly amounts: Float64Array;
}

/** A time in which unlocks are added up. */
export interface Period {
  /** First step, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** `2027-03`, `2027 Q1`, `2027`, or a step. */
  readonly label: string;
}

export type PeriodKind = "step" | "month" | "quarter" | "year" | "steps";

export interface Periods {
  readonly kind: PeriodKind;
  readonly periods: readonly Period[];
}

/** Most bars that can be told apart. */
const mostPeriods = 60;

/** Longer steps are periods of their own: two of them would begin in the same month, and none in the next. */
const longestInAMonth = 8 * 86_400;

/** Calendar months of a dated scenario, or quarters or years where there would be too many; otherwise runs of steps. */
export function periodsOf(time: RunTime): Periods {
  const { steps, stepSeconds } = time;
  if (steps === 0) return { kind: "step", periods: [] };
  const isFine = time.startDate !== undefined && stepSeconds <= longestInAMonth;
  if (isFine && instantOf(time, steps) !== undefined) {
    for (const kind of ["month", "quarter", "year"] as const) {
      const periods = calendarPeriods(time, kind);
      if (periods.length <= mostPeriods) return { kind, periods };
    }
  }
  const each = Math.ceil(steps / mostPeriods);
  const nameOf = (step: number) => labelOf(time, step).date ?? String((time.startEpoch ?? 0) + step);
  const periods = Array.from({ length: Math.ceil(steps / each) }, (_, index) => {
    const [from, to] = [index * each, Math.min(steps, (index + 1) * each)];
    return { from, to, label: each === 1 ? nameOf(from) : `${nameOf(from)} – ${nameOf(to)}` };
  });
  return { kind: each === 1 ? "step" : "steps", periods };
}

/** A step belongs to the month in which it begins. */
function calendarPeriods(time: RunTime, kind: "month" | "quarter" | "year"): readonly Period[] {
  const periods: { from: number; to: number; label: string }[] = [];
  for (let step = 0; step < time.steps; step++) {
    const label = calendarLabel(new Date(instantOf(time, step)!), kind);
    const last = periods.at(-1);
    if (last?.label === label) last.to = step + 1;
    else periods.push({ from: step, to: step + 1, label });
  }
  return periods;
}

function calendarLabel(date: Date, kind: "month" | "quarter" | "year"): string {
  const text = date.toISOString();
  if (kind === "year") return text.slice(0, 4);
  return kind === "month" ? text.slice(0, 7) : `${text.slice(0, 4)} Q${1 + Math.floor(date.getUTCMonth() / 3)}`;
}

/** The sum over each period. */
export function sumsOf(amounts: Float64Array, periods: readonly Period[]): Float64Array {
  return Float64Array.from(periods, ({ from, to }) => amounts.subarray(from, to).reduce((sum, one) => sum + one, 0));
}

export type UnlockKind = "first" | "lump" | "last";

/** Something that a holder would want to know beforehand. */
export interface UnlockEvent {
  readonly step: number;
  readonly label: string;
  readonly kind: UnlockKind;
  readonly amount: number;
}

/** A step is a lump where it lets go so many times what the allocation's other steps do in the middle. */
const lumpFactor = 5;

/**
 * When each allocation first lets something go, each part that is far larger than its usual ones, and when it lets go
 * the last; in their order.
 *
 * @param isOver Of each allocation, whether it locks nothing at the end; of one that does nothing was the last.
 */
export function eventsOf(releases: readonly Release[], isOver: readonly boolean[]): readonly UnlockEvent[] {
  const events = releases.flatMap(({ label, amounts }, index): readonly UnlockEvent[] => {
    const steps = [...amounts.keys()].filter((step) => amounts[step]! > 0);
    const [first, last] = [steps[0], steps.at(-1)];
    if (first === undefined || last === undefined) return [];
    const sorted = steps.map((step) => amounts[step]!).sort((one, other) => one - other);
    const usual = sorted[Math.floor((sorted.length - 1) / 2)]!;
    const kindOf = (step: number): UnlockKind | undefined => {
      if (step === first) return "first";
      if (step === last && isOver[index] === true) return "last";
      return amounts[step]! >= lumpFactor * usual ? "lump" : undefined;
    };
    return steps.flatMap((step) => {
      const kind = kindOf(step);
      return kind === undefined ? [] : [{ step, label, kind, amount: amounts[step]! }];
    });
  });
  return events.sort((one, other) => one.step - other.step || other.amount - one.amount);
}
