import * as rational from "../base/rational.js";
import { extend, passes, Tangents } from "../derive/index.js";
import type { NodeId } from "../graph/index.js";
import type { Program, ProgramFlow, ProgramParameter, ProgramState, ProgramStock, Variable } from "../model/index.js";
import type { ProgramPipeline } from "../model/program.js";
import { reachable } from "../model/reachable.js";
import { unitDivide } from "../unit/index.js";
import { changing, common, mattering, type Parts } from "./gradient-live.js";
import type { Direction, Question } from "./gradient-question.js";

/** What a derivative is called: `d price / d rho`. */
export function derivativeName(of: string, by: string): string {
  return `d ${of} / d ${by}`;
}

/** A program that also computes how its variables change along some directions. */
export interface WithTangents {
  readonly program: Program;
  /** For each direction the nodes of the tangents of stocks and of what flows ask for, by the numbers of those. */
  readonly carriers: readonly Carriers[];
}

interface Carriers {
  readonly stocks: ReadonlyMap<number, NodeId>;
  readonly flows: ReadonlyMap<number, NodeId>;
}

/**
 * Adds tangents to a program: for each direction states and pipelines that move as the derivatives of the program's own
 * stocks, states and pipelines do, and a variable `d x / d p` for each variable asked for. Only where flows choose
 * agents are the tangents of their stocks stocks and flows as well. Runge and Kutta's method on them
 * gives the derivative of Runge and Kutta's method. Each is exact where the program is; they follow what flows ask
 * for, also where outflows are scaled.
 */
