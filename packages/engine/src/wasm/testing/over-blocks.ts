import { SCRATCH_ROW } from "../block.js";
import { emitLoop } from "../emit.js";
import { machine, PAGE } from "../machine.js";
import { HOST, MEMORY, ModuleBuilder } from "../module.js";
import { computeRare } from "../rare.js";
import type { Table } from "../table.js";
import { Trace, type Value } from "../trace.js";

const SCRATCH = 0;
const CONSTANTS = 4 * SCRATCH_ROW;
const TABLES = 16 * 1024;
const DATA = 32 * 1024;

/**
 * Runs vector code over arrays of numbers, block by block: `write` gets the arguments and gives the result.
 * Returns the results and how often the host was asked.
 */
export function overBlocks(
  args: readonly Float64Array[],
  write: (trace: Trace, args: readonly Value[]) => readonly Value[],
  words: readonly Int32Array[] = [],
): { readonly results: readonly Float64Array[]; readonly asked: number } {
  const count = args[0]?.length ?? words[0]!.length;
  const vectors = words.length > 0 ? 2 : 1;
  const lanes = 2 * vectors;
  const row = 8 * lanes;
  const blocks = Math.ceil(count / lanes);
  const trace = new Trace();
  const values = [
    ...args.map((_, index) => trace.load(index * row)),
    ...words.map((_, index) => trace.loadWords((args.length + index) * row)),
  ];
  const written = write(trace, values);
  const first = args.length + words.length;
  for (const [index, value] of written.entries()) trace.store((first + index) * row, value);
  const stride = (first + written.length) * row;

  const builder = new ModuleBuilder();
  const compute = builder.importFunction("compute", ["i32", "i32", "i32"]);
  const tell = builder.importFunction("tell", ["i32", "i32"]);
  const constants: [number, number][] = [];
  const tables: { readonly table: Table; readonly address: number }[] = [];
  let tablesEnd = TABLES;
  const tableAt = (table: Table): number => {
    const known = tables.find((one) => one.table === table);
    if (known !== undefined) return known.address;
    tables.push({ table, address: tablesEnd });
    tablesEnd += table.numbers.byteLength;
    return tablesEnd - table.numbers.byteLength;
  };
  const around = {
    tableAt,
    ...{ block: 0, end: 1, stride, vectors, scratch: SCRATCH, compute, tell },
    constantAt: (high: number, low: number) => CONSTANTS + 8 * (constants.push([low, high]) - 1),
  };
  const careful = builder.addFunction(["i32", "i32"]);
  emitLoop(careful.code, trace, around);
  const quick = builder.addFunction(["i32", "i32"], [], "run");
  emitLoop(quick.code, trace, around, careful.index);
  const platform = machine()!;
  const memory = new platform.Memory({ initial: Math.ceil((DATA + blocks * stride) / PAGE) + 1 });
  const numbers = new Float64Array(memory.buffer);
  const integers = new Int32Array(memory.buffer);
  for (const { table, address } of tables) numbers.set(table.numbers, address / 8);
  for (const [index, one] of constants.entries()) integers.set(one, CONSTANTS / 4 + 2 * index);
  const placeOf = (index: number, lane: number) => Math.floor(lane / lanes) * stride + index * row + 8 * (lane % lanes);
  for (const [index, values] of args.entries()) {
    for (let lane = 0; lane < count; lane++) numbers[(DATA + placeOf(index, lane)) / 8] = values[lane]!;
  }
  for (const [index, values] of words.entries()) {
    for (let lane = 0; lane < count; lane++) {
      const base = Math.floor(lane / lanes) * stride + (args.length + index) * row + 4 * (lane % lanes);
      integers[(DATA + base) / 4] = values[lane]!;
    }
  }
  let asked = 0;
  const instance = new platform.Instance(new platform.Module(builder.toBytes()), {
    [HOST]: {
      [MEMORY]: memory,
      compute: (task, lanes) => {
        asked++;
        computeRare(task!, lanes!, numbers, SCRATCH / 8, SCRATCH_ROW / 8);
        return undefined;
      },
      tell: () => undefined,
    },
  });
  (instance.exports["run"] as (...values: number[]) => void)(DATA, DATA + blocks * stride);
  const results = written.map((_, index) =>
    Float64Array.from({ length: count }, (_, lane) => numbers[(DATA + placeOf(first + index, lane)) / 8]!),
  );
  return { results, asked };
}
