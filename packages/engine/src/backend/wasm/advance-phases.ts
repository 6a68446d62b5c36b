import * as rational from "../../base/rational.js";
import type { NodeId } from "../../graph/index.js";
import { normalised, sumError } from "../../wasm/double-double.js";
import { Trace, type Value } from "../../wasm/trace.js";
import { cut } from "./evaluate-phases.js";
import { type BookRows, type Homes, type Space, spaceOf } from "./homes.js";

/** Largest difference of a book, as in the js backend's ledger: 2^-90 of the most that its stocks ever held. */
export const auditShare = 8.077935669463161e-28;

/** Most vector instructions for which the end of a step is one phase, which stores the new levels only once. */
const ONE_PHASE_WEIGHT = 250;

/** Vector instructions of a phase where the end of a step is cut into several: two or three stocks, as short as a segment. */
const MOVE_WEIGHT = 40;

/** A part of what is done between two steps. */
export interface Part {
  readonly weight: number;
  write(t: Trace): void;
}

/** At which rates flows and states move in a step, as code of a space sees them. */
export interface Rates {
  flow(t: Trace, flow: number, space: Space): Value;
  state(t: Trace, state: number, space: Space): Value;
}

/** The rates that were evaluated, or what is about to be overwritten of them from where it was put aside. */
export function evaluatedRates(
  homes: Homes,
  load: Staging["load"] = (t, node, space) => homes.load(t, node, space),
): Rates {
  const { flows, states } = homes.program;
  return {
    flow: (t, flow, space) => homes.load(t, homes.sourceOf(flows[flow]!.amount), space),
    state: (t, state, space) => load(t, states[state]!.rate!, space),
  };
}

export interface AdvancePhases {
  readonly phases: readonly Trace[];
  /** Whether every book balances. */
  readonly audits: readonly Trace[];
  /** The row of what each flow with one end outside really moves. */
  readonly moved: ReadonlyMap<number, number>;
}

/**
 * Moves stocks and states to the next step: all new levels first, then what the host does about overdrawn runs,
 * then the books, states and pipelines.
 *
 * @param overdraw The host's task for a block in which a stock has fallen below zero.
 */
export function advancePhases(homes: Homes, overdraw: number): AdvancePhases {
  const { program } = homes;
  const moved = new Map<number, number>();
  for (const book of program.books) for (const flow of [...book.mints, ...book.burns]) moved.set(flow, homes.row());
  const stage = staging(homes);
  const before = [...stage.parts(0), ...movedParts(homes, moved)];
  const stocks = stockParts(homes);
  const after = [...pipelineParts(homes, stage.load), ...stateParts(homes, stage.load)];
  const books = bookParts(homes, moved);
  const audits = cut(auditParts(homes), weigh).map((parts) => write(parts));
  if (weightOf([...before, ...stocks, ...after, ...books]) <= ONE_PHASE_WEIGHT) {
    return { phases: [inOnePhase(homes, overdraw, moved, [...before, ...after])], moved, audits };
  }
  const overdrafts = new Trace();
  tellOverdrafts(overdrafts, homes, overdraw);
  const inPhases = (parts: readonly Part[]) => cut(parts, weigh, MOVE_WEIGHT).map((phase) => write(phase));
  const phases = [
    ...inPhases([...before, ...stocks]),
    overdrafts,
    ...inPhases([...after, ...books, ...copyParts(homes)]),
  ];
  return { phases, moved, audits };
}

const weigh = (part: Part) => part.weight;

function weightOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.weight, 0);
}

function write(parts: readonly Part[], t = new Trace()): Trace {
  for (const part of parts) part.write(t);
  return t;
}

