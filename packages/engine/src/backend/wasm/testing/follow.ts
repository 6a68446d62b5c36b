import { expect } from "vitest";
import { TokenwrightError } from "../../../base/errors.js";
import type { Program } from "../../../model/index.js";
import { agentsOf } from "../../agent-network.js";
import type { RunReport, RunRequest } from "../../contract.js";
import { JsStepper } from "../../js.js";
import { WasmStepper } from "../stepper.js";
import { wasm } from "../wasm.js";

const bits = new BigUint64Array(1);
const number = new Float64Array(bits.buffer);

function isSame(a: number, b: number): boolean {
  number[0] = a;
  const own = bits[0];
  number[0] = b;
  return own === bits[0] || (Number.isNaN(a) && Number.isNaN(b));
}

/** What a run of a batch came to: its report, or the words with which it stopped. */
export interface End {
  readonly report?: RunReport;
  readonly error?: string;
  readonly steps: number;
}

/** Takes both backends through the same steps and compares every node of every run, bit by bit. */
export function expectSameBits(program: Program, request: RunRequest, steps: number): End {
  const kernel = wasm.prepare(program);
  let wanted: JsStepper;
  try {
    wanted = new JsStepper(program, request);
  } catch (error) {
    const words = wordsOf(error);
    expect(wordsOf(caught(() => kernel.start(request)))).toBe(words);
    return { error: words, steps: 0 };
  }
  const found = kernel.start(request);
  for (let step = 0; step <= steps; step++) {
    for (const act of ["evaluate", "advance"] as const) {
      if (act === "advance" && step === steps) continue;
      const error = caught(() => wanted[act]());
      expect(wordsOf(caught(() => found[act]()))).toBe(wordsOf(error));
      if (error !== undefined) return { error: wordsOf(error), steps: step };
      if (act === "evaluate") compareAll(program, request, wanted, found);
    }
  }
  if (found instanceof WasmStepper) expect(found.isReplayed).toBe(false);
  expect(found.report).toEqual(wanted.report);
  expect(found.step).toBe(wanted.step);
  return { report: wanted.report, steps };
}

function compareAll(
  program: Program,
  { runs }: RunRequest,
  wanted: JsStepper,
  found: Pick<JsStepper, "value" | "lanes">,
): void {
  const { graph, variables, stepOrder } = program;
  const nodes = new Set([...stepOrder, ...Array.from(variables.values(), ({ node }) => node)]);
  for (const node of nodes) {
    const lanes = found.lanes(node);
    const count = runs * agentsOf(program, graph.nodes[node]!.population);
    expect(lanes.length).toBe(count);
    for (let lane = 0; lane < count; lane++) {
      const a = wanted.value(node, lane);
      const b = found.value(node, lane);
      if (!Object.is(b, lanes[lane])) expect.fail(`the lanes of ${graph.owners[node]} are not its values`);
      if (isSame(a, b)) continue;
      const { operation, arguments: operands } = graph.nodes[node]!;
      const given = operands.map((operand) =>
        wanted.value(operand, Math.floor((lane * wanted.lanes(operand).length) / count)),
      );
      expect.fail(
        `${graph.owners[node]}: ${operation}(${given}) is ${b} instead of ${a} at step ${wanted.step}, run ${lane}`,
      );
    }
  }
}

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

function wordsOf(error: unknown): string {
  if (error === undefined) return "";
  if (error instanceof TokenwrightError) return JSON.stringify(error.diagnostics);
  throw error;
}
