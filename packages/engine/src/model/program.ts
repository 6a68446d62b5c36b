import type { Rational } from "../base/rational.js";
import type { Graph, NodeId, Scale } from "../graph/index.js";
import type { Unit, Units } from "../unit/index.js";
import type { Provenance } from "./vocabulary.js";

export type VariableKind = "parameter" | "input" | "stock" | "state" | "flow" | "auxiliary";

/** A named value of a program: what it means, in which unit it is shown, which node computes it. */
export interface Variable extends Provenance {
  readonly name: string;
  readonly kind: VariableKind;
  readonly meaning: string;
  readonly unit: Unit;
  /** Internal units in one `unit`. */
  readonly scale: Rational;
  readonly node: NodeId;
  /** The population each agent of which has a value of its own. */
  readonly population?: string;
  /** Of a flow whose module acts only every few steps: what the module's own equations see of it in every step. */
  readonly asked?: { readonly node: NodeId; readonly scale: Rational };
  /** Its equation as the author wrote it; for a stock the initial value, for a state that of its next value. */
  readonly equation?: string;
  /** The initial value of a stock or state as the author wrote it. */
  readonly initial?: string;
}

export interface ProgramParameter {
  readonly name: string;
  /** What its leaves in the graph are numbered. */
  readonly index: number;
  /** Computes the value at the start of a run. */
  readonly node: NodeId;
  /** Nodes to evaluate for it, in order. */
  readonly order: readonly NodeId[];
  /** The population of the graph that it has a value for each agent of. */
  readonly population?: number;
}

export interface ProgramStock {
  readonly name: string;
  /** Start value from the nodes of `startOrder`. */
  readonly initial?: NodeId;
  /** Start value from the nodes of the first step, computed while `starting` is 1. */
  readonly opening?: NodeId;
  readonly mayBeNegative: boolean;
  /** Outflows of which there are too many are served in the order of the program's flows instead of in proportion. */
  readonly inOrder: boolean;
  /** Held in whole base units: an asset or a count. */
  readonly counted: boolean;
  /** Which of the program's books it belongs to. */
  readonly book: number;
  /** The population each agent of which has such a stock. */
  readonly population?: number;
}

/** A value with memory. One that the author declared has `initial`; one behind a function has `opening`. */
export interface ProgramState {
  readonly name: string;
  /** Start value from the nodes of `startOrder`. */
  readonly initial?: NodeId;
  /** Start value from the nodes of the first step, computed while `starting` is 1. */
  readonly opening?: NodeId;
  /** Value at the next step. */
  readonly next?: NodeId;
  /** Growth per time, where it has no `next`. */
  readonly rate?: NodeId;
  /** The population each agent of which has such a memory. */
  readonly population?: number;
}

/** A stock that passes on what enters it later, first in first out. */
export interface ProgramConveyor {
  readonly stock: number;
  /** Transit time in internal time, read when a batch enters. */
  readonly time: NodeId;
  /** True when a batch leaves bit by bit during its time. */
  readonly isLinear: boolean;
  /** Internal time before which nothing of a batch leaves. */
  readonly cliff: NodeId | undefined;
  /** What it holds at the start: how long each part still stays, in internal time, and how much it is. */
  readonly content: readonly { readonly time: NodeId; readonly amount: NodeId }[] | undefined;
  /** Flows into it, flows that carry what leaves it, and flows that take from all it holds. */
  readonly inflows: readonly number[];
  readonly outflows: readonly number[];
  readonly leaks: readonly number[];
}

/** Holds what enters it until it leaves, a whole number of steps later. */
export interface ProgramPipeline {
  readonly input: NodeId;
  /** Its length in internal time, read at the first step. */
  readonly time: NodeId;
  /** What leaves before the first input has passed. */
  readonly opening: NodeId;
}

export interface ProgramFlow {
  readonly name: string;
  /** Index of the stock it leaves; undefined for a mint. */
  readonly from: number | undefined;
  /** Index of the stock it enters; undefined for a burn. */
  readonly to: number | undefined;
  readonly amount: NodeId;
  /** The population each agent of which has such a flow. */
  readonly population?: number;
  /** The number of the agent whose stock it leaves or enters, where that is not the flow's own agent. */
  readonly fromAt?: NodeId;
  readonly toAt?: NodeId;
}

/** Stocks of one unit, between which flows move amounts: their sum changes by mint and burn alone. */
export interface Book {
  /** Dimension as text, `ADA`. */
  readonly unit: string;
  readonly stocks: readonly number[];
  /** Flows with one end outside. */
  readonly mints: readonly number[];
  readonly burns: readonly number[];
}

export interface ProgramInput {
  readonly name: string;
  /** False when a run must be given data for it. */
  readonly hasDefault: boolean;
}

export interface ProgramCheck {
  readonly name: string;
  readonly node: NodeId;
  readonly meaning: string;
  readonly equation: string;
}

/** Changes the values of parameters from a step on. */
export interface ProgramDecision {
  readonly name: string;
  readonly meaning: string;
  /** The parameters it changes. */
  readonly parameters: readonly string[];
  /** 1 in the steps in which it is in effect, otherwise 0. */
  readonly effect: NodeId;
}

/**
 * A model made ready to run: units checked, names resolved, equations in causal order as one graph in
 * internal units (time in steps, assets in base units).
 */
export interface Program {
  readonly title: string;
  readonly units: Units;
  readonly scale: Scale;
  /** The step as the user wrote it, `5 day`. */
  readonly stepText: string;
  readonly graph: Graph;
  readonly parameters: readonly ProgramParameter[];
  /** Nodes for the initial values of stocks and states, in order. */
  readonly startOrder: readonly NodeId[];
  readonly inputs: readonly ProgramInput[];
  readonly stocks: readonly ProgramStock[];
  readonly states: readonly ProgramState[];
  readonly pipelines: readonly ProgramPipeline[];
  readonly conveyors: readonly ProgramConveyor[];
  /**
   * True for a model without units, run as the tool it comes from would: 1/0 inside an equation is infinity and
   * may vanish again, and only the value of a variable must be finite. Elsewhere it is a fault where it is born.
   */
  readonly allowsInfinity: boolean;
  /** How flows move stocks within a step. */
  readonly integrate: "steps" | "euler" | "rk4";
  readonly flows: readonly ProgramFlow[];
  readonly books: readonly Book[];
  readonly checks: readonly ProgramCheck[];
  readonly decisions: readonly ProgramDecision[];
  /** Nodes of a step, in order. */
  readonly stepOrder: readonly NodeId[];
  /** The variables each variable follows from: those of its equation, for a stock its flows. */
  readonly causes: ReadonlyMap<string, readonly string[]>;
  /** Everything that has a name, in causal order of its equations. */
  readonly variables: ReadonlyMap<string, Variable>;
}