/** A small economy: new levels are never stored but for the host, where a stock is overdrawn. */
function inOnePhase(homes: Homes, overdraw: number, moved: ReadonlyMap<number, number>, parts: readonly Part[]): Trace {
  const t = new Trace();
  const rows: { readonly row: number; readonly from: number | undefined; readonly value: Value }[] = [];
  const falls: Value[] = [];
  for (const [stock, { level, rest, next }] of homes.stocks.entries()) {
    if (next === undefined) continue;
    const sum = newLevel(t, homes, stock);
    rows.push({ row: next.level, from: level, value: sum.high }, { row: next.rest, from: rest, value: sum.low });
    if (!homes.program.stocks[stock]!.mayBeNegative) falls.push(t.less(sum.high, t.constant(0)));
  }
  for (const [flow, row] of moved) rows.push({ row, from: undefined, value: amountOf(t, homes, flow) });
  const mask = falls.reduce<Value | undefined>((all, one) => (all === undefined ? one : t.or(all, one)), undefined);
  const values = mask === undefined ? rows.map(({ value }) => value) : t.revise(overdraw, mask, rows);
  const amounts = new Map<number, Value>();
  for (const [index, flow] of [...moved.keys()].entries()) amounts.set(flow, values[rows.length - moved.size + index]!);
  for (const part of parts) part.write(t);
  for (const part of bookParts(homes, moved, amounts)) part.write(t);
  for (const [index, { from }] of rows.entries()) if (from !== undefined) t.store(from, values[index]!);
  return t;
}

/** Stocks whose flows could take them below zero. */
function boundedStocks({ program, stocks }: Homes) {
  return stocks.flatMap(({ next }, stock) =>
    next === undefined || program.stocks[stock]!.mayBeNegative ? [] : [next],
  );
}

export function tellOverdrafts(t: Trace, homes: Homes, overdraw: number): void {
  const bounded = boundedStocks(homes);
  if (bounded.length === 0) return;
  // A level that is no number has been found in the step's evaluation already.
  const lowest = bounded.map(({ level }) => t.stored(level)).reduce((a, b) => t.atMost(a, b));
  t.tell(overdraw, t.less(lowest, t.constant(0)), true);
}

/** What is put aside because it stands where stocks, states and pipelines are about to change. */
export interface Staging {
  /** Puts aside what stands among the values of a space. */
  parts(space: Space): Part[];
  load(t: Trace, node: NodeId, space: Space): Value;
}

/** @param isAll Whether everything that the next step remembers is put aside. */
export function staging(homes: Homes, isAll = false): Staging {
  const { states, pipelines, graph } = homes.program;
  const rows = new Map<NodeId, number>();
  const nodes = [
    ...states.map(({ next, rate }) => (isAll ? next : (next ?? rate))),
    ...pipelines.map(({ input }) => input),
  ];
  for (const node of nodes) {
    if (node === undefined) continue;
    const source = homes.sourceOf(node);
    const { operation } = graph.nodes[source]!;
    const isMoving = operation === "stock" || operation === "state" || operation === "pipeline";
    if ((isMoving || isAll) && !rows.has(source)) rows.set(source, homes.newRow(homes.spaceOf(source)));
  }
  return {
    parts: (space) =>
      [...rows]
        .filter(([node]) => homes.spaceOf(node) === space)
        .map(([node, row]) => ({ weight: 2, write: (t: Trace) => t.store(row, homes.load(t, node)) })),
    load: (t, node, space) => {
      const source = homes.sourceOf(node);
      const row = rows.get(source);
      if (row === undefined) return homes.load(t, source, space);
      return homes.spaceOf(source) === space ? t.stored(row) : t.near(row);
    },
  };
}

/** What a flow moves in a step, as its equation asks. */
export function amountOf(t: Trace, homes: Homes, flow: number, rates = evaluatedRates(homes), space: Space = 0): Value {
  const rate = rates.flow(t, flow, space);
  const dt = rational.toNumber(homes.program.scale.dt);
  return dt === 1 ? rate : t.multiply(rate, t.constant(dt));
}

