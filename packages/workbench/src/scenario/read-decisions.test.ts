import { formatDiagnostic, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";

/** A small scenario whose last lines are its decisions. */
function scenario(decisions: string, start = "{ epoch: 400, date: 2027-01-01 }"): string {
  return `tokenwright: 1
title: Decided
start: ${start}
step: 5 day
horizon: 500 day
assets: { TKN: { decimals: 2 } }
dimensions: { sector: [team, public] }
parameters:
  rate: { value: 2 %/epoch, meaning: share issued }
  fee[sector]: { value: 1 %, values: { team: 2 % } }
  later: 10 day
stocks: { supply: { initial: 1000 TKN } }
flows: { issue: { to: supply, equation: rate * supply } }
decisions:
${decisions}`;
}

const read = (decisions: string, start?: string) => readScenario(scenario(decisions, start), { file: "s.yaml" });

function shown(decisions: string, start?: string): string {
  try {
    buildScenario(read(decisions, start));
  } catch (error) {
    if (error instanceof TokenwrightError)
      return `\n${error.diagnostics.map((one) => formatDiagnostic(one)).join("\n")}`;
    throw error;
  }
  return "";
}

test("dates and epoch numbers become the time since the start; quantities and equations stay as they are", () => {
  const { economy } = read(`
  by date: { set: { rate: 1 %/epoch }, at: 2028-03-01 }
  by long date: { set: { rate: 1 %/epoch }, at: { date: 2027-01-02 } }
  by epoch: { set: { rate: rate / 2, "fee[team]": 3 % }, at: { epoch: 470 }, for: 30 day }
  by time: { set: { rate: 1 %/epoch }, at: 60 day, meaning: a plan, source: the paper, confidence: protocol }
  by parameter: { set: { rate: 1 %/epoch }, at: "later + {1 epoch}" }
  by rule: { set: { rate: 1 %/epoch }, when: "supply > {2000 TKN}", delay: later }
`);
  expect(economy.decisions).toEqual({
    // 2028 is a leap year: 365 days, and 31 + 29 of it.
    "by date": { set: { rate: "1 %/epoch" }, at: "425 day", meaning: "" },
    "by long date": { set: { rate: "1 %/epoch" }, at: "1 day", meaning: "" },
    "by epoch": { set: { rate: "rate / 2", "fee[team]": "3 %" }, at: "70 epoch", for: "30 day", meaning: "" },
    "by time": {
      set: { rate: "1 %/epoch" },
      at: "60 day",
      meaning: "a plan",
      source: "the paper",
      confidence: "protocol",
    },
    "by parameter": { set: { rate: "1 %/epoch" }, at: "later + {1 epoch}", meaning: "" },
    "by rule": { set: { rate: "1 %/epoch" }, when: "supply > {2000 TKN}", delay: "later", meaning: "" },
  });
});

test("an override reaches a field of a decision", () => {
  const text = scenario("  raise it: { set: { rate: 3 %/epoch }, at: 60 day }");
  const { economy } = readScenario(text, {
    file: "s.yaml",
    overrides: ["decisions.raise it.at=2027-01-31", "decisions.raise it.set.rate=4 %/epoch"],
  });
  expect(economy.decisions!["raise it"]).toMatchObject({ at: "30 day", set: { rate: "4 %/epoch" } });
});

test("a time that cannot be is told where it stands", () => {
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: 2026-12-31 }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:38: error: The decision "d" is taken at 2026-12-31, and the run starts at 2027-01-01.
      15 |   d: { set: { rate: 1 %/epoch }, at: 2026-12-31 }
         |                                      ^^^^^^^^^^
      at: decisions.d.at
      expected: a time after 2027-01-01
      try: give the parameter that value itself, or start the run earlier
      (scenario/decision-time)"
  `);
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: { epoch: 400 } }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:47: error: The decision "d" is taken at epoch 400, and the run starts at epoch 400.
      15 |   d: { set: { rate: 1 %/epoch }, at: { epoch: 400 } }
         |                                               ^^^
      at: decisions.d.at
      expected: a time after epoch 400
      try: give the parameter that value itself, or start the run earlier
      (scenario/decision-time)"
  `);
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: 2027-02-30 }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:38: error: The date is "2027-02-30".
      15 |   d: { set: { rate: 1 %/epoch }, at: 2027-02-30 }
         |                                      ^^^^^^^^^^
      at: decisions.d.at
      expected: a day of the calendar as year-month-day
      try: for example 2023-03-14
      (scenario/date)"
  `);
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: 470 }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:38: error: A decision is taken at 470, a number without a unit.
      15 |   d: { set: { rate: 1 %/epoch }, at: 470 }
         |                                      ^^^
      at: decisions.d.at
      expected: a time since the start such as 2 year, a date such as 2027-01-01, or an equation of parameters
      try: write at: { epoch: 470 } for an epoch of the calendar, or a unit: 470 day
      (scenario/type)"
  `);
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: { epoch: 470 } }", "{ date: 2027-01-01 }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:47: error: A decision is taken at epoch 470, and the scenario does not say what its first step is called.
      15 |   d: { set: { rate: 1 %/epoch }, at: { epoch: 470 } }
         |                                               ^^^
      at: decisions.d.at
      expected: start: { epoch: … }
      try: add start: { epoch: 470 }, or write the time since the start: 2 year
      (scenario/no-start)"
  `);
  expect(shown('  d: { set: { rate: 1 %/epoch }, at: "supply / {1 TKN} * {1 day}" }')).toMatchInlineSnapshot(`
    "
    s.yaml:15:39: error: "supply" is a stock, and a time of a decision is known before the run.
      15 |   d: { set: { rate: 1 %/epoch }, at: "supply / {1 TKN} * {1 day}" }
         |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^
      at: decisions.d.at
      expected: a quantity such as 2 year, or an equation of parameters
      try: let a condition say it: when: time > …
      (model/decision-time)"
  `);
});

test("what is missing, twice, unknown or in the wrong unit is told where it stands", () => {
  expect(shown("  d: { set: { rate: 1 %/epoch } }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:3: error: A decision "d" has none of at, when, while.
      15 |   d: { set: { rate: 1 %/epoch } }
         |   ^
      at: decisions.d
      expected: exactly one of at, when, while
      try: add at: …
      (scenario/missing-key)"
  `);
  expect(shown('  d: { set: { rate: 1 %/epoch }, at: 1 year, when: "time > {1 day}" }')).toMatchInlineSnapshot(`
    "
    s.yaml:15:46: error: "d" is given twice: by at and when.
      15 |   d: { set: { rate: 1 %/epoch }, at: 1 year, when: "time > {1 day}" }
         |                                              ^^^^
      at: decisions.d
      expected: exactly one of at, when, while
      try: remove when
      (scenario/conflict)"
  `);
  expect(shown("  d: { at: 1 year }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:3: error: A decision "d" has no key "set".
      15 |   d: { at: 1 year }
         |   ^
      at: decisions.d
      expected: set: new values by name
      try: add set: { name: 0.2 %/epoch }
      (scenario/missing-key)"
  `);
  expect(shown("  d:\n    at: 60 day\n    set:\n      raet: 1 %/epoch")).toMatchInlineSnapshot(`
    "
    s.yaml:18:7: error: "raet" is no parameter of this model.
      18 |       raet: 1 %/epoch
         |       ^^^^
      at: decisions.d.set.raet
      expected: the name of a parameter
      try: did you mean "rate"?
      (model/unknown-parameter)"
  `);
  expect(shown("  d:\n    at: 60 day\n    set:\n      rate: 1 TKN")).toMatchInlineSnapshot(`
    "
    s.yaml:18:13: error: "rate" is in %/epoch, that is 1/second, but its equation gives TKN.
      18 |       rate: 1 TKN
         |             ^^^^^
      at: decisions.d.set.rate
      expected: an equation in %/epoch
      try: multiply or divide by something in 1/(TKN*second)
      (unit/mismatch)"
  `);
  expect(shown("  d: { set: { rate: 1 % to 2 % }, at: 60 day }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:21: error: The new value "1 % to 2 %" is a range.
      15 |   d: { set: { rate: 1 % to 2 % }, at: 60 day }
         |                     ^^^^^^^^^^
      at: decisions.d.set.rate
      expected: a number and its unit, or an equation
      try: make a parameter of that range, and write its name here
      (scenario/type)"
  `);
  expect(shown("  d:\n    set: { rate: 1 %/epoch }\n    while: supply")).toMatchInlineSnapshot(`
    "
    s.yaml:17:12: error: "d" must be a condition, and supply is a number.
      17 |     while: supply
         |            ^^^^^^
      at: decisions.d.while
      expected: a comparison
      try: compare it with something: supply > 0
      (unit/condition)"
  `);
  expect(shown("  d:\n    set: { rate: 1 %/epoch }\n    when: suply > {1 TKN}")).toMatchInlineSnapshot(`
    "
    s.yaml:17:11: error: "suply" is not a name of this model.
      17 |     when: suply > {1 TKN}
         |           ^^^^^
      at: decisions.d.when
      expected: a parameter, input, stock, state, flow or auxiliary
      try: did you mean "supply"?
      (equation/unknown-name)"
  `);
  expect(shown("  d: { set: { rate: 1 %/epoch }, at: 60 day, dealy: 5 day }")).toMatchInlineSnapshot(`
    "
    s.yaml:15:46: error: A decision has no key "dealy".
      15 |   d: { set: { rate: 1 %/epoch }, at: 60 day, dealy: 5 day }
         |                                              ^^^^^
      at: decisions.d.dealy
      expected: one of set, at, when, while, delay, for, meaning, source, confidence, symbol
      try: did you mean "delay"?
      (scenario/unknown-key)"
  `);
});

test("a start that has a fault of its own does not make dates faults", () => {
  expect(
    shown("  d: { set: { rate: 1 %/epoch }, at: 2028-01-01 }", "{ date: 2027-13-01 }").split("error:"),
  ).toHaveLength(2);
});
