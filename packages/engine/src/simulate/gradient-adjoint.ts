import * as rational from "../base/rational.js";
import { Adjoints, emptyLike, Transplant } from "../derive/index.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { Program, ProgramInput, ProgramState } from "../model/index.js";
import { reachable } from "../model/reachable.js";
import type { Parts } from "./gradient-live.js";
import type { Question } from "./gradient-question.js";

/** A part of a program whose adjoint is answered: a stock, state or pipeline at the start of a step, or a parameter. */
export interface Answer {
  readonly kind: "stock" | "state" | "pipeline" | "parameter";
  readonly index: number;
  readonly node: NodeId;
}

/**
 * The adjoint of a piece of a program as a program of its own, without time: its states are cells that are filled
 * from outside, each also an input of the same name for backends without access to them, and the answers are nodes.
 */
export interface AdjointPiece {
  readonly program: Program;
  /** For each root the cell that takes its adjoint. */
  readonly seeds: readonly NodeId[];
  /** Cells that take values of the primal program, with the primal node of each. */
  readonly feeds: readonly { readonly from: NodeId; readonly cell: NodeId }[];
  readonly answers: readonly Answer[];
}

/** `step`: in a step like any other; `opening`: while the memories are opened. */
export type Phase = "step" | "opening";

/** The adjoint of an evaluation of all equations: from adjoints of some nodes to those of what they follow from. */
export function adjointOfStep(question: Question, live: Parts, roots: readonly NodeId[], phase: Phase): AdjointPiece {
  const { program, conventions } = question;
  const { graph } = program;
  const piece = new Piece(program);
  const { builder } = piece;
  const feeds: { from: NodeId; cell: NodeId }[] = [];
  const fed = (from: NodeId) => {
    const cell = piece.cell(graph.nodes[from]!.population);
    feeds.push({ from, cell });
    return cell;
  };
  const images: Transplant = new Transplant(graph, builder, (id, { operation, index, arguments: operands }) => {
    switch (operation) {
      case "stock":
      case "state":
      case "pipeline":
      case "leaving":
      case "draw":
      case "time":
        return fed(id);
      case "input":
        return operands.length === 0 || conventions.isData(index!) ? fed(id) : images.image(operands[0]!);
      case "starting":
        return builder.constant(phase === "opening" ? rational.one : rational.zero);
    }
    return undefined;
  });
  const image = (id: NodeId) => images.image(id);
  const adjoints = new Adjoints(builder, { graph, image, isLive: (id) => live.nodes[id] === 1 }, conventions);
  const seeds = roots.map((root) => {
    const seed = piece.cell(graph.nodes[root]!.population);
    adjoints.add(root, seed);
    return seed;
  });
  adjoints.propagate();
  const answers = graph.nodes.flatMap(({ operation, index }, id): Answer[] => {
    const node = adjoints.of(id);
    const isAnswer = answerable.has(operation) && live.nodes[id] === 1;
    return node === undefined || !isAnswer ? [] : [{ kind: operation as Answer["kind"], index: index!, node }];
  });
  const made = piece.finish(answers.map(({ node }) => node));
  const used = new Set(made.stepOrder);
  return { program: made, seeds, feeds: feeds.filter(({ cell }) => used.has(cell)), answers };
}

/**
 * The adjoint of what is computed before the first step: from adjoints of initial values, then those of parameters
 * as far as known, to those of all parameters.
 *
 * @param parameters Whose adjoints are seeds too, after those of the roots.
 */
export function adjointOfStart(
  question: Question,
  live: Parts,
  roots: readonly NodeId[],
  parameters: readonly number[],
): AdjointPiece {
  const { program, conventions, isGiven } = question;
  const { graph } = program;
  const piece = new Piece(program);
  const { builder } = piece;
  const image = (id: NodeId) => piece.plain.image(id);
  const primal = { graph, image, isLive: (id: NodeId) => live.nodes[id] === 1 };
  const ofInitial = new Adjoints(builder, primal, conventions);
  const seedOf = (node: NodeId) => {
    const seed = piece.cell(graph.nodes[node]!.population);
    return seed;
  };
  const seeds = roots.map((root) => {
    const seed = seedOf(root);
    ofInitial.add(root, seed);
    return seed;
  });
  const totals = new Map<number, NodeId>();
  const addTo = (index: number, part: NodeId) => {
    const known = totals.get(index);
    totals.set(index, known === undefined ? part : builder.make("add", known, part));
  };
  for (const parameter of parameters) {
    const own = program.parameters.find(({ index }) => index === parameter)!;
    const seed = piece.cell(own.population);
    seeds.push(seed);
    addTo(parameter, seed);
  }
  const gather = (adjoints: Adjoints) => {
    adjoints.propagate();
    for (const [id, { operation, index }] of graph.nodes.entries()) {
      const part = operation === "parameter" && live.nodes[id] === 1 ? adjoints.of(id) : undefined;
      if (part !== undefined) addTo(index!, part);
    }
  };
  gather(ofInitial);
  // A parameter's own equation names parameters before it.
  for (const { index, node } of [...program.parameters].reverse()) {
    const total = totals.get(index);
    if (total === undefined || isGiven(index)) continue;
    const ofParameter = new Adjoints(builder, primal, conventions);
    ofParameter.add(node, total);
    gather(ofParameter);
  }
  const answers = Array.from(totals, ([index, node]): Answer => ({ kind: "parameter", index, node }));
  return { program: piece.finish(answers.map(({ node }) => node)), seeds, feeds: [], answers };
}

const answerable: ReadonlySet<string> = new Set(["stock", "state", "pipeline", "parameter"]);

/** A program of cells under way. */
class Piece {
  readonly builder: GraphBuilder;
  /** Nodes as they are, for the equations of parameters. */
  readonly plain: Transplant;
  readonly #cells: ProgramState[] = [];
  readonly #inputs: ProgramInput[] = [];

  constructor(readonly program: Program) {
    this.builder = emptyLike(program.graph);
    this.plain = new Transplant(program.graph, this.builder, () => undefined);
  }

  cell(population: number | undefined): NodeId {
    const { builder } = this;
    const index = this.#cells.length;
    const name = `cell ${index}`;
    this.#inputs.push({ name, hasDefault: true });
    const initial = builder.input(index, builder.constant(rational.zero), population);
    const leaf = builder.leaf("state", index, population);
    this.#cells.push({ name, initial, next: leaf, ...(population === undefined ? {} : { population }) });
    return leaf;
  }

  finish(answers: readonly NodeId[]): Program {
    const { builder, program } = this;
    const parameters = program.parameters.map((one) => {
      const node = this.plain.image(one.node);
      return { ...one, node, order: reachable(builder, [node]) };
    });
    return {
      ...program,
      title: `adjoint of ${program.title}`,
      graph: builder,
      parameters,
      startOrder: reachable(
        builder,
        this.#cells.map(({ initial }) => initial!),
      ),
      inputs: this.#inputs,
      stocks: [],
      states: this.#cells,
      pipelines: [],
      conveyors: [],
      integrate: "steps",
      flows: [],
      books: [],
      checks: [],
      stepOrder: reachable(builder, answers),
      causes: new Map(),
      variables: new Map(),
    };
  }
}
