import type { Overdraft, RunReport, Violation } from "./contract.js";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Counts what a batch of runs must report: overdrafts and checks that did not hold. */
export class Observations {
  /** Overdrafts so far. */
  overdraftCount = 0;
  readonly #overdrafts = new Map<string, Writable<Overdraft>>();
  readonly #violations = new Map<string, { times: number; first: { run: number; step: number }; failed: Uint8Array }>();

  constructor(
    readonly firstRun: number,
    readonly runs: number,
  ) {}

  overdraft(stock: string, lane: number, step: number, requested: number, available: number): void {
    this.overdraftCount++;
    const run = this.firstRun + lane;
    const known = this.#overdrafts.get(stock);
    if (known === undefined) {
      this.#overdrafts.set(stock, { stock, times: 1, first: { run, step }, requested, available });
      return;
    }
    known.times++;
    if (run >= known.first.run) return;
    known.first = { run, step };
    known.requested = requested;
    known.available = available;
  }

  /** Notes the lanes whose condition is not 1. */
  check(name: string, condition: Float64Array, step: number): void {
    for (let lane = 0; lane < condition.length; lane++) {
      if (condition[lane] === 1) continue;
      const run = this.firstRun + lane;
      let known = this.#violations.get(name);
      if (known === undefined) {
        known = { times: 0, first: { run, step }, failed: new Uint8Array(this.runs) };
        this.#violations.set(name, known);
      }
      if (run < known.first.run) known.first = { run, step };
      known.times++;
      known.failed[lane] = 1;
    }
  }

  report(): RunReport {
    const byName =
      <T>(name: (one: T) => string) =>
      (a: T, b: T) =>
        name(a) < name(b) ? -1 : 1;
    const violations = [...this.#violations].map(
      ([check, { times, first, failed }]): Violation => ({
        check,
        times,
        first: { ...first },
        runs: failed.reduce((count, one) => count + one, 0),
      }),
    );
    return {
      overdrafts: Array.from(this.#overdrafts.values(), (one) => ({ ...one })).sort(byName((one) => one.stock)),
      violations: violations.sort(byName((one) => one.check)),
    };
  }
}