export function movedParts(
  homes: Homes,
  moved: ReadonlyMap<number, number>,
  rates = evaluatedRates(homes),
  space: Space = 0,
): Part[] {
  return Array.from(moved, ([flow, row]) => ({
    weight: 3,
    write: (t) => t.store(row, amountOf(t, homes, flow, rates, space)),
  }));
}

export interface Sum {
  readonly high: Value;
  readonly low: Value;
}

/** As `accumulate` in `double-double.ts`. */
export function accumulate(t: Trace, { high, low }: Sum, amount: Value): Sum {
  const sum = t.add(high, amount);
  return { high: sum, low: t.add(low, sumError(t, high, amount, sum)) };
}

/** The same with the amount negated, an instruction shorter. */
function takeAway(t: Trace, { high, low }: Sum, amount: Value): Sum {
  const sum = t.subtract(high, amount);
  const rounded = t.subtract(sum, high);
  const error = t.subtract(t.subtract(high, t.subtract(sum, rounded)), t.add(amount, rounded));
  return { high: sum, low: t.add(low, error) };
}

/** As `renormalise`. */
export function renormalise(t: Trace, sum: Sum): Sum {
  return normalised(t, sum.high, sum.low);
}

/** A stock after the step as its flows ask. */
function newLevel(t: Trace, homes: Homes, stock: number, rates = evaluatedRates(homes)): Sum {
  const { level, rest } = homes.stocks[stock]!;
  let sum: Sum = { high: t.load(level), low: t.load(rest) };
  for (const [flow, { from, to }] of homes.program.flows.entries()) {
    if (from === stock) sum = takeAway(t, sum, amountOf(t, homes, flow, rates));
    if (to === stock) sum = accumulate(t, sum, amountOf(t, homes, flow, rates));
  }
  return renormalise(t, sum);
}

/** The new levels of stocks, into the rows of the next ones. */
function stockParts(homes: Homes, rates = evaluatedRates(homes)): Part[] {
  const { flows } = homes.program;
  return homes.stocks.flatMap(({ next }, stock) => {
    if (next === undefined) return [];
    const entries = flows.filter(({ from, to }) => from === stock || to === stock).length;
    const write = (t: Trace) => {
      const sum = newLevel(t, homes, stock, rates);
      t.store(next.level, sum.high);
      t.store(next.rest, sum.low);
    };
    return [{ weight: 12 + 9 * entries, write }];
  });
}

export function pipelineParts(homes: Homes, load: Staging["load"], space: Space = 0): Part[] {
  return homes.pipelines.flatMap(({ present, space: own }, index) => {
    if (own !== space) return [];
    const write = (t: Trace) => {
      const value = load(t, homes.program.pipelines[index]!.input, space);
      watch(t, homes, value, space);
      t.storeTo(present, value);
    };
    return [{ weight: 5, write }];
  });
}

/** What is remembered for the next step must be finite when this one ends. */
export function watch(t: Trace, homes: Homes, value: Value, space: Space): void {
  t.gather(homes.faults(space), t.subtract(value, value));
}

export function stateParts(
  homes: Homes,
  load: Staging["load"],
  space: Space = 0,
  rates = evaluatedRates(homes, load),
): Part[] {
  const { states, scale } = homes.program;
  const dt = rational.toNumber(scale.dt);
  return states.flatMap((one, state) => {
    if (spaceOf(one) !== space) return [];
    const { next } = one;
    const row = homes.states[state]!;
    const write = (t: Trace) => {
      const value = next === undefined ? rates.state(t, state, space) : load(t, next, space);
      watch(t, homes, value, space);
      t.store(row, next === undefined ? t.add(t.load(row), t.multiply(t.constant(dt), value)) : value);
    };
    return [{ weight: 7, write }];
  });
}

/**
 * What the books must hold, after the step. Only audits read it, so that its two parts need not be renormalised here.
 *
 * @param amounts What flows really move, where their rows are not to be read.
 */
