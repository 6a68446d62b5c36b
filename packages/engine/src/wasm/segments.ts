import type { Step, Value } from "./step.js";
import { Trace } from "./trace.js";

/** Rows of a block for values that one segment leaves to a later one. */
export interface Rows {
  take(): number;
  give(row: number): void;
}

/**
 * Cuts a trace into shorter ones that are executed one after another over all blocks. Long code does not find room
 * in the registers; what a segment leaves to the next ones passes through rows of the block.
 *
 * The trace may not read rows that it writes, and has no step that revises.
 *
 * @param size Most steps of a segment, for one vector of runs.
 */
export function segments(trace: Trace, size: number, rows: Rows): Trace[] {
  const line = lineOf(trace);
  const lives = livesOf(trace, line);
  const ends = cuts(line.length, size, lives);
  if (ends.length <= 1) return [trace];
  return new Cutter(trace, line, lives, ends, rows).cut();
}

/** Steps that are repeated where they are needed instead of passing through a row. */
function isRepeated(step: Step): boolean {
  return step.shape === "same" || step.kind === "load" || step.kind === "loadFrom";
}

/** The steps that quick code executes for every block, in order. */
function lineOf({ steps }: Trace): readonly Value[] {
  const isNeeded = new Uint8Array(steps.length);
  const line: Value[] = [];
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at]!;
    if (step.shape === undefined) isNeeded[at] = 1;
    if (isNeeded[at] === 0) continue;
    for (const argument of step.kind === "either" ? step.args.slice(0, 2) : step.args) isNeeded[argument] = 1;
    if (!isRepeated(step)) line.push(at);
  }
  return line.reverse();
}

/** The places in the line where a value is made and where it is last read, careful code included. */
interface Lives {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function livesOf({ steps }: Trace, line: readonly Value[]): Lives {
  const first = new Int32Array(steps.length).fill(-1);
  const last = new Int32Array(steps.length).fill(-1);
  for (const [place, value] of line.entries()) first[value] = place;
  for (const [place, value] of line.entries()) {
    const seen = new Set<Value>();
    const read = (argument: Value) => {
      if (seen.has(argument)) return;
      seen.add(argument);
      if (first[argument]! >= 0) last[argument] = Math.max(last[argument]!, place);
      else for (const own of steps[argument]!.args) read(own);
    };
    for (const argument of steps[value]!.args) read(argument);
  }
  return { first, last };
}

/** Places behind which the line is cut: where the fewest values pass, between half a segment and a whole one. */
function cuts(length: number, size: number, { first, last }: Lives): number[] {
  const change = new Int32Array(length + 1);
  for (const [value, place] of first.entries()) {
    if (place < 0 || last[value]! <= place) continue;
    change[place]!++;
    change[last[value]!]!--;
  }
  const passing = new Int32Array(length);
  let now = 0;
  for (let place = 0; place < length; place++) {
    now += change[place]!;
    passing[place] = now;
  }
  const ends: number[] = [];
  let start = 0;
  while (length - start > size) {
    let best = start + size - 1;
    for (let place = start + size - 1; place >= start + (size >> 1); place--) {
      if (passing[place]! < passing[best]!) best = place;
    }
    ends.push(best);
    start = best + 1;
  }
  ends.push(length - 1);
  return ends;
}

class Cutter {
  /** The row in which a value passes to later segments, or in which the trace stores it anyway. */
  readonly #rows = new Map<Value, number>();

  constructor(
    readonly trace: Trace,
    readonly line: readonly Value[],
    readonly lives: Lives,
    readonly ends: readonly number[],
    readonly rows: Rows,
  ) {
    for (const at of line) {
      const step = trace.steps[at]!;
      // A value is in its row only behind the place where it is stored.
      if (step.kind === "store") this.#stores.set(step.args[0], { row: step.offset, place: lives.first[at]! });
    }
  }

  readonly #stores = new Map<Value, { readonly row: number; readonly place: number }>();

  cut(): Trace[] {
    const traces: Trace[] = [];
    let start = 0;
    for (const end of this.ends) {
      traces.push(this.#segment(start, end));
      start = end + 1;
    }
    return traces;
  }

  #segment(start: number, end: number): Trace {
    const t = new Trace();
    const own = new Map<Value, Value>();
    const copy = (value: Value): Value => {
      let known = own.get(value);
      if (known === undefined) {
        const row =
          this.lives.first[value]! >= 0 && this.lives.first[value]! < start ? this.#rows.get(value) : undefined;
        const step = this.trace.steps[value]!;
        if (row !== undefined) known = step.shape === "words" ? t.loadWords(row) : t.load(row);
        else known = t.again(step, step.args.map(copy));
        own.set(value, known);
      }
      return known;
    };
    for (let place = start; place <= end; place++) {
      const value = this.line[place]!;
      const made = copy(value);
      if (this.lives.last[value]! <= end || this.trace.steps[value]!.shape === undefined) continue;
      const stored = this.#stores.get(value);
      if (stored !== undefined && stored.place <= end) {
        this.#rows.set(value, stored.row);
        continue;
      }
      const row = this.rows.take();
      this.#taken.add(row);
      this.#rows.set(value, row);
      t.store(row, made);
    }
    for (const [value, row] of this.#rows) {
      if (this.lives.last[value]! > end || !this.#taken.has(row)) continue;
      this.#rows.delete(value);
      this.#taken.delete(row);
      this.rows.give(row);
    }
    return t;
  }

  readonly #taken = new Set<number>();
}
