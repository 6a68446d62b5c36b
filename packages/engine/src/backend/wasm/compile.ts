import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import { ROW } from "../../wasm/block.js";
import { emitLoop, hasQuickCode } from "../../wasm/emit.js";
import { type CompiledModule, machine } from "../../wasm/machine.js";
import { ModuleBuilder } from "../../wasm/module.js";
import type { Trace } from "../../wasm/trace.js";
import { advancePhases } from "./advance-phases.js";
import { crowdAdvance } from "./crowd-advance.js";
import type { CrowdCode } from "./crowd-code.js";
import { CrowdEvaluation, inTiles } from "./crowd-evaluate.js";
import { addForTiles, Trees } from "./crowd-functions.js";
import { fusedStep } from "./crowd-step.js";
import { drawPhases, evaluatePhases, evaluation } from "./evaluate-phases.js";
import { Homes, NEXT_ROW } from "./homes.js";
import { Image, SCRATCH } from "./image.js";
import { addLookup } from "./lookup-function.js";
import { rungeKutta } from "./runge-kutta.js";
import { addBegin, addDraws, addRecord, addSteps, callAll, type MakeDraw, type ManyParts } from "./step-functions.js";
import { survey } from "./survey.js";

/** A program as a module, and where everything stands in its memory. */
export interface CompiledKernel {
  readonly program: Program;
  readonly module: CompiledModule;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly image: Image;
  readonly homes: Homes;
  /** Row, in the flow's space, of what each flow with one end outside or of a population moves. */
  readonly moved: ReadonlyMap<number, number>;
  /** Nodes that a call of many steps writes out, in this order. */
  readonly recorded: readonly NodeId[];
  readonly phases: number;
  /** Nodes that the host computes between phases, in the order of their tasks. */
  readonly byHost: readonly NodeId[];
}

/** Vectors side by side: short code leaves the processor room to begin the next blocks by itself. */
const VECTORS = 1;

/** The words of the draws of four runs lie in one vector. */
const VECTORS_OF_DRAWS = 2;

/** The host's task for a block with an overdrawn stock; lower numbers are checks, higher ones nodes that it computes. */
export function overdrawTask(program: Program): number {
  return program.checks.length;
}

/**
 * Compiles a program.
 *
 * @param isFed Whether an input is given data.
 * @param recorded Nodes to be written out step by step, or undefined when every node's value is to be read after an
 * evaluation.
 */
export function compile(
  program: Program,
  isFed: (input: number) => boolean,
  recorded?: readonly NodeId[],
): CompiledKernel {
  const image = new Image();
  const homes = new Homes(program, survey(program, isFed), image, isFed);
  const builder = new ModuleBuilder();
  const compute = builder.importFunction("compute", ["i32", "i32", "i32"]);
  const tell = builder.importFunction("tell", ["i32", "i32"]);
  const lookup = addLookup(builder);
  const { constantAt, tableAt } = image;
  const { near } = homes;
  let phases = 0;
  const emit = (trace: Trace, vectors = VECTORS): number => {
    phases++;
    const stride = vectors * ROW;
    const around = {
      ...{ block: 0, end: 1, vectors, stride, constantAt, tableAt, scratch: SCRATCH, near, rowBytes: NEXT_ROW },
      ...{ compute, tell },
    };
    const careful = hasQuickCode(trace) ? builder.addFunction(["i32", "i32"]) : undefined;
    if (careful !== undefined) emitLoop(careful.code, trace, around);
    const { index, code } = builder.addFunction(["i32", "i32"]);
    emitLoop(code, trace, around, careful?.index);
    return index;
  };
  const kept = keptNodes(program, homes, recorded);
  const make = drawing(homes, emit);
  const c: Kitchen = { builder, homes, image, emit, make, tell, lookup, kept };
  const parts = homes.isCrowd || program.integrate === "rk4" ? crowdParts(c) : plainParts(c);
  const begin = addBegin(builder, homes);
  const advance = callAll(builder, parts.moves, "advance", homes);
  const audit = callAll(builder, parts.audits, "audit", homes);
  const record = addRecord(builder, homes, recorded ?? []);
  const draws = addDraws(builder, homes, inSpace(c));
  const evaluate = callAll(builder, parts.blocks);
  const same = callAll(builder, parts.same);
  const all = { begin, same, draws, evaluate, record, advance, audit };
  addSteps(builder, all, (recorded ?? []).length, homes, parts.many);
  const bytes = builder.toBytes();
  const platform = machine() ?? internal("there is no WebAssembly here");
  return {
    ...{ program, module: new platform.Module(bytes), bytes, image, homes },
    ...{ moved: parts.moved, recorded: recorded ?? [], phases, byHost: parts.byHost },
  };
}

