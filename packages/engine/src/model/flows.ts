import { type Diagnostic, fail, type Place } from "../base/errors.js";
import { parse } from "../equation/index.js";
import { type GraphBuilder, lower, type NodeId, placeOf as placeInEquation, type Scope } from "../graph/index.js";
import { dimensionless, sameDimension } from "../unit/index.js";
import { type Declaration, fieldOf } from "./declarations.js";
import { splitKey } from "./dimensions.js";
import { type Equation, equationOf } from "./equation.js";
import { collect } from "./findings.js";
import { ofPopulation } from "./memories.js";
import { requireSingle } from "./populations.js";
import type { ProgramFlow } from "./program.js";
import type { Model } from "./vocabulary.js";

/** What flows must know of the model they stand in. */
export interface FlowSurroundings {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly graph: GraphBuilder;
  /** Nodes of what flows ask for, by name. */
  readonly nodes: ReadonlyMap<string, NodeId>;
  readonly stockIndex: ReadonlyMap<string, number>;
  readonly integrate: Model["integrate"];
  readonly findings: Diagnostic[];
  placeOf(path: string): Place;
  populationOf(name: string): number | undefined;
  /** Dimensions of a subscripted name. */
  shapeOf(base: string): readonly string[] | undefined;
  /** The scope of a further equation, in which the values of a step are known. */
  scopeOf(equation: Equation): Scope;
}

/** The flows of the program: what they move, between which stocks, and of which agents. */
export function programFlows(around: FlowSurroundings): ProgramFlow[] {
  const flows: ProgramFlow[] = [];
  for (const declaration of around.declarations.values()) {
    if (declaration.kind !== "flow") continue;
    const { name } = declaration;
    const amount = around.nodes.get(name);
    if (amount === undefined) continue;
    const end = (which: "from" | "to") => {
      const stock = declaration[which];
      if (stock === undefined) return undefined;
      const path = fieldOf(declaration.path, which);
      collect(around.findings, around.placeOf(path), () => requireAgent(declaration, which, path, around));
      return around.stockIndex.get(stock);
    };
    const at = (which: "from" | "to") => {
      const node = agentNumber(declaration, which, around);
      return node === undefined ? {} : { [`${which}At`]: node };
    };
    const population = ofPopulation(around.populationOf(name));
    flows.push({ name, from: end("from"), to: end("to"), amount, ...population, ...at("from"), ...at("to") });
  }
  return flows;
}

/** A flow for each agent may move between the agent's own stocks and single ones; one flow cannot serve them all. */
function requireAgent(declaration: Declaration, which: "from" | "to", path: string, around: FlowSurroundings): void {
  const { name, population } = declaration;
  const stock = declaration[which]!;
  const own = around.declarations.get(stock)?.population;
  if (own === undefined || own === population || declaration[`${which}At`] !== undefined) return;
  fail({
    code: "model/flow-ends",
    message: `The flow "${name}" is one flow, and each ${own} has a stock "${stock}".`,
    expected: `a flow for each ${own}, or the number of one of them`,
    hint: `declare "${name}[${own}]", or name one: ${splitKey(stock).base}[1]`,
    place: around.placeOf(path),
  });
}

/** The number of the agent at the end of a flow, where the flow names one. */
function agentNumber(declaration: Declaration, which: "from" | "to", around: FlowSurroundings): NodeId | undefined {
  const text = declaration[`${which}At`];
  if (text === undefined) return undefined;
  const { name, population } = declaration;
  const path = fieldOf(declaration.path, which);
  let found: NodeId | undefined;
  around.graph.owner = name;
  collect(around.findings, around.placeOf(path), () => {
    const given = parse(text, around.placeOf(path));
    // `balance[partner]` is short for the partner of the flow's own agent.
    const isOwn = given.kind === "name" && population !== undefined && around.shapeOf(given.name)?.[0] === population;
    const expression = isOwn ? parse(`${text}[${population}]`, around.placeOf(path)) : given;
    const scope = around.scopeOf(equationOf(declaration, text, path, expression, `${name} ${which}`));
    const { node, type } = lower(expression, scope);
    const place = placeInEquation(scope, expression.at);
    if (type.kind !== "number" || !sameDimension(type.dimension, dimensionless)) {
      fail({
        code: "model/flow-ends",
        message: `${text} is no number of an agent.`,
        expected: "a number without a unit, from 1 to the number of agents",
        place,
      });
    }
    if (around.integrate === "rk4") {
      fail({
        code: "model/flow-ends",
        message: `The flow "${name}" goes ${which} an agent that is chosen anew in every step.`,
        expected: "a model in steps: Runge and Kutta's method looks at several moments of a step",
        hint: "integrate: steps",
        place,
      });
    }
    if (population === undefined) requireSingle(around.graph, name, node, place);
    found = around.graph.spread(node, around.populationOf(name));
  });
  return found;
}
