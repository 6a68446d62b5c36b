import * as rational from "../../base/rational.js";
import { drawKey } from "../../random/index.js";
import { LANES, ROW } from "../../wasm/block.js";
import type { RunRequest } from "../contract.js";
import { accumulateAll, renormalise } from "../double-double.js";
import type { BlockMemory } from "./block-memory.js";
import type { CompiledKernel } from "./compile.js";
import { type Space, spaceOf } from "./homes.js";
import type { Opening } from "./opening.js";

/** Writes all that a batch of runs starts with, and makes room for so many steps of what is recorded. */
export function fillBlocks(
  { program, homes, image, recorded }: CompiledKernel,
  memory: BlockMemory,
  request: RunRequest,
  opening: Opening,
  recordedSteps: number,
): void {
  const series = homes.series.map(({ input }) =>
    Float64Array.from(request.inputs!.get(program.inputs[input]!.name)!, rational.toNumber),
  );
  const behindData = image.end + series.reduce((sum, values) => sum + values.byteLength, 0);
  // Draws are made for two blocks at once.
  const blocks = homes.isCrowd ? Math.ceil(request.runs / LANES) : 2 * Math.ceil(request.runs / (2 * LANES));
  memory.layOut(behindData, blocks, opening.lengths, recordedSteps * recorded.length * blocks * ROW);
  memory.fillRuns(request.firstRun, request.runs);

  let place = image.end;
  for (const [index, { values }] of homes.series.entries()) {
    memory.numbers.set(series[index]!, place / 8);
    memory.words[values / 4] = place;
    memory.words[values / 4 + 1] = series[index]!.length - 1;
    place += series[index]!.byteLength;
  }
  for (const { draw, key } of homes.draws) {
    const { key0, key1 } = drawKey(request.seed, program.graph.draws[draw]!.name);
    memory.words[key / 4] = key0;
    memory.words[key / 4 + 1] = key1;
  }
  fillValues({ program, homes }, memory, opening);
  fillBooks({ program, homes }, memory, opening);
  fillPipelines({ program, homes }, memory, opening);
}

type Layout = Pick<CompiledKernel, "program" | "homes">;

function fillValues({ program, homes }: Layout, memory: BlockMemory, opening: Opening): void {
  for (const node of homes.fixed) {
    const home = homes.of(node);
    if (home?.kind === "cell") memory.numbers[home.address / 8] = opening.lanes(node)[0]!;
    else if (home?.kind === "row") memory.fillRow(home.offset, opening.lanes(node), homes.spaceOf(node));
  }
  for (const [stock, levels] of opening.stocks.entries()) {
    const { level, next } = homes.stocks[stock]!;
    const space = spaceOf(program.stocks[stock]!);
    memory.fillRow(level, levels, space);
    if (next !== undefined) memory.fillRow(next.level, levels, space);
  }
  for (const [id, { operation, index }] of program.graph.nodes.entries()) {
    if (operation === "state") memory.fillRow(homes.states[index!]!, opening.lanes(id), homes.spaceOf(id));
  }
}

/** What the books must hold at the start, and the most that their stocks have held. */
function fillBooks({ program, homes }: Layout, memory: BlockMemory, opening: Opening): void {
  for (const [index, book] of program.books.entries()) {
    const levels = book.stocks.map((stock) => opening.stocks[stock]!);
    const count = opening.runs;
    const high = new Float64Array(count);
    const low = new Float64Array(count);
    const peak = new Float64Array(count);
    for (const level of levels) {
      const size = level.length / count;
      accumulateAll(high, low, level, size, 1);
      for (let at = 0; at < level.length; at++) peak[Math.floor(at / size)]! += Math.abs(level[at]!);
    }
    renormalise(high, low);
    const rows = homes.books[index]!;
    memory.fillRow(rows.high, high);
    memory.fillRow(rows.low, low);
    memory.fillRow(rows.peak, peak);
  }
}

/** A pipeline is full of its opening value: what enters in a step takes the place of what has left in it. */
function fillPipelines({ program, homes }: Layout, memory: BlockMemory, opening: Opening): void {
  const rows = new Map<Space, number>();
  for (const [index, { ring, space }] of homes.pipelines.entries()) {
    const length = opening.lengths[index]!;
    const values = opening.lanes(program.pipelines[index]!.opening);
    const first = rows.get(space) ?? homes.tileBytes(space);
    const end = first + length * homes.stride(space);
    memory.words[ring / 4] = first;
    memory.words[ring / 4 + 1] = length;
    for (let row = first; row < end; row += homes.stride(space)) memory.fillRow(row, values, space);
    rows.set(space, end);
  }
}
