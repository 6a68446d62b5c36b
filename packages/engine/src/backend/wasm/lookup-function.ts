import * as rational from "../../base/rational.js";
import type { Table } from "../../graph/index.js";
import type { ModuleBuilder } from "../../wasm/module.js";
import type { Image } from "./image.js";

/** A table in memory. */
export interface TablePlace {
  readonly x: number;
  readonly y: number;
  readonly slopes: number;
  readonly count: number;
  readonly beyond: Table["beyond"];
}

export function placeTable(table: Table, image: Image): TablePlace {
  const { x, y } = table;
  const slope = (from: number) =>
    rational.toNumber(
      rational.divide(rational.subtract(y[from + 1]!, y[from]!), rational.subtract(x[from + 1]!, x[from]!)),
    );
  return {
    x: image.numbers(Float64Array.from(x, rational.toNumber)),
    y: image.numbers(Float64Array.from(y, rational.toNumber)),
    slopes: image.numbers(Float64Array.from({ length: Math.max(0, x.length - 1) }, (_, from) => slope(from))),
    count: x.length,
    beyond: table.beyond,
  };
}

const modes: Readonly<Record<Table["beyond"], number>> = { step: 0, clamp: 1, extend: 2 };

/** What the function of `addLookup` is given after the argument. */
export function lookupGiven({ x, y, slopes, count, beyond }: TablePlace): readonly number[] {
  return [x, y, slopes, count, count === 1 ? modes.step : modes[beyond]];
}

/** Adds the function (at, x, y, slopes, count, mode) that reads a table as `lookupInstruction` does. */
export function addLookup(builder: ModuleBuilder): number {
  const { index, code } = builder.addFunction(["f64", "i32", "i32", "i32", "i32", "i32"], ["f64"]);
  const [at, x, y, slopes, count, mode] = [0, 1, 2, 3, 4, 5];
  const low = code.local("i32");
  const high = code.local("i32");
  const middle = code.local("i32");
  code.get(at!).get(at!).op("f64Subtract").f64(0).op("f64NotEqual");
  code.if().f64(Number.NaN).op("return").end();
  // The last point whose x is not above the argument is low - 1.
  code.get(count!).set(high);
  code.block().loop();
  code.get(low).get(high).op("i32LessSigned").op("i32Eqz").branchIf(1);
  code.get(low).get(high).op("i32Add").i32(1).op("i32ShiftRightUnsigned").set(middle);
  code.get(x!).get(middle).i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0).get(at!).op("f64LessOrEqual");
  code.if().get(middle).i32(1).op("i32Add").set(low);
  code.op("else").get(middle).set(high).end();
  code.branch(0).end().end();
  code.get(low).i32(1).op("i32Subtract").set(low);
  const level = () => code.get(y!).get(low).i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0).op("return");
  const clampLow = () => code.get(low).i32(0).op("i32LessSigned").if().i32(0).set(low).end();
  // A step holds until the next point.
  code.get(mode!).i32(modes.step).op("i32Eq").if();
  clampLow();
  level();
  code.end();
  code.get(mode!).i32(modes.clamp).op("i32Eq").if();
  code.get(low).i32(0).op("i32LessSigned").if().i32(0).set(low);
  level();
  code.end();
  code.get(low).get(count!).i32(1).op("i32Subtract").op("i32LessSigned").op("i32Eqz").if();
  level();
  code.end().end();
  clampLow();
  code.get(low).get(count!).i32(2).op("i32Subtract").op("i32GreaterSigned");
  code.if().get(count!).i32(2).op("i32Subtract").set(low).end();
  code.get(y!).get(low).i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0);
  code.get(slopes!).get(low).i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0);
  code.get(at!).get(x!).get(low).i32(3).op("i32ShiftLeft").op("i32Add").loadF64(0).op("f64Subtract");
  code.op("f64Multiply").op("f64Add");
  return index;
}
