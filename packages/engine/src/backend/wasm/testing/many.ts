import { expect } from "vitest";
import { TokenwrightError } from "../../../base/errors.js";
import type { Program } from "../../../model/index.js";
import { emptyReport, mergeReports, type RunReport, type RunRequest } from "../../contract.js";
import { JsStepper } from "../../js.js";
import { ManySteps } from "../many-steps.js";
import { wasm } from "../wasm.js";

interface Outcome {
  /** Every bit of every variable at every step of every run. */
  readonly values: BigUint64Array;
  readonly report?: RunReport;
  readonly error?: string;
}

/** Takes batches of runs through many steps in one call and compares all variables with the js backend's. */
export function expectSameRuns(program: Program, request: RunRequest, steps: number, batch = request.runs): Outcome {
  const single = [...program.variables.values()].filter(({ population }) => population === undefined);
  const nodes = single.map(({ node }) => node);
  const wanted = outcome(nodes.length, request, steps, (take) => {
    const stepper = new JsStepper(program, request);
    for (let step = 0; step <= steps; step++) {
      stepper.evaluate();
      for (const [index, node] of nodes.entries()) take(step, index, 0, stepper.lanes(node));
      if (step < steps) stepper.advance();
    }
    return stepper.report;
  });
  const found = outcome(nodes.length, request, steps, (take) => {
    const many = new ManySteps(wasm.prepare(program), nodes);
    let report = emptyReport;
    for (let lane = 0; lane < request.runs; lane += batch) {
      const runs = Math.min(batch, request.runs - lane);
      const part = many.run({ ...request, firstRun: request.firstRun + lane, runs }, steps, (step, lanes) => {
        for (const index of nodes.keys()) take(step, index, lane, lanes(index));
      });
      expect(many.replays, "batches taken again").toBe(0);
      report = mergeReports(report, part);
    }
    return report;
  });
  if (wanted.error !== undefined || found.error !== undefined) {
    // Another batch may stop first; the run and the step that it names are its own.
    if (batch === request.runs) expect(found.error).toBe(wanted.error);
    else expect(found.error).toBeDefined();
    return wanted;
  }
  expect(found.report).toEqual(wanted.report);
  for (const [place, bits] of wanted.values.entries()) {
    if (found.values[place] === bits) continue;
    const name = single[Math.floor(place / request.runs) % nodes.length]?.name;
    expect.fail(
      `${name} differs at step ${Math.floor(place / request.runs / nodes.length)}, run ${place % request.runs}`,
    );
  }
  return wanted;
}

function outcome(
  nodes: number,
  { runs }: RunRequest,
  steps: number,
  go: (take: (step: number, index: number, lane: number, lanes: Float64Array) => void) => RunReport,
): Outcome {
  const numbers = new Float64Array((steps + 1) * nodes * runs);
  const values = new BigUint64Array(numbers.buffer);
  try {
    const report = go((step, index, lane, lanes) => numbers.set(lanes, (step * nodes + index) * runs + lane));
    return { values, report };
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return { values, error: JSON.stringify(error.diagnostics) };
  }
}
