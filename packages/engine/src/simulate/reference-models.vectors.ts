import type { VectorAdapter } from "../base/vector-adapter.js";
import { build, flow, type Model, mint, parameter, state, stock } from "../model/index.js";
import { type Run, run } from "./run.js";

type Values = Readonly<Record<string, unknown>>;

const given = (values: Values, name: string, otherwise?: number): number => {
  const value = values[name] ?? otherwise;
  if (typeof value === "number" || (typeof value === "string" && value !== "")) return Number(value);
  throw new Error(`the case gives no ${name}`);
};

/** Where a case asks for the exact solution, Runge-Kutta with a step at which it has converged. */
const isExact = (input: Values) => input["dt"] === "exact" || input["method"] === "exact";

/** Runs to a time in seconds; the step is dt, or a fine one for the exact solution. */
function runTo(model: Model, time: number, dt: number, exact: boolean): Run {
  const step = exact ? time / Math.ceil(time * 64) : dt;
  const steps = Math.round(time / step);
  return run(build({ ...model, integrate: exact ? "rk4" : "euler" }, { step: `${time}/${steps} second` }), { steps });
}

const whole = (time: number) => {
  if (!Number.isInteger(time) || time <= 0) throw new Error(`the time ${time} is not a whole number above 0`);
  return time;
};

const teacup: VectorAdapter = {
  group: "teacup",
  compute(input, parameters) {
    const value = (name: string, otherwise?: number) => given({ ...parameters, ...input }, name, otherwise);
    const model: Model = {
      title: "Teacup",
      units: { degree: "count" },
      parameters: {
        room: parameter(`${value("room")} degree`, "room temperature"),
        constant: parameter(`${value("time_constant")} second`, "characteristic time"),
      },
      stocks: { tea: stock(`${value("T0")} degree`, "temperature", { mayBeNegative: true }) },
      flows: { loss: { from: "tea", equation: "(tea - room) / constant", meaning: "heat loss" } },
    };
    const exact = isExact(input);
    const temperature = runTo(model, whole(value("t")), exact ? 1 : value("dt"), exact).final("tea");
    return { T: temperature, published: temperature };
  },
};

const sir: VectorAdapter = {
  group: "sir",
  compute(input, parameters) {
    const value = (name: string, otherwise?: number) => given({ ...parameters, ...input }, name, otherwise);
    const model: Model = {
      title: "SIR",
      units: { person: "count" },
      parameters: {
        infectivity: parameter(`${value("contact_infectivity")} 1/second`, "contact infectivity"),
        duration: parameter(`${value("duration")} second`, "duration"),
        divisor: parameter(`${value("population_divisor")} person`, "population"),
      },
      stocks: {
        susceptible: stock(`${value("S0")} person`, "can be infected"),
        infectious: stock(`${value("I0")} person`, "infect others"),
        recovered: stock(`${value("R0")} person`, "immune"),
      },
      flows: {
        succumbing: flow("susceptible", "infectious", "infectivity * susceptible * infectious / divisor"),
        recovering: flow("infectious", "recovered", "infectious / duration"),
      },
    };
    const path = runTo(model, whole(value("t")), value("dt"), isExact(input));
    const [S, I, R] = ["susceptible", "infectious", "recovered"].map((name) => path.final(name));
    return { S, I, R, published: [S, I, R] };
  },
};

const oscillator: VectorAdapter = {
  group: "harmonic_oscillator",
  compute(input, parameters) {
    const value = (name: string, otherwise?: number) => given({ ...parameters, ...input }, name, otherwise);
    const model: Model = {
      title: "Harmonic oscillator",
      parameters: {
        stiffness: parameter(`${value("elastic_constant")} kg/second^2`, "elastic constant"),
        mass: parameter(`${value("mass")} kg`, "mass"),
      },
      stocks: {
        position: stock(`${value("x0")} metre`, "x", { mayBeNegative: true }),
        speed: stock(`${value("v0")} metre/second`, "v", { mayBeNegative: true }),
      },
      flows: { moving: mint("position", "speed"), pulling: mint("speed", "-stiffness / mass * position") },
    };
    const path = runTo(model, whole(value("t")), value("dt"), isExact(input));
    const position = path.final("position");
    return { x: position, v: path.final("speed"), published: position };
  },
};

const predatorPrey: VectorAdapter = {
  group: "predator_prey_discrete",
  compute(input, parameters) {
    const p = (name: string) => given(parameters, name);
    const [dt, X, Y] = [p("dt"), "prey", "predators"];
    // The death of prey is not multiplied by dt, as in the original.
    const prey = `${X} + ${p("prey_reproduction")} * ${dt} * ${X} - (${p("prey_death")} * ${X} + ${p("prey_interaction")} * ${dt} * ${X} * ${Y})`;
    const predators = `${Y} + ${p("predator_interaction")} * ${dt} * ${X} * ${Y} - ${p("predator_death")} * ${dt} * ${Y}`;
    const program = build({
      title: "Predator and prey",
      epoch: "1 day",
      states: {
        prey: state(String(p("prey0")), `max(ceil(${prey}), 0)`, "X"),
        predators: state(String(p("predators0")), `max(ceil(${predators}), 0)`, "Y"),
      },
    });
    const path = run(program, { steps: given(input, "step") });
    return { prey: path.final("prey"), predators: path.final("predators") };
  },
};

const radcad: VectorAdapter = {
  group: "radcad_benchmark",
  compute(input, parameters) {
    const program = build({
      title: "radCAD benchmark",
      epoch: "1 day",
      parameters: { p: parameter(String(given(input, "p")), "swept") },
      states: {
        a: state(String(given(parameters, "a0")), "a * abs(cos(a))", "shrinks"),
        b: state(String(given(parameters, "b0")), `b + ${given(parameters, "policies_summed")} * p`, "grows"),
      },
    });
    const path = run(program, { steps: given(input, "steps"), record: ["a", "b"] });
    return { a: path.final("a"), b: path.final("b") };
  },
};

export const adapters: readonly VectorAdapter[] = [teacup, sir, oscillator, predatorPrey, radcad];
