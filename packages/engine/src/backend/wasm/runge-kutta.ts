import * as rational from "../../base/rational.js";
import { Trace, type Value } from "../../wasm/trace.js";
import { type Part, type Rates, type Staging, staging } from "./advance-phases.js";
import type { CrowdCode } from "./crowd-code.js";
import { inTiles } from "./crowd-evaluate.js";
import { addScaledChain } from "./crowd-functions.js";
import { cut } from "./evaluate-phases.js";
import { type Homes, type Space, spaceOf } from "./homes.js";

/** What comes before stocks and states move, and what they move by. */
export interface Integrator {
  /** Functions (block, end) for the single values of a tile's runs. */
  readonly functions: readonly number[];
  readonly rates: Rates;
  /** What was put aside of the first evaluation. */
  readonly stage: Staging;
}

/**
 * The mean rates of a step by Runge and Kutta's classical method, as the js backend's: stocks and states are moved
 * by a part of the step at the rates of the stage before, and all is evaluated again.
 *
 * @param evaluate Functions (block, end) that evaluate once more, telling nothing.
 */
export function rungeKutta(c: CrowdCode, evaluate: readonly number[]): Integrator {
  return new RungeKutta(c).write(evaluate);
}

/** The rows of one stage: a rate for each flow, and for each state that has one. */
interface StageRows {
  readonly flows: readonly number[];
  readonly states: readonly (number | undefined)[];
}

class RungeKutta {
  readonly #homes: Homes;
  readonly #spaces: readonly Space[];
  readonly #stages: readonly [StageRows, StageRows, StageRows, StageRows];
  /** Where states stand as they were at the start of the step; stocks stand in the rows of the next ones. */
  readonly #before: readonly number[];

  constructor(readonly c: CrowdCode) {
    const { homes } = c;
    const { flows, states } = homes.program;
    this.#homes = homes;
    this.#spaces = [0, ...homes.crowds.map((_, population) => 1 + population)];
    const rows = (): StageRows => ({
      flows: flows.map((flow) => homes.newRow(spaceOf(flow))),
      states: states.map((state) => (state.rate === undefined ? undefined : homes.newRow(spaceOf(state)))),
    });
    this.#stages = [rows(), rows(), rows(), rows()];
    this.#before = states.map((state) => homes.newRow(spaceOf(state)));
  }

  write(evaluate: readonly number[]): Integrator {
    const stage = staging(this.#homes, true);
    const [first, second, third, fourth] = this.#stages;
    const functions = this.#everywhere((space) => [
      ...stage.parts(space),
      ...this.#copies(space, "aside"),
      ...this.#savings(space, first),
    ]);
    const next = (fraction: number, from: StageRows, to: StageRows) => {
      functions.push(...this.#moves(fraction, from), this.#clock(fraction), ...evaluate);
      functions.push(...this.#everywhere((space) => this.#savings(space, to)));
    };
    next(0.5, first, second);
    next(0.5, second, third);
    next(1, third, fourth);
    functions.push(...this.#everywhere((space) => [...this.#means(space), ...this.#copies(space, "back")]));
    const rates: Rates = {
      flow: (t, flow) => t.load(first.flows[flow]!),
      state: (t, state) => t.load(first.states[state]!),
    };
    return { functions, rates, stage };
  }

  #everywhere(partsOf: (space: Space) => readonly Part[]): number[] {
    return this.#spaces.flatMap((space) => this.#functions(space, partsOf(space)));
  }

  #functions(space: Space, parts: readonly Part[]): number[] {
    const functions = cut(parts, ({ weight }) => weight).map((phase) => {
      const t = new Trace();
      for (const part of phase) part.write(t);
      return this.c.emit(t);
    });
    return inTiles(this.c, [{ stage: 0, space, functions }]);
  }

