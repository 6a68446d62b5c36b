import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import type { Platform } from "../../wasm/machine.js";
import type { Backend, RunRequest, Stepper } from "../contract.js";
import { JsStepper } from "../js.js";
import { type CompiledKernel, compile } from "./compile.js";
import { open } from "./opening.js";
import { WasmStepper } from "./stepper.js";
import { whyNotWasm } from "./why-not.js";

/** What has been compiled stays with its program. */
const kernels = new WeakMap<Program, WasmKernel>();

/** Vector code made for the program, with the bits of the js backend; programs it does not know run there. */
export const wasm = {
  name: "wasm",
  prepare: (program: Program): WasmKernel => {
    let kernel = kernels.get(program);
    if (kernel === undefined) {
      kernel = new WasmKernel(program);
      kernels.set(program, kernel);
    }
    return kernel;
  },
} satisfies Backend<number>;

export class WasmKernel {
  /** Why the js backend takes this program's place, if it does. */
  readonly whyNot: string | undefined;
  readonly #compiled = new Map<string, CompiledKernel>();

  /** @param platform Default: where this code runs. */
  constructor(
    readonly program: Program,
    platform?: Platform,
  ) {
    this.whyNot = whyNotWasm(program, platform);
  }

  start(request: RunRequest): Stepper<number> & { lanes(node: NodeId): Float64Array } {
    const kernel = this.compiledFor(request);
    const opening = kernel && open(this.program, kernel.homes, request);
    if (kernel === undefined || opening === undefined) return new JsStepper(this.program, request);
    return new WasmStepper(kernel, request, opening);
  }

  /** The module for runs with data for these inputs; undefined when the js backend must run them. */
  compiledFor(request: RunRequest, recorded?: readonly NodeId[]): CompiledKernel | undefined {
    if (this.whyNot !== undefined) return undefined;
    const { inputs } = this.program;
    const isFed = (input: number) => (request.inputs?.get(inputs[input]!.name)?.length ?? 0) > 0;
    if (inputs.some(({ hasDefault }, input) => !hasDefault && !isFed(input))) return undefined;
    const key = `${inputs.map((_, input) => (isFed(input) ? 1 : 0)).join("")} ${recorded?.join() ?? "all"}`;
    let compiled = this.#compiled.get(key);
    if (compiled === undefined) {
      compiled = compile(this.program, isFed, recorded);
      this.#compiled.set(key, compiled);
    }
    return compiled;
  }
}
