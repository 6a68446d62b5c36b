import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program, ProgramConveyor } from "../model/index.js";
import { Belt } from "./conveyor-belt.js";
import { mostBatches, stepsIn, type Transit, tooManyBatches, wrongContent } from "./conveyor-times.js";
import { brokenConveyor } from "./failures.js";

/** Largest difference of batches and stock, as a share of the most the stock ever held, that rounding explains. */
const auditShare = 8.271806125530277e-25; // 2^-80

/** Largest difference of the content as listed and the initial amount, as a share of it, that rounding explains. */
const contentShare = 9.094947017729282e-13; // 2^-40

/** The conveyors of a batch of runs, in f64 with the rounding errors carried along. */
export class Conveyors {
  readonly #program: Program;
  readonly #runs: number;
  readonly #firstRun: number;
  readonly #dt: number;
  readonly #belts: Belt[] = [];
  readonly #peaks: Float64Array[] = [];
  /** Of one conveyor and run: what flows take and bring in a step. */
  readonly #leaked = new Float64Array(2);
  readonly #taken = new Float64Array(2);
  readonly #entered = new Float64Array(2);

  constructor(program: Program, runs: number, firstRun: number) {
    this.#program = program;
    this.#runs = runs;
    this.#firstRun = firstRun;
    this.#dt = rational.toNumber(program.scale.dt);
  }

