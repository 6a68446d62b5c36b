import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import { auxiliary, build, parameter } from "../model/index.js";
import { type DistributionName, distributions, drawKey, fillNormal } from "../random/index.js";
import { js } from "./js.js";

const seed = 20_261_120n;

/** Values of one equation for runs 3 to 12 over five steps. */
function drawn(equation: string, firstRun = 3, runs = 10): number[][] {
  const program = build({
    title: "Draws",
    epoch: "1 day",
    parameters: { size: parameter("uniform(0.5, 20)", "differs from run to run", { unit: "1" }) },
    auxiliaries: { x: auxiliary("1", equation, "x"), size2: auxiliary("1", "size", "shown") },
  });
  const stepper = js.prepare(program).start({ seed, firstRun, runs });
  const values: number[][] = [];
  for (let step = 0; step < 5; step++) {
    stepper.evaluate();
    values.push([...stepper.lanes(program.variables.get("x")!.node)]);
    stepper.advance();
  }
  return values;
}

const size = (run: number) => 0.5 + 19.5 * distributions.uniform.sample(drawKey(seed, "size"), 0, run, 0, [0, 1]);

const calls: readonly [equation: string, name: DistributionName, values: (run: number) => readonly number[]][] = [
  ["uniform(2, 5)", "uniform", () => [2, 5]],
  ["normal(2, 5)", "normal", () => [2, 5]],
  ["lognormal(0.5, 0.25)", "lognormal", () => [0.5, 0.25]],
  ["exponential(3)", "exponential", () => [3]],
  ["gamma(size, 1)", "gamma", (run) => [size(run), 1]],
  ["beta(size, 2)", "beta", (run) => [size(run), 2]],
  ["student_t(size)", "student_t", (run) => [size(run)]],
  ["poisson(size)", "poisson", (run) => [size(run)]],
  ["binomial(ceil(size), 0.3)", "binomial", (run) => [Math.ceil(size(run)), 0.3]],
  ["bernoulli(0.4)", "bernoulli", () => [0.4]],
  ["triangular(0, 1, 3)", "triangular", () => [0, 1, 3]],
];

test("every draw of the language is the scalar sample of its distribution at the address (seed, run, step, variable)", () => {
  const key = drawKey(seed, "x");
  for (const [equation, name, values] of calls) {
    for (const [step, lanes] of drawn(equation).entries()) {
      for (const [lane, value] of lanes.entries()) {
        expect(value, `${equation} step ${step}`).toBe(
          distributions[name].sample(key, step, 3 + lane, 0, values(3 + lane)),
        );
      }
    }
  }
});

test("a second draw in one equation has an address of its own", () => {
  const first = new Float64Array(10);
  const second = new Float64Array(10);
  for (const [step, lanes] of drawn("normal(0, 1) + 100 * normal(0, 1)").entries()) {
    fillNormal(drawKey(seed, "x"), step, 3, 10, 0, first);
    fillNormal(drawKey(seed, "x#2"), step, 3, 10, 0, second);
    expect(lanes).toEqual(Array.from(first, (value, lane) => value + 100 * second[lane]!));
  }
});

test("impossible parameters stop the run that has them, and no other", () => {
  const impossible = [
    "gamma(size - 20.5, 1)",
    "poisson(-size)",
    "binomial(size, 0.5)",
    "beta(size, 0)",
    "student_t(0)",
  ];
  for (const equation of impossible) {
    expect(() => drawn(equation), equation).toThrow(TokenwrightError);
    expect(() => drawn(equation), equation).toThrow(/In x = .*, at step 0 of run 3/);
  }
  const firstAbove = Array.from({ length: 10 }, (_, lane) => lane + 3).find((run) => size(run) > 10)!;
  expect(() => drawn("poisson(10 - size)")).toThrow(`at step 0 of run ${firstAbove}`);
});
