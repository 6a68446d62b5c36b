import { fail, type Place } from "../base/errors.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";

/** Most values of agents that one run may hold at once: 2 GiB. */
const mostAgentValues = 268_435_456;

const gibibyte = 1_073_741_824;

/** Refuses what has a value for each agent of a population where one value is meant. */
export function requireSingle(graph: GraphBuilder, name: string, node: NodeId, place: Place): void {
  const index = graph.populationOf(node);
  if (index === undefined) return;
  const population = graph.populations[index]!.name;
  fail({
    code: "equation/population",
    message: `"${name}" has one value, and its equation gives one for each ${population}.`,
    expected: "an aggregate of the population",
    hint: `write sum(…), mean(…) or share(…) over it, or declare "${name}[${population}]"`,
    place,
  });
}

/** Populations take memory for every agent at every node: refused before it is taken. */
export function limitAgents({ nodes, populations }: GraphBuilder): void {
  const count = nodes.reduce((sum, { population }) => {
    return population === undefined ? sum : sum + populations[population]!.size;
  }, 0);
  if (count <= mostAgentValues) return;
  fail({
    code: "model/too-large",
    message: `One run of this model holds ${count} values of agents, about ${Math.ceil((count * 8) / gibibyte)} GiB.`,
    expected: `at most ${mostAgentValues}`,
    hint: "use fewer agents, or let one agent stand for many holders",
  });
}
