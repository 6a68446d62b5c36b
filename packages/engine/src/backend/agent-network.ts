import type { Program, ProgramStock } from "../model/index.js";

/** The stocks and flows of one run, with those of every agent of a population one by one. */
export interface AgentNetwork {
  readonly stocks: readonly Pick<ProgramStock, "mayBeNegative" | "counted" | "inOrder">[];
  readonly flows: readonly { from: number | undefined; to: number | undefined }[];
}

/** Number of agents of a population; 1 for what has a single value. */
export function agentsOf(program: Program, population: number | undefined): number {
  return population === undefined ? 1 : program.graph.populations[population]!.size;
}

/** Where the accounts of each stock, or the amounts of each flow, begin when all agents are counted one by one. */
export function startsOf(program: Program, parts: readonly { readonly population?: number }[]): readonly number[] {
  let next = 0;
  return parts.map(({ population }) => {
    const start = next;
    next += agentsOf(program, population);
    return start;
  });
}

/** The number of the agent at an end of a flow's `lane`, from 1, where the model names one. */
export type AgentAt = (flow: number, end: "fromAt" | "toAt", lane: number) => number;

/**
 * The network of a program, agent by agent. What a flow of a population moves from or to a single stock, all
 * its agents move from or to that one.
 */
export function agentNetwork(program: Program, agentAt: AgentAt): AgentNetwork {
  const { stocks, flows } = program;
  const starts = startsOf(program, stocks);
  const accounts = stocks.flatMap(({ mayBeNegative, counted, inOrder, population }) =>
    Array.from({ length: agentsOf(program, population) }, () => ({ mayBeNegative, counted, inOrder })),
  );
  const end = (flow: number, which: "from" | "to", lane: number): number | undefined => {
    const stock = flows[flow]![which];
    if (stock === undefined) return undefined;
    if (stocks[stock]!.population === undefined) return starts[stock]!;
    const isNamed = flows[flow]![`${which}At`] !== undefined;
    return starts[stock]! + (isNamed ? agentAt(flow, `${which}At`, lane) - 1 : lane);
  };
  const transfers = flows.flatMap(({ population }, flow) =>
    Array.from({ length: agentsOf(program, population) }, (_, lane) => ({
      from: end(flow, "from", lane),
      to: end(flow, "to", lane),
    })),
  );
  return { stocks: accounts, flows: transfers };
}
