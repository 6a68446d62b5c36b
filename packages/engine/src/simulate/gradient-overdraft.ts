/**
 * How the amounts that flows really move follow what they ask for, in a step in which outflows were scaled for want of
 * stock. Every outflow of a stock that could not give all is its request times one share, what the stock had over what
 * was asked of it; of a stock that serves in order, the last that gets anything gets what the others leave. What a stock
 * had includes what flowed in. Rounding of shares to whole base units counts as none.
 */

/** Stocks and flows of one run, agent by agent. */
export interface Accounts {
  readonly stocks: readonly { readonly mayBeNegative: boolean; readonly inOrder: boolean }[];
  readonly flows: readonly { readonly from: number | undefined; readonly to: number | undefined }[];
}

/** A stock that could not give all it was asked for. */
interface Short {
  readonly stock: number;
  /** False where flows in a circle did not come to rest, and the stock gives what it held. */
  readonly countsInflows: boolean;
}

/** A shortfall below this share of the outflow is rounding of the equations, as the ledger takes it. */
const roundingShare = 9.094947017729282e-13; // 2^-40

/** A value that changes by less than this share of itself has come to rest. */
const restingShare = 1e-15;

/** Rounds after which flows in a circle are taken to have come to rest. */
const mostRounds = 10_000;

export class ScaledStep {
  readonly #short = new Map<number, Short>();
  readonly #source: Int32Array;
  readonly #target: Int32Array;
  readonly #outflows: readonly (readonly number[])[];
  readonly #inflows: readonly (readonly number[])[];
  // A flow out of a short stock changes by `own` times the change of its request, and by `rest` times the change of
  // what the stock had less the changes of its outflows' requests, each times its `part`.
  readonly #own: Float64Array;
  readonly #rest: Float64Array;
  readonly #part: Float64Array;

  /**
   * @param levels The stocks at the start of the step.
   * @param requested What the flows ask for.
   * @param moved What they really moved.
   */
  constructor(
    readonly accounts: Accounts,
    levels: Float64Array,
    readonly requested: Float64Array,
    moved: Float64Array,
  ) {
    const { stocks, flows } = accounts;
    const end = (flow: number, isSource: boolean) => {
      const amount = requested[flow]!;
      const { from, to } = flows[flow]!;
      return (amount === 0 ? undefined : amount > 0 === isSource ? from : to) ?? -1;
    };
    this.#source = Int32Array.from(flows, (_, flow) => end(flow, true));
    this.#target = Int32Array.from(flows, (_, flow) => end(flow, false));
    const outflows = stocks.map((): number[] => []);
    const inflows = stocks.map((): number[] => []);
    for (const flow of flows.keys()) {
      if (this.#source[flow]! >= 0) outflows[this.#source[flow]!]!.push(flow);
      if (this.#target[flow]! >= 0) inflows[this.#target[flow]!]!.push(flow);
    }
    this.#outflows = outflows;
    this.#inflows = inflows;
    this.#own = new Float64Array(flows.length).fill(1);
    this.#rest = new Float64Array(flows.length);
    this.#part = new Float64Array(flows.length);
    const sizeOf = (all: readonly number[], of: Float64Array) =>
      all.reduce((sum, flow) => sum + Math.abs(of[flow]!), 0);
    for (const [stock, { mayBeNegative }] of stocks.entries()) {
      const asked = sizeOf(outflows[stock]!, requested);
      const given = sizeOf(outflows[stock]!, moved);
      if (mayBeNegative || !(asked - given > roundingShare * asked)) continue;
      const received = sizeOf(inflows[stock]!, moved);
      const [all, held] = [levels[stock]! + received, levels[stock]!];
      this.#short.set(stock, { stock, countsInflows: Math.abs(given - all) <= Math.abs(given - held) });
      if (stocks[stock]!.inOrder) this.#serveInOrder(outflows[stock]!, moved);
      else this.#share(outflows[stock]!, asked, given);
    }
  }

  #share(outflows: readonly number[], asked: number, given: number): void {
    for (const flow of outflows) {
      this.#own[flow] = this.#part[flow] = given / asked;
      this.#rest[flow] = this.requested[flow]! / asked;
    }
  }

  #serveInOrder(outflows: readonly number[], moved: Float64Array): void {
    let isServed: boolean = true;
    for (const flow of outflows) {
      const missing = Math.abs(this.requested[flow]!) - Math.abs(moved[flow]!);
      const isFull: boolean = isServed && missing <= roundingShare * Math.abs(this.requested[flow]!);
      this.#own[flow] = this.#part[flow] = isFull ? 1 : 0;
      // The first that does not get all gets what is left.
      this.#rest[flow] = isServed && !isFull ? this.#sign(flow) : 0;
      isServed &&= isFull;
    }
  }

  /** Changes of what is moved, from changes of the stocks at the start and of the requests. */
  forwards(levels: Float64Array, requests: Float64Array): Float64Array {
    const moved = requests.map((change, flow) => change * this.#own[flow]!);
    this.#untilAtRest(({ stock, countsInflows }) => {
      let had = levels[stock]!;
      if (countsInflows) for (const flow of this.#inflows[stock]!) had += this.#sign(flow) * moved[flow]!;
      for (const flow of this.#outflows[stock]!) had -= this.#part[flow]! * this.#sign(flow) * requests[flow]!;
      for (const flow of this.#outflows[stock]!) {
        moved[flow] = this.#own[flow]! * requests[flow]! + this.#rest[flow]! * had;
      }
      return had;
    });
    return moved;
  }

  /**
   * Adjoints of the requests, from those of what is moved; to those of the stocks is added.
   *
   * @param levels Adjoints of the stocks at the start of the step.
   */
  backwards(moved: Float64Array, levels: Float64Array): Float64Array {
    const had = new Float64Array(this.accounts.stocks.length);
    const allOf = (flow: number): number => {
      const target = this.#short.get(this.#target[flow]!);
      return moved[flow]! + (target?.countsInflows === true ? this.#sign(flow) * had[target.stock]! : 0);
    };
    this.#untilAtRest(({ stock }) => {
      had[stock] = this.#outflows[stock]!.reduce((sum, flow) => sum + this.#rest[flow]! * allOf(flow), 0);
      return had[stock]!;
    });
    for (const stock of this.#short.keys()) levels[stock]! += had[stock]!;
    return moved.map((_, flow) => {
      const short = this.#short.get(this.#source[flow]!);
      const taken = short === undefined ? 0 : this.#part[flow]! * this.#sign(flow) * had[short.stock]!;
      return this.#own[flow]! * allOf(flow) - taken;
    });
  }

  #sign(flow: number): number {
    return this.requested[flow]! < 0 ? -1 : 1;
  }

  /** Repeats something for every short stock until its value stays the same; a fault ends it too. */
  #untilAtRest(action: (short: Short) => number): void {
    const before = new Map<Short, number>();
    for (let round = 0, isAtRest = false; !isAtRest && round < mostRounds; round++) {
      isAtRest = true;
      for (const short of this.#short.values()) {
        const value = action(short);
        const change = Math.abs(value - (before.get(short) ?? Number.POSITIVE_INFINITY));
        before.set(short, value);
        if (change > restingShare * Math.abs(value)) isAtRest = false;
      }
    }
  }
}
