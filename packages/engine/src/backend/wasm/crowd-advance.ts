import { Trace, type Value } from "../../wasm/trace.js";
import {
  accumulate,
  amountOf,
  auditShare,
  copyParts,
  evaluatedRates,
  type Held,
  heldIn,
  judge,
  movedParts,
  type Part,
  pipelineParts,
  type Rates,
  renormalise,
  type Sum,
  staging,
  stateParts,
  tellOverdrafts,
} from "./advance-phases.js";
import type { CrowdCode } from "./crowd-code.js";
import { addAuditChain, addChains, addForTiles, type Chain } from "./crowd-functions.js";
import { cut } from "./evaluate-phases.js";
import { type Homes, type Space, spaceOf } from "./homes.js";
import { bookedLevel } from "./quick-level.js";
import type { Integrator } from "./runge-kutta.js";

export interface CrowdAdvance {
  /**
   * For each space the functions that put aside what is about to change and move the stocks of a population; those of
   * populations are for a tile.
   */
  readonly heads: readonly (readonly number[])[];
  /** Functions (block, end) for the single values of two runs, behind all heads. */
  readonly tail: readonly number[];
  readonly audits: readonly number[];
  /** The rows of what flows move, in the flow's space: not of all single flows with two ends. */
  readonly moved: ReadonlyMap<number, number>;
}

/**
 * Moves stocks and states of single values and of populations to the next step, in this order: the new levels as flows
 * ask, what the host does where one has fallen below zero, books, pipelines and states. Stocks of populations change
 * where they stand, single ones only at the end.
 *
 * @param fallen Address of a word that is 1 when a stock has fallen below zero.
 * @param overdraw The host's task for that; it is always asked where flows name the agents at their ends.
 */
export function crowdAdvance(
  c: CrowdCode,
  fallen: number,
  overdraw: number,
  tell: number,
  integrator?: Integrator,
): CrowdAdvance {
  return new Writer(c, fallen, integrator).write(overdraw, tell);
}

/** Whether flows of a program name the agents at their ends, so that the host books them. */
export function namesAgents({ program }: Homes): boolean {
  return program.flows.some(({ fromAt, toAt }) => fromAt !== undefined || toAt !== undefined);
}

class Writer {
  readonly #spaces: readonly Space[];
  readonly #moved = new Map<number, number>();
  /** Rows that have to be written with what flows move, by space. */
  readonly #written = new Map<number, number>();
  readonly #rates: Rates;

  constructor(
    readonly c: CrowdCode,
    readonly fallen: number,
    readonly integrator: Integrator | undefined,
  ) {
    const { homes } = c;
    this.#rates = integrator?.rates ?? evaluatedRates(homes);
    this.#spaces = [0, ...homes.crowds.map((_, population) => 1 + population)];
    this.#placeMoved();
  }

