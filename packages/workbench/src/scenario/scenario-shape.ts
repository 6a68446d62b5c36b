import { dataFileKeys, dataRuleKeys, source, wire } from "./data-shape.js";
import { type ChoiceShape, type Key, list, mapping, optional, required, type Shape, table, text } from "./shape.js";

const provenance: Readonly<Record<string, Key>> = {
  meaning: optional("What it is, in words.", text("prose")),
  source: optional("Where the number comes from: a key of refs/library.bib, or a sentence.", text("prose")),
  confidence: optional("How sure it is: read in code, measured, assumed, or not verified.", text("confidence")),
  symbol: optional("The symbol of the paper, as LaTeX.", text("label")),
};

const quantity = text("quantity");

const distributionKeys: Readonly<Record<string, Key>> = {
  normal: optional(
    "A bell curve.",
    mapping("a normal distribution", {
      mean: required("Its middle.", quantity),
      sd: required("Standard deviation.", quantity),
    }),
  ),
  lognormal: optional(
    "Never below zero, with a long tail upwards; by its 5 % and 95 % quantiles, or median and sigma.",
    mapping("a lognormal distribution", {
      p5: optional("One value in twenty lies below.", quantity),
      p95: optional("One value in twenty lies above.", quantity),
      median: optional("Half of the values lie below.", quantity),
      sigma: optional("Standard deviation of the logarithm.", text("number")),
    }),
  ),
  uniform: optional(
    "Every value between two ends alike.",
    mapping("a uniform distribution", {
      low: required("Lower end.", quantity),
      high: required("Upper end.", quantity),
    }),
  ),
  triangular: optional(
    "Between two ends, most likely at the mode.",
    mapping("a triangular distribution", {
      low: required("Lower end.", quantity),
      mode: required("Most likely value.", quantity),
      high: required("Upper end.", quantity),
    }),
  ),
  exponential: optional(
    "Waiting times.",
    mapping("an exponential distribution", { mean: required("Mean.", quantity) }),
  ),
  beta: optional(
    "A share between 0 % and 100 %, with mean a / (a + b).",
    mapping("a beta distribution", {
      a: required("First shape.", text("number")),
      b: required("Second shape.", text("number")),
    }),
  ),
};

/** The keys of a long value of which one must be there. */
export const valueKeys: readonly string[] = ["value", ...Object.keys(distributionKeys)];

const elementValue: ChoiceShape = {
  kind: "choice",
  text: text("value"),
  keys: mapping(
    "an element's value",
    { value: optional("A number and its unit, a range, or an equation.", text("value")), ...distributionKeys },
    valueKeys,
  ),
};

/** What elements have of their own; the common value or equation is that of the others. */
const values = (what: string, shape: Shape): Key =>
  optional(`${what} of single elements, by element, such as team: …`, table("values of elements", shape, "element"));

/** A parameter's value: `0.3 %/epoch`, `8% to 15%`, or the long form with provenance. */
const value: ChoiceShape = {
  kind: "choice",
  text: text("value"),
  keys: mapping(
    "a value",
    {
      value: optional(
        "A number and its unit, a range such as 8% to 15% (its 5 % and 95 % quantiles), or an equation.",
        text("value"),
      ),
      ...distributionKeys,
      values: values("Values", elementValue),
      unit: optional("Unit, where the value is an equation.", text("unit")),
      ...provenance,
      range: optional("Sensible limits for an editor.", list("a range", quantity, 2)),
    },
    valueKeys,
    "values",
  ),
};

const equation = text("equation");

const assets = table(
  "assets",
  mapping("an asset", {
    decimals: required("Base units per token as a power of ten.", text("decimals")),
    baseUnit: optional("Unit name of one base unit, such as lovelace.", text("name")),
  }),
);

const dimension: ChoiceShape = {
  kind: "choice",
  text: text("size"),
  list: list("elements", text("name")),
  keys: mapping(
    "a dimension",
    {
      agents: optional("Number of agents of a population, alike in their equations.", text("agents")),
      elements: optional("Its elements.", list("elements", text("name"))),
      of: optional("The dimension that a subrange is a part of.", text("name")),
      maps: optional(
        "By another dimension, the element of it that each element belongs to: { region: { france: europe } }.",
        { kind: "table", what: "maps", names: "name", values: table("a map", text("name")) },
      ),
    },
    ["agents", "elements"],
  ),
};

const lookup = mapping(
  "a lookup",
  {
    points: optional(
      "Pairs of x and value, x rising: [[0, 1], [2 USD, 0.5]].",
      list("points", list("a point", quantity, 2, 2)),
    ),
    file: optional("CSV file beside the scenario that has the points, in place of them.", text("file")),
    x: optional("Column of x in that file.", text("column")),
    y: optional("Column of the value in that file.", text("column")),
    of: optional("Unit of x, where the points are plain numbers.", text("unit")),
    unit: optional("Unit of the value, where the points are plain numbers.", text("unit")),
    beyond: optional(
      "Outside the points: the nearest value (clamp, the default), the line of the last two points (extend); step: every point holds until the next.",
      text("beyond"),
    ),
    ...provenance,
  },
  ["points", "file"],
);

