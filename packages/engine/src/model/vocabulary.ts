/**
 * The words a model is written in. A model is plain data: names, units, meanings and equations as
 * text. Everything else (unit check, exact replay, fast kernel, diagram, docs) is made from it.
 */
export interface Model {
  readonly title: string;
  /** One paragraph: what it is for and what it leaves out. */
  readonly about?: string;
  /** Keys in refs/library.bib. */
  readonly source?: string | readonly string[];
  /** The protocol's accounting period, `5 day`. A model without one runs at any step. */
  readonly epoch?: string;
  /** Tokens and currencies kept by double entry, by unit name. */
  readonly assets?: Readonly<Record<string, Asset>>;
  /** Further units: `{ block: "count" }` declares a new base unit, `{ era: "210000 block" }` an alias. */
  readonly units?: Readonly<Record<string, string>>;
  /** Named lists that stocks, flows and others can be subscripted by: `"balance[sector]"`. */
  readonly dimensions?: Readonly<Record<string, Dimension>>;
  /** Functions given by points, used as `lookup(name, x)`. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
  /** `steps` (default): amounts pass once per step, which for continuous flows is Euler's method, and may be
   * called `euler`. `rk4`: Runge and Kutta's classical method of fourth order. */
  readonly integrate?: "steps" | "euler" | "rk4";
  /** Only of a model without units: what time counts from and in. */
  readonly clock?: Clock;
  /** false: every variable is a plain number, and rates are per unit of the clock. For imported models. */
  readonly unitCheck?: false;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly stocks?: Readonly<Record<string, Stock>>;
  readonly states?: Readonly<Record<string, State>>;
  readonly flows?: Readonly<Record<string, Flow>>;
  readonly auxiliaries?: Readonly<Record<string, Auxiliary>>;
  readonly checks?: Readonly<Record<string, Check>>;
  /** By a name for people: `"raise the fee"`. */
  readonly decisions?: Readonly<Record<string, Decision>>;
  /** Only of a composed model: which of its modules act at epochs of their own. */
  readonly schedule?: Schedule;
}

/** Modules of a composed economy that act at the ends of epochs longer than the economy's. */
export interface Schedule {
  /** By module: its epoch, `5 day`, and the unit of the flat model that says it, `supply_epoch`. */
  readonly epochs: Readonly<Record<string, { readonly epoch: string; readonly unit: string }>>;
  /** By input that is wired: the module in whose epochs its equation counts; the empty text for the economy. */
  readonly wired: Readonly<Record<string, string>>;
}

/**
 * The elements of a dimension by name, `1` to `size`, or some elements of another dimension. `agents`: a
 * population of so many, alike in their equations, each with values and luck of its own.
 */
export type Dimension =
  | (DimensionLabels & { readonly elements: readonly string[] })
  | (DimensionLabels & { readonly agents: number })
  | (DimensionLabels & { readonly size: number })
  | (DimensionLabels & { readonly of: string; readonly elements: readonly string[] });

