import { internal } from "../../base/errors.js";
import * as rational from "../../base/rational.js";
import type { NodeId } from "../../graph/index.js";
import { ROW } from "../../wasm/block.js";
import type { Code } from "../../wasm/code.js";
import type { ModuleBuilder } from "../../wasm/module.js";
import type { DrawPlace, Homes } from "./homes.js";

/** Adds the function (step) that writes what depends on the step alone: time, data, where pipelines stand. */
export function addBegin(builder: ModuleBuilder, homes: Homes): number {
  const { index, code } = builder.addFunction(["i32"]);
  const step = 0;
  code.i32(homes.step).get(step).storeI32(0);
  for (const { every, cell, distance } of homes.parities) {
    code.i32(cell).get(step).i32(every).op("i32DivideUnsigned").i32(1).op("i32And");
    code.i32(distance).op("i32Multiply").storeI32(0);
  }
  const { dt, start } = homes.program.scale;
  code.i32(homes.time).f64(rational.toNumber(start));
  code.get(step).op("f64ConvertI32Unsigned").f64(rational.toNumber(dt)).op("f64Multiply").op("f64Add").storeF64(0);
  for (const { cell, values } of homes.series) {
    // The last value holds after the end of the data.
    code.i32(cell).i32(values).loadI32(0);
    code.get(step).i32(values).loadI32(4).get(step).i32(values).loadI32(4).op("i32LessUnsigned").op("select");
    code.i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0).storeF64(0);
  }
  for (const { present, ring, space } of homes.pipelines) {
    code.i32(present).i32(ring).loadI32(0);
    code
      .get(step)
      .i32(ring)
      .loadI32(4)
      .op("i32RemainderUnsigned")
      .i32(homes.stride(space))
      .op("i32Multiply")
      .op("i32Add")
      .storeI32(0);
  }
  return index;
}

/** Code for populations finds the single values of its runs through a cell. */
function standBy(code: Code, { near, isCrowd }: Homes): Code {
  return isCrowd ? code.i32(near).get(0).storeI32(0) : code;
}

/** Adds a function (block, end) that calls all of these; one that the host calls says first what block it is for. */
export function callAll(builder: ModuleBuilder, functions: readonly number[], name?: string, homes?: Homes): number {
  const { index, code } = builder.addFunction(["i32", "i32"], [], name);
  if (homes !== undefined) standBy(code, homes);
  for (const one of functions) code.get(0).get(1).call(one);
  return index;
}

/**
 * Adds the function (block, end, out, distance) that copies the values of these nodes: those of one node for
 * all runs one after another, those of the next node so many bytes farther on.
 */
export function addRecord(builder: ModuleBuilder, homes: Homes, recorded: readonly NodeId[]): number {
  const { index, code } = builder.addFunction(["i32", "i32", "i32", "i32"]);
  const [block, end, out, distance] = [0, 1, 2, 3] as const;
  const target = code.local("i32");
  if (recorded.length === 0) return index;
  code.loop();
  code.get(out).set(target);
  for (const node of recorded) {
    for (let offset = 0; offset < ROW; offset += 16) {
      code.get(target);
      loadHome(code, homes, node, block, offset);
      code.vectorMemory("store", offset);
    }
    code.get(target).get(distance).op("i32Add").set(target);
  }
  code.get(out).i32(ROW).op("i32Add").set(out);
  code.get(block).i32(ROW).op("i32Add").tee(block).get(end).op("i32LessUnsigned").branchIf(0);
  code.end();
  return index;
}

function loadHome(code: Code, homes: Homes, node: NodeId, block: number, offset: number): void {
  const home = homes.of(homes.sourceOf(node)) ?? internal(`node ${node} is recorded but never stored`);
  switch (home.kind) {
    case "constant":
      code.f64(home.value).vector("f64x2Splat");
      return;
    case "cell":
      code.i32(home.address).vectorMemory("load64Splat", 0);
      return;
    case "row":
      code.get(block).vectorMemory("load", home.offset + offset);
      return;
    case "moving":
      code
        .get(block)
        .i32(home.address)
        .loadI32(0)
        .op("i32Add")
        .vectorMemory("load", home.offset + offset);
  }
}

