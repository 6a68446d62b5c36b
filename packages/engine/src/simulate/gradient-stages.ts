import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { extend, Transplant } from "../derive/index.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { reachable } from "../model/reachable.js";

/**
 * The same program with the four stages of Runge and Kutta's method as one graph, so that a step is one evaluation
 * and what flows is a node. Stocks and states take the same values; only the rates of a population's agents that
 * flow into one stock are added up in another order.
 *
 * @param isData Whether an input has data.
 * @throws TokenwrightError `gradient/draw` where a draw has parameters that move within a step.
 */
export function unrollStages(program: Program, isData: (input: number) => boolean): Program {
  if (program.integrate !== "rk4") return program;
  const builder = extend(program.graph);
  const first: Rates = {
    flows: program.flows.map(({ amount }) => amount),
    states: program.states.map(({ rate }) => rate),
  };
  const half = rational.rational(1n, 2n);
  const second = stage(program, builder, isData, first, half);
  const third = stage(program, builder, isData, second, half);
  const fourth = stage(program, builder, isData, third, rational.one);
  const two = builder.constant(rational.rational(2n));
  const six = builder.constant(rational.rational(6n));
  const mean = (a: NodeId, b: NodeId, c: NodeId, d: NodeId) => {
    const inner = builder.make("multiply", two, builder.make("add", b, c));
    return builder.make("divide", builder.make("add", builder.make("add", a, inner), d), six);
  };
  const flows = program.flows.map((flow, index) => {
    builder.owner = flow.name;
    const amount = mean(first.flows[index]!, second.flows[index]!, third.flows[index]!, fourth.flows[index]!);
    return { ...flow, amount: builder.spread(amount, flow.population) };
  });
  const states = program.states.map((state, index) => {
    const { rate } = state;
    if (rate === undefined) return state;
    builder.owner = builder.owners[rate]!;
    const all = mean(rate, second.states[index]!, third.states[index]!, fourth.states[index]!);
    return { ...state, rate: builder.spread(all, state.population) };
  });
  const roots = [...flows.map(({ amount }) => amount), ...states.flatMap(({ rate }) => rate ?? [])];
  const stepOrder = reachable(builder, [...program.stepOrder, ...roots]);
  return { ...program, integrate: "euler", graph: builder, flows, states, stepOrder };
}

interface Rates {
  readonly flows: readonly NodeId[];
  readonly states: readonly (NodeId | undefined)[];
}

/** The rates a fraction of a step later, reached with these. */
function stage(
  program: Program,
  builder: GraphBuilder,
  isData: (input: number) => boolean,
  rates: Rates,
  fraction: rational.Rational,
): Rates {
  const share = rational.multiply(fraction, program.scale.dt);
  const level = (index: number): NodeId => {
    let value = builder.leaf("stock", index, program.stocks[index]!.population);
    for (const [flow, { from, to }] of program.flows.entries()) {
      for (const [end, sign] of [
        [from, rational.negate(share)],
        [to, share],
      ] as const) {
        if (end !== index) continue;
        const isTogether = program.stocks[index]!.population !== program.flows[flow]!.population;
        const rate = isTogether ? builder.reduce("total", rates.flows[flow]!) : rates.flows[flow]!;
        value = builder.make("add", value, builder.make("multiply", builder.constant(sign), rate));
      }
    }
    return value;
  };
  const moved: Transplant = new Transplant(program.graph, builder, (id, { operation, index, arguments: operands }) => {
    if (operation === "stock") return level(index!);
    if (operation === "state") {
      const rate = rates.states[index!];
      if (rate === undefined) return id;
      return builder.make("add", id, builder.make("multiply", builder.constant(share), rate));
    }
    if (operation === "time") return builder.make("add", id, builder.constant(share));
    if (operation === "input" && operands.length > 0 && !isData(index!)) return moved.image(operands[0]!);
    if (operation === "draw" && operands.some((operand) => moved.image(operand) !== operand)) {
      failDraw(program.graph.draws[index!]!.name);
    }
    // What is drawn and what leaves a pipeline is the same in the whole step.
    const isOfStep = operation === "draw" || operation === "input" || operation === "leaving";
    return operands.length === 0 || isOfStep ? id : undefined;
  });
  return {
    flows: program.flows.map(({ amount }) => moved.image(amount)),
    states: program.states.map(({ rate }) => (rate === undefined ? undefined : moved.image(rate))),
  };
}

function failDraw(name: string): never {
  return fail({
    code: "gradient/draw",
    message: `The draw of "${name}" has parameters that move within a step of Runge and Kutta's method.`,
    expected: "parameters of gamma, beta, poisson, binomial and student_t that stay the same in a step",
    hint: "integrate: steps",
    place: { path: name },
  });
}
