import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import { distributions } from "../../random/index.js";
import { normalPair, primaryBlock, uniformPair } from "../../wasm/draws.js";
import { RARE_TASKS } from "../../wasm/rare.js";
import { segments } from "../../wasm/segments.js";
import { Trace, type Value } from "../../wasm/trace.js";
import { type DrawPlace, type Homes, RUNS, type Space } from "./homes.js";
import type { Image } from "./image.js";
import { lookupGiven } from "./lookup-function.js";
import { type Traced, traceOperation, truthOf, weightOf } from "./operations.js";

/** Vector instructions of a phase that is not cut into segments: what is the same for all runs, the end of a step. */
export const PHASE_WEIGHT = 500;

/**
 * Steps of a segment of what is computed for every run: constants and what is on its way find room in the 16 registers
 * of x86, and the loop is short enough for several blocks to be under way at once.
 */
export const SEGMENT_STEPS = 22;

/** Cuts a list of things into runs of at most so much weight; a heavier thing stands alone. */
export function cut<T>(things: readonly T[], weigh: (thing: T) => number, most = PHASE_WEIGHT): T[][] {
  const phases: T[][] = [];
  let room = 0;
  for (const thing of things) {
    const weight = weigh(thing);
    if (phases.length === 0 || weight > room) {
      phases.push([]);
      room = most;
    }
    phases[phases.length - 1]!.push(thing);
    room -= weight;
  }
  return phases;
}

/** The draws of two steps at once: code that serves all draws of a distribution in a space. */
export function drawPhases(homes: Homes, distribution: DrawPlace["distribution"], space: Space = 0): Trace[] {
  const t = new Trace();
  const { key, even, odd } = homes.drawn;
  const runs = space === 0 ? t.loadWords(RUNS) : t.near(RUNS);
  const agents = space === 0 ? t.word(0) : t.loadWords(RUNS);
  const keys = [t.fixedWord(key), t.fixedWord(key + 4)] as const;
  const words = primaryBlock(t, t.fixedWord(homes.pair), runs, keys, agents);
  const pair = distribution === "normal" ? normalPair(t, words) : uniformPair(t, words);
  t.storeTo(even, pair.even);
  t.storeTo(odd, pair.odd);
  return segments(t, SEGMENT_STEPS, homes.rows(space));
}

export interface EvaluatePhases {
  /** What is the same for all runs, without a loop. */
  readonly same: readonly Trace[];
  readonly blocks: readonly Trace[];
}

/**
 * Everything that is computed at every step, cut into phases.
 *
 * @param kept Nodes whose values must stand in memory after the step's evaluation.
 */
export function evaluatePhases(homes: Homes, image: Image, kept: ReadonlySet<NodeId>, lookup: number): EvaluatePhases {
  const { same, varied, writer } = evaluation(homes, image, lookup);
  for (const id of varied) if (kept.has(id)) homes.settle(id, image);
  return { same, blocks: segments(writer.phase(varied, true), SEGMENT_STEPS, homes.rows()) };
}

/** The phases of what is the same for all runs, the nodes that are not, and who writes their code. */
export function evaluation(homes: Homes, image: Image, lookup: number) {
  const { program, survey } = homes;
  const isOpen = (id: NodeId) => homes.of(id) === undefined && survey.isFixed[id] === 0;
  const computed = program.stepOrder.filter(isOpen);
  const same = computed.filter((id) => survey.isSame[id] === 1);
  const varied = computed.filter((id) => survey.isSame[id] === 0);
  const writer = new Writer(homes, lookup, new Set(varied));
  for (const id of same) homes.settle(id, image);
  const phases = cut(same, (id) => weightOf(program.graph.nodes[id]!.operation));
  return { same: phases.map((phase) => writer.phase(phase)), varied, writer };
}

/** Writes the code of nodes in phases. */
export class Writer {
  readonly #watched: ReadonlySet<NodeId>;
  readonly #tasks: ReadonlyMap<NodeId, readonly number[]>;

