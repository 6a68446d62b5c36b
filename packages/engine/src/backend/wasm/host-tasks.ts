import * as rational from "../../base/rational.js";
import type { Program } from "../../model/index.js";
import { type DrawKey, distributions, drawKey } from "../../random/index.js";
import { LANES, SCRATCH_ROW } from "../../wasm/block.js";
import { computeRare, RARE_TASKS } from "../../wasm/rare.js";
import { emptyReport, mergeReports, type RunReport, type RunRequest } from "../contract.js";
import { OverdrawnRun } from "../js-overdraft.js";
import { Observations } from "../observations.js";
import type { BlockMemory } from "./block-memory.js";
import { type CompiledKernel, overdrawTask } from "./compile.js";
import { CrowdLedger, CrowdNodes } from "./crowd-host.js";
import { type Space, spaceOf } from "./homes.js";
import { SCRATCH } from "./image.js";

/** What vector code leaves to the host: rare arguments, samplers that reject, overdrawn runs and what is reported. */
export class HostTasks {
  readonly #kernel: CompiledKernel;
  readonly #memory: BlockMemory;
  readonly #overdrawn: OverdrawnRun;
  readonly #crowdNodes: CrowdNodes;
  readonly #crowdLedger: CrowdLedger | undefined;
  readonly #condition = new Float64Array(LANES);
  /** How many parameters the equation of each draw gives. */
  readonly #given: readonly number[];
  /** Where the numbers of each draw have their rows. */
  readonly #spaces: readonly Space[];
  #request: RunRequest = { seed: 0n, firstRun: 0, runs: 0 };
  #keys = new Map<number, DrawKey>();
  /** By block, so that no block's place among others matters. */
  #observations: (Observations | undefined)[] = [];

  constructor(kernel: CompiledKernel, memory: BlockMemory) {
    this.#kernel = kernel;
    this.#memory = memory;
    this.#overdrawn = new OverdrawnRun(kernel.program);
    this.#crowdNodes = new CrowdNodes(kernel, memory);
    this.#crowdLedger = kernel.homes.isCrowd ? new CrowdLedger(kernel, memory) : undefined;
    this.#given = givenParameters(kernel.program);
    const { nodes } = kernel.program.graph;
    const drawn = new Map(nodes.flatMap((node) => (node.operation === "draw" ? [[node.index!, node] as const] : [])));
    this.#spaces = kernel.program.graph.draws.map((_, draw) => spaceOf(drawn.get(draw) ?? {}));
  }

  open(request: RunRequest): void {
    this.#request = request;
    this.#keys = new Map();
    this.#observations = [];
  }

