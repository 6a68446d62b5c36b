import { JsStepper, ManySteps, type Program, wasm } from "@tokenwright/engine";
import { expect } from "vitest";

/** Takes both backends through the same steps and compares every variable of every run, bit by bit. */
export function expectSameBits(program: Program, runs: number, steps: number): void {
  const nodes = Array.from(program.variables.values(), ({ node }) => node);
  const request = { seed: 42n, firstRun: 7, runs };
  const wanted = new JsStepper(program, request);
  const many = new ManySteps(wasm.prepare(program), nodes);
  const report = many.run(request, steps, (step, lanes) => {
    wanted.evaluate();
    for (const [index, node] of nodes.entries()) {
      const own = lanes(index);
      for (const [lane, value] of wanted.lanes(node).entries()) {
        if (!Object.is(own[lane], value)) expect.fail(`${[...program.variables.keys()][index]} at step ${step}`);
      }
    }
    if (step < steps) wanted.advance();
  });
  expect(report).toEqual(wanted.report);
  expect(many.replays).toBe(0);
}
