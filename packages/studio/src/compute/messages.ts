import type { Diagnostic } from "@tokenwright/engine";
import type {
  Assumption,
  GuardRailResult,
  OutputSummary,
  ReplayRecord,
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
  | { readonly kind: "bands"; readonly number: number; readonly draft: Draft }
  | {
      readonly kind: "why";
      readonly number: number;
      readonly draft: Draft;
      readonly name: string;
      readonly step: number;
    }
  | { readonly kind: "sample"; readonly number: number; readonly draft: Draft; readonly wanted: Wanted }
  | { readonly kind: "structure"; readonly number: number; readonly draft: Draft; readonly detail: Detail }
  | { readonly kind: "crowd"; readonly number: number; readonly draft: Draft; readonly key: string }
  | { readonly kind: "wiring"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "tables"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "catalogue"; readonly number: number }
  | { readonly kind: "scenario"; readonly number: number; readonly path: string; readonly name: string }
  | { readonly kind: "page"; readonly number: number; readonly path: string }
  | {
      readonly kind: "completion";
      readonly number: number;
      readonly path: readonly string[];
      readonly key: string | undefined;
    }
  | { readonly kind: "report"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "write"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "replay"; readonly number: number; readonly draft: Draft }
  | { readonly kind: "stop"; readonly number: number };

export type Answer =
  | { readonly kind: "opened"; readonly number: number; readonly opened: Opened }
  | { readonly kind: "progress"; readonly number: number; readonly done: number; readonly runs: number }
  | { readonly kind: "futures"; readonly number: number; readonly futures: Futures }
  | { readonly kind: "preview"; readonly number: number; readonly outputs: readonly Bands[] }
  | { readonly kind: "bands"; readonly number: number; readonly all?: AllBands }
  | { readonly kind: "why"; readonly number: number; readonly why: Why }
  | { readonly kind: "sample"; readonly number: number; readonly sampled: Sampled }
  | { readonly kind: "structure"; readonly number: number; readonly structure: Structure }
  | { readonly kind: "crowd"; readonly number: number; readonly crowd: Crowd }
  | { readonly kind: "wiring"; readonly number: number; readonly wiring: Wiring }
  | { readonly kind: "tables"; readonly number: number; readonly tables: readonly ParquetFile[] }
  | { readonly kind: "scenario"; readonly number: number; readonly text: string }
  | { readonly kind: "catalogue"; readonly number: number; readonly entries: readonly CatalogueEntry[] }
  | { readonly kind: "completion"; readonly number: number; readonly completions: readonly Completion[] }
  | { readonly kind: "report"; readonly number: number; readonly page: string }
  | { readonly kind: "write"; readonly number: number; readonly text: string }
  | { readonly kind: "replay"; readonly number: number; readonly replayed: Replayed }
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
  /** How the futures draw it, in `unit`; absent where all have the same value. */
  readonly spread?: Spread;
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
  /** Stocks by what they hold, for who holds what; the largest group first. */
  readonly holdings: readonly Holding[];
  /** What the agents of populations are compared by; empty where there is no population. */
  readonly crowds: readonly CrowdChoice[];
  /** By asset, stocks that lock it and let it go. */
  readonly unlocks: readonly Unlocks[];
  /** What stocks hold, such as ADA and USD. */
  readonly assets: readonly string[];
  /** Unit of every variable with one value. */
  readonly units: Readonly<Record<string, string>>;
  /** The scenario says how recorded data drives it. */
  readonly hasReplay: boolean;
}

export type Spread = NonNullable<Assumption["spread"]>;

/** All stocks of one asset. */
export interface Holding {
  readonly unit: string;
  readonly names: readonly string[];
}

/** What every agent of a population has of an asset: one stock, or the sum of several. */
export interface CrowdChoice {
  readonly key: string;
  readonly population: string;
  readonly unit: string;
  /** Stocks that are added up. */
  readonly names: readonly string[];
}

/** How unequal the agents of a population are. */
export interface Crowd {
  readonly key: string;
  readonly agents: number;
  readonly runs: number;
  /** The Gini coefficient at every step, of every future. */
  readonly gini: readonly Float64Array[];
  /** Number of the future that ends with the median of the Gini coefficients. */
  readonly central: number;
  /** In that future, at every step: what the largest hundredth of the agents has of everything, in [0, 1]. */
  readonly largest: Float64Array;
  /** In that future: the Lorenz curve at the start, half way and at the end, at every hundredth of the agents. */
  readonly curves: readonly { readonly step: number; readonly curve: Float64Array }[];
}

/** The stocks that lock an asset. */
export interface Unlocks {
  readonly unit: string;
  readonly allocations: readonly Allocation[];
  /** What circulates: the economy's own count, or else the stocks of the asset that lock nothing. */
  readonly free: { readonly names: readonly string[]; readonly isOwn: boolean };
}

