import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import { LANES, ROW } from "../../wasm/block.js";
import { type Memory, machine, PAGE } from "../../wasm/machine.js";
import { type Home, type Homes, NEXT_ROW, RUNS, type Space, TILE_BLOCKS } from "./homes.js";
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
  /** For each population the distance of its first tile from its runs' single values, and the bytes of a tile. */
  #crowds: readonly { readonly first: number; readonly bytes: number; readonly agents: number }[] = [];

  constructor(
    readonly homes: Homes,
    image: Image,
    /** Bytes that nothing uses before the first tile and behind each; for tests, which watch them. */
    readonly zone = 0,
  ) {
    const platform = machine() ?? internal("there is no WebAssembly here");
    this.memory = new platform.Memory({ initial: Math.ceil(image.end / PAGE) });
    this.numbers = new Float64Array(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    image.writeTo(this.memory.buffer);
  }

  /**
   * Lays out so many blocks of single values from an address on, with what belongs to their runs and with room for more
   * bytes behind them; all zero.
   *
   * @param lengths Of the pipelines, in steps.
   */
  layOut(from: number, blocks: number, lengths: readonly number[], room: number): void {
    const { homes, zone } = this;
    this.blocks = blocks;
    // Tiles of populations start at multiples of a row.
    const grain = homes.isCrowd ? NEXT_ROW : ROW;
    const rounded = (bytes: number) => Math.ceil(bytes / grain) * grain;
    this.start = rounded(from) + zone;
    let size = rounded(homes.bytesWith(lengths)) + zone;
    this.#crowds = homes.crowds.map(({ agents }, population) => {
      const bytes = homes.bytesWith(lengths, 1 + population) + zone;
      size += Math.ceil(agents / TILE_BLOCKS) * bytes;
      return { agents, bytes, first: size - Math.ceil(agents / TILE_BLOCKS) * bytes };
    });
    this.#tileBytes = size;
    this.end = this.start + Math.ceil(blocks / homes.blocksInTile) * this.#tileBytes;
    const missing = Math.ceil((this.end + room) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (missing > 0) {
      this.memory.grow(missing);
      this.numbers = new Float64Array(this.memory.buffer);
      this.words = new Int32Array(this.memory.buffer);
    }
    this.numbers.fill(0, this.start / 8, this.end / 8);
    for (const [population, { first, tile }] of homes.crowds.entries()) {
      this.words[first / 4] = this.#crowds[population]!.first;
      this.words[tile / 4] = this.#crowds[population]!.bytes;
    }
  }

  /** Where the zones that nothing uses begin. */
  zones(): number[] {
    const zones = [this.start - this.zone];
    this.forTiles((block) => {
      let next = block + (this.#crowds[0]?.first ?? this.#tileBytes);
      zones.push(next - this.zone);
      for (const { agents, bytes } of this.#crowds) {
        for (let tile = 0; tile < Math.ceil(agents / TILE_BLOCKS); tile++) {
          next += bytes;
          zones.push(next - this.zone);
        }
      }
    });
    return zones;
  }

  /** Calls a function for the blocks of each tile, with the number of blocks before it. */
  forTiles(act: (block: number, end: number, before: number) => void): void {
    const { blocksInTile } = this.homes;
    for (let before = 0; before < this.blocks; before += blocksInTile) {
      const block = this.blockAt(before);
      act(block, block + Math.min(blocksInTile, this.blocks - before) * ROW, before);
    }
  }

  /** The block of single values of this number. */
  blockAt(index: number): number {
    const { blocksInTile } = this.homes;
    return this.start + Math.floor(index / blocksInTile) * this.#tileBytes + (index % blocksInTile) * ROW;
  }

  /** The number of the block of single values that a block belongs to. */
  indexOf(block: number): number {
    const from = block - this.start;
    const tile = Math.floor(from / this.#tileBytes);
    return this.homes.isCrowd ? tile : tile * TILE_BLOCKS + (from % this.#tileBytes) / ROW;
  }

  /** The number of the agent, from 0, whose block it is. */
  agentOf(block: number, space: Space): number {
    if (space === 0) return 0;
    const { first, bytes } = this.#crowds[space - 1]!;
    const from = block - this.blockAt(this.indexOf(block)) - first;
    return Math.floor(from / bytes) * TILE_BLOCKS + (from % bytes) / ROW;
  }

  /** How many values of a space there are for every run. */
  agentsIn(space: Space): number {
    return space === 0 ? 1 : this.#crowds[space - 1]!.agents;
  }

  /** The block of an agent, from 0, that belongs to a block of single values: itself for what is single. */
  blockOf(block: number, space: Space, agent: number): number {
    if (space === 0) return block;
    const { first, bytes } = this.#crowds[space - 1]!;
    return block + first + Math.floor(agent / TILE_BLOCKS) * bytes + (agent % TILE_BLOCKS) * ROW;
  }

  /**
   * Fills a row of all blocks of a space, agent by agent within each run. The values of one run stand for all, and those
   * of the last one for lanes beyond it.
   */
  fillRow(row: number, values: Float64Array, space: Space = 0): void {
    const agents = this.agentsIn(space);
    const last = values.length / agents - 1;
    for (let index = 0; index < this.blocks; index++) {
      const single = this.blockAt(index);
      for (let agent = 0; agent < agents; agent++) {
        const place = (this.blockOf(single, space, agent) + row) / 8;
        for (let lane = 0; lane < LANES; lane++) {
          this.numbers[place + lane] = values[Math.min(index * LANES + lane, last) * agents + agent]!;
        }
      }
    }
  }

  /** Numbers the runs and the agents; lanes beyond the last run repeat it. */
  fillRuns(firstRun: number, runs: number): void {
    for (let index = 0; index < this.blocks; index++) {
      const numberOf = (lane: number) => firstRun + Math.min(index * LANES + lane, runs - 1);
      // Four runs are numbered in one vector: those of a block with an even index and of the next one. With populations
      // a block is the only one of its tile, and two agents of its runs are drawn for together.
      const { isCrowd } = this.homes;
      const place = (this.blockAt(isCrowd ? index : index - (index % 2)) + RUNS) / 4;
      const shift = isCrowd ? 0 : LANES * (index % 2);
      for (let lane = 0; lane < LANES; lane++) {
        this.words[place + shift + lane] = numberOf(lane);
        if (isCrowd) this.words[place + LANES + lane] = numberOf(lane);
      }
      for (const population of this.#crowds.keys()) this.#numberAgents(this.blockAt(index), 1 + population);
    }
  }

  #numberAgents(single: number, space: Space): void {
    for (let agent = 0; agent < this.agentsIn(space); agent++) {
      const place = (this.blockOf(single, space, agent - (agent % 2)) + RUNS) / 4 + LANES * (agent % 2);
      this.words.fill(agent, place, place + LANES);
    }
  }

  /** Whether the code has marked a block: a value that must be finite was not, or a book did not balance. */
  get isFaulty(): boolean {
    for (let index = 0; index < this.blocks; index++) {
      const single = this.blockAt(index);
      for (let space = 0; space <= this.#crowds.length; space++) {
        const agents = this.agentsIn(space);
        const faults = this.homes.faults(space);
        for (let agent = 0; agent < agents; agent++) {
          const place = (this.blockOf(single, space, agent) + faults) / 4;
          for (let word = place; word < place + 4; word++) if (this.words[word] !== 0) return true;
        }
      }
    }
    return false;
  }

  markFaulty(block: number): void {
    this.words[(block + this.homes.faults(0)) / 4] = 1;
  }

  /** The values of a node for the runs of all blocks, as many as there is room for; agent by agent within a run. */
  readAll(node: NodeId, out: Float64Array): void {
    const agents = this.agentsIn(this.homes.spaceOf(node));
    for (let run = 0; run * agents < out.length; run += LANES) {
      const block = this.blockAt(run / LANES);
      for (let lane = 0; lane < LANES && (run + lane) * agents < out.length; lane++) {
        this.readLane(node, block, lane, out, (run + lane) * agents);
      }
    }
  }

  /** The values of a node for one run, agent by agent. */
  readLane(node: NodeId, block: number, lane: number, out: Float64Array, start = 0): void {
    const agents = this.agentsIn(this.homes.spaceOf(node));
    const source = this.homes.of(node) === undefined ? this.homes.sourceOf(node) : node;
    const space = this.homes.spaceOf(source);
    const home = this.homes.of(source) ?? internal(`node ${node} is not kept`);
    if (space === 0 || home.kind === "constant" || home.kind === "cell") {
      out.fill(this.#read(home, block, lane), start, start + agents);
      return;
    }
    const row = home.offset + (home.kind === "row" ? 0 : this.words[home.address / 4]!);
    this.readRow(row, space, block, lane, out, start);
  }

  readRow(row: number, space: Space, block: number, lane: number, out: Float64Array, start = 0): void {
    const agents = this.agentsIn(space);
    for (let agent = 0; agent < agents; agent++) {
      out[start + agent] = this.numbers[(this.blockOf(block, space, agent) + row) / 8 + lane]!;
    }
  }

  writeRow(row: number, space: Space, block: number, lane: number, values: Float64Array, start = 0): void {
    const agents = this.agentsIn(space);
    for (let agent = 0; agent < agents; agent++) {
      this.numbers[(this.blockOf(block, space, agent) + row) / 8 + lane] = values[start + agent]!;
    }
  }

  /** The value of a node for a run of a block, of one agent where it has one for each. */
  read(node: NodeId, block: number, lane: number, agent = 0): number {
    const source = this.homes.of(node) === undefined ? this.homes.sourceOf(node) : node;
    const home = this.homes.of(source) ?? internal(`node ${node} is not kept`);
    return this.#read(home, this.blockOf(block, this.homes.spaceOf(source), agent), lane);
  }

  #read(home: Home, block: number, lane: number): number {
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