const dataFile = mapping("a data file", { ...dataFileKeys, ...provenance });

const inputs = table(
  "inputs",
  mapping(
    "an input",
    {
      unit: optional("Its unit; that of the column when it comes from data.", text("unit")),
      from: source("File and column that it is read from, prices.adaUsd."),
      ...dataRuleKeys,
      default: optional("Equation used when no data is given.", equation),
      ...provenance,
    },
    ["unit"],
    "from",
  ),
);

const conveyor = mapping("a conveyor", {
  time: required("How long what enters stays: a time, or an equation read for each batch that enters.", text("value")),
  release: optional("whole: a batch leaves when its time is over. linear: bit by bit during it.", text("release")),
  cliff: optional("Of linear release: the time before which nothing of a batch leaves.", text("value")),
  content: optional(
    "Parts of the amount at the start, by the time each still stays. Default: the amount is spread evenly.",
    table("content", text("value"), "quantity"),
  ),
});

const stocks = table(
  "stocks",
  mapping(
    "a stock",
    {
      initial: optional("Amount at the start: a number and its unit, or an equation of parameters.", text("value")),
      values: values("Amounts at the start", text("value")),
      unit: optional("Unit, where the amount is an equation.", text("unit")),
      mayBeNegative: optional("True for a debt.", text("flag")),
      overdraft: optional(
        "What its outflows get when they ask for more than it holds: all the same share of it, which is the standard, or one after another in the order of the flows.",
        text("overdraft"),
      ),
      conveyor: optional("A queue: what enters the stock leaves it later, first in first out.", conveyor),
      ...provenance,
    },
    ["initial"],
    "values",
  ),
  "subscripted",
);

const states = table(
  "states",
  mapping("a state", {
    initial: required("Value at the start.", text("value")),
    next: required("Equation of the value at the next step.", equation),
    unit: optional("Unit, where the value is an equation.", text("unit")),
    ...provenance,
  }),
  "subscripted",
);

const flows = table(
  "flows",
  mapping(
    "a flow",
    {
      from: optional("The stock it leaves; absent for a mint.", text("variable")),
      to: optional("The stock it enters; absent for a burn.", text("variable")),
      equation: optional("Amount per time.", equation),
      values: values("Equations", equation),
      ...provenance,
    },
    ["equation"],
    "values",
  ),
  "subscripted",
);

const auxiliaries = table(
  "auxiliaries",
  mapping(
    "an auxiliary",
    {
      unit: required("Its unit.", text("unit")),
      equation: optional("How it is computed.", equation),
      values: values("Equations", equation),
      ...provenance,
    },
    ["equation"],
    "values",
  ),
  "subscripted",
);

const checks = table(
  "checks",
  mapping("a check", {
    equation: required("A condition that must hold at every step of every run.", equation),
    meaning: optional("What it means.", text("prose")),
  }),
);

const decisions = table(
  "decisions",
  mapping(
    "a decision",
    {
      set: required(
        "New values by parameter, such as supply.rho: 0.2 %/epoch; an equation may use its old value, supply.rho / 2.",
        table("new values", text("newValue"), "variable"),
      ),
      at: optional("Time since the start, a date, or an epoch number.", {
        kind: "choice",
        text: text("moment"),
        keys: mapping(
          "a time",
          {
            epoch: optional("Epoch number, where start has one.", text("epochNumber")),
            date: optional("Date, where start has one.", text("date")),
          },
          ["epoch", "date"],
        ),
      }),
      when: optional("A condition: taken once, after the first step in which it holds.", equation),
      while: optional("A condition: in effect after every step in which it holds.", equation),
      delay: optional("How long after the condition of when it takes effect; default: the next step.", text("value")),
      for: optional("How long it stays in effect; default: for the rest of the run.", text("value")),
      ...provenance,
    },
    ["at", "when", "while"],
  ),
  "label",
);

const module = mapping("a module", {
  model: optional("Path of a model of the library; may be left out for a module of the network.", text("path")),
  scenario: optional("A named set of values of that model.", text("label")),
  assets: optional("The model's assets and units by this economy's names.", table("names of assets", text("name"))),
  parameters: optional("New values of its parameters.", table("values of parameters", value, "subscripted")),
  stocks: optional("New initial amounts.", table("initial amounts", text("value"), "subscripted")),
  states: optional("New initial values.", table("initial values", text("value"))),
  inputs: optional("What its inputs are wired to: equations over this economy's names, or data.", table("wires", wire)),
});

