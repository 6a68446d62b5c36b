import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program, ProgramConveyor } from "../model/index.js";
import { largestRemainder } from "../numeric/index.js";
import { stepsIn, type Transit, wrongContent } from "./conveyor-times.js";
import { brokenConveyor } from "./failures.js";

/** The conveyors of one run, in rationals. */
export class ExactConveyors {
  readonly #program: Program;
  readonly #run: number;
  #belts: Belt[] = [];

  constructor(program: Program, run: number) {
    this.#program = program;
    this.#run = run;
  }

  /** Lays out what the stocks hold at the start. */
  open(levels: readonly Rational[], value: (node: NodeId) => Rational): void {
    this.#belts = this.#program.conveyors.map((conveyor) => {
      const { name } = this.#program.stocks[conveyor.stock]!;
      const level = levels[conveyor.stock]!;
      if (conveyor.content === undefined) return this.#laidOut(conveyor, level, value);
      const belt = this.#emptyBelt(conveyor);
      for (const part of conveyor.content) {
        const length = this.#steps(conveyor, value(part.time), "time of a part of the content", 0);
        belt.enter(-1, value(part.amount), { length, cliff: length });
      }
      if (!rational.equal(belt.content, level)) {
        throw wrongContent(name, rational.toDecimal(belt.content), rational.toDecimal(level), this.#run);
      }
      return belt;
    });
  }

  #emptyBelt({ stock }: ProgramConveyor): Belt {
    return new Belt(this.#program.stocks[stock]!.counted);
  }

  #laidOut(conveyor: ProgramConveyor, level: Rational, value: (node: NodeId) => Rational): Belt {
    const belt = this.#emptyBelt(conveyor);
    const { length, cliff } = this.#transit(conveyor, value, 0);
    // Batches that entered one a step would be on their way evenly, whether or not each leaves whole.
    belt.enter(-1, level, { length, cliff: conveyor.isLinear ? cliff : 1 });
    return belt;
  }

  /** What leaves a conveyor in this step, per time, once flows have taken what they leak per time. */
  leaving(index: number, step: number, leaks: readonly Rational[]): Rational {
    const belt = this.#belts[index];
    if (belt === undefined) return rational.zero;
    const { dt } = this.#program.scale;
    const leaked = sum(leaks.map((rate) => rational.maximum(rational.multiply(rate, dt), rational.zero)));
    return rational.divide(belt.due(step, leaked), dt);
  }

  /**
   * Moves what the flows have moved in this step.
   *
   * @param moved The amount of a flow, or those of all agents that have it.
   */
  move(step: number, moved: (flow: number) => readonly Rational[], value: (node: NodeId) => Rational): void {
    for (const [index, conveyor] of this.#program.conveyors.entries()) {
      const split = (flows: readonly number[]) => {
        const amounts = flows.flatMap(moved);
        return {
          forth: sum(amounts.filter(({ n }) => n > 0n)),
          back: rational.negate(sum(amounts.filter(({ n }) => n < 0n))),
        };
      };
      const [inflow, outflow, leak] = [split(conveyor.inflows), split(conveyor.outflows), split(conveyor.leaks)];
      const belt = this.#belts[index]!;
      const unmet = rational.add(belt.leak(rational.add(leak.forth, inflow.back)), belt.take(step, outflow.forth));
      belt.turn(step);
      const entered = rational.add(inflow.forth, rational.add(leak.back, outflow.back));
      // What has left beyond all there was is taken from what enters.
      const entering = rational.subtract(entered, unmet);
      if (entering.n !== 0n) belt.enter(step, entering, this.#transit(conveyor, value, step));
    }
  }

  /** Takes a stock's new amount from outside: more of it enters now, less of it leaks from all batches. */
  set(stock: number, amount: Rational, step: number, value: (node: NodeId) => Rational): void {
    const index = this.#program.conveyors.findIndex((conveyor) => conveyor.stock === stock);
    const belt = this.#belts[index];
    if (belt === undefined) return;
    const conveyor = this.#program.conveyors[index]!;
    const difference = rational.subtract(amount, belt.content);
    if (step === 0) this.#belts[index] = this.#laidOut(conveyor, amount, value);
    else if (difference.n < 0n) belt.leak(rational.negate(difference));
    else belt.enter(step - 1, difference, this.#transit(conveyor, value, step));
  }

  /** @throws TokenwrightError `ledger/conveyor` when batches and stock differ, which is always a fault of ours. */
  audit(step: number, levels: readonly Rational[]): void {
    for (const [index, { stock }] of this.#program.conveyors.entries()) {
      const belt = this.#belts[index]!;
      const batches = belt.isToBeCounted(step) ? belt.counted() : belt.content;
      if (rational.equal(batches, levels[stock]!) && rational.equal(batches, belt.content)) continue;
      const { name } = this.#program.stocks[stock]!;
      throw brokenConveyor(name, rational.toText(batches), rational.toText(levels[stock]!), step, this.#run);
    }
  }

  #transit(conveyor: ProgramConveyor, value: (node: NodeId) => Rational, step: number): Transit {
    const length = this.#steps(conveyor, value(conveyor.time), "transit time", step);
    if (!conveyor.isLinear) return { length, cliff: length };
    if (conveyor.cliff === undefined) return { length, cliff: 1 };
    return { length, cliff: this.#steps(conveyor, value(conveyor.cliff), "cliff", step) };
  }

  #steps(conveyor: ProgramConveyor, time: Rational, what: string, step: number): number {
    const steps = rational.toNumber(rational.divide(time, this.#program.scale.dt));
    return stepsIn(this.#program, conveyor, steps, what, { step, run: this.#run });
  }
}

/** One conveyor: how much leaves at which step, as far as is known. */
class Belt {
  content: Rational = rational.zero;
  /** Batches by the step in which they leave; none is empty. */
  readonly #batches = new Map<number, Rational>();
  #nextCount = 0;

  constructor(
    /** Held in whole base units. */
    readonly isCounted: boolean,
  ) {}

  /** What enters at a step leaves from `cliff` steps later on, `length` steps later the last of it. */
  enter(step: number, amount: Rational, { length, cliff }: Transit): void {
    const isWhole = this.isCounted && amount.d === 1n;
    const outBy = (steps: number): Rational => {
      if (steps < cliff) return rational.zero;
      if (steps >= length) return amount;
      const share = rational.multiply(amount, rational.rational(steps, length));
      return isWhole ? { n: rational.floor(share), d: 1n } : share;
    };
    let before = rational.zero as Rational;
    for (let steps = Math.min(cliff, length); steps <= Math.max(cliff, length); steps++) {
      const out = outBy(steps);
      this.#add(step + steps, rational.subtract(out, before));
      before = out;
    }
  }

  #add(step: number, amount: Rational): void {
    if (amount.n === 0n) return;
    this.content = rational.add(this.content, amount);
    const batch = rational.add(this.#batches.get(step) ?? rational.zero, amount);
    if (batch.n === 0n) this.#batches.delete(step);
    else this.#batches.set(step, batch);
  }

  /** What has come to the end, less its share of what leaks. */
  due(step: number, leaked: Rational): Rational {
    const batch = this.#batches.get(step) ?? rational.zero;
    if (leaked.n === 0n || batch.n === 0n) return batch;
    return rational.subtract(batch, this.#shares(leaked).get(step)!);
  }

  /** Takes an amount from all batches in proportion. What is missing when it is more than there is. */
  leak(amount: Rational): Rational {
    if (amount.n === 0n) return amount;
    const missing = rational.maximum(rational.subtract(amount, this.content), rational.zero);
    for (const [due, share] of this.#shares(amount)) this.#add(due, rational.negate(share));
    return missing;
  }

  /** What each batch loses of an amount: in whole base units by largest remainder where all are whole. */
  #shares(amount: Rational): Map<number, Rational> {
    const batches = [...this.#batches].sort(([a], [b]) => a - b);
    if (rational.compare(amount, this.content) >= 0) return new Map(batches);
    const isWhole = this.isCounted && amount.d === 1n && batches.every(([, { d }]) => d === 1n);
    if (!isWhole) {
      const share = rational.divide(amount, this.content);
      return new Map(batches.map(([due, batch]) => [due, rational.multiply(batch, share)]));
    }
    const parts = largestRemainder(
      amount.n,
      batches.map(([, { n }]) => n),
    );
    return new Map(batches.map(([due], position) => [due, { n: parts[position]!, d: 1n }]));
  }

  /** Takes an amount from the end. What is missing when it is more than there is. */
  take(step: number, amount: Rational): Rational {
    let missing = amount;
    const takeFrom = (due: number) => {
      const part = rational.minimum(this.#batches.get(due) ?? rational.zero, missing);
      this.#add(due, rational.negate(part));
      missing = rational.subtract(missing, part);
    };
    takeFrom(step);
    if (missing.n === 0n) return missing;
    for (const due of [...this.#batches.keys()].sort((a, b) => a - b)) takeFrom(due);
    return missing;
  }

  /** What was due and has not left is due at the next step. */
  turn(step: number): void {
    const late = this.#batches.get(step);
    if (late === undefined) return;
    this.#add(step, rational.negate(late));
    this.#add(step + 1, late);
  }

  /** Counting all batches at every step would take longer than moving them. */
  isToBeCounted(step: number): boolean {
    if (step < this.#nextCount) return false;
    this.#nextCount = step + this.#batches.size;
    return true;
  }

  counted(): Rational {
    return sum(this.#batches.values());
  }
}

function sum(values: Iterable<Rational>): Rational {
  let total: Rational = rational.zero;
  for (const value of values) total = rational.add(total, value);
  return total;
}
