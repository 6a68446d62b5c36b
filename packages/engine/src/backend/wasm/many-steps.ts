import type { NodeId } from "../../graph/index.js";
import type { RunReport, RunRequest } from "../contract.js";
import { JsStepper } from "../js.js";
import { Arena } from "./arena.js";
import type { CompiledKernel } from "./compile.js";
import { type Opening, open } from "./opening.js";
import type { WasmKernel } from "./wasm.js";

/** Told of every step, in order: the lanes of the recorded nodes, valid until it returns. */
export type OnStep = (step: number, lanes: (index: number) => Float64Array) => void;

/** Bytes of recorded values that are handed out together. */
const RECORD_BYTES = 1 << 20;

/** Most steps between two looks at what went wrong. */
const MOST_STEPS = 256;

/** Takes whole batches of runs through many steps in one call, and hands out the nodes that are recorded. */
export class ManySteps {
  readonly #kernel: WasmKernel;
  readonly #recorded: readonly NodeId[];
  #arena: Arena | undefined;
  #batches = 0;
  #replays = 0;
  #inJs = 0;
  #opening: { readonly request: RunRequest; readonly opening: Opening } | undefined;

  constructor(kernel: WasmKernel, recorded: readonly NodeId[]) {
    this.#kernel = kernel;
    this.#recorded = recorded;
  }

  /** Batches so far. */
  get batches(): number {
    return this.#batches;
  }

  /** Batches so far in which vector code met a fault, and which the js backend therefore took again. */
  get replays(): number {
    return this.#replays;
  }

  /** Batches so far that the js backend took from their start. */
  get inJs(): number {
    return this.#inJs;
  }

  /**
   * Runs a batch from its start: `steps` steps, and an evaluation at the end.
   *
   * @throws TokenwrightError what the js backend throws for the same batch.
   */
  run(request: RunRequest, steps: number, onStep: OnStep = () => {}): RunReport {
    const parts = this.parts(request, steps, onStep);
    for (;;) {
      const { done, value } = parts.next();
      if (done === true) return value;
    }
  }

  /** `run` in parts: pauses every few hundred steps with the number of steps since the last pause. */
  *parts(request: RunRequest, steps: number, onStep: OnStep): Generator<number, RunReport> {
    this.#batches++;
    const compiled = this.#kernel.compiledFor(request, this.#recorded);
    const opening = compiled && this.#open(compiled, request);
    if (compiled === undefined || opening === undefined) {
      this.#inJs++;
      return yield* this.#partsInJs(request, steps, onStep, 0);
    }
    if (this.#arena?.kernel !== compiled) this.#arena = new Arena(compiled);
    const arena = this.#arena;
    const bytes = Math.max(1, this.#recorded.length * request.runs * 8);
    const most = Math.max(1, Math.min(MOST_STEPS, Math.floor(RECORD_BYTES / bytes)));
    arena.open(request, opening, most);
    for (let from = 0; from <= steps; ) {
      const count = Math.min(most, steps - from);
      if (count > 0) arena.steps(from, count);
      else {
        arena.evaluate(from);
        arena.record();
      }
      if (arena.isFaulty) {
        this.#replays++;
        return yield* this.#partsInJs(request, steps, onStep, from);
      }
      const taken = Math.max(1, count);
      for (let step = 0; step < taken; step++) onStep(from + step, (index) => arena.recorded(step, index));
      from += taken;
      yield taken;
    }
    return arena.report;
  }

  #open(compiled: CompiledKernel, request: RunRequest): Opening | undefined {
    const known = this.#opening;
    const isKnown =
      known !== undefined &&
      compiled.homes.survey.isOpeningSame &&
      known.request.inputs === request.inputs &&
      known.request.parameters === request.parameters;
    if (isKnown) return known.opening;
    const opening = open(this.#kernel.program, compiled.homes, request);
    this.#opening = opening && { request, opening };
    return opening;
  }

  /** The same in the js backend; steps before one have been told of. */
  *#partsInJs(request: RunRequest, steps: number, onStep: OnStep, from: number): Generator<number, RunReport> {
    const stepper = new JsStepper(this.#kernel.program, request);
    for (let step = 0; step <= steps; step++) {
      stepper.evaluate();
      if (step >= from) onStep(step, (index) => stepper.lanes(this.#recorded[index]!));
      if (step < steps) stepper.advance();
      yield step >= from ? 1 : 0;
    }
    return stepper.report;
  }
}
