import type { Graph, NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";

/** What is known of every node before anything is computed. */
export interface Survey {
  /** Keeps its value for the whole run. */
  readonly isFixed: Uint8Array;
  /** Has one value for all runs, at the opening and at every step. */
  readonly isSame: Uint8Array;
  /** 1, 0 or NaN. */
  readonly isTruth: Uint8Array;
  /** Whoever computes it from numbers has been stopped if it were not finite. */
  readonly isKnownFinite: Uint8Array;
  /** All runs start alike. */
  readonly isOpeningSame: boolean;
  /** The fewest nodes that tell whether any variable or check of a step is not finite. */
  readonly sentinels: readonly NodeId[];
}

/** Leaves whose value is not the same at every step. */
const changing: ReadonlySet<string> = new Set(["stock", "state", "time", "draw", "starting", "pipeline"]);

const comparisons: ReadonlySet<string> = new Set(["less", "lessOrEqual", "equal"]);
const connectives: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** @param isFed Whether an input is given data. */
export function survey(program: Program, isFed: (input: number) => boolean): Survey {
  const { nodes } = program.graph;
  const isFixed = new Uint8Array(nodes.length);
  const isTruth = new Uint8Array(nodes.length);
  const isLuck = luck(program);
  for (const [id, { operation, arguments: operands, index }] of nodes.entries()) {
    const all = (marks: Uint8Array) => operands.every((operand) => marks[operand] === 1);
    const isOwn = changing.has(operation) ? false : operation !== "input" || (!isFed(index!) && operands.length > 0);
    if (isOwn && all(isFixed)) isFixed[id] = 1;
    if (comparisons.has(operation) || (connectives.has(operation) && all(isTruth))) isTruth[id] = 1;
  }
  const isSame = new Uint8Array(nodes.length);
  for (const [id, node] of nodes.entries()) {
    if (isSameForAll(node, isSame, isLuck, isFed)) isSame[id] = 1;
  }
  const isKnownFinite = new Uint8Array(nodes.length);
  for (const [id, { operation }] of nodes.entries()) {
    if (operation === "constant" || operation === "parameter") isKnownFinite[id] = 1;
  }
  const named = [...program.variables.values(), ...program.checks].map(({ node }) => node);
  for (const node of named) if (isFixed[node] === 1) isKnownFinite[node] = 1;
  return {
    isFixed,
    isSame,
    isTruth,
    isKnownFinite,
    isOpeningSame: openingNodes(program).every((node) => isLuck[node] === 0),
    sentinels: chooseSentinels(program, named, isFixed, isFed),
  };
}

function isSameForAll(
  { operation, arguments: operands, index, population }: Graph["nodes"][number],
  isSame: Uint8Array,
  isLuck: { readonly parameters: readonly boolean[] },
  isFed: (input: number) => boolean,
): boolean {
  if (population !== undefined) return false;
  if (operation === "parameter") return isLuck.parameters[index!] !== true;
  if (operation === "stock" || operation === "state" || operation === "draw" || operation === "pipeline") return false;
  if (operation === "input" && isFed(index!)) return true;
  return operands.every((operand) => isSame[operand] === 1);
}

/** Marks the nodes whose value at the opening hangs on a draw; parameters by their index. */
function luck({ graph: { nodes }, parameters, stocks, states }: Program) {
  const marks = new Uint8Array(nodes.length);
  const byParameter: boolean[] = [];
  const result = Object.assign(marks, { parameters: byParameter });
  const origins = new Map<string, NodeId>();
  for (const { index, node } of parameters) origins.set(`parameter ${index}`, node);
  for (const [index, { initial }] of stocks.entries())
    if (initial !== undefined) origins.set(`stock ${index}`, initial);
  for (const [index, { initial }] of states.entries())
    if (initial !== undefined) origins.set(`state ${index}`, initial);
  // A leaf may stand before the node of its first value: marks are carried on until none is new.
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const [id, { operation, arguments: operands, index }] of nodes.entries()) {
      if (marks[id] === 1) continue;
      const origin = origins.get(`${operation} ${index}`);
      const hangs =
        operation === "draw" ||
        operands.some((operand) => marks[operand] === 1) ||
        (origin !== undefined && marks[origin] === 1);
      if (!hangs) continue;
      marks[id] = 1;
      isNew = true;
    }
  }
  for (const { index, node } of parameters) byParameter[index] = marks[node] === 1;
  return result;
}

/** Nodes that are read while runs are opened. */
function openingNodes({ parameters, stocks, states, pipelines }: Program): NodeId[] {
  const memories = [...stocks, ...states].flatMap(({ initial, opening }) => [initial, opening]);
  return [
    ...parameters.map(({ node }) => node),
    ...memories,
    ...pipelines.flatMap((one) => [one.time, one.opening]),
  ].filter((node) => node !== undefined);
}

/** As in the js backend: every operation passes a fault on, but for the branches of `if`. */
function chooseSentinels(
  program: Program,
  named: readonly NodeId[],
  isFixed: Uint8Array,
  isFed: (input: number) => boolean,
): NodeId[] {
  const { nodes } = program.graph;
  const isNamed = new Uint8Array(nodes.length);
  for (const node of named) isNamed[node] = 1;
  const isSeen = new Uint8Array(nodes.length);
  const sentinels = new Set<NodeId>();
  for (const id of [...program.stepOrder].reverse()) {
    const isHidden = isSeen[id] === 1 && !program.allowsInfinity;
    if (isNamed[id] === 1 && !isHidden && isFixed[id] === 0) sentinels.add(id);
    if (isSeen[id] === 0 && !sentinels.has(id)) continue;
    const { operation, index, arguments: operands } = nodes[id]!;
    if (operation === "input" && isFed(index!)) continue;
    for (const operand of passedOn(operation, operands)) isSeen[operand] = 1;
  }
  return [...sentinels];
}

/** The operands of which a fault is sure to be seen in the result: not the branch or the agent that is not taken. */
function passedOn(operation: string, operands: readonly NodeId[]): readonly NodeId[] {
  return operation === "select" ? operands.slice(0, 1) : operation === "pick" ? operands.slice(1) : operands;
}
