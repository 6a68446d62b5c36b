import { build, whyNotWasm } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models, networks } from "./catalogue.js";
import { applyScenario } from "./scenario.js";
import { expectSameBits } from "./testing/same-bits.js";

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

test.each(possible)("$name has the same bits in vector code, for any number of runs", ({ program, steps }) => {
  expectSameBits(program, 1, steps);
  expectSameBits(program, 13, steps);
});

test("what vector code leaves to the js backend are conveyors alone", () => {
  for (const { name, program } of programs) {
    expect(whyNotWasm(program) === undefined, name).toBe(program.conveyors.length === 0);
  }
});