  /** Lays out what the stocks hold at the start. */
  open(levels: readonly Float64Array[], value: (node: NodeId) => Float64Array): void {
    for (const conveyor of this.#program.conveyors) {
      const { name, counted } = this.#program.stocks[conveyor.stock]!;
      const belt = new Belt(this.#runs, counted);
      this.#belts.push(belt);
      this.#peaks.push(new Float64Array(this.#runs));
      const level = levels[conveyor.stock]!;
      const { content, isLinear } = conveyor;
      for (let lane = 0; lane < this.#runs; lane++) {
        const parts =
          content === undefined
            ? [{ amount: level[lane]!, transit: this.#transit(conveyor, value, lane, 0) }]
            : content.map(({ time, amount }) => {
                const length = this.#steps(conveyor, value(time)[lane]!, "time of a part of the content", lane, 0);
                return { amount: value(amount)[lane]!, transit: { length, cliff: length } };
              });
        for (const { amount, transit } of parts) {
          this.#makeRoom(belt, conveyor, transit, lane, 0);
          // Batches that entered one a step would be on their way evenly, whether or not each leaves whole.
          const cliff = content === undefined && !isLinear ? 1 : transit.cliff;
          belt.enter(lane, -1, amount, 0, { length: transit.length, cliff });
        }
        const difference = level[lane]! - belt.content[lane]!;
        if (Math.abs(difference) > contentShare * level[lane]! || (difference !== 0 && level[lane] === 0)) {
          throw wrongContent(name, String(belt.content[lane]), String(level[lane]), this.#firstRun + lane);
        }
        // What rounding has made of the parts is made good in the first of them.
        if (difference !== 0 || belt.rest[lane] !== 0) belt.add(lane, 0, difference, -belt.rest[lane]!);
      }
    }
  }

  /** What leaves a conveyor in this step, per time, once flows have taken what they leak per time. */
  leaving(index: number, step: number, leaks: readonly Float64Array[], out: Float64Array): void {
    const belt = this.#belts[index];
    if (belt === undefined) {
      out.fill(0);
      return;
    }
    const leaked = this.#leaked;
    const dt = this.#dt;
    for (let lane = 0; lane < out.length; lane++) {
      leaked[0] = 0;
      leaked[1] = 0;
      let fault = 0;
      for (const rates of leaks) {
        const agents = rates.length / out.length;
        for (let position = lane * agents; position < (lane + 1) * agents; position++) {
          const rate = rates[position]!;
          fault += rate - rate;
          if (rate > 0) addTo(leaked, rate * dt);
        }
      }
      normalise(leaked);
      const due = belt.due(lane, step, leaked[0], leaked[1]);
      out[lane] = (dt === 1 ? due : due / dt) + fault;
    }
  }

  /** Moves what the flows have moved in this step. */
  move(step: number, moved: readonly Float64Array[], value: (node: NodeId) => Float64Array): void {
    const [leaked, taken, entered] = [this.#leaked, this.#taken, this.#entered];
    for (const [index, conveyor] of this.#program.conveyors.entries()) {
      const belt = this.#belts[index]!;
      for (let lane = 0; lane < this.#runs; lane++) {
        leaked.fill(0);
        taken.fill(0);
        entered.fill(0);
        gather(conveyor.inflows, moved, this.#runs, lane, entered, leaked);
        gather(conveyor.outflows, moved, this.#runs, lane, taken, entered);
        gather(conveyor.leaks, moved, this.#runs, lane, leaked, entered);
        normalise(leaked);
        if (leaked[0] !== 0) {
          belt.leak(lane, step, leaked[0]!, leaked[1]!);
          this.#takeMissing(belt);
        }
        if (taken[0] !== 0) {
          normalise(taken);
          belt.take(lane, step, taken[0]!, taken[1]!);
          this.#takeMissing(belt);
        }
        belt.turn(lane, step);
        normalise(entered);
        if (entered[0] === 0) continue;
        const transit = this.#transit(conveyor, value, lane, step);
        this.#makeRoom(belt, conveyor, transit, lane, step);
        belt.enter(lane, step, entered[0]!, entered[1]!, transit);
      }
    }
  }

  /** What has left beyond all there was is taken from what enters. */
  #takeMissing(belt: Belt): void {
    if (belt.missing === 0 && belt.missingRest === 0) return;
    addTo(this.#entered, -belt.missing);
    addTo(this.#entered, -belt.missingRest);
  }

  /** @throws TokenwrightError `ledger/conveyor` when batches and stock differ, which is always a fault of ours. */
  audit(step: number, levels: readonly Float64Array[], rests: readonly Float64Array[]): void {
    for (const [index, { stock }] of this.#program.conveyors.entries()) {
      const belt = this.#belts[index]!;
      const peaks = this.#peaks[index]!;
      const isToBeCounted = belt.isToBeCounted(step);
      const [level, rest] = [levels[stock]!, rests[stock]!];
      for (let lane = 0; lane < this.#runs; lane++) {
        const held = level[lane]!;
        if (held > peaks[lane]!) peaks[lane] = held;
        const tolerance = auditShare * peaks[lane]!;
        const difference = belt.content[lane]! - held + (belt.rest[lane]! - rest[lane]!);
        if (isToBeCounted) belt.count(lane);
        const uncounted = isToBeCounted ? belt.counted - held + (belt.countedRest - rest[lane]!) : 0;
        if (Math.abs(difference) <= tolerance && Math.abs(uncounted) <= tolerance) continue;
        // A stock that has outgrown f64 is no fault of the queue: the next evaluation names it.
        if (held - held !== 0) continue;
        const batches = isToBeCounted ? belt.counted : belt.content[lane]!;
        const { name } = this.#program.stocks[stock]!;
        throw brokenConveyor(name, String(batches), String(held), step, this.#firstRun + lane);
      }
    }
  }

  #transit(conveyor: ProgramConveyor, value: (node: NodeId) => Float64Array, lane: number, step: number): Transit {
    const length = this.#steps(conveyor, value(conveyor.time)[lane]!, "transit time", lane, step);
    if (!conveyor.isLinear) return { length, cliff: length };
    if (conveyor.cliff === undefined) return { length, cliff: 1 };
    return { length, cliff: this.#steps(conveyor, value(conveyor.cliff)[lane]!, "cliff", lane, step) };
  }

  #steps(conveyor: ProgramConveyor, time: number, what: string, lane: number, step: number): number {
    return stepsIn(this.#program, conveyor, time / this.#dt, what, { step, run: this.#firstRun + lane });
  }

  /** Takes memory for a longer transit, unless it is more than all conveyors together may have. */
  #makeRoom(belt: Belt, conveyor: ProgramConveyor, { length, cliff }: Transit, lane: number, step: number): void {
    const rows = Math.max(length, cliff) + 1;
    if (rows <= belt.rows) return;
    const others = this.#belts.reduce((total, other) => (other === belt ? total : total + other.rows), 0);
    // Twice as many as before, so that times that grow slowly are not copied at every step.
    const wanted = [Math.max(rows, 2 * belt.rows), rows].find((count) => (others + count) * this.#runs <= mostBatches);
    if (wanted === undefined) {
      const { name } = this.#program.stocks[conveyor.stock]!;
      throw tooManyBatches(name, rows - 1, this.#runs, { step, run: this.#firstRun + lane });
    }
    belt.grow(wanted, step);
  }
}

/** Sums what flows, of all agents that have them, move in one run: what goes their way to `forth`, else to `back`. */
function gather(
  flows: readonly number[],
  moved: readonly Float64Array[],
  runs: number,
  lane: number,
  forth: Float64Array,
  back: Float64Array,
): void {
  for (let index = 0; index < flows.length; index++) {
    const amounts = moved[flows[index]!]!;
    const agents = amounts.length / runs;
    for (let position = lane * agents; position < (lane + 1) * agents; position++) {
      const amount = amounts[position]!;
      if (amount > 0) addTo(forth, amount);
      else if (amount < 0) addTo(back, -amount);
    }
  }
}

/** The two-sum of double-double.ts for one pair. */
function addTo(pair: Float64Array, amount: number): void {
  const before = pair[0]!;
  const sum = before + amount;
  const part = sum - before;
  pair[0] = sum;
  pair[1] = pair[1]! + (before - (sum - part) + (amount - part));
}

function normalise(pair: Float64Array): void {
  const rest = pair[1]!;
  if (rest === 0) return;
  pair[1] = 0;
  addTo(pair, rest);
}
