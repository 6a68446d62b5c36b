import { internal } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import { ROW } from "../../wasm/block.js";
import type { Code } from "../../wasm/code.js";
import type { ModuleBuilder } from "../../wasm/module.js";
import { type Homes, type Space, TILE_BLOCKS } from "./homes.js";
import type { Image } from "./image.js";

/** Operations that combine the values of a population two by two. */
export type Tree = "total" | "product" | "least" | "greatest";

/**
 * Adds a function (block, end) for the single values of two runs that goes through the tiles of a population.
 *
 * @param body Code for a tile, between the addresses in two locals; `before` and `behind` are written around the loop.
 */
export function addTileLoop(
  builder: ModuleBuilder,
  homes: Homes,
  space: Space,
  body: (code: Code, tile: number, end: number) => void,
  around: { before?: (code: Code) => void; behind?: (code: Code) => void } = {},
): number {
  const { index, code } = builder.addFunction(["i32", "i32"]);
  const block = 0;
  const { agents, first, tile: bytes } = homes.crowds[space - 1]!;
  const tile = code.local("i32");
  const end = code.local("i32");
  const left = code.local("i32");
  around.before?.(code);
  code.get(block).i32(first).loadI32(0).op("i32Add").set(tile);
  code.i32(agents).set(left);
  code.loop();
  code.get(left).i32(TILE_BLOCKS).get(left).i32(TILE_BLOCKS).op("i32LessUnsigned").op("select");
  code.i32(4).op("i32ShiftLeft").get(tile).op("i32Add").set(end);
  body(code, tile, end);
  code.get(tile).i32(bytes).loadI32(0).op("i32Add").set(tile);
  code.get(left).i32(TILE_BLOCKS).op("i32Subtract").tee(left).i32(0).op("i32GreaterSigned").branchIf(0);
  code.end();
  around.behind?.(code);
  return index;
}

/** Adds a function (block, end) that calls functions (block, end) for every tile of a population. */
export function addForTiles(builder: ModuleBuilder, homes: Homes, space: Space, functions: readonly number[]): number {
  return addTileLoop(builder, homes, space, (code, tile, end) => {
    for (const one of functions) code.get(tile).get(end).call(one);
  });
}

/** Combines the two vectors on the stack as the js backend combines two values. */
function combine(code: Code, operation: Tree, a: number, b: number): void {
  if (operation === "total") code.vector("f64x2Add");
  else if (operation === "product") code.vector("f64x2Multiply");
  else {
    code.set(b).set(a).get(b).get(a);
    code.vector(operation === "least" ? "f64x2PseudoMinimum" : "f64x2PseudoMaximum");
    for (const one of [a, b]) code.get(one).get(one).vector("f64x2Subtract");
    code.vector("f64x2Add").vector("or");
  }
}

/**
 * Functions that combine values by pairs, then pairs of pairs, as `pairwise` in the js backend: those of a tile, whose
 * number is a power of two in all but the last, then those of the tiles.
 */
export class Trees {
  readonly #functions = new Map<Tree, number>();
  readonly #scratch: number;
  readonly #results: number;

  constructor(
    readonly builder: ModuleBuilder,
    readonly homes: Homes,
    image: Image,
  ) {
    const most = homes.crowds.reduce((all, { agents }) => Math.max(all, agents), 0);
    this.#scratch = image.numbers(new Float64Array((TILE_BLOCKS * ROW) / 8));
    this.#results = image.numbers(new Float64Array((Math.ceil(most / TILE_BLOCKS) * ROW) / 8));
  }

