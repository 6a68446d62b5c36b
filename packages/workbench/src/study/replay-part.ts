import { type Program, rational } from "@tokenwright/engine";

type NodeId = Program["stepOrder"][number];

/**
 * The part of a program that decides the variables asked for, with the rest held still. A replay is exact,
 * and other parts of an economy, such as a price with its draws, have no exact numbers.
 *
 * Everything keeps its index: stocks, states and flows that do not matter stay at zero, and their variables
 * and the checks are left out.
 *
 * @param wanted Variables to compute.
 * @param given Inputs fed with data; what they would be wired to is not needed.
 * @param set Stocks whose initial amount comes from data.
 */
export function partOf(
  program: Program,
  wanted: readonly string[],
  given: ReadonlySet<string>,
  set: ReadonlySet<string>,
): Program {
  const needed = neededNodes(program, wanted, given);
  const zero = program.graph.nodes.length as NodeId;
  const graph = {
    ...program.graph,
    nodes: [...program.graph.nodes, { operation: "constant" as const, arguments: [], value: rational.zero }],
    owners: [...program.graph.owners, ""],
  };
  const { stocks, states, flows } = needed;
  return {
    ...program,
    graph,
    stocks: program.stocks.map((stock, index) =>
      stocks.has(index) && !set.has(stock.name) ? stock : { ...stock, initial: zero },
    ),
    states: program.states.map((state, index) =>
      states.has(index) ? state : { name: state.name, initial: zero, next: zero },
    ),
    conveyors: program.conveyors.map((conveyor) => {
      if (!stocks.has(conveyor.stock)) return { ...conveyor, time: zero, cliff: undefined, content: undefined };
      // Data for the amount at the start says nothing of its parts.
      return set.has(program.stocks[conveyor.stock]!.name) ? { ...conveyor, content: undefined } : conveyor;
    }),
    flows: program.flows.map((flow, index) => (flows.has(index) ? flow : { ...flow, amount: zero })),
    checks: [],
    stepOrder: program.stepOrder.filter((node) => needed.nodes.has(node)),
    variables: new Map([...program.variables].filter(([, { node }]) => needed.nodes.has(node))),
  };
}

interface Needed {
  readonly nodes: ReadonlySet<NodeId>;
  readonly stocks: ReadonlySet<number>;
  readonly states: ReadonlySet<number>;
  readonly flows: ReadonlySet<number>;
}

/** What the wanted variables depend on: nodes, and through time the flows of the stocks they read. */
function neededNodes(program: Program, wanted: readonly string[], given: ReadonlySet<string>): Needed {
  const nodes = new Set<NodeId>();
  const stocks = new Set<number>();
  const states = new Set<number>();
  const flows = new Set<number>();
  const pending = wanted.map((name) => program.variables.get(name)!.node);
  const addStock = (stock: number) => {
    if (stocks.has(stock)) return;
    stocks.add(stock);
    const conveyor = program.conveyors.find((one) => one.stock === stock);
    if (conveyor !== undefined) {
      const { time, cliff = time, content = [] } = conveyor;
      pending.push(time, cliff, ...content.flatMap((part) => [part.time, part.amount]));
    }
    for (const [index, { from, to, amount }] of program.flows.entries()) {
      if (flows.has(index) || (from !== stock && to !== stock)) continue;
      flows.add(index);
      pending.push(amount);
      // An overdrawn stock at the other end would scale this flow.
      if (from !== undefined) addStock(from);
      if (to !== undefined) addStock(to);
    }
  };
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    const { operation, index = -1, arguments: args } = program.graph.nodes[node]!;
    if (operation === "stock") addStock(index);
    if (operation === "leaving") addStock(program.conveyors[index]!.stock);
    if (operation === "state" && !states.has(index)) {
      states.add(index);
      const { opening, next, rate } = program.states[index]!;
      pending.push(...[opening, next, rate].filter((one) => one !== undefined));
    }
    if (operation === "pipeline") {
      const { input, time, opening } = program.pipelines[index]!;
      pending.push(input, time, opening);
    }
    if (operation === "input" && given.has(program.inputs[index]!.name)) continue;
    pending.push(...args);
  }
  return { nodes, stocks, states, flows };
}
