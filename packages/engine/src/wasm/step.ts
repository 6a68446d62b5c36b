import { internal } from "../base/errors.js";
import type { VectorInstruction } from "./instructions.js";
import type { Table } from "./table.js";

/** A vector that a trace computes. */
export type Value = number & { readonly brand?: "Value" };

/**
 * What a value is for the runs of a block: `same` for all of them, computed once before the loop; `numbers`, two
 * runs in each vector; `words`, four runs in each vector.
 */
export type Shape = "same" | "numbers" | "words";

/** One step of a computation, in the order of execution. Without a shape it only has an effect. */
export type Step =
  | {
      readonly kind: "constant";
      readonly shape: "same";
      readonly low: number;
      readonly high: number;
      readonly args: readonly [];
    }
  /** A number or word that stands at an address, in all lanes. */
  | {
      readonly kind: "fixed";
      readonly shape: "same";
      readonly address: number;
      readonly isWord: boolean;
      readonly args: readonly [];
    }
  /** The block's own values, so many bytes from its start. */
  | {
      readonly kind: "load";
      readonly shape: "numbers" | "words";
      readonly offset: number;
      readonly age: number;
      readonly args: readonly [];
    }
  /** As `load`, but farther from the block's start by what stands at an address. */
  | {
      readonly kind: "loadFrom";
      readonly shape: "numbers";
      readonly address: number;
      readonly offset: number;
      readonly args: readonly [];
    }
  /** What stands so many bytes from the address in a cell, farther by what stands at another address if there is one. */
  | {
      readonly kind: "near";
      readonly shape: "same";
      readonly offset: number;
      readonly address: number | undefined;
      readonly args: readonly [];
    }
  | {
      readonly kind: "vector";
      readonly shape: Shape;
      readonly name: VectorInstruction;
      readonly args: readonly Value[];
    }
  | {
      readonly kind: "shift";
      readonly shape: Shape;
      readonly name: VectorInstruction;
      readonly count: number;
      readonly args: readonly [Value];
    }
  | {
      readonly kind: "shuffle";
      readonly shape: Shape;
      readonly bytes: readonly number[];
      readonly args: readonly [Value, Value];
    }
  /** Words of two values side by side: low word from the first, high word from the second. */
  | { readonly kind: "join"; readonly shape: "same" | "numbers"; readonly args: readonly [Value, Value] }
  /**
   * What the host computes from the arguments, by the function of this number. With a mask, the host is asked only
   * where a lane of it is set, and the usual value holds otherwise. `args` are mask, usual value, arguments.
   */
  | {
      readonly kind: "host";
      readonly shape: "same" | "numbers";
      readonly task: number;
      readonly isRare: boolean;
      readonly args: readonly Value[];
    }
  /**
   * The first value after the mask wherever no lane of it is set; the second one always. Quick code computes the first
   * alone and leaves a block with a lane in the mask to careful code, which computes the second.
   */
  | {
      readonly kind: "either";
      readonly shape: "same" | "numbers";
      readonly args: readonly [mask: Value, quick: Value, careful: Value];
    }
  /** The two numbers at a byte of a table, for one lane: its lower word says from where on. */
  | {
      readonly kind: "entry";
      readonly shape: "same" | "numbers";
      readonly table: Table;
      readonly byte: number;
      readonly lane: 0 | 1;
      readonly args: readonly [Value];
    }
  /** A function of the module over single numbers, for each lane. */
  | {
      readonly kind: "each";
      readonly shape: "same" | "numbers";
      readonly func: number;
      readonly given: readonly number[];
      readonly args: readonly [Value];
    }
  | { readonly kind: "store"; readonly shape?: undefined; readonly offset: number; readonly args: readonly [Value] }
  | { readonly kind: "storeTo"; readonly shape?: undefined; readonly address: number; readonly args: readonly [Value] }
  /** A number that is the same in all lanes, to an address. */
  | {
      readonly kind: "storeSame";
      readonly shape?: undefined;
      readonly address: number;
      readonly args: readonly [Value];
    }
  /** Adds bits to what stands in the first sixteen bytes from an offset, over all runs of the block. */
  | { readonly kind: "gather"; readonly shape?: undefined; readonly offset: number; readonly args: readonly [Value] }
  /** Tells the host a number where a lane of the mask is set. */
  | { readonly kind: "tell"; readonly shape?: undefined; readonly task: number; readonly args: readonly [Value] }
  /** Writes 1 to an address where a lane of the mask is set. */
  | { readonly kind: "raise"; readonly shape?: undefined; readonly address: number; readonly args: readonly [Value] }
  /** Where a lane of the mask, the first argument, is set: stores the others in rows and lets the host revise them. */
  | {
      readonly kind: "revise";
      readonly shape?: undefined;
      readonly task: number;
      readonly rows: readonly number[];
      readonly args: readonly Value[];
    }
  /** What `revise` left of its argument of this number. */
  | { readonly kind: "revised"; readonly shape: "numbers"; readonly which: number; readonly args: readonly [Value] };

/** The same for steps with the same value. */
export function keyOf(step: Step): string {
  const { kind, args } = step;
  switch (kind) {
    case "constant":
      return `constant ${step.high} ${step.low}`;
    case "fixed":
      return `fixed ${step.address} ${step.isWord}`;
    case "load":
      return `load ${step.offset} ${step.shape} ${step.age}`;
    case "loadFrom":
      return `loadFrom ${step.address} ${step.offset}`;
    case "near":
      return `near ${step.offset} ${step.address}`;
    case "vector":
      return `${step.name} ${args.join(" ")}`;
    case "shift":
      return `${step.name} ${step.count} ${args[0]}`;
    case "shuffle":
      return `shuffle ${step.bytes.join()} ${args.join(" ")}`;
    case "join":
      return `join ${args.join(" ")}`;
    case "host":
      return `host ${step.task} ${args.join(" ")}`;
    case "either":
      return `either ${args.join(" ")}`;
    case "entry":
      return `entry ${step.table.name} ${step.byte} ${step.lane} ${args[0]}`;
    case "each":
      return `each ${step.func} ${step.given.join()} ${args[0]}`;
    default:
      return internal("effects are not shared");
  }
}
