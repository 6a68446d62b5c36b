import { readFileSync } from "node:fs";
import { JsStepper, ManySteps, wasm, whyNotWasm } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario, readScenario } from "../scenario/index.js";

const repository = new URL("../../../../", import.meta.url);

test.each(["examples/cardano", "examples/sectors"])("%s has the same bits in vector code", (path) => {
  const text = readFileSync(new URL(`${path}/scenario.yaml`, repository), "utf8");
  const program = buildScenario(readScenario(text, { file: "scenario.yaml" }));
  expect(whyNotWasm(program)).toBeUndefined();
  const nodes = Array.from(program.variables.values(), ({ node }) => node);
  const request = { seed: 7n, firstRun: 0, runs: 21 };
  const steps = 120;
  const wanted = new JsStepper(program, request);
  const many = new ManySteps(wasm.prepare(program), nodes);
  let compared = 0;
  const report = many.run(request, steps, (step, lanes) => {
    wanted.evaluate();
    for (const [index, node] of nodes.entries()) {
      for (const [lane, value] of wanted.lanes(node).entries()) {
        if (Object.is(lanes(index)[lane], value)) compared++;
        else expect.fail(`${[...program.variables.keys()][index]} at step ${step} of run ${lane}`);
      }
    }
    if (step < steps) wanted.advance();
  });
  expect(report).toEqual(wanted.report);
  expect(many.replays).toBe(0);
  expect(compared).toBe((steps + 1) * nodes.length * request.runs);
});