  /** What a flow of a population moves stands where its equation has put it, unless something else reads it there. */
  #placeMoved(): void {
    const { homes } = this.c;
    const { program, survey } = homes;
    const { flows, books, states, pipelines, scale } = program;
    const isOutside = new Set(books.flatMap(({ mints, burns }) => [...mints, ...burns]));
    const taken = new Set([
      ...states.flatMap(({ next, rate }) => [next, rate]),
      ...pipelines.map(({ input }) => input),
    ]);
    const isWhole = scale.dt.n === scale.dt.d;
    for (const [flow, one] of flows.entries()) {
      const space = spaceOf(one);
      if (space === 0 && !isOutside.has(flow) && this.integrator === undefined) continue;
      const home = homes.of(one.amount);
      const { operation } = program.graph.nodes[one.amount]!;
      const isLevel = operation === "stock" || operation === "state" || operation === "element";
      const isOwn = space > 0 && isWhole && home?.kind === "row" && !isLevel && survey.isFixed[one.amount] === 0;
      if (isOwn && this.integrator === undefined && !taken.has(one.amount)) {
        taken.add(one.amount);
        this.#moved.set(flow, home.offset);
      } else {
        const row = homes.row(space);
        this.#moved.set(flow, row);
        this.#written.set(flow, row);
      }
    }
  }

  write(overdraw: number, tell: number): CrowdAdvance {
    const { homes } = this.c;
    const stage = this.integrator?.stage ?? staging(homes);
    const isByHost = namesAgents(homes);
    const heads = this.#spaces.map((space) => {
      const written = new Map([...this.#written].filter(([flow]) => spaceOf(homes.program.flows[flow]!) === space));
      const aside = this.integrator === undefined ? stage.parts(space) : [];
      const parts = [...aside, ...movedParts(homes, written, this.#rates, space)];
      if (space > 0 && !isByHost) parts.push(...this.#crowdStocks(space));
      return this.#emittedPhases(parts);
    });
    const tail: number[] = isByHost ? [] : this.#singleStocks();
    tail.push(this.#overdrafts(overdraw, tell, isByHost));
    tail.push(...this.#books());
    for (const space of this.#spaces) {
      const parts = [
        ...pipelineParts(homes, stage.load, space),
        ...stateParts(homes, stage.load, space, this.integrator?.rates ?? evaluatedRates(homes, stage.load)),
        ...(space === 0 ? copyParts(homes) : []),
      ];
      tail.push(...this.#phases(space, parts));
    }
    return { heads, tail, audits: this.#audits(), moved: this.#moved };
  }

  /** Functions for the single values of two runs. */
  #phases(space: Space, parts: readonly Part[]): number[] {
    const functions = this.#emittedPhases(parts);
    if (space === 0 || functions.length === 0) return functions;
    return [addForTiles(this.c.builder, this.c.homes, space, functions)];
  }

  #emittedPhases(parts: readonly Part[]): number[] {
    return cut(parts, ({ weight }) => weight).map((phase) => this.#emitted(phase));
  }

  #emitted(parts: readonly Part[]): number {
    const t = new Trace();
    for (const part of parts) part.write(t);
    return this.c.emit(t);
  }

  #raise(t: Trace, stock: number, level: Parameters<Trace["less"]>[0]): void {
    if (!this.c.homes.isCrowd || this.c.homes.program.stocks[stock]!.mayBeNegative) return;
    t.raise(this.fallen, t.less(level, t.constant(0)));
  }

  #crowdStocks(space: Space): Part[] {
    const { homes } = this.c;
    const asked = new WeakMap<Trace, Set<Value>>();
    return homes.stocks.flatMap(({ level, rest, next }, stock) => {
      if (next === undefined || spaceOf(homes.program.stocks[stock]!) !== space) return [];
      const entries = this.#entriesOf(stock);
      const write = (t: Trace) => {
        const bookings = entries.map(({ flow, sign }) => ({
          amount: amountOf(t, homes, flow, this.#rates, space),
          sign,
        }));
        const before = { high: t.load(level), low: t.load(rest) };
        const known = asked.get(t) ?? new Set();
        asked.set(t, known);
        const sum = bookedLevel(t, before.high, before.low, bookings, known);
        // Seldom has a run to be settled again: what was there before stands in the rows of the next levels.
        t.store(next.level, before.high);
        t.store(next.rest, before.low);
        t.store(level, sum.high);
        t.store(rest, sum.low);
        this.#raise(t, stock, sum.high);
      };
      return [{ weight: 12 + 9 * entries.length, write }];
    });
  }

  /** The flows of a stock, in the order in which they are booked. */
  #entriesOf(stock: number): readonly { readonly flow: number; readonly sign: 1 | -1 }[] {
    return this.c.homes.program.flows.flatMap(({ from, to }, flow) => [
      ...(from === stock ? [{ flow, sign: -1 as const }] : []),
      ...(to === stock ? [{ flow, sign: 1 as const }] : []),
    ]);
  }

  /** Single stocks: what single flows move is added in code, what flows of populations move agent by agent. */
  #singleStocks(): number[] {
    const { homes, builder } = this.c;
    const { stocks, flows } = homes.program;
    const parts: Part[][] = [];
    const chains: Map<Space, Chain[]>[] = [];
    for (const [stock, { next, level, rest }] of homes.stocks.entries()) {
      if (next === undefined || spaceOf(stocks[stock]!) !== 0) continue;
      const entries = this.#entriesOf(stock);
      let round = 0;
      let isFirst = true;
      for (let at = 0; at <= entries.length; round++) {
        const singles: (typeof entries)[number][] = [];
        for (; at < entries.length && spaceOf(flows[entries[at]!.flow]!) === 0; at++) singles.push(entries[at]!);
        const isLast = at >= entries.length;
        const rows = isFirst ? { level, rest } : next;
        isFirst = false;
        const write = (t: Trace) => {
          let sum: Sum = { high: t.load(rows.level), low: t.load(rows.rest) };
          for (const { flow, sign } of singles) {
            const amount = amountOf(t, homes, flow, this.#rates);
            sum = accumulate(t, sum, sign < 0 ? t.negate(amount) : amount);
          }
          if (isLast) sum = renormalise(t, sum);
          t.store(next.level, sum.high);
          t.store(next.rest, sum.low);
          if (isLast) this.#raise(t, stock, sum.high);
        };
        parts[round] ??= [];
        parts[round]!.push({ weight: 12 + 9 * singles.length, write });
        if (isLast) break;
        const { flow, sign } = entries[at]!;
        const space = spaceOf(flows[flow]!);
        chains[round] ??= new Map();
        const known = chains[round]!.get(space) ?? [];
        known.push({ high: next.level, low: next.rest, row: this.#moved.get(flow)!, sign });
        chains[round]!.set(space, known);
        at++;
      }
    }
    return parts.flatMap((part, round) => [
      ...this.#phases(0, part),
      ...Array.from(chains[round] ?? [], ([space, own]) => addChains(builder, homes, space, own)),
    ]);
  }

  #overdrafts(overdraw: number, tell: number, isAlways: boolean): number {
    if (!this.c.homes.isCrowd) {
      const t = new Trace();
      tellOverdrafts(t, this.c.homes, overdraw);
      return this.c.emit(t);
    }
    const { index, code } = this.c.builder.addFunction(["i32", "i32"]);
    if (!isAlways) code.i32(this.fallen).loadI32(0).if();
    code.i32(overdraw).get(0).call(tell);
    if (!isAlways) code.i32(this.fallen).i32(0).storeI32(0).end();
    return index;
  }

  /** What the books must hold. Only audits read it, so that its two parts need not be renormalised here. */
  #books(): number[] {
    const { homes, builder } = this.c;
    const { books, flows } = homes.program;
    const parts: Part[] = [];
    const chains = new Map<Space, Chain[][]>();
    for (const [index, { mints, burns }] of books.entries()) {
      const { high, low } = homes.books[index]!;
      const entries = [
        ...mints.map((flow) => ({ flow, sign: 1 as const })),
        ...burns.map((flow) => ({ flow, sign: -1 as const })),
      ];
      const singles = entries.filter(({ flow }) => spaceOf(flows[flow]!) === 0);
      if (singles.length > 0) {
        const write = (t: Trace) => {
          let sum: Sum = { high: t.load(high), low: t.load(low) };
          for (const { flow, sign } of singles) {
            const amount = t.load(this.#moved.get(flow)!);
            sum = accumulate(t, sum, sign < 0 ? t.negate(amount) : amount);
          }
          t.store(high, sum.high);
          t.store(low, sum.low);
        };
        parts.push({ weight: 4 + 9 * singles.length, write });
      }
      const rounds = new Map<Space, number>();
      for (const { flow, sign } of entries) {
        const space = spaceOf(flows[flow]!);
        if (space === 0) continue;
        const round = rounds.get(space) ?? 0;
        rounds.set(space, round + 1);
        const known = chains.get(space) ?? [];
        known[round] = [...(known[round] ?? []), { high, low, row: this.#moved.get(flow)!, sign }];
        chains.set(space, known);
      }
    }
    return [
      ...this.#phases(0, parts),
      ...[...chains].flatMap(([space, rounds]) => rounds.map((own) => addChains(builder, homes, space, own))),
    ];
  }

  #audits(): number[] {
    const { homes, builder } = this.c;
    const { books, stocks, graph } = homes.program;
    return books.flatMap(({ stocks: held }, index) => {
      const single = held.filter((stock) => spaceOf(stocks[stock]!) === 0);
      const crowds = held.filter((stock) => spaceOf(stocks[stock]!) > 0);
      const rows = { held: homes.row(), sum: homes.row(), error: homes.row() };
      const names = ["held", "sum", "error"] as const;
      const open = (t: Trace) => {
        const own = heldIn(t, homes, single);
        for (const name of names) t.store(rows[name], own[name]);
      };
      const chains = crowds.map((stock) =>
        addAuditChain(builder, homes, spaceOf(stocks[stock]!), rows, homes.stocks[stock]!),
      );
      const most = held.reduce((all, stock) => {
        const { population } = stocks[stock]!;
        return Math.max(all, population === undefined ? 1 : graph.populations[population]!.size);
      }, 1);
      const close = (t: Trace) => {
        const book = homes.books[index]!;
        const must = renormalise(t, { high: t.load(book.high), low: t.load(book.low) });
        t.store(book.high, must.high);
        t.store(book.low, must.low);
        const own: Held = { held: t.load(rows.held), sum: t.load(rows.sum), error: t.load(rows.error) };
        judge(t, homes, book, must, own, auditShare * most);
      };
      return [this.#emitted([{ weight: 1, write: open }]), ...chains, this.#emitted([{ weight: 1, write: close }])];
    });
  }
}
