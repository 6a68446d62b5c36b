import type { Auxiliary, Clock, DimensionLabels, Flow, Lookup, Model, Parameter, Stock } from "@tokenwright/engine";

/** One text for all elements of an array, or one for each by its key: `team`, or `team,2` over two dimensions. */
export type Elements = Readonly<Record<string, string>>;

/** A dimension of the vocabulary, whichever of its forms; without elements it has `size` of them, 1, 2, ... */
export interface ImportedDimension extends DimensionLabels {
  readonly elements?: readonly string[];
  readonly size?: number;
  readonly agents?: number;
  /** The dimension this one is a part of. */
  readonly of?: string;
}

/** A table that says what holds outside its points and what it is. */
export type ImportedLookup = Lookup & Required<Pick<Lookup, "beyond" | "meaning">>;

/** Without the common text where every element has its own. In a model without unit check `unit` is text to be shown. */
type Imported<T, Text extends keyof T> = Omit<T, Text> & Partial<Pick<T, Text>> & { readonly unit?: string };

export type ImportedParameter = Imported<Parameter, "value">;
export type ImportedStock = Imported<Stock, "initial">;
export type ImportedFlow = Imported<Flow, "equation">;
export type ImportedAuxiliary = Imported<Auxiliary, "equation">;

/** A model as an XMILE file gives it; `engineModel` says it in the words of the engine. */
export interface ImportedModel
  extends Omit<Model, "dimensions" | "lookups" | "clock" | "parameters" | "stocks" | "flows" | "auxiliaries"> {
  readonly dimensions?: Readonly<Record<string, ImportedDimension>>;
  readonly lookups?: Readonly<Record<string, ImportedLookup>>;
  /** The time at step 0 and the unit in which `time` counts; the step is that of the simulation. */
  readonly clock?: Omit<Clock, "dt">;
  readonly parameters?: Readonly<Record<string, ImportedParameter>>;
  readonly stocks?: Readonly<Record<string, ImportedStock>>;
  readonly flows?: Readonly<Record<string, ImportedFlow>>;
  readonly auxiliaries?: Readonly<Record<string, ImportedAuxiliary>>;
}

/** How the file says it is to be run; numbers as text, in units of the model's clock. */
export interface ImportedSimulation {
  readonly start: string;
  readonly stop: string;
  /** A number, or a fraction such as `1/32`. */
  readonly step: string;
  /** Time between two rows of output. */
  readonly save?: string;
  readonly method: "euler" | "rk4";
  readonly timeUnit: string;
}
