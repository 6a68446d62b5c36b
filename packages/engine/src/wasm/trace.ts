import { internal } from "../base/errors.js";
import { fromWords, highWord, lowWord } from "../numeric/bits.js";
import type { VectorInstruction } from "./instructions.js";
import { keyOf, type Shape, type Step, type Value } from "./step.js";
import type { Table } from "./table.js";

export type { Value } from "./step.js";

/** Straight-line vector code: equal steps are one step, and what nothing needs is not emitted. */
export class Trace {
  readonly steps: Step[] = [];
  readonly #known = new Map<string, Value>();
  /** What rows hold that were stored since the host last could change them. */
  readonly #stored = new Map<number, Value>();
  #age = 0;

  /** The same number in all lanes. */
  constant(value: number): Value {
    return this.bits(highWord(value), lowWord(value));
  }

  /** The same 64 bits in both halves of a vector. */
  bits(high: number, low: number): Value {
    return this.#share({ kind: "constant", shape: "same", high: high | 0, low: low | 0, args: [] });
  }

  /** The same 32 bits in all four words. */
  word(bits: number): Value {
    return this.bits(bits, bits);
  }

  fixed(address: number): Value {
    return this.#share({ kind: "fixed", shape: "same", address, isWord: false, args: [] });
  }

  fixedWord(address: number): Value {
    return this.#share({ kind: "fixed", shape: "same", address, isWord: true, args: [] });
  }

  /** What a row of the block held at the start; see `stored` for one that is written on the way. */
  load(offset: number): Value {
    return this.#share({ kind: "load", shape: "numbers", offset, age: 0, args: [] });
  }

  /** What a row holds by now, whoever wrote it. */
  stored(offset: number): Value {
    const own = this.#stored.get(offset);
    return own ?? this.#share({ kind: "load", shape: "numbers", offset, age: this.#age, args: [] });
  }

  loadWords(offset: number): Value {
    return this.#share({ kind: "load", shape: "words", offset, age: 0, args: [] });
  }

  loadFrom(address: number, offset: number): Value {
    return this.#share({ kind: "loadFrom", shape: "numbers", address, offset, args: [] });
  }

  /** Numbers or words of the lanes that are the same for all blocks: see the step of this name. */
  near(offset: number, address?: number): Value {
    return this.#share({ kind: "near", shape: "same", offset, address, args: [] });
  }

  vector(name: VectorInstruction, ...given: readonly Value[]): Value {
    const args = given[0]! > given[1]! && commutative.has(name) ? [given[1]!, given[0]!] : given;
    return this.#share({ kind: "vector", shape: this.#shapeOf(args), name, args });
  }

  shift(name: VectorInstruction, value: Value, count: number): Value {
    return this.#share({ kind: "shift", shape: this.#shapeOf([value]), name, count, args: [value] });
  }

