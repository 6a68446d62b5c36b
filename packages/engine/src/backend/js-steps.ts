import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import type { RunReport, RunRequest } from "./contract.js";
import { JsStepper } from "./js.js";

/** Takes whole batches of runs through many steps with the js backend, and hands out the nodes that are recorded. */
export class JsSteps {
  constructor(
    readonly program: Program,
    readonly recorded: readonly NodeId[],
  ) {}

  /**
   * Runs a batch from its start: `steps` steps, and an evaluation at the end. Pauses after each, with the number of
   * steps since the last pause. Lanes are valid until what is told of them returns.
   */
  *parts(
    request: RunRequest,
    steps: number,
    onStep: (step: number, lanes: (index: number) => Float64Array) => void,
  ): Generator<number, RunReport> {
    const stepper = new JsStepper(this.program, request);
    for (let step = 0; step <= steps; step++) {
      stepper.evaluate();
      onStep(step, (index) => stepper.lanes(this.recorded[index]!));
      if (step < steps) stepper.advance();
      yield 1;
    }
    return stepper.report;
  }
}
