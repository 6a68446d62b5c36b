import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import { ROW } from "../../wasm/block.js";
import { emitLoop, hasQuickCode } from "../../wasm/emit.js";
import { type CompiledModule, machine } from "../../wasm/machine.js";
import { ModuleBuilder } from "../../wasm/module.js";
import type { Trace } from "../../wasm/trace.js";
import { advancePhases } from "./advance-phases.js";
import { drawPhases, evaluatePhases } from "./evaluate-phases.js";
import { type DrawPlace, Homes } from "./homes.js";
import { Image, SCRATCH } from "./image.js";
import { addLookup } from "./lookup-function.js";
import { addBegin, addDraws, addRecord, addSteps, callAll } from "./step-functions.js";
import { survey } from "./survey.js";

/** A program as a module, and where everything stands in its memory. */
export interface CompiledKernel {
  readonly program: Program;
  readonly module: CompiledModule;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly image: Image;
  readonly homes: Homes;
  /** Row of what each flow with one end outside moves. */
  readonly moved: ReadonlyMap<number, number>;
  /** Nodes that a call of many steps writes out, in this order. */
  readonly recorded: readonly NodeId[];
  readonly phases: number;
}

/** Vectors side by side: short code leaves the processor room to begin the next blocks by itself. */
const VECTORS = 1;

/** The words of the draws of four runs lie in one vector. */
const VECTORS_OF_DRAWS = 2;

/** The host's task for a block with an overdrawn stock; lower numbers are checks. */
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
  const emit = (trace: Trace, vectors: number): number => {
    const stride = vectors * ROW;
    const around = { block: 0, end: 1, vectors, stride, constantAt, tableAt, scratch: SCRATCH, compute, tell };
    const careful = hasQuickCode(trace) ? builder.addFunction(["i32", "i32"]) : undefined;
    if (careful !== undefined) emitLoop(careful.code, trace, around);
    const { index, code } = builder.addFunction(["i32", "i32"]);
    emitLoop(code, trace, around, careful?.index);
    return index;
  };
  const kept = keptNodes(program, homes, recorded);
  const phasesOf = (kind: DrawPlace["distribution"]) =>
    homes.draws.some(({ distribution }) => distribution === kind)
      ? drawPhases(homes, kind).map((trace) => emit(trace, VECTORS_OF_DRAWS))
      : [];
  const drawn = { normal: phasesOf("normal"), uniform: phasesOf("uniform") };
  const evaluated = evaluatePhases(homes, image, kept, lookup);
  const same = evaluated.same.map((trace) => emit(trace, VECTORS));
  const blocks = evaluated.blocks.map((trace) => emit(trace, VECTORS));
  const advanced = advancePhases(homes, overdrawTask(program));
  const moves = advanced.phases.map((trace) => emit(trace, VECTORS));
  const audits = advanced.audits.map((trace) => emit(trace, VECTORS));
  const begin = addBegin(builder, homes);
  const advance = callAll(builder, moves, "advance");
  const audit = callAll(builder, audits, "audit");
  const record = addRecord(builder, homes, recorded ?? []);
  const evaluate = callAll(builder, blocks);
  addSteps(
    builder,
    { begin, same: callAll(builder, same), draws: addDraws(builder, homes, drawn), evaluate, record, advance, audit },
    (recorded ?? []).length,
  );
  const bytes = builder.toBytes();
  const platform = machine() ?? internal("there is no WebAssembly here");
  return {
    program,
    module: new platform.Module(bytes),
    bytes,
    image,
    homes,
    moved: advanced.moved,
    recorded: recorded ?? [],
    phases: drawn.normal.length + drawn.uniform.length + same.length + blocks.length + moves.length + audits.length,
  };
}

/** Nodes that something reads after a step is evaluated. */
function keptNodes(program: Program, homes: Homes, recorded: readonly NodeId[] | undefined): ReadonlySet<NodeId> {
  if (recorded === undefined) return new Set(program.stepOrder);
  const { flows, states, pipelines, checks } = program;
  const remembered = states.map(({ next, rate }) => next ?? rate).filter((node) => node !== undefined);
  const all = [
    ...flows.map(({ amount }) => amount),
    ...remembered,
    ...pipelines.map(({ input }) => input),
    ...checks.map(({ node }) => node),
    ...recorded,
  ];
  return new Set(all.map((node) => homes.sourceOf(node)));
}
