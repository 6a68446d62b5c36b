/**
 * An XMILE file as data (OASIS XMILE 1.0, 14 December 2015). Names and texts are as written in the file;
 * `line` is the line of the opening tag.
 */
export interface XmileDocument {
  readonly header: XmileHeader;
  /** The simulation specifications of the file, or of its root model. */
  readonly simulation: XmileSimulation | undefined;
  readonly dimensions: readonly XmileDimension[];
  readonly units: readonly XmileUnit[];
  readonly models: readonly XmileModel[];
  readonly macros: readonly XmileMacro[];
  /** What the file says and this reader does not use. */
  readonly unsupported: readonly Unsupported[];
}

/** Something in the file that does not reach the model. */
export interface Unsupported {
  /** Of the variable, function or element. */
  readonly name: string;
  readonly line: number;
  /** One sentence: what it is and what was done. */
  readonly what: string;
  /** `results` when a run may differ for it; `none` for layout, notes and settings of another program. */
  readonly effect: "results" | "none";
}

export interface XmileHeader {
  readonly name?: string;
  readonly vendor?: string;
  readonly product?: string;
  readonly caption?: string;
  readonly line: number;
}

export type XmileMethod = "euler" | "rk4";

/** Times are numbers as text, in `timeUnits`. */
export interface XmileSimulation {
  readonly start: string;
  readonly stop: string;
  /** A number or, from a reciprocal, `1/32`. */
  readonly step: string;
  /** Time between two rows of output, where the file states it. */
  readonly save?: string;
  readonly method: XmileMethod;
  readonly timeUnits?: string;
  readonly line: number;
}

export interface XmileDimension {
  readonly name: string;
  /** Names, or `1`, `2`, ... where only a size is given. */
  readonly elements: readonly string[];
  /** True where the elements have numbers only. */
  readonly numbered: boolean;
  readonly line: number;
}

export interface XmileUnit {
  readonly name: string;
  readonly equation?: string;
  readonly aliases: readonly string[];
  readonly disabled: boolean;
  readonly line: number;
}

export interface XmileModel {
  /** Absent for the root model. */
  readonly name?: string;
  readonly variables: readonly XmileVariable[];
  readonly modules: readonly XmileModule[];
  readonly graphicals: readonly XmileGraphical[];
  readonly groups: readonly XmileGroup[];
  readonly line: number;
}

/** A place of a submodel in the model above it; it carries the submodel's name. */
export interface XmileModule {
  readonly name: string;
  /** The model it shows, by name. */
  readonly model: string;
  readonly connections: readonly { readonly to: string; readonly from: string; readonly line: number }[];
  readonly doc?: string;
  readonly line: number;
}

export interface XmileGroup {
  readonly name: string;
  readonly doc?: string;
  readonly entities: readonly string[];
  readonly line: number;
}

export interface XmileMacro {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly default?: string; readonly line: number }[];
  readonly equation: XmileEquation | undefined;
  readonly body: XmileModel;
  /** Whose function it defines. */
  readonly namespace?: string;
  readonly doc?: string;
  readonly line: number;
}

export interface XmileEquation {
  readonly text: string;
  readonly line: number;
}

/** A table function. One with a name and no points stands for the one of that name. */
export interface XmileGraphical {
  readonly name?: string;
  readonly type: "continuous" | "extrapolate" | "discrete";
  /** Numbers as text, in the order of the file, as many as `y`. */
  readonly x: readonly string[];
  readonly y: readonly string[];
  readonly yScale?: { readonly min: string; readonly max: string };
  /** The name it had in the model language, in files written from there. */
  readonly id?: string;
  readonly line: number;
}

/** What one element of an array has of its own. */
export interface XmileElementEquation {
  /** Element names or positions, one for each dimension. */
  readonly subscript: readonly string[];
  readonly equation: XmileEquation | undefined;
  readonly graphical: XmileGraphical | undefined;
  readonly line: number;
}

export interface XmileVariable {
  readonly kind: "stock" | "flow" | "aux";
  readonly name: string;
  readonly dimensions: readonly string[];
  /** Several where the file gives one after another for the parts of an array. A stock's is its initial value. */
  readonly equations: readonly XmileEquation[];
  /** What stands in for the equation while initial values are found. */
  readonly initialEquation: XmileEquation | undefined;
  readonly elements: readonly XmileElementEquation[];
  readonly graphical: XmileGraphical | undefined;
  readonly inflows: readonly string[];
  readonly outflows: readonly string[];
  readonly nonNegative: boolean;
  /** True for a stock written by the exporter whose outflows share what there is, rather than being served in order. */
  readonly sharesOverdraft: boolean;
  /** Of a stock that is a conveyor: its transit time. */
  readonly transitTime?: XmileEquation;
  /** True for a flow that leaks from a conveyor. */
  readonly isLeak?: boolean;
  /** What each unit that leaves the stock above becomes in the stock below. */
  readonly multiplier: XmileEquation | undefined;
  readonly units?: string;
  readonly doc?: string;
  /** The name it had in the model language, in files written from there. */
  readonly id?: string;
  /** `input` of a submodel: takes the place of what is connected to it. */
  readonly access?: string;
  readonly line: number;
}