  /** Four words of the eight of two values. */
  shuffleWords(a: Value, b: Value, words: readonly [number, number, number, number]): Value {
    const bytes = words.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]);
    return this.#share({ kind: "shuffle", shape: this.#shapeOf([a, b]), bytes, args: [a, b] });
  }

  join(low: Value, high: Value): Value {
    const isSame = this.shapeOf(low) === "same" && this.shapeOf(high) === "same";
    return this.#share({ kind: "join", shape: isSame ? "same" : "numbers", args: [low, high] });
  }

  /** The usual value, but what the host computes where a lane of the mask is set. */
  rare(task: number, mask: Value, usual: Value, args: readonly Value[]): Value {
    const all = [mask, usual, ...args];
    return this.#share({ kind: "host", shape: this.#numbersOrSame(all), task, isRare: true, args: all });
  }

  /** See the step of this name. */
  either(mask: Value, quick: Value, careful: Value): Value {
    const args = [mask, quick, careful] as const;
    return this.#share({ kind: "either", shape: this.#numbersOrSame(args), args });
  }

  /** What the host computes for the runs of a block; never shared. */
  host(task: number, args: readonly Value[]): Value {
    return this.steps.push({ kind: "host", shape: "numbers", task, isRare: false, args }) - 1;
  }

  /** A function of the module, given whole numbers and one number of each lane. */
  each(func: number, given: readonly number[], argument: Value): Value {
    return this.#share({ kind: "each", shape: this.#numbersOrSame([argument]), func, given, args: [argument] });
  }

  /** The two numbers at a byte of a table, from what stands in the lower word of a lane on. */
  entry(table: Table, offset: Value, byte: number, lane: 0 | 1): Value {
    const shape = this.#numbersOrSame([offset]);
    return this.#share({ kind: "entry", shape, table, byte, lane, args: [offset] });
  }

  store(offset: number, value: Value): void {
    this.#stored.set(offset, value);
    this.steps.push({ kind: "store", offset, args: [value] });
  }

  storeTo(address: number, value: Value): void {
    this.steps.push({ kind: "storeTo", address, args: [value] });
  }

  storeSame(address: number, value: Value): void {
    if (this.shapeOf(value) !== "same") internal("a value of every run has no one place");
    this.steps.push({ kind: "storeSame", address, args: [value] });
  }

  gather(offset: number, value: Value): void {
    this.steps.push({ kind: "gather", offset, args: [value] });
  }

  raise(address: number, mask: Value): void {
    this.steps.push({ kind: "raise", address, args: [mask] });
  }

  /** @param mayChange Whether the host may write to rows of the block. */
  tell(task: number, mask: Value, mayChange = false): void {
    this.steps.push({ kind: "tell", task, args: [mask] });
    if (!mayChange) return;
    this.#stored.clear();
    this.#age++;
  }

  /**
   * Lets the host change values where a lane of the mask is set, in rows that nothing else uses. Returns them as
   * they are after that.
   */
  revise(task: number, mask: Value, values: readonly { readonly row: number; readonly value: Value }[]): Value[] {
    const args = [mask, ...values.map(({ value }) => value)];
    const revise = this.steps.push({ kind: "revise", task, rows: values.map(({ row }) => row), args }) - 1;
    return values.map((_, which) => this.steps.push({ kind: "revised", shape: "numbers", which, args: [revise] }) - 1);
  }

  /** A step of another trace, with its arguments in this one; never shared. */
  again(step: Step, args: readonly Value[]): Value {
    return this.steps.push(args.length === 0 ? step : ({ ...step, args } as Step)) - 1;
  }

  shapeOf(value: Value): Shape {
    return this.steps[value]?.shape ?? internal("an effect has no value");
  }

  add(a: Value, b: Value): Value {
    return this.vector("f64x2Add", a, b);
  }

  subtract(a: Value, b: Value): Value {
    return this.vector("f64x2Subtract", a, b);
  }

  multiply(a: Value, b: Value): Value {
    return this.vector("f64x2Multiply", a, b);
  }

  divide(a: Value, b: Value): Value {
    const inverse = this.#exactInverseOf(b);
    return inverse === undefined ? this.vector("f64x2Divide", a, b) : this.multiply(a, this.constant(inverse));
  }

  /** Of a constant power of two: multiplying by it gives the same bits as dividing, in a fraction of the time. */
  #exactInverseOf(value: Value): number | undefined {
    const step = this.steps[value]!;
    if (step.kind !== "constant" || step.low !== 0 || (step.high & 0xfffff) !== 0) return undefined;
    const exponent = (step.high >>> 20) & 0x7ff;
    return exponent === 0 || exponent > 2045 ? undefined : 1 / fromWords(step.high, 0);
  }

  // Engines make two or three instructions of a negation, a magnitude and a complement; with a constant it is one.

  negate(a: Value): Value {
    return this.xor(a, this.bits(0x80000000, 0));
  }

  absolute(a: Value): Value {
    return this.and(a, this.bits(0x7fffffff, -1));
  }

  squareRoot(a: Value): Value {
    return this.vector("f64x2SquareRoot", a);
  }

  and(a: Value, b: Value): Value {
    return this.vector("and", a, b);
  }

  or(a: Value, b: Value): Value {
    return this.vector("or", a, b);
  }

  xor(a: Value, b: Value): Value {
    return this.vector("xor", a, b);
  }

  not(a: Value): Value {
    return this.xor(a, this.bits(-1, -1));
  }

  less(a: Value, b: Value): Value {
    return this.vector("f64x2Less", a, b);
  }

  lessOrEqual(a: Value, b: Value): Value {
    return this.vector("f64x2LessOrEqual", a, b);
  }

  equal(a: Value, b: Value): Value {
    return this.vector("f64x2Equal", a, b);
  }

  notEqual(a: Value, b: Value): Value {
    return this.vector("f64x2NotEqual", a, b);
  }

  /** Bits of `yes` where those of the mask are set, of `no` elsewhere. */
  choose(mask: Value, yes: Value, no: Value): Value {
    if (this.#isZero(no)) return this.and(mask, yes);
    if (this.#isZero(yes)) return this.vector("andNot", no, mask);
    return this.vector("bitSelect", yes, no, mask);
  }

  #isZero(value: Value): boolean {
    const step = this.steps[value]!;
    return step.kind === "constant" && step.low === 0 && step.high === 0;
  }

  /** All bits where a, as a whole number of 64 bits with a sign, is above b. */
  above(a: Value, b: Value): Value {
    return this.vector("i64x2GreaterSigned", a, b);
  }

  /** b < a ? b : a. */
  atMost(a: Value, b: Value): Value {
    return this.vector("f64x2PseudoMinimum", a, b);
  }

  /** a < b ? b : a. */
  atLeast(a: Value, b: Value): Value {
    return this.vector("f64x2PseudoMaximum", a, b);
  }

  /** Sum of all, from the left. */
  sum(first: Value, ...rest: readonly Value[]): Value {
    return rest.reduce((sum, one) => this.add(sum, one), first);
  }

  #share(step: Step): Value {
    const key = keyOf(step);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = this.steps.push(step) - 1;
    this.#known.set(key, value);
    return value;
  }

  #shapeOf(args: readonly Value[]): Shape {
    let shape: Shape = "same";
    for (const argument of args) {
      const own = this.shapeOf(argument);
      if (own === "same" || own === shape) continue;
      if (shape !== "same") internal("words and numbers in one vector instruction");
      shape = own;
    }
    return shape;
  }

  #numbersOrSame(args: readonly Value[]): "same" | "numbers" {
    const shape = this.#shapeOf(args);
    return shape === "words" ? internal("words where numbers are needed") : shape;
  }
}

/** Instructions that give the same number, if any, for exchanged arguments. */
const commutative: ReadonlySet<VectorInstruction> = new Set([
  "f64x2Add",
  "f64x2Multiply",
  "f64x2Equal",
  "and",
  "or",
  "xor",
  "i32x4Add",
  "i64x2Add",
]);