/** The functions (block, end) that make one draw, whose key and rows have been told. */
export type MakeDraw = (draw: DrawPlace) => readonly number[];

/** Adds the function (block, end) that makes draws of two steps, in those steps in which it is their turn. */
export function addDraws(
  builder: ModuleBuilder,
  homes: Homes,
  make: MakeDraw,
  draws: readonly DrawPlace[] = homes.draws,
): number {
  const { index, code } = builder.addFunction(["i32", "i32"]);
  writeDraws(code, homes, make, draws, 0, 1);
  return index;
}

/** Writes code that makes draws for the blocks between the addresses in two locals. */
export function writeDraws(
  code: Code,
  homes: Homes,
  make: MakeDraw,
  draws: readonly DrawPlace[],
  block: number,
  end: number,
): void {
  const { drawn } = homes;
  const step = () => code.i32(homes.step).loadI32(0);
  for (const every of new Set(draws.map((draw) => draw.every))) {
    step()
      .i32(2 * every)
      .op("i32RemainderUnsigned")
      .op("i32Eqz")
      .if();
    code.i32(homes.pair);
    step()
      .i32(2 * every)
      .op("i32DivideUnsigned")
      .storeI32(0);
    for (const draw of draws) {
      if (draw.every !== every) continue;
      for (const word of [0, 4]) code.i32(drawn.key).i32(draw.key).loadI32(word).storeI32(word);
      code.i32(drawn.even).i32(draw.even).storeI32(0).i32(drawn.odd).i32(draw.odd).storeI32(0);
      for (const phase of make(draw)) code.get(block).get(end).call(phase);
    }
    code.end();
  }
}

interface Parts {
  readonly begin: number;
  readonly same: number;
  readonly draws: number;
  readonly evaluate: number;
  readonly record: number;
  readonly advance: number;
  readonly audit: number;
}

/** Other functions for a step that is one of many, which may do in the evaluation what is else done in the advance. */
export type ManyParts = Pick<Parts, "draws" | "evaluate" | "advance">;

/** Steps from one audit of the books to the next: a power of two. A book that once fails to balance stays so. */
const AUDIT_STEPS = 16;

/**
 * Adds `evaluate` (block, end, step), `record` (block, end, out, distance) and `steps` (block, end, step, count, out,
 * distance), which evaluates, records and advances so many times, and audits the books now and then and at the end.
 */
export function addSteps(
  builder: ModuleBuilder,
  parts: Parts,
  recorded: number,
  homes: Homes,
  many: ManyParts = parts,
): void {
  const all = (code: Code) => code.get(0).get(1);
  const evaluation = ({ draws, evaluate }: ManyParts, name?: string): number => {
    const { index, code } = builder.addFunction(["i32", "i32", "i32"], [], name);
    standBy(code, homes).get(2).call(parts.begin);
    for (const part of [parts.same, draws, evaluate]) all(code).call(part);
    return index;
  };
  evaluation(parts, "evaluate");
  const one = evaluation(many);

  const record = builder.addFunction(["i32", "i32", "i32", "i32"], [], "record");
  all(record.code).get(2).get(3).call(parts.record);

  const { code } = builder.addFunction(["i32", "i32", "i32", "i32", "i32", "i32"], [], "steps");
  const [step, count, out, distance] = [2, 3, 4, 5] as const;
  code.block().loop();
  code.get(count).op("i32Eqz").branchIf(1);
  all(code).get(step).call(one);
  all(code).get(out).get(distance).call(parts.record);
  code.get(out).get(distance).i32(recorded).op("i32Multiply").op("i32Add").set(out);
  all(code).call(many.advance);
  code
    .get(step)
    .i32(1)
    .op("i32Add")
    .tee(step)
    .i32(AUDIT_STEPS - 1)
    .op("i32And")
    .op("i32Eqz");
  code.get(count).i32(1).op("i32Eq").op("i32Or").if();
  all(code).call(parts.audit);
  code.end();
  code.get(count).i32(1).op("i32Subtract").set(count);
  code.branch(0).end().end();
}