  /** A function (block, end) that combines the values of a node into the row of another one's. */
  add(operation: Tree, values: NodeId, out: NodeId): number {
    const { homes } = this;
    const home = homes.of(values);
    const target = homes.of(out);
    if (home === undefined || target?.kind !== "row") return internal(`${operation} has no place for its values`);
    if (home.kind !== "row" && home.kind !== "moving") return internal(`the values of a ${operation} are no row`);
    const tree = this.#functionOf(operation);
    let row = -1;
    let result = -1;
    return addTileLoop(
      this.builder,
      homes,
      homes.spaceOf(values),
      (code, tile, end) => {
        code.get(result);
        for (const edge of [tile, end]) code.get(edge).get(row).op("i32Add");
        code.i32(this.#scratch).call(tree).vectorMemory("store", 0);
        code.get(result).i32(ROW).op("i32Add").set(result);
      },
      {
        before: (code) => {
          row = code.local("i32");
          result = code.local("i32");
          if (home.kind === "moving") code.i32(home.address).loadI32(0).i32(home.offset).op("i32Add").set(row);
          else code.i32(home.offset).set(row);
          code.i32(this.#results).set(result);
        },
        behind: (code) => {
          code.get(0).i32(this.#results).get(result).i32(this.#results).call(tree);
          code.vectorMemory("store", target.offset);
        },
      },
    );
  }

  /** The function (from, end, scratch) that combines the vectors between two addresses. */
  #functionOf(operation: Tree): number {
    const known = this.#functions.get(operation);
    if (known !== undefined) return known;
    const { index, code } = this.builder.addFunction(["i32", "i32", "i32"], ["v128"]);
    this.#functions.set(operation, index);
    const [from, end, scratch] = [0, 1, 2] as const;
    const [a, b] = [code.local("v128"), code.local("v128")];
    const [count, half, at] = [code.local("i32"), code.local("i32"), code.local("i32")];
    code
      .get(end)
      .get(from)
      .op("i32Subtract")
      .tee(count)
      .i32(TILE_BLOCKS * ROW)
      .op("i32Eq")
      .if();
    const whole = (first: number, last: number): void => {
      if (last - first === 1) {
        code.get(from).vectorMemory("load", first * ROW);
        return;
      }
      whole(first, (first + last) >> 1);
      whole((first + last) >> 1, last);
      combine(code, operation, a, b);
    };
    whole(0, TILE_BLOCKS);
    code.op("return").end();
    code.get(count).i32(4).op("i32ShiftRightUnsigned").set(count);
    code.block().loop();
    code.get(count).i32(1).op("i32Eq").branchIf(1);
    code.get(count).i32(1).op("i32ShiftRightUnsigned").set(half);
    code.i32(0).set(at);
    const vectorAt = (base: number, position: () => void) => {
      code.get(base);
      position();
      code.i32(4).op("i32ShiftLeft").op("i32Add");
    };
    code.loop();
    vectorAt(scratch, () => code.get(at));
    vectorAt(from, () => code.get(at).i32(1).op("i32ShiftLeft"));
    code.vectorMemory("load", 0);
    vectorAt(from, () => code.get(at).i32(1).op("i32ShiftLeft"));
    code.vectorMemory("load", ROW);
    combine(code, operation, a, b);
    code.vectorMemory("store", 0);
    code.get(at).i32(1).op("i32Add").tee(at).get(half).op("i32LessUnsigned").branchIf(0);
    code.end();
    // An odd one goes up as it is.
    code.get(count).i32(1).op("i32And").if();
    vectorAt(scratch, () => code.get(half));
    vectorAt(from, () => code.get(count).i32(1).op("i32Subtract"));
    code.vectorMemory("load", 0).vectorMemory("store", 0);
    code.end();
    code.get(half).get(count).i32(1).op("i32And").op("i32Add").set(count);
    code.get(scratch).set(from);
    code.branch(0).end().end();
    code.get(from).vectorMemory("load", 0);
    return index;
  }
}

/** Adds a function (block, end) that sets single values side by side. */
export function addGather(builder: ModuleBuilder, homes: Homes, node: NodeId): number {
  const { index, code } = builder.addFunction(["i32", "i32"]);
  const block = 0;
  const target = homes.of(node);
  if (target?.kind !== "row") return internal("values are gathered into no row");
  const { first, tile } = homes.crowds[homes.spaceOf(node) - 1]!;
  const to = code.local("i32");
  code.get(block).i32(first).loadI32(0).op("i32Add").set(to);
  for (const [agent, operand] of homes.program.graph.nodes[node]!.arguments.entries()) {
    if (agent > 0 && agent % TILE_BLOCKS === 0) code.get(to).i32(tile).loadI32(0).op("i32Add").set(to);
    code.get(to);
    const home = homes.of(homes.sourceOf(operand)) ?? internal("a value is gathered that stands nowhere");
    if (home.kind === "constant") code.f64(home.value).vector("f64x2Splat");
    else if (home.kind === "cell") code.i32(home.address).vectorMemory("load64Splat", 0);
    else {
      code.get(block);
      if (home.kind === "moving") code.i32(home.address).loadI32(0).op("i32Add");
      code.vectorMemory("load", home.offset);
    }
    code.vectorMemory("store", target.offset + (agent % TILE_BLOCKS) * ROW);
  }
  return index;
}

/** A sum in two rows of the single values, to which the values in a row of a population are added one by one. */
export interface Chain {
  readonly high: number;
  readonly low: number;
  readonly row: number;
  readonly sign: 1 | -1;
}

/**
 * Adds a function (block, end) that carries on several sums side by side, as `accumulateAll` in `double-double.ts`. A
 * tile in which an amount is larger than the sum that it meets is gone through again with Knuth's two-sum.
 */
export function addChains(builder: ModuleBuilder, homes: Homes, space: Space, chains: readonly Chain[]): number {
  const block = 0;
  const sums: { chain: Chain; high: number; low: number; oldHigh: number; oldLow: number }[] = [];
  const shared = { amount: -1, sum: -1, part: -1, doubt: -1, zero: -1 };
  const { amount, sum, part, doubt, zero } = Object.fromEntries(
    Object.keys(shared).map((name, index) => [name, index]),
  ) as typeof shared;
  const locals: number[] = [];
  const loop = (code: Code, tile: number, end: number, isQuick: boolean) => {
    const at = tileWalker(code, tile);
    code.loop();
    for (const { chain, high, low } of sums) {
      code.get(at).vectorMemory("load", chain.row);
      if (chain.sign < 0) code.vector("f64x2Negate");
      code.set(locals[amount]!);
      if (isQuick) addOrderedSum(code, high, low, locals[amount]!, locals[sum]!, locals[doubt]!);
      else addTwoSum(code, high, low, locals[amount]!, locals[sum]!, locals[part]!);
    }
    walkOn(code, at, end);
  };
  return addTileLoop(
    builder,
    homes,
    space,
    (code, tile, end) => {
      for (const { high, low, oldHigh, oldLow } of sums) code.get(high).set(oldHigh).get(low).set(oldLow);
      code.get(locals[zero]!).set(locals[doubt]!);
      loop(code, tile, end, true);
      code.get(locals[doubt]!).vector("anyTrue").if();
      for (const { high, low, oldHigh, oldLow } of sums) code.get(oldHigh).set(high).get(oldLow).set(low);
      loop(code, tile, end, false);
      code.end();
    },
    {
      before: (code) => {
        for (const _ of Object.keys(shared)) locals.push(code.local("v128"));
        for (const chain of chains) {
          const own = { high: code.local("v128"), low: code.local("v128") };
          sums.push({ chain, ...own, oldHigh: code.local("v128"), oldLow: code.local("v128") });
          code.get(block).vectorMemory("load", chain.high).set(own.high);
          code.get(block).vectorMemory("load", chain.low).set(own.low);
        }
      },
      behind: (code) => {
        for (const { chain, high, low } of sums) {
          code.get(block).get(high).vectorMemory("store", chain.high);
          code.get(block).get(low).vectorMemory("store", chain.low);
        }
      },
    },
  );
}

/** Adds a function (block, end) that adds a share of the values in a row of a population to a single one, one by one. */
export function addScaledChain(
  builder: ModuleBuilder,
  homes: Homes,
  space: Space,
  level: number,
  row: number,
  share: number,
): number {
  let value = -1;
  let factor = -1;
  return addTileLoop(
    builder,
    homes,
    space,
    (code, tile, end) => {
      const at = tileWalker(code, tile);
      code.loop();
      code.get(value).get(factor).get(at).vectorMemory("load", row).vector("f64x2Multiply");
      code.vector("f64x2Add").set(value);
      walkOn(code, at, end);
    },
    {
      before: (code) => {
        value = code.local("v128");
        factor = code.local("v128");
        code.get(0).vectorMemory("load", level).set(value);
        code.f64(share).vector("f64x2Splat").set(factor);
      },
      behind: (code) => code.get(0).get(value).vectorMemory("store", level),
    },
  );
}

/** What an audit gathers of the stocks of a book: rows of the single values. */
export interface AuditRows {
  readonly held: number;
  readonly sum: number;
  readonly error: number;
}

/** Adds a function (block, end) that adds the stocks of all agents to what an audit has gathered. */
export function addAuditChain(
  builder: ModuleBuilder,
  homes: Homes,
  space: Space,
  rows: AuditRows,
  stock: { readonly level: number; readonly rest: number },
): number {
  const locals = { held: -1, sum: -1, error: -1, amount: -1, next: -1, part: -1 };
  const gathered = ["held", "sum", "error"] as const;
  return addTileLoop(
    builder,
    homes,
    space,
    (code, tile, end) => {
      const at = tileWalker(code, tile);
      code.loop();
      for (const part of ["level", "rest"] as const) {
        code.get(at).vectorMemory("load", stock[part]).set(locals.amount);
        if (part === "level") {
          code.get(locals.held).get(locals.amount).vector("f64x2Absolute").vector("f64x2Add").set(locals.held);
        }
        addTwoSum(code, locals.sum, locals.error, locals.amount, locals.next, locals.part);
      }
      walkOn(code, at, end);
    },
    {
      before: (code) => {
        for (const name of Object.keys(locals) as (keyof typeof locals)[]) locals[name] = code.local("v128");
        for (const name of gathered) code.get(0).vectorMemory("load", rows[name]).set(locals[name]);
      },
      behind: (code) => {
        for (const name of gathered) code.get(0).get(locals[name]).vectorMemory("store", rows[name]);
      },
    },
  );
}

/** high + low += amount, by Knuth's two-sum. */
function addTwoSum(code: Code, high: number, low: number, amount: number, sum: number, part: number): void {
  code.get(high).get(amount).vector("f64x2Add").tee(sum).get(high).vector("f64x2Subtract").set(part);
  code.get(low);
  code.get(high).get(sum).get(part).vector("f64x2Subtract").vector("f64x2Subtract");
  code.get(amount).get(part).vector("f64x2Subtract").vector("f64x2Add");
  code.vector("f64x2Add").set(low);
  code.get(sum).set(high);
}

/** high + low += amount by Dekker's sum; notes in `doubt` where the amount is larger, or no number. */
function addOrderedSum(code: Code, high: number, low: number, amount: number, sum: number, doubt: number): void {
  code.get(doubt).get(amount).vector("f64x2Absolute").get(high).vector("f64x2Absolute");
  code.vector("f64x2LessOrEqual").vector("not").vector("or").set(doubt);
  code.get(high).get(amount).vector("f64x2Add").set(sum);
  code.get(low).get(high).get(sum).vector("f64x2Subtract").get(amount).vector("f64x2Add").vector("f64x2Add").set(low);
  code.get(sum).set(high);
}

/** A local that goes through the blocks of a tile. */
function tileWalker(code: Code, tile: number): number {
  const at = code.local("i32");
  code.get(tile).set(at);
  return at;
}

function walkOn(code: Code, at: number, end: number): void {
  code.get(at).i32(ROW).op("i32Add").tee(at).get(end).op("i32LessUnsigned").branchIf(0).end();
}
