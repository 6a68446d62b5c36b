import { type ChoiceShape, type Key, mapping, optional, required, table, text } from "./shape.js";

/** What a data file says of itself. */
export const dataFileKeys: Readonly<Record<string, Key>> = {
  file: required("CSV file beside the scenario.", text("file")),
  time: required("When the rows are: the column that says it.", {
    kind: "choice",
    text: text("column"),
    keys: mapping(
      "a time",
      {
        date: optional("Column of dates, such as 2023-03-14 or 2023-03-14T21:44:51Z, in UTC.", text("column")),
        epoch: optional("Column of epoch numbers, counted as in start.epoch.", text("column")),
        elapsed: optional("Column of times since the start of the scenario.", text("column")),
        unit: optional("Unit of the elapsed times, such as day.", text("unit")),
      },
      ["date", "epoch", "elapsed"],
    ),
  }),
  columns: required(
    "Columns that are used, each with its unit; 1 for a plain number.",
    table("columns", text("unit"), "column"),
  ),
};

const between = optional(
  "Between the points: a straight line (linear), or each value until the next (previous). Must be said.",
  text("between"),
);

/** What holds where the data of an input says nothing. */
export const dataRuleKeys: Readonly<Record<string, Key>> = {
  between,
  over: optional(
    "What a step takes: the value at its start, or the mean over it. Default: the mean of what is per time, so that its total stays that of the data, and the start of everything else.",
    text("over"),
  ),
  before: optional("Before the first point: an error (the default), or the first value (first).", text("before")),
  after: optional("After the last point: an error (the default), or the last value (last).", text("after")),
};

/** The keys that only an input from data has. */
export const dataRules: readonly string[] = Object.keys(dataRuleKeys);

/** The file and column of an input. */
export const source = (about: string) => optional(about, text("source"));

/** What an input of a module is wired to. */
export const wire: ChoiceShape = {
  kind: "choice",
  text: text("equation"),
  keys: mapping("a wire", {
    from: { ...source("File and column, prices.adaUsd."), required: true },
    ...dataRuleKeys,
    between: { ...between, required: true },
  }),
};