  constructor(
    readonly homes: Homes,
    readonly lookup: number,
    /** Nodes that the phases compute anew for every run. */
    readonly computed: ReadonlySet<NodeId>,
  ) {
    const { checks } = homes.program;
    this.#watched = new Set(homes.survey.sentinels);
    const tasks = new Map<NodeId, number[]>();
    for (const [index, { node }] of checks.entries()) tasks.set(node, [...(tasks.get(node) ?? []), index]);
    this.#tasks = tasks;
  }

  /**
   * @param isFirst The phase that watches what no phase computes.
   * @param space Where all of the nodes have their values.
   * @param isWatching False in the stages of an integrator, of which nothing is told.
   */
  phase(ids: readonly NodeId[], isFirst = false, space: Space = 0, isWatching = true): Trace {
    const t = new Trace();
    const known = new Map<NodeId, Traced>();
    if (isFirst && isWatching) {
      for (const id of new Set([...this.#watched, ...this.#tasks.keys()])) {
        if (this.computed.has(id) || this.homes.spaceOf(id) !== space) continue;
        this.#watch(t, id, this.#valueOf(t, id, known, space).value, space);
      }
    }
    for (const id of ids) {
      const traced = this.#compute(t, id, known, space);
      known.set(id, traced);
      this.homes.store(t, id, traced.value);
      if (isWatching && this.computed.has(id)) this.#watch(t, id, traced.value, space);
    }
    return t;
  }

  /** Watches what other code has computed; undefined when there is nothing to watch. */
  watch(ids: readonly NodeId[], space: Space): Trace | undefined {
    const watched = ids.filter((id) => this.#watched.has(id) || this.#tasks.has(id));
    if (watched.length === 0) return undefined;
    const t = new Trace();
    for (const id of watched) this.#watch(t, id, this.homes.load(t, id, space), space);
    return t;
  }

  #watch(t: Trace, id: NodeId, value: Value, space: Space): void {
    if (this.#watched.has(id)) t.gather(this.homes.faults(space), t.subtract(value, value));
    for (const task of this.#tasks.get(id) ?? []) t.tell(task, t.notEqual(value, t.constant(1)));
  }

  #valueOf(t: Trace, id: NodeId, known: Map<NodeId, Traced>, space: Space): Traced {
    const source = this.homes.sourceOf(id);
    const own = known.get(source);
    if (own !== undefined) return own;
    const { isTruth, isKnownFinite } = this.homes.survey;
    const value = this.homes.load(t, source, space);
    const loaded = isTruth[source] === 1 ? truthOf(t, value) : { value, isFinite: isKnownFinite[source] === 1 };
    known.set(source, loaded);
    return loaded;
  }

  #compute(t: Trace, id: NodeId, known: Map<NodeId, Traced>, space: Space): Traced {
    const { graph, allowsInfinity } = this.homes.program;
    const { operation, index, arguments: operands } = graph.nodes[id]!;
    const args = operands.map((operand) => this.#valueOf(t, operand, known, space));
    if (operation === "lookup") {
      return { value: t.each(this.lookup, lookupGiven(this.#tableOf(index!)), args[0]!.value), isFinite: false };
    }
    if (operation === "draw") {
      const { distribution } = graph.draws[index!]!;
      if (!Object.hasOwn(distributions, distribution)) internal(`no sampler for ${distribution}`);
      return {
        value: t.host(
          RARE_TASKS + index!,
          args.map(({ value }) => value),
        ),
        isFinite: false,
      };
    }
    // An input without data has the value of what it is wired to, an agent that of all agents.
    if (operation === "spread") return args[0]!;
    if (operation === "input") return args[0] ?? internal("an input that nothing is wired to has no value");
    return traceOperation(t, operation, args, allowsInfinity);
  }

  #tableOf(index: number) {
    return this.homes.tables[index] ?? internal(`there is no table ${index}`);
  }
}
