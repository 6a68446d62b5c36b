import { agentsOf } from "../backend/agent-network.js";
import { type JsStepper, js, type RunRequest } from "../backend/index.js";
import { pipelineLength } from "../backend/pipeline.js";
import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program, Variable } from "../model/index.js";
import { type AdjointPiece, type Answer, adjointOfStart, adjointOfStep } from "./gradient-adjoint.js";
import type { Derived } from "./gradient-forward.js";
import type { Parts } from "./gradient-live.js";
import { PipelineAdjoints } from "./gradient-pipelines.js";
import type { Question } from "./gradient-question.js";
import { ScalingWatch } from "./gradient-scaling.js";
import { liveParts } from "./gradient-tangent.js";
import { Tape } from "./gradient-tape.js";
import type { Weights } from "./gradient-weights.js";

type Lanes = Float64Array;

/**
 * Runs a program, and then goes back from the last step to the first with the adjoint of each step: how the objective
 * changes with everything at the start of the step.
 *
 * @param budget Bytes that may be held for the way back.
 */
export function deriveBackwards(
  question: Question,
  of: Variable,
  request: RunRequest,
  weights: Weights,
  budget: number,
): Derived {
  const way = new WayBack(question, of, request, weights);
  return way.go(budget);
}

/** Which root of a step's adjoint takes what. */
type Root =
  | { readonly kind: "flow" | "next" | "rate" | "pipeline"; readonly index: number; readonly node: NodeId }
  | { readonly kind: "objective"; readonly index: 0; readonly node: NodeId };

/** A part that gets its first value in the first step, and the node of that value. */
interface Opening {
  readonly kind: "stock" | "state" | "pipeline";
  readonly index: number;
  readonly node: NodeId;
}

/** An adjoint under way: its stepper and the lanes that are filled and read at every step. */
class Running {
  readonly seeds: readonly Lanes[];
  readonly feeds: readonly { readonly from: NodeId; readonly lanes: Lanes }[];
  readonly answers: readonly (Answer & { readonly lanes: Lanes })[];
  readonly #stepper: JsStepper;

  constructor(piece: AdjointPiece, { seed, firstRun, runs, parameters }: RunRequest) {
    const given = parameters === undefined ? {} : { parameters };
    this.#stepper = js.prepare(piece.program).start({ seed, firstRun, runs, ...given });
    const lanes = (node: NodeId) => this.#stepper.lanes(node);
    this.seeds = piece.seeds.map(lanes);
    this.feeds = piece.feeds.map(({ from, cell }) => ({ from, lanes: lanes(cell) }));
    this.answers = piece.answers.map((answer) => ({ ...answer, lanes: lanes(answer.node) }));
  }

  evaluate(): void {
    this.#stepper.evaluate();
  }
}

class WayBack {
  readonly #program: Program;
  readonly #live: Parts;
  readonly #roots: readonly Root[];
  readonly #dt: number;
  /** Adjoints of what stocks and states have at the start of the next step, and of parameters so far. */
  readonly #stocks: readonly (Lanes | undefined)[];
  readonly #states: readonly (Lanes | undefined)[];
  readonly #parameters: ReadonlyMap<number, Lanes>;
  #pipelines: PipelineAdjoints | undefined;

