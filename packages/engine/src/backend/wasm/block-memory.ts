import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import { LANES, ROW } from "../../wasm/block.js";
import { type Memory, machine, PAGE } from "../../wasm/machine.js";
import { FAULTS, type Home, type Homes, RUNS, TILE_BLOCKS } from "./homes.js";
import type { Image } from "./image.js";

/** The memory of a kernel as the host sees it: fixed cells, then tiles of blocks, then what is recorded. */
export class BlockMemory {
  readonly memory: Memory;
  numbers: Float64Array;
  words: Int32Array;
  blocks = 0;
  /** Addresses of the first tile and behind the last one. */
  start = 0;
  end = 0;
  #tileBytes = 0;

  constructor(
    readonly homes: Homes,
    image: Image,
  ) {
    const platform = machine() ?? internal("there is no WebAssembly here");
    this.memory = new platform.Memory({ initial: Math.ceil(image.end / PAGE) });
    this.numbers = new Float64Array(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    image.writeTo(this.memory.buffer);
  }

  /** Lays out so many blocks from an address on, with room for more bytes behind them; all zero. */
  layOut(from: number, blocks: number, tileBytes: number, room: number): void {
    this.blocks = blocks;
    this.#tileBytes = tileBytes;
    this.start = Math.ceil(from / ROW) * ROW;
    this.end = this.start + Math.ceil(blocks / TILE_BLOCKS) * tileBytes;
    const missing = Math.ceil((this.end + room) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (missing > 0) {
      this.memory.grow(missing);
      this.numbers = new Float64Array(this.memory.buffer);
      this.words = new Int32Array(this.memory.buffer);
    }
    this.numbers.fill(0, this.start / 8, this.end / 8);
  }

  /** Calls a function for the blocks of each tile, with the number of blocks before it. */
  forTiles(act: (block: number, end: number, before: number) => void): void {
    for (let before = 0; before < this.blocks; before += TILE_BLOCKS) {
      const block = this.blockAt(before);
      act(block, block + Math.min(TILE_BLOCKS, this.blocks - before) * ROW, before);
    }
  }

  blockAt(index: number): number {
    return this.start + Math.floor(index / TILE_BLOCKS) * this.#tileBytes + (index % TILE_BLOCKS) * ROW;
  }

  indexOf(block: number): number {
    const from = block - this.start;
    return Math.floor(from / this.#tileBytes) * TILE_BLOCKS + (from % this.#tileBytes) / ROW;
  }

  /** Fills a row of all blocks; one value stands for all runs, and the last one for lanes beyond the last run. */
  fillRow(row: number, values: Float64Array): void {
    const last = values.length - 1;
    for (let index = 0; index < this.blocks; index++) {
      const place = (this.blockAt(index) + row) / 8;
      for (let lane = 0; lane < LANES; lane++)
        this.numbers[place + lane] = values[Math.min(index * LANES + lane, last)]!;
    }
  }

  /** Numbers the runs; lanes beyond the last run repeat it. */
  fillRuns(firstRun: number, runs: number): void {
    for (let index = 0; index < this.blocks; index++) {
      // Four runs are numbered in one vector: those of a block with an even index and of the next one.
      const place = (this.blockAt(index - (index % 2)) + RUNS) / 4 + LANES * (index % 2);
      for (let lane = 0; lane < LANES; lane++) {
        this.words[place + lane] = firstRun + Math.min(index * LANES + lane, runs - 1);
      }
    }
  }

  /** Whether the code has marked a block: a value that must be finite was not, or a book did not balance. */
  get isFaulty(): boolean {
    for (let index = 0; index < this.blocks; index++) {
      const place = (this.blockAt(index) + FAULTS) / 4;
      for (let word = place; word < place + 4; word++) if (this.words[word] !== 0) return true;
    }
    return false;
  }

  markFaulty(block: number): void {
    this.words[(block + FAULTS) / 4] = 1;
  }

  /** The values of a node for the runs of all blocks, as many as there is room for. */
  readAll(node: NodeId, out: Float64Array): void {
    const home = this.#homeOf(node);
    if (home.kind === "constant" || home.kind === "cell") {
      out.fill(this.read(node, this.start, 0));
      return;
    }
    const row = home.offset + (home.kind === "row" ? 0 : this.words[home.address / 4]!);
    for (let run = 0, index = 0; run < out.length; index++) {
      const place = (this.blockAt(index) + row) / 8;
      for (let lane = 0; lane < LANES && run < out.length; lane++) out[run++] = this.numbers[place + lane]!;
    }
  }

  #homeOf(node: NodeId): Home {
    const { homes } = this;
    return homes.of(node) ?? homes.of(homes.sourceOf(node)) ?? internal(`node ${node} is not kept`);
  }

  /** The value of a node for a run of a block. */
  read(node: NodeId, block: number, lane: number): number {
    const home = this.#homeOf(node);
    switch (home.kind) {
      case "constant":
        return home.value;
      case "cell":
        return this.numbers[home.address / 8]!;
      case "row":
        return this.numbers[(block + home.offset) / 8 + lane]!;
      case "moving":
        return this.numbers[(block + this.words[home.address / 4]! + home.offset) / 8 + lane]!;
    }
  }
}
