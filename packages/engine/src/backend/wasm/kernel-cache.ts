import type { Program } from "../../model/index.js";
import type { CompiledKernel } from "./compile.js";

/** Most kernels that are kept. */
const MOST_KERNELS = 16;

/** Longer descriptions are not kept: comparing them would cost more memory than compiling again costs time. */
const LONGEST_DESCRIPTION = 1 << 20;

/**
 * What has been compiled, by what it was compiled from: a program that is built a second time from an equal model gets
 * the code of the first. Kept are the kernels used last.
 */
export class KernelCache {
  readonly #kernels = new Map<string, CompiledKernel>();

  get size(): number {
    return this.#kernels.size;
  }

  /**
   * The kernel of a program.
   *
   * @param variant What else it is compiled for.
   */
  get(program: Program, variant: string, compile: () => CompiledKernel): CompiledKernel {
    const key = `${variant} ${descriptionOf(program)}`;
    if (key.length > LONGEST_DESCRIPTION) return compile();
    let kernel = this.#kernels.get(key);
    if (kernel === undefined) kernel = compile();
    else if (kernel.program !== program) kernel = { ...kernel, program };
    // The keys of a map are in the order of their insertion: the first one was not used for longest.
    this.#kernels.delete(key);
    this.#kernels.set(key, kernel);
    if (this.#kernels.size > MOST_KERNELS) this.#kernels.delete(this.#kernels.keys().next().value!);
    return kernel;
  }
}

/** Parts of a program on which its code does not depend. */
const withoutCode: ReadonlySet<string> = new Set(["title", "stepText", "units", "causes", "owner", "owners"]);

/** All that the code of a program can depend on, as text. Of variables it needs no more than where they are computed. */
function descriptionOf(program: Program): string {
  const variables = Array.from(program.variables.values(), ({ node }) => node);
  return JSON.stringify({ ...program, variables }, (name, value: unknown) => {
    if (withoutCode.has(name)) return undefined;
    if (typeof value === "bigint") return `${value}n`;
    // JSON has no infinities, and no sign of zero.
    if (typeof value === "number" && (value === 0 || !(Math.abs(value) < Infinity))) {
      return `${Object.is(value, -0) ? "-0" : value} as a number`;
    }
    if (value instanceof Map) return ["map", ...value];
    if (value instanceof Set) return ["set", ...value];
    return value;
  });
}
