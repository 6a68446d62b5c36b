import type { Diagnostic, Economy, Parameter, Place, Rational } from "@tokenwright/engine";
import type { Between, Over } from "../data/index.js";

/** A user's file, read and checked: what is simulated, for how long, with how many futures, and what is asked of it. */
export interface Scenario {
  readonly title: string;
  readonly about?: string;
  /** Name of the file as the user gave it. */
  readonly file: string;
  /** The text that was read, overrides not applied. */
  readonly text: string;
  /** `--set` changes in the order given, as `key=value`. */
  readonly overrides: readonly string[];
  readonly economy: Economy;
  /** Length of a step, `5 day`. */
  readonly step: string;
  readonly steps: number;
  /** The horizon as the user wrote it, `10 year`. */
  readonly horizon: string;
  readonly start: Start;
  readonly runs: number;
  readonly seed: bigint;
  readonly quantiles: readonly number[];
  /** Single paths to keep, for a spaghetti plot. */
  readonly paths: number;
  readonly outputs: readonly Output[];
  readonly guardRails: readonly GuardRail[];
  readonly replay?: ReplayPlan;
  /** Inputs that are read from data files. */
  readonly data: readonly DataSeries[];
  /** Every file that was read besides the scenario. */
  readonly files: readonly UsedFile[];
  /** Where a path of the model (`modules.supply.inputs.fees`) stands in the file. */
  readonly locate: (path: string) => Place | undefined;
  /** The finding with the place that its path has in the file, to the character also where YAML folded the text. */
  readonly relocate: (finding: Diagnostic) => Diagnostic;
}

/** What step 0 is called. Labels only: no clock is read. */
export interface Start {
  /** Epoch number of step 0, when the protocol counts epochs. */
  readonly epoch?: number;
  /** `2023-03-14`. */
  readonly date?: string;
}

/** A variable the user wants to see. */
export interface Output {
  /** Qualified name, `supply.reserve`. */
  readonly name: string;
  readonly label: string;
  /** Unit to show it in; default the variable's own. */
  readonly unit?: string;
  /** Where it stands in the file, `outputs.2`; several may come from one entry. */
  readonly path?: string;
}

/** The user's own pass or fail line. */
export interface GuardRail {
  readonly name: string;
  /** A condition over the economy's names. */
  readonly condition: string;
  /** Share of the futures in which it must hold at every step, in [0, 1]. */
  readonly share: number;
}

/** An input of the economy that is read from a column of a file, and the rules by which steps take values from it. */
export interface DataSeries {
  /** Qualified name, `supply.fees`. */
  readonly input: string;
  /** File of the data section and column, `prices.adaUsd`. */
  readonly from: string;
  /** Name of the file as the scenario gives it. */
  readonly file: string;
  readonly column: string;
  readonly unit: string;
  readonly between: Between;
  readonly over: Over;
  /** What holds before the first point: nothing is missing there, or its value. */
  readonly before: "error" | "first";
  readonly after: "error" | "last";
  /** One value for each step and one for the end, in `unit`, exactly. */
  readonly values: readonly Rational[];
  /** Where it stands in the scenario, `modules.supply.inputs.fees`. */
  readonly path: string;
  readonly meaning: string;
  readonly source?: string;
  readonly confidence?: NonNullable<Parameter["confidence"]>;
}

/** A data file that a scenario was read with. */
export interface UsedFile {
  /** As the scenario names it. */
  readonly file: string;
  readonly sha256: string;
}

/** How recorded data drives the model and what is compared with it. */
export interface ReplayPlan {
  /** Data file beside the scenario, used when no --data is given. */
  readonly data?: string;
  /** Column that counts the epochs. */
  readonly epochColumn: string;
  /** Unit of every column that is used, `lovelace`; a column without one is a plain number. */
  readonly columns: Readonly<Record<string, string>>;
  /** Epochs used when --from and --to are not given. */
  readonly from?: number;
  readonly to?: number;
  /** Input of the economy -> equation over the columns of the row. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Stock -> equation over the columns of the row before the first epoch. */
  readonly initial: Readonly<Record<string, string>>;
  readonly compare: readonly Comparison[];
  readonly notes: readonly ReplayNote[];
}

export interface Comparison {
  /** Name in the result: pot, treasury, reserves. */
  readonly name: string;
  /** A stock after the step, or a flow or auxiliary of the step. */
  readonly variable: string;
  /** Equation over the columns of the row. */
  readonly recorded: string;
  /** When it misses: variable of the step -> equation over the columns that it is held at, so that what follows is judged by itself. */
  readonly continueWith: Readonly<Record<string, string>>;
  /** What a miss means, in words. */
  readonly explanation?: string;
}

/** What is known about some epochs. */
export interface ReplayNote {
  readonly from: number;
  readonly to: number;
  /** Comparison the note is about; all when absent. */
  readonly compare?: string;
  readonly text: string;
}