/** What the parts of a module are made with. */
interface Kitchen extends CrowdCode {
  readonly image: Image;
  readonly tell: number;
  readonly lookup: number;
  readonly kept: ReadonlySet<NodeId>;
  /** The functions that make a draw in its space: a block of single values, a tile of agents. */
  readonly make: MakeDraw;
}

/** The functions (block, end) of a step. */
interface StepParts {
  readonly same: readonly number[];
  readonly blocks: readonly number[];
  readonly moves: readonly number[];
  readonly audits: readonly number[];
  readonly moved: ReadonlyMap<number, number>;
  readonly byHost: readonly NodeId[];
  /** Other functions for a step that is one of many. */
  readonly many?: ManyParts;
}

function plainParts({ homes, image, emit, kept, lookup }: Kitchen): StepParts {
  const evaluated = evaluatePhases(homes, image, kept, lookup);
  const advanced = advancePhases(homes, overdrawTask(homes.program));
  return {
    same: evaluated.same.map((trace) => emit(trace)),
    blocks: evaluated.blocks.map((trace) => emit(trace)),
    moves: advanced.phases.map((trace) => emit(trace)),
    audits: advanced.audits.map((trace) => emit(trace)),
    moved: advanced.moved,
    byHost: [],
  };
}

function crowdParts(c: Kitchen): StepParts {
  const { homes, image, emit, kept, lookup, tell } = c;
  const { same, varied, writer } = evaluation(homes, image, lookup);
  const evaluated = new CrowdEvaluation(c, writer, varied, kept, image);
  const trees = new Trees(c.builder, homes, image);
  const overdraw = overdrawTask(homes.program);
  const firstTask = overdraw + 1;
  const parts = evaluated.write(trees, tell, firstTask);
  const sameFunctions = same.map((trace) => emit(trace));
  const integrator =
    homes.program.integrate === "rk4"
      ? rungeKutta(c, [...sameFunctions, ...inTiles(c, evaluated.write(trees, tell, firstTask, false))])
      : undefined;
  const { heads, tail, audits, moved } = crowdAdvance(c, image.cell(), overdraw, tell, integrator);
  const headParts = heads.map((functions, space) => ({ stage: 0, space, functions }));
  return {
    same: sameFunctions,
    blocks: inTiles(c, parts),
    moves: [...(integrator?.functions ?? []), ...inTiles(c, headParts), ...tail],
    ...{ audits, moved, byHost: evaluated.byHost },
    ...(integrator === undefined ? { many: fusedStep(c, evaluated, parts, headParts, tail) } : {}),
  };
}

/** The functions (block, end) that make a draw for the single values of two runs and all that belongs to them. */
function inSpace({ builder, homes, make }: Kitchen): MakeDraw {
  const known = new Map<string, readonly number[]>();
  return (draw) => {
    const { distribution, space } = draw;
    const key = `${distribution} ${space}`;
    const functions = known.get(key) ?? (space === 0 ? make(draw) : [addForTiles(builder, homes, space, make(draw))]);
    known.set(key, functions);
    return functions;
  };
}

/** The functions (block, end) that make a draw, written once for all draws of a distribution in a space. */
function drawing(homes: Homes, emit: (trace: Trace, vectors: number) => number): MakeDraw {
  const known = new Map<string, readonly number[]>();
  return ({ distribution, space }) => {
    const key = `${distribution} ${space}`;
    const functions =
      known.get(key) ?? drawPhases(homes, distribution, space).map((trace) => emit(trace, VECTORS_OF_DRAWS));
    known.set(key, functions);
    return functions;
  };
}

/** Nodes that something reads after a step is evaluated. */
function keptNodes(program: Program, homes: Homes, recorded: readonly NodeId[] | undefined): ReadonlySet<NodeId> {
  if (recorded === undefined) return new Set(program.stepOrder);
  const { flows, states, pipelines, checks } = program;
  const remembered = states.map(({ next, rate }) => next ?? rate).filter((node) => node !== undefined);
  const all = [
    ...flows.flatMap(({ amount, fromAt = amount, toAt = amount }) => [amount, fromAt, toAt]),
    ...remembered,
    ...pipelines.map(({ input }) => input),
    ...checks.map(({ node }) => node),
    ...recorded,
  ];
  return new Set(all.map((node) => homes.sourceOf(node)));
}