  /** Stocks with flows and all states: where they stand, and where they are kept meanwhile. */
  #copies(space: Space, way: "aside" | "back"): Part[] {
    const { program, stocks, states } = this.#homes;
    const pairs = [
      ...stocks.flatMap(({ level, next }, stock) =>
        next === undefined || spaceOf(program.stocks[stock]!) !== space ? [] : [[level, next.level] as const],
      ),
      ...states.flatMap((row, state) =>
        spaceOf(program.states[state]!) === space ? [[row, this.#before[state]!] as const] : [],
      ),
    ];
    return pairs.map(([own, kept]) => ({
      weight: 2,
      write: (t) => (way === "aside" ? t.store(kept, t.load(own)) : t.store(own, t.load(kept))),
    }));
  }

  /** Keeps the rates that were evaluated. */
  #savings(space: Space, { flows, states }: StageRows): Part[] {
    const { program } = this.#homes;
    const keep = (row: number, node: number): Part => ({
      weight: 2,
      write: (t) => t.store(row, this.#homes.load(t, this.#homes.sourceOf(node), space)),
    });
    return [
      ...program.flows.flatMap((flow, index) => (spaceOf(flow) === space ? [keep(flows[index]!, flow.amount)] : [])),
      ...program.states.flatMap((state, index) => {
        const row = states[index];
        return row === undefined || spaceOf(state) !== space ? [] : [keep(row, state.rate!)];
      }),
    ];
  }

  /** Moves stocks and states from where they were by a part of the step, at these rates. */
  #moves(fraction: number, { flows, states }: StageRows): number[] {
    const { program, stocks, states: stateRows } = this.#homes;
    const share = fraction * rational.toNumber(program.scale.dt);
    const functions = this.#everywhere((space) => [
      ...stocks.flatMap(({ level, next }, stock): Part[] => {
        if (next === undefined || spaceOf(program.stocks[stock]!) !== space) return [];
        const own = this.#entriesOf(stock, (flow) => spaceOf(program.flows[flow]!) === space);
        const isWhole = own.length === this.#entriesOf(stock, () => true).length;
        const write = (t: Trace) => {
          let value: Value = t.load(next.level);
          for (const { flow, sign } of isWhole ? own : []) {
            value = t.add(value, t.multiply(t.constant(sign * share), t.load(flows[flow]!)));
          }
          t.store(level, value);
        };
        return [{ weight: 4 + 3 * own.length, write }];
      }),
      ...stateRows.flatMap((row, state): Part[] => {
        if (spaceOf(program.states[state]!) !== space) return [];
        const write = (t: Trace) => {
          const rate = states[state] === undefined ? t.constant(0) : t.load(states[state]);
          t.store(row, t.add(t.load(this.#before[state]!), t.multiply(t.constant(share), rate)));
        };
        return [{ weight: 4, write }];
      }),
    ]);
    for (const [stock, { level }] of stocks.entries()) {
      if (spaceOf(program.stocks[stock]!) !== 0) continue;
      const entries = this.#entriesOf(stock, () => true);
      if (entries.every(({ flow }) => spaceOf(program.flows[flow]!) === 0)) continue;
      // Flow by flow: what those of populations move comes in agent by agent.
      for (const { flow, sign } of entries) {
        const space = spaceOf(program.flows[flow]!);
        const row = flows[flow]!;
        if (space > 0) functions.push(addScaledChain(this.c.builder, this.#homes, space, level, row, sign * share));
        else {
          const write = (t: Trace) =>
            t.store(level, t.add(t.load(level), t.multiply(t.constant(sign * share), t.load(row))));
          functions.push(...this.#functions(0, [{ weight: 4, write }]));
        }
      }
    }
    return functions;
  }

  #entriesOf(stock: number, isOwn: (flow: number) => boolean) {
    return this.#homes.program.flows.flatMap(({ from, to }, flow) =>
      isOwn(flow)
        ? [
            ...(from === stock ? [{ flow, sign: -1 as const }] : []),
            ...(to === stock ? [{ flow, sign: 1 as const }] : []),
          ]
        : [],
    );
  }

  #means(space: Space): Part[] {
    const { program } = this.#homes;
    const [first, second, third, fourth] = this.#stages;
    const mean = (a: number, b: number, c: number, d: number): Part => ({
      weight: 10,
      write: (t) => {
        const inner = t.multiply(t.constant(2), t.add(t.load(b), t.load(c)));
        t.store(a, t.divide(t.add(t.add(t.load(a), inner), t.load(d)), t.constant(6)));
      },
    });
    return [
      ...program.flows.flatMap((flow, index) =>
        spaceOf(flow) === space
          ? [mean(first.flows[index]!, second.flows[index]!, third.flows[index]!, fourth.flows[index]!)]
          : [],
      ),
      ...program.states.flatMap((state, index) =>
        state.rate === undefined || spaceOf(state) !== space
          ? []
          : [mean(first.states[index]!, second.states[index]!, third.states[index]!, fourth.states[index]!)],
      ),
    ];
  }

  /** The time at a part of the step. */
  #clock(fraction: number): number {
    const { dt, start } = this.#homes.program.scale;
    const { index, code } = this.c.builder.addFunction(["i32", "i32"]);
    code.i32(this.#homes.time).f64(rational.toNumber(start));
    code.i32(this.#homes.step).loadI32(0).op("f64ConvertI32Unsigned").f64(fraction).op("f64Add");
    code.f64(rational.toNumber(dt)).op("f64Multiply").op("f64Add").storeF64(0);
    return index;
  }
}