  constructor(
    readonly question: Question,
    readonly of: Variable,
    readonly request: RunRequest,
    readonly weights: Weights,
  ) {
    const { program } = question;
    this.#program = program;
    this.#live = liveParts(question);
    this.#dt = rational.toNumber(program.scale.dt);
    this.#roots = this.#chooseRoots();
    const lanesOf = (set: Uint8Array, parts: readonly { readonly population?: number }[]) =>
      parts.map((part, index) => (set[index] === 1 ? this.#newLanes(part.population) : undefined));
    this.#stocks = lanesOf(this.#live.stocks, program.stocks);
    this.#states = lanesOf(this.#live.states, program.states);
    this.#parameters = new Map(
      program.parameters
        .filter(({ index }) => this.#live.parameters[index] === 1)
        .map(({ index, population }) => [index, this.#newLanes(population)]),
    );
  }

  go(budget: number): Derived {
    const { request, weights, of } = this;
    const program = this.#program;
    const step = adjointOfStep(
      this.question,
      this.#live,
      this.#roots.map(({ node }) => node),
      "step",
    );
    const openings = this.#openings();
    const opening =
      openings.length === 0
        ? undefined
        : adjointOfStep(
            this.question,
            this.#live,
            openings.map(({ node }) => node),
            "opening",
          );
    const stepper = js.prepare(program).start(request);
    const ends = program.flows.flatMap(({ fromAt, toAt }) => [fromAt, toAt].filter((end) => end !== undefined));
    const taped = [...step.feeds, ...(opening?.feeds ?? [])].map(({ from }) => from).concat(ends);
    const watch = this.question.isCoupled ? new ScalingWatch(program, stepper, request.runs) : undefined;
    const tape = new Tape(stepper, taped, weights.steps, budget, watch, program.conveyors.length > 0);
    let value = 0;
    tape.run((now) => {
      if (now === 0) this.#openPipelines(stepper);
      const weight = weights.at(now);
      if (weight !== 0) value += weight * stepper.lanes(of.node).reduce((sum, one) => sum + one, 0);
    });
    const { report } = stepper;
    const running = new Running(step, request);
    for (let now = weights.steps; now >= 0; now--) this.#stepBack(now, running, tape, watch);
    if (opening !== undefined) this.#openBack(new Running(opening, request), openings, tape);
    const derivatives = this.#startBack();
    return { value, derivatives, report, memory: tape.memory };
  }

  #newLanes(population: number | undefined): Lanes {
    return new Float64Array(this.request.runs * agentsOf(this.#program, population));
  }

  #chooseRoots(): Root[] {
    const { flows, states, pipelines } = this.#program;
    const { nodes, stocks: liveStocks, states: liveStates, pipelines: livePipelines } = this.#live;
    const roots: Root[] = [{ kind: "objective", index: 0, node: this.of.node }];
    for (const [index, { amount, from, to }] of flows.entries()) {
      const isBooked = [from, to].some((end) => end !== undefined && liveStocks[end] === 1);
      if (isBooked && nodes[amount] === 1) roots.push({ kind: "flow", index, node: amount });
    }
    for (const [index, { next, rate }] of states.entries()) {
      if (liveStates[index] === 0) continue;
      if (next !== undefined) roots.push({ kind: "next", index, node: next });
      else if (rate !== undefined) roots.push({ kind: "rate", index, node: rate });
    }
    for (const [index, { input }] of pipelines.entries()) {
      if (livePipelines[index] === 1) roots.push({ kind: "pipeline", index, node: input });
    }
    return roots;
  }

  #openPipelines(stepper: JsStepper): void {
    const { pipelines, graph } = this.#program;
    this.#pipelines = new PipelineAdjoints(
      pipelines.map(({ input, time }, index) => {
        if (this.#live.pipelines[index] === 0) return undefined;
        const times = stepper.lanes(time);
        const lanes = this.#newLanes(graph.nodes[input]!.population);
        return Int32Array.from(lanes, (_, lane) => pipelineLength(times[lane]! / this.#dt));
      }),
    );
  }

  #stepBack(now: number, running: Running, tape: Tape, watch: ScalingWatch | undefined): void {
    const values = tape.valuesAt(now);
    for (const { from, lanes } of running.feeds) {
      const offset = tape.offset(from);
      if (lanes.length === 1) lanes[0] = values[offset]!;
      else lanes.set(values.subarray(offset, offset + lanes.length));
    }
    const requests = this.#bookBack(now, values, tape, watch);
    for (const [position, { kind, index }] of this.#roots.entries()) {
      const seed = running.seeds[position]!;
      if (kind === "objective") seed.fill(this.weights.at(now));
      else if (kind === "flow") requests(index, seed);
      else if (kind === "pipeline") this.#pipelines!.entering(index, now, seed);
      else if (kind === "next") {
        seed.set(this.#states[index]!);
        this.#states[index]!.fill(0);
      } else for (let lane = 0; lane < seed.length; lane++) seed[lane] = this.#dt * this.#states[index]![lane]!;
    }
    running.evaluate();
    for (const answer of running.answers) this.#take(answer, now);
  }

  /** The adjoints of what flows ask for, from those of the stocks after the step. */
  #bookBack(
    now: number,
    values: Lanes,
    tape: Tape,
    watch: ScalingWatch | undefined,
  ): (flow: number, out: Lanes) => void {
    const scaled = now < this.weights.steps ? tape.scaledAt(now) : undefined;
    const plain = (flow: number, out: Lanes) => this.#movedBack(flow, values, tape, out);
    if (scaled === undefined || watch === undefined) return plain;
    const requests = this.#program.flows.map(({ population }, flow) => {
      const out = this.#newLanes(population);
      plain(flow, out);
      return out;
    });
    for (const [run, one] of scaled.entries()) {
      const levels = watch.stocks.gather(this.#stocks, run);
      const moved = watch.flows.gather(requests, run).map((adjoint) => adjoint / this.#dt);
      const back = one.backwards(moved, levels).map((adjoint) => adjoint * this.#dt);
      watch.flows.scatter(back, requests, run);
      watch.stocks.scatter(levels, this.#stocks, run);
    }
    return (flow, out) => out.set(requests[flow]!);
  }

  /** dt times the adjoint of the stock that a flow enters less that of the one it leaves. */
  #movedBack(flow: number, values: Lanes, tape: Tape, out: Lanes): void {
    out.fill(0);
    const { from, to, fromAt, toAt } = this.#program.flows[flow]!;
    for (const [stock, at, factor] of [
      [from, fromAt, -this.#dt],
      [to, toAt, this.#dt],
    ] as const) {
      const adjoints = stock === undefined ? undefined : this.#stocks[stock];
      if (adjoints === undefined) continue;
      const { runs } = this.request;
      const offset = at === undefined ? -1 : tape.offset(at);
      for (let lane = 0; lane < out.length; lane++) {
        if (offset < 0 && adjoints.length === out.length) {
          out[lane] = out[lane]! + factor * adjoints[lane]!;
          continue;
        }
        const run = Math.floor((lane * runs) / out.length);
        const agent = offset < 0 ? 0 : values[offset + lane]! - 1;
        out[lane] = out[lane]! + factor * adjoints[(run * adjoints.length) / runs + agent]!;
      }
    }
  }

  #take({ kind, index, lanes }: Answer & { readonly lanes: Lanes }, now: number): void {
    if (kind === "pipeline") {
      this.#pipelines!.left(index, now, lanes);
      return;
    }
    const sum =
      kind === "stock" ? this.#stocks[index]! : kind === "state" ? this.#states[index]! : this.#parameters.get(index)!;
    for (let lane = 0; lane < sum.length; lane++) sum[lane] = sum[lane]! + lanes[lane]!;
  }

  /** What gets its first value in the first step. */
  #openings(): readonly Opening[] {
    const { stocks, states, pipelines } = this.#program;
    const of = (kind: Opening["kind"], parts: readonly { readonly opening?: NodeId }[], set: Uint8Array) =>
      parts.flatMap(({ opening }, index) =>
        opening === undefined || set[index] === 0 || this.#live.nodes[opening] === 0
          ? []
          : [{ kind, index, node: opening }],
      );
    return [
      ...of("stock", stocks, this.#live.stocks),
      ...of("state", states, this.#live.states),
      ...of("pipeline", pipelines, this.#live.pipelines),
    ];
  }

  #openBack(running: Running, openings: readonly Opening[], tape: Tape): void {
    const values = tape.valuesAt(0);
    for (const { from, lanes } of running.feeds) {
      const offset = tape.offset(from);
      lanes.set(values.subarray(offset, offset + lanes.length));
    }
    for (const [position, { kind, index }] of openings.entries()) {
      const adjoints =
        kind === "stock"
          ? this.#stocks[index]!
          : kind === "state"
            ? this.#states[index]!
            : this.#pipelines!.opening(index);
      running.seeds[position]!.set(adjoints);
    }
    running.evaluate();
    for (const answer of running.answers) {
      // What the memories show while they are opened is their opening, which has been handed on already.
      if (answer.kind !== "pipeline") this.#take(answer, 0);
    }
  }

  /** The derivative of each direction, from the adjoints of what stocks, states and parameters start with. */
  #startBack(): number[] {
    const { stocks, states } = this.#program;
    const initials = [
      ...stocks.map(({ initial }, index) => ({ initial, adjoints: this.#stocks[index] })),
      ...states.map(({ initial }, index) => ({ initial, adjoints: this.#states[index] })),
    ].flatMap(({ initial, adjoints }) =>
      initial === undefined || adjoints === undefined || this.#live.nodes[initial] === 0
        ? []
        : [{ node: initial, adjoints }],
    );
    const known = [...this.#parameters.keys()];
    const piece = adjointOfStart(
      this.question,
      this.#live,
      initials.map(({ node }) => node),
      known,
    );
    const running = new Running(piece, this.request);
    for (const [position, { adjoints }] of initials.entries()) running.seeds[position]!.set(adjoints);
    for (const [position, index] of known.entries()) {
      running.seeds[initials.length + position]!.set(this.#parameters.get(index)!);
    }
    running.evaluate();
    const totals = new Map(running.answers.map(({ index, lanes }) => [index, lanes]));
    return this.question.directions.map(({ kind, index }) => {
      const adjoints =
        kind === "parameter" ? totals.get(index) : kind === "stock" ? this.#stocks[index] : this.#states[index];
      return adjoints?.reduce((sum, one) => sum + one, 0) ?? 0;
    });
  }
}