function bookParts(homes: Homes, moved: ReadonlyMap<number, number>, amounts?: ReadonlyMap<number, Value>): Part[] {
  return homes.program.books.flatMap(({ mints, burns }, index) => {
    const rows = homes.books[index]!;
    if (mints.length + burns.length === 0) return [];
    const write = (t: Trace) => {
      const amount = (flow: number) => amounts?.get(flow) ?? t.load(moved.get(flow)!);
      let sum: Sum = { high: t.load(rows.high), low: t.load(rows.low) };
      for (const flow of mints) sum = accumulate(t, sum, amount(flow));
      for (const flow of burns) sum = takeAway(t, sum, amount(flow));
      t.store(rows.high, sum.high);
      t.store(rows.low, sum.low);
    };
    return [{ weight: 4 + 9 * (mints.length + burns.length), write }];
  });
}

function auditParts(homes: Homes): Part[] {
  return homes.program.books.map(({ stocks }, index) => ({
    weight: 30 + 16 * stocks.length,
    write: (t) => {
      const rows = homes.books[index]!;
      const must = renormalise(t, { high: t.load(rows.high), low: t.load(rows.low) });
      t.store(rows.high, must.high);
      t.store(rows.low, must.low);
      audit(t, homes, stocks, rows, must);
    },
  }));
}

/** Marks as a fault a book that does not balance, as `audit` in the js backend's ledger. */
function audit(t: Trace, homes: Homes, stocks: readonly number[], rows: BookRows, must: Sum): void {
  judge(t, homes, rows, must, heldIn(t, homes, stocks), auditShare);
}

/** What the stocks of a book hold together: their sizes, and their sum in two parts. */
export interface Held {
  readonly held: Value;
  readonly sum: Value;
  readonly error: Value;
}

/** What these single stocks hold. */
export function heldIn(t: Trace, homes: Homes, stocks: readonly number[]): Held {
  const zero = t.constant(0);
  let held = zero;
  let sum: Value | undefined;
  let error = zero;
  for (const stock of stocks) {
    const high = t.load(homes.stocks[stock]!.level);
    const low = t.load(homes.stocks[stock]!.rest);
    held = t.add(held, t.absolute(high));
    const withHigh: Value = sum === undefined ? high : t.add(sum, high);
    if (sum !== undefined) error = t.add(error, sumError(t, sum, high, withHigh));
    const withLow = t.add(withHigh, low);
    error = t.add(error, sumError(t, withHigh, low, withLow));
    sum = withLow;
  }
  return { held, sum: sum ?? zero, error };
}

/** @param share The largest difference, as a share of the most that the book has held. */
export function judge(
  t: Trace,
  homes: Homes,
  rows: BookRows,
  must: Sum,
  { held, sum, error }: Held,
  share: number,
): void {
  const zero = t.constant(0);
  const total = t.add(sum, error);
  const rest = sumError(t, sum, error, total);
  const peak = t.atLeast(t.load(rows.peak), held);
  t.store(rows.peak, peak);
  const difference = t.add(t.subtract(total, must.high), t.subtract(rest, must.low));
  const balances = t.lessOrEqual(t.absolute(difference), t.multiply(t.constant(share), peak));
  // A stock that has outgrown f64 is no leak: the next evaluation names it.
  const isHeld = t.equal(t.subtract(held, held), zero);
  t.gather(homes.faults(0), t.vector("andNot", isHeld, balances));
}

/** The levels after the step become those of the next one. */
export function copyParts(homes: Homes, space: Space = 0): Part[] {
  return homes.stocks.flatMap(({ level, rest, next }, stock) =>
    next === undefined || spaceOf(homes.program.stocks[stock]!) !== space
      ? []
      : [
          {
            weight: 4,
            write: (t: Trace) => {
              const high = t.stored(next.level);
              const low = t.stored(next.rest);
              t.store(level, high);
              t.store(rest, low);
            },
          },
        ],
  );
}
