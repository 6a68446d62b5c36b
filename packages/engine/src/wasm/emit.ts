import { internal } from "../base/errors.js";
import { PASSING, SCRATCH_ROW } from "./block.js";
import type { Code } from "./code.js";
import { lastUses } from "./last-uses.js";
import { Places } from "./places.js";
import type { Step, Value } from "./step.js";
import type { Table } from "./table.js";
import type { Trace } from "./trace.js";

/** Where emitted code finds what it needs. */
export interface Surroundings {
  /** Local with the address of the block. */
  readonly block: number;
  /** Local with the address behind the last block. */
  readonly end: number;
  /** Vectors of runs that are computed side by side, an even number where there are words. */
  readonly vectors: number;
  /** Bytes from where these begin to where the next ones do. */
  readonly stride: number;
  /** Address of a constant of 64 bits. */
  readonly constantAt: (high: number, low: number) => number;
  readonly tableAt: (table: Table) => number;
  /** Address of rows for the arguments and the result of what the host computes. */
  readonly scratch: number;
  /** The cell with the address of what is the same for all blocks, if there is any. */
  readonly near?: number;
  /** Bytes of a row of a tile, a power of two, of which the addresses of tiles are multiples where rows are passing. */
  readonly rowBytes?: number;
  /** The host's function (task, lanes, block): reads arguments from the scratch rows and leaves the result in the first. */
  readonly compute: number;
  /** The host's function (task, block). */
  readonly tell: number;
}

/** Whether quick code may have to leave a block to careful code. */
export function hasQuickCode({ steps }: Trace): boolean {
  return steps.some((step) => step.kind === "revise" || (step.kind === "either" && step.shape === "numbers"));
}

/**
 * Writes a trace as a loop over blocks; what is the same for all runs is computed once before it.
 *
 * @param careful The function (block, end) with the careful code of this trace, to write the quick one.
 */
export function emitLoop(code: Code, trace: Trace, surroundings: Surroundings, careful?: number): void {
  new Emitter(code, trace, surroundings, careful).emit();
}

class Emitter {
  readonly #places: Places;
  readonly #lastUse: Int32Array;
  /** Locals with the bits gathered so far, by offset. */
  readonly #gathered = new Map<number, number>();
  /** What this turn gathers, until it is known that the block need not be left to careful code. */
  readonly #gatheredNow = new Map<number, number>();
  /** The local that tells whether a block must be left to careful code; undefined as long as nothing is in doubt. */
  #doubt: number | undefined;
  /** What is told to the host only when it need not be left. */
  readonly #deferred: (() => void)[] = [];

  constructor(
    readonly code: Code,
    readonly trace: Trace,
    readonly around: Surroundings,
    readonly careful: number | undefined,
  ) {
    this.#lastUse = lastUses(trace, (step) => this.#neededBy(step));
    this.#places = new Places(code, trace, this.#lastUse, around.vectors);
    this.#leavesEarly = careful !== undefined && trace.steps.some(({ kind }) => kind === "revise");
    this.#read = new Set(trace.steps.flatMap((step) => (step.kind === "load" ? [step.offset] : [])));
    for (const step of trace.steps) if (this.#isDeferred(step)) this.#lastUse[step.args[0]!] = trace.steps.length;
  }

  /** Whether a block is left in the middle: what is revised stands in the rows that the trace stores to behind it. */
  readonly #leavesEarly: boolean;
  /** Rows of the block that the trace reads. */
  readonly #read: ReadonlySet<number>;

  /** Whether a step stores to what careful code reads again: not before it is known that quick code holds. */
  #isDeferred(step: Step): boolean {
    if (this.careful === undefined || this.#leavesEarly) return false;
    return step.kind === "store" && this.#read.has(step.offset);
  }

  /** Arguments that the code of a step reads. */
  #neededBy(step: Step): readonly Value[] {
    // Quick code takes what is not revised from where it was asked for.
    if (step.kind === "revised") return [...step.args, ...this.trace.steps[step.args[0]]!.args];
    if (step.kind !== "either") return step.args;
    const [mask, quick, careful] = step.args;
    return this.#isQuick(step) ? [mask, quick] : [careful];
  }

