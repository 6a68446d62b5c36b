import { build, JsStepper, ManySteps, type Program, wasm, whyNotWasm } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models, networks } from "./catalogue.js";
import { applyScenario } from "./scenario.js";

const programs = [...models, ...networks]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([path, { model, scenarios }]) =>
    Object.entries(scenarios).map(([name, scenario]) => {
      const step = scenario.step === undefined ? {} : { step: scenario.step };
      const program = build(applyScenario(model, scenario), step);
      return { name: `${path} ${name}`, program, steps: Math.min(scenario.steps, 200) };
    }),
  );
const possible = programs.filter(({ program }) => whyNotWasm(program) === undefined);

/** Takes both backends through the same steps and compares every variable of every run, bit by bit. */
function compare(program: Program, runs: number, steps: number): void {
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

test.each(possible)("$name has the same bits in vector code, for any number of runs", ({ program, steps }) => {
  compare(program, 1, steps);
  compare(program, 13, steps);
});

test("what vector code leaves to the js backend are conveyors alone", () => {
  for (const { name, program } of programs) {
    expect(whyNotWasm(program) === undefined, name).toBe(program.conveyors.length === 0);
  }
});
