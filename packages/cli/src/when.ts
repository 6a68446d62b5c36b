import { instantOf, labelOf, type RunTime } from "@tokenwright/workbench";
import { UsageError } from "./failure.js";

/**
 * The step that a time of the command line means: `step:120`, `epoch:996`, `996` where epochs are counted,
 * `2029-03-14`, `2029-03`. Of a day or month it is the first step that begins in it, or the one under way.
 */
export function stepAt(time: RunTime, text: string): number {
  const counted = /^(?:(step|epoch):)?(\d{1,9})$/.exec(text);
  if (counted !== null) return countedStep(time, counted[1], Number(counted[2]), text);
  const range = rangeOf(text);
  if (range === undefined) {
    throw new UsageError(
      `The time ${JSON.stringify(text)} is none.`,
      "write a date as 2029-03-14 or 2029-03, or epoch:996, or step:120",
    );
  }
  const start = instantOf(time, 0);
  if (start === undefined) {
    throw new UsageError(
      `${text} is a date, and the scenario does not say when it starts.`,
      `write step:N, from step:0 to step:${time.steps}, or add start: { date: … } to the scenario`,
    );
  }
  const length = time.stepSeconds * 1000;
  const first = Math.ceil((range.from - start) / length);
  const step = start + first * length < range.to ? first : first - 1;
  if (step < 0 || step > time.steps) refuseOutside(time, text);
  return step;
}

function countedStep(time: RunTime, kind: string | undefined, value: number, text: string): number {
  const { startEpoch } = time;
  if (kind !== "step" && startEpoch === undefined) {
    throw new UsageError(
      `${text} is an epoch, and the scenario counts none.`,
      `write step:${value} for the step${time.startDate === undefined ? "" : `, or a date such as ${labelOf(time, 1).date}`}`,
    );
  }
  const step = kind === "step" ? value : value - startEpoch!;
  if (step < 0 || step > time.steps) refuseOutside(time, text);
  return step;
}

/** First instant of a day or month, and that of the next one. */
function rangeOf(text: string): { readonly from: number; readonly to: number } | undefined {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3] ?? "1")];
  const from = Date.UTC(year, month, day);
  const isReal = new Date(from).toISOString().startsWith(`${match[1]}-${match[2]}-${match[3] ?? "01"}`);
  if (!isReal) return undefined;
  return { from, to: match[3] === undefined ? Date.UTC(year, month + 1, 1) : Date.UTC(year, month, day + 1) };
}

function refuseOutside(time: RunTime, text: string): never {
  const name = (step: number) => {
    const { epoch, date } = labelOf(time, step);
    return [`step:${step}`, ...(epoch === undefined ? [] : [`epoch:${epoch}`]), ...(date === undefined ? [] : [date])];
  };
  throw new UsageError(
    `${text} lies outside the scenario, which goes from ${name(0).join(" = ")} to ${name(time.steps).join(" = ")}.`,
    `name a time in between, such as ${name(Math.floor(time.steps / 2)).at(-1)}`,
  );
}