  #isQuick(step: Step): boolean {
    return this.careful !== undefined && step.shape === "numbers";
  }

  emit(): void {
    const { code, around } = this;
    const steps = this.trace.steps;
    const isNeeded = (value: Value) => this.#lastUse[value]! >= 0;
    const isOnce = (step: Step) => step.shape === "same" || step.kind === "storeSame";
    for (const [value, step] of steps.entries()) if (isOnce(step) && isNeeded(value)) this.#emitStep(value, step);
    if (!steps.some((step, value) => !isOnce(step) && isNeeded(value))) return;
    code.block().get(around.block).get(around.end).op("i32GreaterOrEqualUnsigned").branchIf(0);
    this.#startGathering();
    code.loop();
    this.#startPassing();
    if (this.#leavesEarly) code.block().block();
    for (const [value, step] of steps.entries()) {
      if (isOnce(step) || !isNeeded(value)) continue;
      this.#emitStep(value, step);
      this.#places.release(this.#neededBy(step), value);
    }
    if (this.#leavesEarly) this.#finishEarly();
    else this.#finish();
    code.get(around.block).i32(around.stride).op("i32Add").tee(around.block);
    code.get(around.end).op("i32LessUnsigned").branchIf(0).end();
    this.#finishGathering();
    code.end();
  }

  #emitStep(value: Value, step: Step): void {
    const { code, around } = this;
    const places = step.shape === undefined ? [] : this.#places.take(value, step.shape);
    switch (step.kind) {
      case "constant":
        code.i32(around.constantAt(step.high, step.low)).vectorMemory("load64Splat", 0).set(places[0]!);
        return;
      case "fixed":
        code
          .i32(step.address)
          .vectorMemory(step.isWord ? "load32Splat" : "load64Splat", 0)
          .set(places[0]!);
        return;
      case "load":
        for (const [copy, place] of places.entries()) {
          const offset = this.#rowAt(step.offset);
          code.vectorMemory("load", offset + 16 * copy).set(place);
        }
        return;
      case "near":
        code.i32(around.near ?? internal("there are no single values near")).loadI32(0);
        if (step.address !== undefined) code.i32(step.address).loadI32(0).op("i32Add");
        code.vectorMemory("load", step.offset).set(places[0]!);
        return;
      case "loadFrom":
        for (const [copy, place] of places.entries()) {
          this.#movedBlock(step.address)
            .vectorMemory("load", step.offset + 16 * copy)
            .set(place);
        }
        return;
      case "vector":
        for (const [copy, place] of places.entries()) {
          for (const argument of step.args) code.get(this.#places.of(argument, copy));
          code.vector(step.name).set(place);
        }
        return;
      case "shift":
        for (const [copy, place] of places.entries()) {
          code.get(this.#places.of(step.args[0], copy)).i32(step.count).vector(step.name).set(place);
        }
        return;
      case "shuffle":
        for (const [copy, place] of places.entries()) {
          for (const argument of step.args) code.get(this.#places.of(argument, copy));
          code.shuffle(step.bytes).set(place);
        }
        return;
      case "join":
        for (const [copy, place] of places.entries()) {
          for (const argument of step.args) code.get(this.#places.of(argument, copy >> 1));
          code.shuffle((copy & 1) === 0 ? lowerHalves : upperHalves).set(place);
        }
        return;
      case "host":
        this.#emitHost(step, places);
        return;
      case "either": {
        const [mask, quick, careful] = step.args;
        const isQuick = this.#isQuick(step);
        for (const [copy, place] of places.entries()) {
          code.get(this.#places.of(isQuick ? quick : careful, copy)).set(place);
          if (isQuick) this.#addDoubt(this.#places.of(mask, copy));
        }
        return;
      }
      case "entry": {
        const address = around.tableAt(step.table) + step.byte;
        for (const [copy, place] of places.entries()) {
          code
            .get(this.#wordOf(step.args[0], copy, step.lane))
            .vectorMemory("load", address)
            .set(place);
        }
        return;
      }
      case "each":
        for (const [copy, place] of places.entries()) {
          for (const lane of [0, 1]) {
            code.get(this.#places.of(step.args[0], copy)).lane("f64x2ExtractLane", lane);
            for (const one of step.given) code.i32(one);
            code.call(step.func);
            if (lane === 0) code.vector("f64x2Splat").set(place);
          }
          // The number of lane 1 lies on the stack; the vector must come before it.
          const second = this.#number();
          code.set(second).get(place).get(second).lane("f64x2ReplaceLane", 1).set(place);
        }
        return;
      case "store":
      case "storeTo":
        if (this.#isDeferred(step)) this.#deferred.push(() => this.#store(step));
        else this.#store(step);
        return;
      case "storeSame":
        code.i32(step.address).get(this.#places.of(step.args[0], 0)).lane("f64x2ExtractLane", 0).storeF64(0);
        return;
      case "gather": {
        const known = this.#gatheredNow.get(step.offset);
        const now = known ?? this.code.local("v128");
        this.#gatheredNow.set(step.offset, now);
        const isSame = this.trace.shapeOf(step.args[0]) === "same";
        for (let copy = 0; copy < (isSame ? 1 : around.vectors); copy++) {
          if (copy > 0 || known !== undefined) code.get(now);
          code.get(this.#places.of(step.args[0], copy));
          if (copy > 0 || known !== undefined) code.vector("or");
          code.set(now);
        }
        return;
      }
      case "raise":
        // Seldom is a lane of the mask set: then careful code says so.
        if (this.careful !== undefined) {
          for (let copy = 0; copy < around.vectors; copy++) this.#addDoubt(this.#places.of(step.args[0], copy));
          return;
        }
        this.#anyOf(step.args[0], around.vectors);
        code.if().i32(step.address).i32(1).storeI32(0).end();
        return;
      case "tell":
        if (this.careful === undefined) this.#tell(step.task, step.args[0]);
        else this.#deferTelling(step.task, step.args[0]);
        return;
      case "revise":
        if (this.careful === undefined) this.#emitRevise(value, step);
        else {
          for (let copy = 0; copy < around.vectors; copy++) this.#addDoubt(this.#places.of(step.args[0]!, copy));
          code.get(this.#doubt!).vector("anyTrue").branchIf(0);
          this.#doubt = undefined;
        }
        return;
      case "revised":
        for (const [copy, place] of places.entries()) {
          const revised = this.#revised.get(step.args[0])?.[step.which]?.[copy];
          const asked = this.trace.steps[step.args[0]]!.args[1 + step.which]!;
          code.get(revised ?? this.#places.of(asked, copy)).set(place);
        }
    }
  }

  /** Locals with the lower words of lanes, by value, copy and lane. */
  readonly #words = new Map<string, number>();

  #wordOf(value: Value, copy: number, lane: 0 | 1): number {
    const key = `${value} ${copy} ${lane}`;
    let word = this.#words.get(key);
    if (word === undefined) {
      word = this.code.local("i32");
      this.#words.set(key, word);
      this.code
        .get(this.#places.of(value, copy))
        .lane("i32x4ExtractLane", 2 * lane)
        .set(word);
    }
    return word;
  }

  #tell(task: number, mask: Value): void {
    this.#anyOf(mask, this.around.vectors);
    this.code.if().i32(task).get(this.around.block).call(this.around.tell).end();
  }

  /** Keeps a mask until it is known that the block need not be left to careful code. */
  #deferTelling(task: number, mask: Value): void {
    const { code, around } = this;
    const kept = code.local("v128");
    const isSame = this.trace.shapeOf(mask) === "same";
    for (let copy = 0; copy < (isSame ? 1 : this.around.vectors); copy++) {
      code.get(this.#places.of(mask, copy));
      if (copy > 0) code.vector("or");
    }
    code.set(kept);
    this.#deferred.push(() => {
      code.get(kept).vector("anyTrue").if().i32(task).get(around.block).call(around.tell).end();
    });
  }

  #addDoubt(mask: number): void {
    const { code } = this;
    if (this.#doubt === undefined) {
      this.#doubt = code.local("v128");
      code.get(mask).set(this.#doubt);
    } else code.get(this.#doubt).get(mask).vector("or").set(this.#doubt);
  }

  /** The end of a turn: bits gathered and what is told, or the careful code for its blocks. */
  #finish(): void {
    const { code, around } = this;
    if (this.careful === undefined || this.#doubt === undefined) {
      this.#keepGathered();
      for (const tell of this.#deferred) tell();
      return;
    }
    code.get(this.#doubt).vector("anyTrue").if();
    code.get(around.block).get(around.block).i32(around.stride).op("i32Add").call(this.careful);
    code.op("else");
    this.#keepGathered();
    for (const tell of this.#deferred) tell();
    code.end();
    this.#doubt = undefined;
  }

  /** The end of a block that is left in the middle where it is in doubt. */
  #finishEarly(): void {
    const { code, around } = this;
    if (this.#doubt !== undefined) internal("nothing may be in doubt behind what is revised");
    this.#keepGathered();
    for (const tell of this.#deferred) tell();
    code.branch(1).end();
    code.get(around.block).get(around.block).i32(around.stride).op("i32Add").call(this.careful!);
    code.end();
  }

  readonly #revised = new Map<Value, readonly (readonly number[])[]>();

  #emitRevise(value: Value, { task, rows, args }: Step & { readonly kind: "revise" }): void {
    const { code, around } = this;
    const [mask, ...values] = args;
    const places = rows.map(() => Array.from({ length: this.around.vectors }, () => code.local("v128")));
    this.#revised.set(value, places);
    for (const [index, copies] of places.entries()) {
      for (const [copy, place] of copies.entries()) code.get(this.#places.of(values[index]!, copy)).set(place);
    }
    this.#anyOf(mask!, this.around.vectors);
    code.if();
    for (const [index, copies] of places.entries()) {
      for (const [copy, place] of copies.entries()) {
        code
          .get(around.block)
          .get(place)
          .vectorMemory("store", rows[index]! + 16 * copy);
      }
    }
    code.i32(task).get(around.block).call(around.tell);
    for (const [index, copies] of places.entries()) {
      for (const [copy, place] of copies.entries()) {
        code
          .get(around.block)
          .vectorMemory("load", rows[index]! + 16 * copy)
          .set(place);
      }
    }
    code.end();
  }

  #store(step: Step & { readonly kind: "store" | "storeTo" }): void {
    const [value] = step.args;
    const copies = this.trace.shapeOf(value) === "words" ? this.around.vectors / 2 : this.around.vectors;
    for (let copy = 0; copy < copies; copy++) {
      let offset = 0;
      if (step.kind === "store") offset = this.#rowAt(step.offset);
      else this.#movedBlock(step.address);
      this.code.get(this.#places.of(value, copy)).vectorMemory("store", offset + 16 * copy);
    }
  }

  /** How far the block is from the start of its row, where a row is passing. */
  #within: number | undefined;

  #startPassing(): void {
    const { code, around } = this;
    const isPassing = (step: Step) => (step.kind === "load" || step.kind === "store") && step.offset >= PASSING;
    if (!this.trace.steps.some(isPassing)) return;
    this.#within = code.local("i32");
    const bytes = around.rowBytes ?? internal("there are no passing rows");
    code
      .get(around.block)
      .i32(bytes - 1)
      .op("i32And")
      .set(this.#within);
  }

  /** Leaves an address on the stack from which a row of the block is so far. */
  #rowAt(offset: number): number {
    const isPassing = offset >= PASSING;
    this.code.get(isPassing ? this.#within! : this.around.block);
    return isPassing ? offset - PASSING : offset;
  }

  #movedBlock(address: number): Code {
    return this.code.get(this.around.block).i32(address).loadI32(0).op("i32Add");
  }

  #numberLocal: number | undefined;

  #number(): number {
    this.#numberLocal ??= this.code.local("f64");
    return this.#numberLocal;
  }

  /** Leaves 1 on the stack when a lane of any copy is set. */
  #anyOf(mask: Value, copies: number): void {
    const { code } = this;
    code.get(this.#places.of(mask, 0));
    const isSame = this.trace.shapeOf(mask) === "same";
    for (let copy = 1; copy < copies && !isSame; copy++) code.get(this.#places.of(mask, copy)).vector("or");
    code.vector("anyTrue");
  }

  #emitHost(step: Step & { readonly kind: "host" }, places: readonly number[]): void {
    const { code, around } = this;
    const [mask, usual] = step.args;
    const given = step.isRare ? step.args.slice(2) : step.args;
    if (step.isRare) {
      for (const [copy, place] of places.entries()) code.get(this.#places.of(usual!, copy)).set(place);
      this.#anyOf(mask!, places.length);
      code.if();
    }
    for (const [index, argument] of given.entries()) {
      for (let copy = 0; copy < places.length; copy++) {
        code
          .i32(around.scratch)
          .get(this.#places.of(argument, copy))
          .vectorMemory("store", index * SCRATCH_ROW + 16 * copy);
      }
    }
    code
      .i32(step.task)
      .i32(2 * places.length)
      .get(around.block)
      .call(around.compute);
    for (const [copy, place] of places.entries()) {
      code
        .i32(around.scratch)
        .vectorMemory("load", 16 * copy)
        .set(place);
    }
    if (step.isRare) code.end();
  }

  #startGathering(): void {
    const { code, around } = this;
    for (const step of this.trace.steps) {
      if (step.kind !== "gather" || this.#gathered.has(step.offset)) continue;
      this.#gathered.set(step.offset, code.local("v128"));
    }
    if (this.#gathered.size > 0) code.get(around.block).set(this.#firstBlock());
  }

  #keepGathered(): void {
    for (const [offset, now] of this.#gatheredNow) {
      const all = this.#gathered.get(offset)!;
      this.code.get(all).get(now).vector("or").set(all);
    }
    this.#gatheredNow.clear();
  }

  /** What all blocks have gathered goes to the first one. */
  #finishGathering(): void {
    const { code } = this;
    for (const [offset, all] of this.#gathered) {
      code.get(this.#firstBlock()).get(this.#firstBlock()).vectorMemory("load", offset);
      code.get(all).vector("or").vectorMemory("store", offset);
    }
  }

  #firstBlockLocal: number | undefined;

  #firstBlock(): number {
    this.#firstBlockLocal ??= this.code.local("i32");
    return this.#firstBlockLocal;
  }
}

const lowerHalves = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const upperHalves = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