const output: Shape = {
  kind: "choice",
  text: text("variable"),
  keys: mapping("an output", {
    name: required("Name of a variable, such as supply.reserve.", text("variable")),
    label: optional("How it is called in the report.", text("label")),
    unit: optional("Unit to show it in.", text("unit")),
  }),
};

const guardRail = mapping("a guard rail", {
  name: required("How it is called in the report.", text("label")),
  condition: required("A condition over this economy's names.", equation),
  share: optional("Share of the futures in which it must hold at every step; default 100 %.", text("share")),
});

const replay = mapping("a replay", {
  data: optional("CSV file beside the scenario, used when no other is given.", text("file")),
  epoch: required("Column that counts the epochs.", text("name")),
  columns: required("Columns that are used, each with its unit; 1 for a plain number.", table("columns", text("unit"))),
  from: optional("First epoch, when none is asked for.", text("epochNumber")),
  to: optional("Last epoch, when none is asked for.", text("epochNumber")),
  inputs: optional(
    "Inputs of the economy: equations over the columns.",
    table("inputs from data", equation, "variable"),
  ),
  initial: required(
    "Stocks at the start: equations over the columns of the row before.",
    table("initial stocks from data", equation, "variable"),
  ),
  compare: required(
    "What is compared with the data, in the order of a step.",
    table(
      "comparisons",
      mapping("a comparison", {
        variable: required("A stock after the step, or a flow or auxiliary of the step.", text("variable")),
        recorded: required("Equation over the columns.", equation),
        continueWith: optional(
          "When it misses: what to hold at which value, so that what follows is judged by itself.",
          table("values to go on with", equation, "variable"),
        ),
        explanation: optional("What a miss means, in words.", text("prose")),
      }),
    ),
  ),
  notes: optional(
    "What is known about some epochs.",
    list(
      "notes",
      mapping("a note", {
        from: required("First epoch.", text("epochNumber")),
        to: required("Last epoch.", text("epochNumber")),
        compare: optional("The comparison it is about; all when absent.", text("name")),
        text: required("What is known.", text("prose")),
      }),
    ),
  ),
});

/** A scenario file. */
export const scenarioShape = mapping("a scenario", {
  tokenwright: required("Version of the format.", text("version")),
  title: required("What the scenario is called.", text("label")),
  about: optional("What it is for and what it leaves out.", text("prose")),
  network: optional("Start from the economy of a real network; everything else overrides or adds.", text("path")),
  start: optional(
    "What step 0 is called.",
    mapping("a start", {
      epoch: optional("Epoch number of step 0.", text("epochNumber")),
      date: optional("Date of step 0. A network has the rules in force on it.", text("date")),
      amounts: optional("Date that the network's own amounts are of, where it is another.", text("date")),
    }),
  ),
  step: optional("Length of a step; may be left out when the economy has an epoch.", quantity),
  horizon: required("How long is simulated: a whole number of steps.", quantity),
  assets: optional("Tokens and currencies.", assets),
  units: optional(
    "Further units: count for things that are counted, or what one of it is.",
    table("units", text("quantity")),
  ),
  dimensions: optional(
    "Lists that names can be subscripted by, as in balance[sector]: names, a number of elements, or a part of another list.",
    table("dimensions", dimension),
  ),
  lookups: optional("Functions given by points, used as lookup(name, x).", table("lookups", lookup)),
  integrate: optional(
    "How flows move stocks within a step: by whole steps (steps, euler), or by Runge and Kutta's fourth order (rk4).",
    text("integration"),
  ),
  modules: optional("The parts of the economy.", table("modules", module)),
  parameters: optional("The economy's own numbers, certain or not.", table("parameters", value, "subscripted")),
  data: optional("CSV files beside the scenario that inputs are read from.", table("data files", dataFile)),
  inputs: optional("Data the economy takes.", inputs),
  stocks: optional("The economy's own stocks.", stocks),
  states: optional("The economy's own states.", states),
  flows: optional("The economy's own flows.", flows),
  auxiliaries: optional("The economy's own named equations.", auxiliaries),
  checks: optional("What must hold in every run.", checks),
  decisions: optional("Parameters that change during a run, by a vote, a schedule or a rule.", decisions),
  ensemble: optional(
    "How many futures.",
    mapping("an ensemble", {
      runs: optional("Number of futures; default 1000.", text("runs")),
      seed: optional("Seed of the draws; default 42.", text("seed")),
      quantiles: optional("Bands to report; default 5, 25, 50, 75 and 95 %.", list("quantiles", text("quantile"))),
      paths: optional("Single futures to keep; default 20.", text("paths")),
    }),
  ),
  outputs: optional(
    "Variables to report; default all stocks and the economy's own auxiliaries; without any, its modules' auxiliaries.",
    list("outputs", output),
  ),
  guardRails: optional("The user's own pass or fail lines.", list("guard rails", guardRail)),
  replay: optional("How recorded data drives the economy and what is compared.", replay),
});
