import type { Asset, Check, Input, Provenance, State } from "@tokenwright/engine";

/** One text for all elements of an array, or one for each by its key: `team`, or `team,2` over two dimensions. */
export type Elements = Readonly<Record<string, string>>;

/** A named set of elements that variables may be subscripted by. */
export interface ImportedDimension {
  readonly elements?: readonly string[];
  /** Elements 1, 2, ... `size`. */
  readonly size?: number;
  /** The dimension this one is a part of. */
  readonly of?: string;
  readonly label?: string;
  /** Names of the elements as people write them, by element, where they differ. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A table function: points by ascending x, straight lines between them. */
export interface ImportedLookup {
  readonly points: readonly (readonly [x: string, y: string])[];
  /** Outside the points: the nearest point, the line through the two nearest; or a step to the next lower x everywhere. */
  readonly beyond: "clamp" | "extend" | "step";
  readonly label?: string;
  readonly meaning: string;
}

interface Named extends Provenance {
  readonly meaning: string;
  /** The name as people write it: `Room Temperature`. */
  readonly label?: string;
  /** In a model without unit check a text to be shown. */
  readonly unit?: string;
}

export interface ImportedParameter extends Named {
  readonly value?: string;
  readonly elements?: Elements;
}

export interface ImportedStock extends Named {
  readonly initial?: string;
  readonly elements?: Elements;
  readonly mayBeNegative?: boolean;
}

interface ImportedFlow extends Named {
  readonly from?: string;
  readonly to?: string;
  readonly equation?: string;
  readonly elements?: Elements;
}

export interface ImportedAuxiliary extends Named {
  readonly unit: string;
  readonly equation?: string;
  readonly elements?: Elements;
}

/**
 * A model with the words that a model from elsewhere needs: dimensions, tables, continuous integration, a clock, and
 * equations without units. A subscripted variable carries its dimensions in its key: `balance[sector]`.
 */
export interface ImportedModel {
  readonly title: string;
  readonly about?: string;
  readonly source?: string | readonly string[];
  readonly epoch?: string;
  readonly assets?: Readonly<Record<string, Asset>>;
  readonly units?: Readonly<Record<string, string>>;
  readonly dimensions?: Readonly<Record<string, ImportedDimension>>;
  readonly lookups?: Readonly<Record<string, ImportedLookup>>;
  readonly integrate?: "steps" | "euler" | "rk4";
  /** The time at step 0 and the unit in which `time` counts. */
  readonly clock?: { readonly start: string; readonly unit: string };
  /** Every variable is a plain number; rates are per unit of the clock. */
  readonly unitCheck?: false;
  readonly parameters?: Readonly<Record<string, ImportedParameter>>;
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly stocks?: Readonly<Record<string, ImportedStock>>;
  readonly states?: Readonly<Record<string, State>>;
  readonly flows?: Readonly<Record<string, ImportedFlow>>;
  readonly auxiliaries?: Readonly<Record<string, ImportedAuxiliary>>;
  readonly checks?: Readonly<Record<string, Check>>;
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