export function withTangents(question: Question, of: readonly Variable[]): WithTangents {
  const { program, conventions, directions } = question;
  const builder = extend(program.graph);
  const parameters: ProgramParameter[] = [...program.parameters];
  const stocks: ProgramStock[] = [...program.stocks];
  const states: ProgramState[] = [...program.states];
  const pipelines: ProgramPipeline[] = [...program.pipelines];
  const flows: ProgramFlow[] = [...program.flows];
  const variables = new Map(program.variables);
  const starts: NodeId[] = [...program.startOrder];
  const steps: NodeId[] = [...program.stepOrder];
  const carriers: Carriers[] = [];
  const isChosen = stocksOfChosenAgents(program);
  const zeroOf = (population: number | undefined) => builder.spread(builder.constant(rational.zero), population);

  for (const direction of directions) {
    const live = liveParts({ ...question, directions: [direction] });
    const byParameter = new Map<number, NodeId>();
    // Numbers of new stocks, states and pipelines, given before their tangents are known.
    const numbered = (set: Uint8Array, base: number) => {
      const numbers = new Map<number, number>();
      for (const [index, one] of set.entries()) if (one === 1) numbers.set(index, base + numbers.size);
      return numbers;
    };
    const newStocks = numbered(
      live.stocks.map((one, index) => (isChosen(index) ? one : 0)),
      stocks.length,
    );
    const newStates = numbered(live.states, states.length);
    const newLevels = numbered(
      live.stocks.map((one, index) => (isChosen(index) ? 0 : one)),
      states.length + newStates.size,
    );
    const newPipelines = numbered(live.pipelines, pipelines.length);
    const tangents = new Tangents(builder, conventions, (id) => {
      const { operation, index, population } = builder.nodes[id]!;
      if (operation === "parameter") return byParameter.get(index!);
      if (operation === "stock") return stockTangent(index!, population);
      if (operation !== "state" && operation !== "pipeline") return undefined;
      const number = (operation === "state" ? newStates : newPipelines).get(index!);
      return number === undefined ? undefined : builder.leaf(operation, number, population);
    });
    const stockTangent = (index: number, population: number | undefined) => {
      const [stock, level] = [newStocks.get(index), newLevels.get(index)];
      if (stock !== undefined) return builder.leaf("stock", stock, population);
      return level === undefined ? undefined : builder.leaf("state", level, population);
    };
    const tangentOf = (node: NodeId) => {
      tangents.derive(reachable(builder, [node]));
      return tangents.of(node);
    };
    const named = (name: string) => derivativeName(name, direction.name);

    for (const { name, index, node, population } of program.parameters) {
      if (isOf(direction, "parameter", index)) {
        byParameter.set(index, builder.spread(builder.constant(rational.one), population));
        continue;
      }
      if (question.isGiven(index) || live.parameters[index] === 0) continue;
      const tangent = tangentOf(node);
      if (tangent === undefined) continue;
      // A parameter of its own, since its equation may draw, which it does once.
      const number = parameters.length;
      const order = reachable(builder, [tangent]);
      parameters.push({ name: named(name), index: number, node: tangent, order, ...ofPopulation(population) });
      byParameter.set(index, builder.leaf("parameter", number, population));
    }
    const startOf = ({ initial, opening, population }: Start, isDirection: boolean) => {
      if (isDirection && initial === undefined)
        return { opening: builder.spread(builder.constant(rational.one), population) };
      const node = initial ?? opening!;
      const start = isDirection ? builder.constant(rational.one) : (tangentOf(node) ?? zeroOf(population));
      const spread = builder.spread(start, population);
      if (initial === undefined) return { opening: spread };
      starts.push(...reachable(builder, [spread]));
      return { initial: spread };
    };
    for (const index of newStocks.keys()) {
      const stock = program.stocks[index]!;
      const start = startOf(stock, isOf(direction, "stock", index));
      const { name, book, population } = stock;
      const free = { mayBeNegative: true, inOrder: false, counted: false };
      stocks.push({ name: named(name), ...start, ...free, book, ...ofPopulation(population) });
    }
    const growth: NodeId[] = [];
    for (const index of newStates.keys()) {
      const state = program.states[index]!;
      const start = startOf(state, isOf(direction, "state", index));
      const end = state.next ?? state.rate!;
      const tangent = tangentOf(end) ?? zeroOf(state.population);
      growth.push(tangent);
      states.push({
        name: named(state.name),
        ...start,
        [state.next === undefined ? "rate" : "next"]: tangent,
        ...ofPopulation(state.population),
      });
    }
    for (const index of newLevels.keys()) {
      const { name, population, ...stock } = program.stocks[index]!;
      const start = startOf({ ...stock, ...ofPopulation(population) }, isOf(direction, "stock", index));
      let rate = zeroOf(population);
      for (const { from, to, amount } of program.flows) {
        const tangent = from === index || to === index ? tangentOf(amount) : undefined;
        if (tangent === undefined) continue;
        const own = builder.populationOf(tangent) === population ? tangent : builder.reduce("total", tangent);
        if (from === index) rate = builder.make("subtract", rate, own);
        if (to === index) rate = builder.make("add", rate, own);
      }
      // Constants fold to a single one.
      rate = builder.spread(rate, population);
      growth.push(rate);
      states.push({ name: named(name), ...start, rate, ...ofPopulation(population) });
    }
    for (const index of newPipelines.keys()) {
      const { input, time, opening } = program.pipelines[index]!;
      const population = program.graph.nodes[input]!.population;
      const tangent = tangentOf(input) ?? zeroOf(population);
      pipelines.push({ input: tangent, time, opening: tangentOf(opening) ?? zeroOf(population) });
      growth.push(tangent);
    }
    const amounts = new Map<number, NodeId>();
    for (const [index, flow] of program.flows.entries()) {
      const isBooked = [flow.from, flow.to].some((end) => end !== undefined && live.stocks[end] === 1);
      const amount = isBooked ? tangentOf(flow.amount) : undefined;
      if (amount === undefined) continue;
      amounts.set(index, amount);
      growth.push(amount);
      const [from, to] = [flow.from, flow.to].map((end) => (end === undefined ? undefined : newStocks.get(end)));
      if (from === undefined && to === undefined) continue;
      const { fromAt, toAt, population } = flow;
      flows.push({
        name: named(flow.name),
        from,
        to,
        amount,
        ...ofPopulation(population),
        ...(from === undefined || fromAt === undefined ? {} : { fromAt }),
        ...(to === undefined || toAt === undefined ? {} : { toAt }),
      });
    }
    for (const variable of of) {
      const { name, node, unit, scale, kind, population } = variable;
      const by = program.variables.get(direction.name)!;
      const tangent = tangentOf(node) ?? zeroOf(program.graph.nodes[node]!.population);
      variables.set(named(name), {
        name: named(name),
        kind: kind === "parameter" ? "parameter" : "auxiliary",
        meaning: `what ${name} changes by for each ${by.unit.text} more of ${direction.name}`,
        unit: unitDivide(unit, by.unit),
        scale: rational.divide(scale, by.scale),
        node: tangent,
        ...(population === undefined ? {} : { population }),
      });
      growth.push(tangent);
    }
    const openings = [...stocks, ...states, ...pipelines].flatMap(({ opening }) => opening ?? []);
    steps.push(...reachable(builder, [...growth, ...openings]));
    const levels = new Map<number, NodeId>();
    for (const index of [...newStocks.keys(), ...newLevels.keys()]) {
      levels.set(index, stockTangent(index, program.stocks[index]!.population)!);
    }
    carriers.push({ stocks: levels, flows: amounts });
  }
  const inOrder = (nodes: readonly NodeId[]) => Array.from(new Set(nodes)).sort((a, b) => a - b);
  const derived: Program = {
    ...program,
    graph: builder,
    parameters,
    stocks,
    states,
    pipelines,
    flows,
    variables,
    startOrder: inOrder(starts),
    stepOrder: inOrder(steps),
  };
  return { program: derived, carriers };
}

/** Stocks of which flows name an agent. */
function stocksOfChosenAgents({ flows }: Program): (stock: number) => boolean {
  const chosen = new Set<number | undefined>();
  for (const { from, to, fromAt, toAt } of flows) {
    if (fromAt !== undefined) chosen.add(from);
    if (toAt !== undefined) chosen.add(to);
  }
  return (stock) => chosen.has(stock);
}

type Start = Pick<ProgramStock, "initial" | "opening" | "population">;

function isOf(direction: Direction, kind: Direction["kind"], index: number): boolean {
  return direction.kind === kind && direction.index === index;
}

function ofPopulation(population: number | undefined): { readonly population?: number } {
  return population === undefined ? {} : { population };
}

/** What changes with a direction and matters to an objective. */
export function liveParts(question: Question): Parts {
  const reaches: Parameters<typeof changing>[1] = (graph, id, position) =>
    passes(graph, id, position, question.conventions);
  return common(changing(question, reaches), mattering(question, reaches));
}