  get report(): RunReport {
    return this.#observations.reduce<RunReport>(
      (all, one) => (one === undefined ? all : mergeReports(all, one.report())),
      emptyReport,
    );
  }

  compute(task: number, lanes: number, block: number): void {
    if (task < RARE_TASKS) computeRare(task, lanes, this.#memory.numbers, SCRATCH / 8, SCRATCH_ROW / 8);
    else this.#sample(task - RARE_TASKS, block);
  }

  tell(task: number, block: number): void {
    const overdraw = overdrawTask(this.#kernel.program);
    if (task > overdraw) this.#crowdNodes.compute(task - overdraw - 1, block);
    else if (task < overdraw) this.#check(task, block);
    else if (this.#crowdLedger === undefined) this.#overdraw(block);
    else this.#settleCrowd(this.#crowdLedger, block);
  }

  get #step(): number {
    return this.#memory.words[this.#kernel.homes.step / 4]!;
  }

  #observationsAt(block: number): { readonly observations: Observations; readonly runs: number } {
    const index = this.#memory.indexOf(block);
    const runs = Math.max(0, Math.min(LANES, this.#request.runs - index * LANES));
    this.#observations[index] ??= new Observations(this.#request.firstRun + index * LANES, runs);
    return { observations: this.#observations[index], runs };
  }

  #check(index: number, block: number): void {
    const { name, node } = this.#kernel.program.checks[index]!;
    for (let lane = 0; lane < LANES; lane++) this.#condition[lane] = this.#memory.read(node, block, lane);
    const { observations, runs } = this.#observationsAt(block);
    observations.check(name, this.#condition.subarray(0, runs), this.#step);
  }

  /** A draw for the runs of a block: parameters stand in the scratch rows, the numbers go into the first. */
  #sample(draw: number, block: number): void {
    const { name, distribution: kind, every = 1 } = this.#kernel.program.graph.draws[draw]!;
    const step = Math.floor(this.#step / every);
    const { numbers } = this.#memory;
    const { firstRun, runs } = this.#request;
    const before = this.#memory.indexOf(block) * LANES;
    const agent = this.#memory.agentOf(block, this.#spaces[draw]!);
    let key = this.#keys.get(draw);
    if (key === undefined) {
      key = drawKey(this.#request.seed, name);
      this.#keys.set(draw, key);
    }
    const distribution = distributions[kind];
    const values = distribution.parameters.map((parameter) => parameter.default ?? Number.NaN);
    const start = SCRATCH / 8;
    for (let lane = 0; lane < LANES; lane++) {
      for (let index = 0; index < this.#given[draw]!; index++)
        values[index] = numbers[start + (index * SCRATCH_ROW) / 8 + lane]!;
      const run = firstRun + Math.min(before + lane, runs - 1);
      // Impossible parameters give NaN, which the check for finite values finds.
      const isPossible = distribution.check(values) === undefined;
      numbers[start + lane] = isPossible ? distribution.sample(key, step, run, agent, values) : Number.NaN;
    }
  }

  #settleCrowd(ledger: CrowdLedger, block: number): void {
    const { program } = this.#kernel;
    for (let lane = 0; lane < LANES; lane++) {
      if (!ledger.isNeeded(block, lane)) continue;
      const { observations, runs } = this.#observationsAt(block);
      const isSettled = ledger.settle(block, lane, (stock, _, requested, available) => {
        if (lane >= runs) return;
        observations.overdraft(program.stocks[stock]!.name, lane, this.#step, requested, available);
      });
      if (!isSettled) this.#memory.markFaulty(block);
    }
  }

  /**
   * Settles the overdrawn runs of a block again, with the amounts that their stocks can bear. The stocks stand in
   * their rows as before the step, what their flows ask for in the rows of the next levels.
   */
  #overdraw(block: number): void {
    const { program, homes, moved } = this.#kernel;
    const run = this.#overdrawn;
    const { numbers } = this.#memory;
    const at = (row: number, lane: number) => (block + row) / 8 + lane;
    for (let lane = 0; lane < LANES; lane++) {
      const isOverdrawn = homes.stocks.some(
        ({ next }, stock) =>
          next !== undefined && !program.stocks[stock]!.mayBeNegative && numbers[at(next.level, lane)]! < 0,
      );
      if (!isOverdrawn) continue;
      for (const [stock, { level, rest }] of homes.stocks.entries()) {
        run.before[stock] = numbers[at(level, lane)]!;
        run.restBefore[stock] = numbers[at(rest, lane)]!;
      }
      this.#ask(block, lane);
      if (!areFinite(run.before) || !areFinite(run.amounts)) {
        this.#memory.markFaulty(block);
        continue;
      }
      const { observations, runs } = this.#observationsAt(block);
      run.settle((stock, requested, available) => {
        if (lane >= runs) return;
        observations.overdraft(program.stocks[stock]!.name, lane, this.#step, requested, available);
      });
      for (const [stock, { level, rest, next }] of homes.stocks.entries()) {
        numbers[at(next?.level ?? level, lane)] = run.levels[stock]!;
        numbers[at(next?.rest ?? rest, lane)] = run.rest[stock]!;
      }
      for (const [flow, row] of moved) numbers[at(row, lane)] = run.amounts[flow]!;
    }
  }

  /** What the flows of a run ask for in this step. */
  #ask(block: number, lane: number): void {
    const { program, homes, moved } = this.#kernel;
    const dt = rational.toNumber(program.scale.dt);
    for (const [flow, { amount }] of program.flows.entries()) {
      const row = moved.get(flow);
      const rate = row === undefined ? this.#memory.read(homes.sourceOf(amount), block, lane) : 0;
      this.#overdrawn.amounts[flow] =
        row !== undefined ? this.#memory.numbers[(block + row) / 8 + lane]! : dt === 1 ? rate : rate * dt;
    }
  }
}

function givenParameters({ graph }: Program): number[] {
  const given = graph.draws.map(() => 0);
  for (const { operation, index, arguments: operands } of graph.nodes) {
    if (operation === "draw") given[index!] = operands.length;
  }
  return given;
}

function areFinite(values: Float64Array): boolean {
  return values.every((value) => value - value === 0);
}
