import type { Program } from "../../model/index.js";
import { type Platform, whyNoVectors } from "../../wasm/machine.js";
import { isTraceable } from "./operations.js";

const leaves: ReadonlySet<string> = new Set([
  ...["constant", "parameter", "stock", "state", "starting", "pipeline", "input", "time", "draw"],
]);

/** What vector code knows of a program and of its parts; a list or mark beyond these is not for it. */
const known = {
  program: [
    ...["title", "units", "scale", "stepText", "graph", "parameters", "startOrder", "inputs", "stocks", "states"],
    ...["pipelines", "allowsInfinity", "integrate", "flows", "books", "checks", "decisions", "stepOrder", "causes"],
    "variables",
  ],
  graph: ["nodes", "draws", "tables", "owners", "owner"],
  node: ["operation", "arguments", "value", "index"],
  draw: ["name", "distribution", "every"],
  table: ["name", "x", "y", "beyond"],
  stock: ["name", "initial", "opening", "mayBeNegative", "inOrder", "counted", "book"],
  state: ["name", "initial", "opening", "next", "rate"],
  flow: ["name", "from", "to", "amount"],
  pipeline: ["input", "time", "opening"],
} as const;

/**
 * Why a program cannot run as vector code here, in words; undefined when it can. The js backend runs every program.
 *
 * @param platform Default: where this code runs.
 */
export function whyNotWasm(program: Program, platform?: Platform): string | undefined {
  const missing = whyNoVectors(platform);
  if (missing !== undefined) return missing;
  if (program.integrate === "rk4") {
    return "the model integrates by Runge and Kutta's method, which evaluates every step four times";
  }
  const { graph, stocks, states, flows, pipelines } = program;
  const beyond =
    beyondKnown([program], known.program) ??
    beyondKnown([graph], known.graph) ??
    beyondKnown(graph.nodes, known.node) ??
    beyondKnown(graph.draws, known.draw) ??
    beyondKnown(graph.tables, known.table) ??
    beyondKnown(stocks, known.stock) ??
    beyondKnown(states, known.state) ??
    beyondKnown(flows, known.flow) ??
    beyondKnown(pipelines, known.pipeline);
  if (beyond !== undefined) return `the model has what vector code does not know: ${beyond}`;
  for (const [id, { operation }] of graph.nodes.entries()) {
    if (leaves.has(operation) || isTraceable(operation)) continue;
    return `${graph.owners[id]} uses ${operation}, which has no vector code`;
  }
  return undefined;
}

/** The first mark of a part that is not among those known and says anything. */
function beyondKnown(parts: readonly object[], names: readonly string[]): string | undefined {
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      if (names.includes(name) || value === undefined || value === false) continue;
      if (!(Array.isArray(value) && value.length === 0)) return name;
    }
  }
  return undefined;
}