export interface DimensionLabels {
  readonly label?: string;
  /** Names of the elements as people write them, by element, where they differ. */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * By the name of another dimension, the element of it that each element of this one belongs to: in an equation
   * over this one the other's name stands for that element. `{ region: { france: "europe", japan: "asia" } }`.
   */
  readonly maps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A function given by points. */
export interface Lookup extends Provenance {
  /** Quantities or plain numbers, x ascending. */
  readonly points: readonly (readonly [string, string])[];
  /** Unit of the argument and of the value, for points that are plain numbers. Default: plain numbers. */
  readonly of?: string;
  readonly unit?: string;
  /** Outside the points: the value of the nearest one (default), or the line of the last two. `step`: every
   * point holds until the next. */
  readonly beyond?: "clamp" | "extend" | "step";
  readonly meaning?: string;
}

export interface Clock {
  /** Time at step 0, in `unit`. */
  readonly start: string;
  /** Length of a step in `unit`. */
  readonly dt: string;
  /** What time counts in, as a label: `month`. */
  readonly unit: string;
}

/** One text per element, the elements of several dimensions joined by a comma; the others have the common text. */
export interface PerElement {
  readonly elements?: Readonly<Record<string, string>>;
}

/** Something that is counted in integer base units. */
export interface Asset {
  /** Base units per token as a power of ten: 6 for ADA and its lovelace. At most 30. */
  readonly decimals: number;
  /** Unit name of one base unit, `lovelace`. */
  readonly baseUnit?: string;
}

/** How sure a number is, and where it comes from; shown wherever the number is shown. */
export interface Provenance {
  /** Key in refs/library.bib, or a sentence. */
  readonly source?: string;
  /** `protocol` read in code or specification, `measured` from data, `assumption` chosen by the author,
   * `unverified` remembered or second hand. */
  readonly confidence?: "protocol" | "measured" | "assumption" | "unverified";
  /** The name as people write it, where it is no identifier: `Room Temperature`. */
  readonly label?: string;
  /** The symbol of the paper, as LaTeX: `\\rho`. */
  readonly symbol?: string;
  /** Sensible limits for an editor, `["0 %/epoch", "1 %/epoch"]`. */
  readonly range?: readonly [string, string];
}

export interface Parameter extends Provenance, PerElement {
  /** A quantity, `0.3 %/epoch`, or an equation of draws and other parameters evaluated once per run. */
  readonly value: string;
  /** Needed when `value` is an equation. */
  readonly unit?: string;
  readonly meaning: string;
}

export interface Input extends Provenance, PerElement {
  readonly unit: string;
  readonly meaning: string;
  /** Equation used when nothing is wired to it. An input without one must be wired or fed with data. */
  readonly default?: string;
}

export interface Stock extends Provenance, PerElement {
  /** A quantity, `45e9 ADA`, or an equation of parameters. */
  readonly initial: string;
  /** Needed when `initial` is an equation. */
  readonly unit?: string;
  readonly meaning: string;
  /** A stock that may go below zero, such as a debt. Default: it may not. */
  readonly mayBeNegative?: boolean;
  /**
   * What happens when the outflows ask for more than the stock holds and receives in a step. `in proportion`, the
   * default: all of them are scaled by one factor. `in order`: the flow that the model declares first is served first,
   * as far as it reaches; what is left goes to the next.
   */
  readonly overdraft?: "in proportion" | "in order";
  /** A queue: what enters leaves later, first in first out. */
  readonly conveyor?: Conveyor;
}

/**
 * How a stock passes on what enters it. What really entered, after overdrafts, leaves after `time`. One flow out
 * of it at least names `leaving(stock)` and carries what has come to the end; every other flow out of it leaks:
 * it takes its share of everything in the queue before anything leaves. Amounts in whole base units stay whole.
 */
export interface Conveyor {
  /** Transit time: a quantity, `21 day`, or an equation. A batch keeps the one it enters with, in whole steps. */
  readonly time: string;
  /** `whole` (default): a batch leaves when its time is over. `linear`: it leaves bit by bit during its time, after
   * k of n steps floor(batch * k / n) of it in all, as vesting contracts count. */
  readonly release?: "whole" | "linear";
  /** Of linear release: nothing leaves before, and then at once what has come due by then. */
  readonly cliff?: string;
  /** What the stock holds at the start, by the time it still stays: `{ "3 day": "100 token" }`. It sums to the initial
   * amount. Default: the initial amount spread evenly over `time`; with linear release, as if it had just entered. */
  readonly content?: Readonly<Record<string, string>>;
}

/** A value with memory that is not kept by double entry: a price, an index, a moving average. */
export interface State extends Provenance {
  readonly initial: string;
  /** Needed when `initial` is an equation. */
  readonly unit?: string;
  /** Equation of the value at the next step, from this step's values. */
  readonly next: string;
  readonly meaning: string;
}

export interface Flow extends Provenance, PerElement {
  /**
   * The stock it leaves; absent for a mint. `balance[giver]`, where `giver` is a variable, is the stock of the
   * agent with that number.
   */
  readonly from?: string;
  /** The stock it enters; absent for a burn. */
  readonly to?: string;
  /** Amount per time. */
  readonly equation: string;
  readonly meaning: string;
}

export interface Auxiliary extends Provenance, PerElement {
  readonly unit: string;
  readonly equation: string;
  readonly meaning: string;
}

/** Must hold at every step of every run. */
export interface Check {
  /** A condition. */
  readonly equation: string;
  readonly meaning: string;
}

/**
 * Changes parameters during a run: a vote of governance, a scheduled upgrade, an emergency measure. It acts between
 * two steps: what it sees are the values of the one step, and the parameter has its new value from the next one on.
 * Initial values and other parameters follow from the parameter's own value. Exactly one of `at`, `when` and
 * `while` says when. Where several change one parameter, the one that took effect last holds, and of those that did
 * so in the same step the one that stands last.
 */
export interface Decision extends Provenance {
  /**
   * New values by parameter: a quantity, or an equation over all names, computed when the decision takes effect and
   * kept from then on. The parameter's own name in it is its value until then: `"fee / 2"`.
   */
  readonly set: Readonly<Record<string, string>>;
  /** Time since the start of the run, `2 year`, or an equation of parameters: the first step that is not before it. */
  readonly at?: string;
  /** A condition: once, after the first step in which it holds. */
  readonly when?: string;
  /** A condition: after every step in which it holds; after the others the parameter has its other value again. */
  readonly while?: string;
  /** Beside `when`: how long after that step it takes effect, at the earliest at the next one. */
  readonly delay?: string;
  /** Beside `at` and `when`: how long it stays in effect. Default: for the rest of the run. */
  readonly for?: string;
  readonly meaning?: string;
}

export function defineModel(model: Model): Model {
  return model;
}

export function parameter(value: string, meaning: string, more: Provenance & { unit?: string } = {}): Parameter {
  return { value, meaning, ...more };
}

export function input(unit: string, meaning: string, more: Provenance & { default?: string } = {}): Input {
  return { unit, meaning, ...more };
}

export function stock(
  initial: string,
  meaning: string,
  more: Provenance & Pick<Stock, "overdraft" | "conveyor"> & { unit?: string; mayBeNegative?: boolean } = {},
): Stock {
  return { initial, meaning, ...more };
}

export function state(
  initial: string,
  next: string,
  meaning: string,
  more: Provenance & { unit?: string } = {},
): State {
  return { initial, next, meaning, ...more };
}

/** Moves an amount from one stock to another. */
export function flow(from: string, to: string, equation: string, meaning = "", more: Provenance = {}): Flow {
  return { from, to, equation, meaning, ...more };
}

/** Creates an amount in a stock. */
export function mint(to: string, equation: string, meaning = "", more: Provenance = {}): Flow {
  return { to, equation, meaning, ...more };
}

/** Destroys an amount of a stock. */
export function burn(from: string, equation: string, meaning = "", more: Provenance = {}): Flow {
  return { from, equation, meaning, ...more };
}

export function auxiliary(unit: string, equation: string, meaning: string, more: Provenance = {}): Auxiliary {
  return { unit, equation, meaning, ...more };
}

export function check(equation: string, meaning: string): Check {
  return { equation, meaning };
}
