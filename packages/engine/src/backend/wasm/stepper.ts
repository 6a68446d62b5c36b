import type { NodeId } from "../../graph/index.js";
import { agentsOf } from "../agent-network.js";
import type { RunReport, RunRequest, Stepper } from "../contract.js";
import { JsStepper } from "../js.js";
import { Arena } from "./arena.js";
import type { CompiledKernel } from "./compile.js";
import type { Opening } from "./opening.js";

/**
 * A batch of runs in vector code, step by step. What stops a run, and the words for it, are the js backend's: when
 * a value is not finite, the same runs are taken there again up to this step.
 */
export class WasmStepper implements Stepper<number> {
  readonly #arena: Arena;
  readonly #request: RunRequest;
  readonly #kernel: CompiledKernel;
  readonly #lanes = new Map<NodeId, Float64Array>();
  #step = 0;
  /** Takes over where vector code saw a fault. */
  #instead: JsStepper | undefined;

  constructor(kernel: CompiledKernel, request: RunRequest, opening: Opening) {
    this.#kernel = kernel;
    this.#request = request;
    this.#arena = new Arena(kernel);
    this.#arena.open(request, opening);
  }

  /** Whether vector code met a fault, so that the js backend goes on with this batch. */
  get isReplayed(): boolean {
    return this.#instead !== undefined;
  }

  get step(): number {
    return this.#step;
  }

  get report(): RunReport {
    return this.#instead?.report ?? this.#arena.report;
  }

  evaluate(): void {
    if (this.#instead === undefined) {
      this.#arena.evaluate(this.#step);
      if (!this.#arena.isFaulty) return;
      this.#instead = this.#replay();
    }
    this.#instead.evaluate();
  }

  advance(): void {
    if (this.#instead === undefined) {
      this.#arena.advance();
      if (this.#arena.isFaulty) {
        this.#instead = this.#replay();
        this.#instead.evaluate();
      }
    }
    this.#instead?.advance();
    this.#step++;
  }

  value(node: NodeId, lane: number): number {
    return this.#instead?.value(node, lane) ?? this.#arena.value(node, lane);
  }

  /** All lanes of a node after `evaluate`; valid until the next call. */
  lanes(node: NodeId): Float64Array {
    if (this.#instead !== undefined) return this.#instead.lanes(node);
    let lanes = this.#lanes.get(node);
    if (lanes === undefined) {
      const { program } = this.#kernel;
      lanes = new Float64Array(this.#request.runs * agentsOf(program, program.graph.nodes[node]!.population));
      this.#lanes.set(node, lanes);
    }
    this.#arena.lanes(node, lanes);
    return lanes;
  }

  /** The js backend, at the start of this step. */
  #replay(): JsStepper {
    const js = new JsStepper(this.#kernel.program, this.#request);
    while (js.step < this.#step) {
      js.evaluate();
      js.advance();
    }
    return js;
  }
}
