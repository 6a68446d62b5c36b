import type { ModuleBuilder } from "../../wasm/module.js";
import type { Trace } from "../../wasm/trace.js";
import type { Homes } from "./homes.js";

/** Where the code of a module with populations is written. */
export interface CrowdCode {
  readonly builder: ModuleBuilder;
  readonly homes: Homes;
  /** Adds a function (block, end) with the code of a trace over blocks. */
  readonly emit: (trace: Trace) => number;
}