export interface Allocation {
  /** Name of the stock. */
  readonly locked: string;
  readonly label: string;
  /** Flows out of it, and what passes in a step at one unit of each, in the asset's unit. */
  readonly flows: readonly { readonly name: string; readonly perStep: number }[];
}

/** The modules of an economy and what they take from each other. */
export interface Wiring {
  /** What the economy declares itself comes last, with an empty name. */
  readonly modules: readonly WiredModule[];
}

export interface WiredModule {
  readonly name: string;
  readonly title: string;
  readonly ports: readonly Port[];
  readonly outlets: readonly Outlet[];
}

/** An input of a module. */
export interface Port {
  /** `supply.fees`. */
  readonly name: string;
  /** `fees`. */
  readonly label: string;
  readonly meaning: string;
  readonly unit: string;
  /** The same for units that can be converted into each other. */
  readonly kind: string;
  /** The equation behind it: the economy's, else the model's default. */
  readonly text?: string;
  /** True where the economy gives the equation. */
  readonly isWired: boolean;
  /** Column of a data file that it is read from. */
  readonly data?: string;
  /** Variables that the equation names. */
  readonly sources: readonly string[];
}

/** A variable that an input can take. */
export interface Outlet {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly unit: string;
  readonly kind: string;
  /** A parameter or an input: given to the module, not made by it. */
  readonly isGiven: boolean;
}

/** A table of a run as Apache Parquet, with the bytes that the command line writes. */
export interface ParquetFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Variables to be looked at in single futures. */
export interface Wanted {
  /** What it is for: of the questions for one purpose only the newest is answered. */
  readonly purpose: string;
  readonly names: readonly string[];
  readonly runs: number;
  /** Single futures to hand over. */
  readonly paths: number;
}

export interface Sampled {
  /** Fewer than were wanted where they would not fit. */
  readonly runs: number;
  readonly series: readonly SampledSeries[];
  /** Number of the future that lies nearest to the medians of all the variables together. */
  readonly central: number;
}

/** One variable in single futures, in `unit`: that of the output of this name, else the variable's own. */
export interface SampledSeries {
  readonly name: string;
  readonly unit: string;
  readonly median: Float64Array;
  readonly paths: readonly Float64Array[];
  /** The future that is the most central one: whole, so that sums hold in it. */
  readonly central: Float64Array;
  /** Share of the futures that lie below their own first value, at every step. */
  readonly below: Float64Array;
  /** The last value of every future. */
  readonly ends: Float64Array;
}

/** Whether a diagram has every name, or stocks, flows and states alone; `auto` by how many there are. */
export type Detail = "auto" | "full" | "structure";

/** A model as it is made: its diagram, and every name in it. */
export interface Structure {
  readonly title: string;
  readonly about?: string;
  readonly sources: readonly string[];
  /** Names of its modules; none of a model of the library. */
  readonly modules: readonly string[];
  /** An SVG file; undefined where the model is too large to be drawn. */
  readonly diagram?: string;
  readonly parts: readonly Part[];
  /** Condition by name. */
  readonly checks: readonly { readonly name: string; readonly meaning: string; readonly condition: string }[];
}

/** What has a name in a model. */
export interface Part {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly meaning: string;
  readonly symbol?: string;
  readonly equation?: string;
  readonly initial?: string;
  readonly source?: string;
  readonly confidence?: Assumption["confidence"];
}

/** The model driven by recorded data, and beside it what was recorded. */
export interface Replayed {
  readonly record: ReplayRecord;
  readonly series: readonly RecordedSeries[];
}

/** One comparison over the epochs, in `unit`. */
export interface RecordedSeries {
  readonly name: string;
  readonly unit: string;
  readonly epochs: Float64Array;
  readonly recorded: Float64Array;
  readonly computed: Float64Array;
}

/** What may be written at a place of a scenario. */
export interface Completion {
  readonly label: string;
  readonly detail?: string;
}

/** A mechanism of the library. */
export interface CatalogueEntry {
  /** `issuance/halving`. */
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly sources: readonly string[];
  /** Named sets of values that come with it. */
  readonly scenarios: readonly { readonly name: string; readonly title: string; readonly about?: string }[];
  /** Names of its assets, which an economy may call by others. */
  readonly assets: readonly string[];
}

/** The quantiles of an output at every step, in the output's unit. */
export interface Bands {
  readonly name: string;
  readonly quantiles: readonly number[];
  readonly bands: readonly Float64Array[];
}

/** The bands of all futures of a scenario. */
export interface AllBands {
  readonly runs: number;
  readonly outputs: readonly Bands[];
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
