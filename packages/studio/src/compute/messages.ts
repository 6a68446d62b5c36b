import type { Diagnostic } from "@tokenwright/engine";
import type {
  Assumption,
  GuardRailResult,
  OutputSummary,
  RunProvenance,
  RunTime,
} from "@tokenwright/workbench/portable";

/** A scenario as the user has it: the text of the file, and the changes made to it, as `--set` takes them. */
export interface Draft {
  /** Name of the file, for messages and provenance. */
  readonly file: string;
  readonly text: string;
  /** `key=value`, in the order they apply. */
  readonly changes: readonly string[];
  /** Data files by the names that the scenario gives them. */
  readonly data: Readonly<Record<string, Uint8Array>>;
}

/** A parameter while its slider is dragged: of the draft's last build, with another value. */
export interface Turn {
  readonly name: string;
  /** Decimal, in the parameter's unit. */
  readonly value: string;
  readonly runs: number;
}

/** What the worker is asked. Every question carries a number, which its answer repeats. */
export type Question =
  | { readonly kind: "open"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "futures"; readonly number: number; readonly draft: Draft; readonly runs?: number }
  | { readonly kind: "preview"; readonly number: number; readonly draft: Draft; readonly turn: Turn }
  | {
      readonly kind: "why";
      readonly number: number;
      readonly draft: Draft;
      readonly name: string;
      readonly step: number;
    }
  | { readonly kind: "stop"; readonly number: number };

export type Answer =
  | { readonly kind: "opened"; readonly number: number; readonly opened: Opened }
  | { readonly kind: "progress"; readonly number: number; readonly done: number; readonly runs: number }
  | { readonly kind: "futures"; readonly number: number; readonly futures: Futures }
  | { readonly kind: "preview"; readonly number: number; readonly outputs: readonly Bands[] }
  | { readonly kind: "why"; readonly number: number; readonly why: Why }
  | { readonly kind: "refused"; readonly number: number; readonly findings: readonly Diagnostic[] }
  | { readonly kind: "stopped"; readonly number: number };

/** A parameter that can be turned. */
export interface Control {
  /** Qualified name, which is also the key of a change: `supply.rho`. */
  readonly name: string;
  /** The module it belongs to; empty for the economy's own. */
  readonly group: string;
  readonly label: string;
  readonly meaning: string;
  readonly unit: string;
  readonly symbol?: string;
  /** As written: a quantity or an equation of draws. */
  readonly text: string;
  /** The number in `unit`; absent where the value is drawn or computed. */
  readonly value?: number;
  /** Ends of the slider, in `unit`; the model's own range where it states one. */
  readonly range?: readonly [number, number];
  readonly source?: string;
  readonly confidence?: Assumption["confidence"];
  /** Changed from what the file says. */
  readonly isChanged: boolean;
}

/** A scenario that was read and built. */
export interface Opened {
  readonly title: string;
  readonly about?: string;
  readonly time: RunTime;
  readonly runs: number;
  readonly seed: string;
  readonly controls: readonly Control[];
  /** Names of all variables that `why` can be asked of. */
  readonly names: readonly string[];
}

/** The quantiles of an output at every step, in the output's unit. */
export interface Bands {
  readonly name: string;
  readonly quantiles: readonly number[];
  readonly bands: readonly Float64Array[];
}

/** One output of many futures, ready to be drawn. */
export interface Output extends OutputSummary, Bands {
  readonly mean: Float64Array;
  readonly paths: readonly Float64Array[];
}

export interface Futures {
  /** Names the run: same input, same id, on every machine. */
  readonly id: string;
  readonly title: string;
  readonly provenance: RunProvenance;
  readonly time: RunTime;
  readonly outputs: readonly Output[];
  readonly guardRails: readonly GuardRailResult[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly string[];
  /** SHA-256 of every value of the bands and means, bit by bit. */
  readonly sha256: string;
}

/** A value at a step and what it follows from. */
export interface Why {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly equation?: string;
  readonly value: number;
  readonly before?: number;
  /** How much of the change of the variable above goes back to this one, in the unit of that variable. */
  readonly contribution?: number;
  readonly causes: readonly Why[];
  /** Of the first one only: the feedback loops through it, shortest first. */
  readonly loops?: readonly (readonly string[])[];
}
