import { formatDiagnostic, type Rational, rational, run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { inputsFromData } from "./data-inputs.js";
import { readScenario } from "./read-scenario.js";
import type { Scenario } from "./scenario.js";
import { filesNamed } from "./testing/files.js";

/** Five days of prices and fees; a day's fees are those from its date on. */
const market = `# typed in
date,epoch,day,adaUsd,fees
2024-02-27,10,0,0.1,1000000
2024-02-28,11,1,0.2,2000000
2024-02-29,12,2,0.4,4000001
2024-03-01,13,3,0.1,
2024-03-02,14,4,0.3,3000000
`;

const defaults = {
  file: "market.csv",
  time: "date",
  columns: "{ adaUsd: USD/ADA, fees: lovelace/day }",
  start: "start: { date: 2024-02-27 }",
  step: "1 day",
  horizon: "2 day",
  price: "{ from: market.adaUsd, between: linear }",
  fees: "{ from: market.fees, between: previous }",
  lookups: "",
};

function text(changes: Partial<typeof defaults> = {}): string {
  const { file, time, columns, start, step, horizon, price, fees, lookups } = { ...defaults, ...changes };
  return `tokenwright: 1
title: Data
${start}
step: ${step}
horizon: ${horizon}
assets: { ADA: { decimals: 6, baseUnit: lovelace }, USD: { decimals: 2 } }
data:
  market:
    file: ${file}
    time: ${time}
    columns: ${columns}
${lookups}inputs:
  price: ${price}
  fees: ${fees}
stocks:
  users: { initial: 1000 ADA }
  pot: { initial: 0 ADA }
flows:
  paid: { from: users, to: pot, equation: fees }
auxiliaries:
  worth: { unit: USD/day, equation: fees * price }
`;
}

function read(source: string, files: Readonly<Record<string, string>> = { "market.csv": market }): Scenario {
  return readScenario(source, { file: "s.yaml", readDataFile: filesNamed(files) });
}

function findings(source: string, files?: Readonly<Record<string, string>>) {
  try {
    buildScenario(read(source, files));
    return [];
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
}

/** Code, file, line and the text that is underlined. */
const pointed = (source: string, files?: Readonly<Record<string, string>>) =>
  findings(source, files).map(({ code, place }) => {
    const start = (place?.column ?? 1) - 1;
    return `${code} ${place?.file}:${place?.line} ${place?.lineText?.slice(start, start + (place.length ?? 1))}`;
  });

const shown = (values: readonly Rational[]) =>
  values.map((value) => (value.d === 1n ? String(value.n) : `${value.n}/${value.d}`));

const seriesOf = (source: string, input: string, files?: Readonly<Record<string, string>>) =>
  read(source, files).data.find((one) => one.input === input)!;

test("a column by dates arrives at the steps, prices at their start and rates as their mean, exactly", () => {
  const scenario = read(text({ step: "12 hour" }));
  const [price, fees] = scenario.data;
  expect(price).toMatchObject({ input: "price", file: "market.csv", column: "adaUsd", over: "start", unit: "USD/ADA" });
  expect(shown(price!.values)).toEqual(["1/10", "3/20", "1/5", "3/10", "2/5"]);
  expect(fees).toMatchObject({ input: "fees", over: "mean", unit: "lovelace/day" });
  expect(shown(fees!.values)).toEqual(["1000000", "1000000", "2000000", "2000000", "2000000"]);
});

test("epoch numbers and elapsed times place the same rows at the same steps", () => {
  const byDate = seriesOf(text(), "price");
  const byEpoch = seriesOf(text({ time: "{ epoch: epoch }", start: "start: { epoch: 10 }" }), "price");
  const byDay = seriesOf(text({ time: "{ elapsed: day, unit: day }", start: "" }), "price");
  expect(shown(byDate.values)).toEqual(["1/10", "1/5", "2/5"]);
  expect(byEpoch.values).toEqual(byDate.values);
  expect(byDay.values).toEqual(byDate.values);
  const shifted = seriesOf(text({ start: "start: { date: 2024-02-28 }", horizon: "1 day" }), "price");
  expect(shown(shifted.values)).toEqual(["1/5", "2/5"]);
});

test("when steps are longer than rows, a rate keeps the total of the data to the lovelace, in both backends", () => {
  const file = `date,fees\n${Array.from({ length: 30 }, (_, day) => `2024-04-${String(day + 1).padStart(2, "0")},${7 * day * day + 3}`).join("\n")}\n`;
  const source = `tokenwright: 1
title: Total
start: { date: 2024-04-01 }
step: 10 day
horizon: 30 day
assets: { ADA: { decimals: 6, baseUnit: lovelace } }
data: { chain: { file: fees.csv, time: date, columns: { fees: lovelace/day } } }
inputs: { fees: { unit: ADA/day, from: chain.fees, between: previous } }
stocks: { pot: { initial: 0 ADA } }
flows: { paid: { to: pot, equation: fees } }
`;
  const scenario = read(source, { "fees.csv": file });
  const program = buildScenario(scenario);
  const inputs = inputsFromData(scenario, program);
  // The sum of 7 d² + 3 over d = 0 … 29 is 7 · 29 · 30 · 59 / 6 + 90.
  const total = (7 * 29 * 30 * 59) / 6 + 90;
  for (const backend of ["js", "exact"] as const) {
    const pot = run(program, { steps: scenario.steps, inputs, backend }).series("pot");
    expect(pot[3]! * 1e6, backend).toBe(total);
  }
});

test("decimal cells stay decimal: 0.1 and 0.2 in thirds of a day are no doubles", () => {
  const { values } = seriesOf(text({ step: "8 hour", horizon: "1 day" }), "price");
  expect(shown(values)).toEqual(["1/10", "2/15", "1/6", "1/5"]);
});

test("an input of a module takes data in place of the wire that its network has", () => {
  const source = `tokenwright: 1
title: Module
network: cardano
start: { epoch: 400 }
horizon: 3 epoch
data: { chain: { file: c.csv, time: { epoch: epoch }, columns: { fees: lovelace/epoch } } }
modules: { supply: { inputs: { fees: { from: chain.fees, between: previous, after: last } } } }
outputs: [supply.fees]
`;
  const scenario = read(source, { "c.csv": "epoch,fees\n399,5\n400,91606923726\n401,2000000\n" });
  expect(scenario.economy.modules["supply"]!.inputs).not.toHaveProperty("fees");
  const program = buildScenario(scenario);
  const fees = run(program, { steps: 3, inputs: inputsFromData(scenario, program) }).series("supply.fees");
  expect([...fees]).toEqual([91606.923726, 2, 2, 2]);
});

test("a wire of a module without a rule between points is refused", () => {
  const source = `tokenwright: 1
title: Module
network: cardano
start: { epoch: 400 }
horizon: 3 epoch
data: { chain: { file: c.csv, time: { epoch: epoch }, columns: { fees: lovelace/epoch } } }
modules: { supply: { inputs: { fees: { from: chain.fees } } } }
`;
  expect(pointed(source, { "c.csv": "epoch,fees\n400,1\n403,2\n" })).toEqual(["scenario/missing-key s.yaml:7 fees"]);
});

test("an input without a unit has that of its column, and a column is converted into the unit of its input", () => {
  const scenario = read(text({ fees: "{ unit: ADA/day, from: market.fees, between: previous }" }));
  const program = buildScenario(scenario);
  expect(program.variables.get("price")!.unit.text).toBe("USD/ADA");
  expect(shown(inputsFromData(scenario, program)["fees"]!)).toEqual(["1", "2", "2"]);
});

test("a rule between points must be said, and rules belong to data", () => {
  expect(pointed(text({ price: "{ from: market.adaUsd }" }))).toEqual(["scenario/missing-key s.yaml:13 price"]);
  expect(pointed(text({ price: "{ from: market.adaUsd, between: smooth }" }))).toEqual([
    "scenario/choice s.yaml:13 smooth",
  ]);
  expect(pointed(text({ price: "{ unit: USD/ADA, default: '{1 USD/ADA}', between: linear }" }))).toEqual([
    "scenario/missing-key s.yaml:13 linear",
  ]);
  expect(pointed(text({ price: "{ meaning: nothing }" }))[0]).toBe("scenario/missing-key s.yaml:13 price");
});

test("what a step takes can be chosen against the default", () => {
  const price = "{ from: market.adaUsd, between: linear, over: mean }";
  expect(shown(seriesOf(text({ price }), "price").values)).toEqual(["3/20", "3/10", "3/10"]);
  const fees = "{ from: market.fees, between: linear, over: start }";
  expect(shown(seriesOf(text({ fees, step: "12 hour" }), "fees").values)).toEqual([
    "1000000",
    "1500000",
    "2000000",
    "6000001/2",
    "4000001",
  ]);
});

test("data that begins late or ends early is an error that names both dates, unless the scenario says what holds", () => {
  const early = text({ start: "start: { date: 2024-02-20 }", horizon: "8 day" });
  expect(
    findings(early).map(formatDiagnostic)[0],
  ).toBe(`s.yaml:13:18: error: The file "market.csv" begins at 2024-02-27 on line 3, and the scenario at 2024-02-20.
  13 |   price: { from: market.adaUsd, between: linear }
     |                  ^^^^^^^^^^^^^
  at: inputs.price.from
  expected: data from the start of the scenario on
  try: start later, or add before: first to inputs.price, to take the first value until then
  (data/range)`);
  const late = text({ horizon: "5 day", fees: "{ unit: ADA/day, default: '{1 ADA/day}' }" });
  expect(findings(late).map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'data/range: The file "market.csv" ends at 2024-03-02 on line 7, and the scenario goes on to 2024-03-03.',
  ]);
  const held = text({
    start: "start: { date: 2024-02-25 }",
    horizon: "4 day",
    price: "{ from: market.adaUsd, between: linear, before: first, after: last }",
    fees: "{ from: market.fees, between: previous, before: first }",
  });
  expect(shown(seriesOf(held, "price").values)).toEqual(["1/10", "1/10", "1/10", "1/5", "2/5"]);
  // The last of daily values holds for a day.
  const whole = text({
    horizon: "5 day",
    price: "{ from: market.adaUsd, between: previous }",
    fees: "{ unit: ADA/day, default: '{1 ADA/day}' }",
  });
  expect(shown(seriesOf(whole, "price").values)).toEqual(["1/10", "1/5", "2/5", "1/10", "3/10", "3/10"]);
});

test("a missing cell is an error at its line and column when a step needs it, and only then", () => {
  expect(pointed(text({ horizon: "3 day" }))).toEqual([]);
  expect(pointed(text({ horizon: "4 day" }))).toEqual(["csv/null market.csv:6 "]);
  const [finding] = findings(text({ horizon: "4 day" }));
  expect(finding?.place).toMatchObject({ line: 6, column: 21, lineText: "2024-03-01,13,3,0.1," });
});

test.each([
  ["an unsorted date", market.replace("2024-02-29", "2024-02-26"), "data/order market.csv:5 2024-02-26"],
  ["a date that stands twice", market.replace("2024-02-29", "2024-02-28"), "data/order market.csv:5 2024-02-28"],
  ["no date", market.replace("2024-02-29", "2024-02-30"), "data/time market.csv:5 2024-02-30"],
  ["a local date", market.replace("2024-02-29", "29.02.2024"), "data/time market.csv:5 29.02.2024"],
  ["no number", market.replace("0.2", "0.2 USD"), "csv/number market.csv:4 0.2 USD"],
  ["thousands with commas", market.replace("0.2", '"1,000"'), 'csv/number market.csv:4 "1,00'],
  ["a short row", market.replace(",0.2,2000000", ",0.2"), "csv/ragged market.csv:4 0.2"],
  ["no rows", "date,epoch,day,adaUsd,fees\n", "csv/no-rows market.csv:1 date"],
  ["an empty file", "", "csv/no-header market.csv:1 "],
  ["no such column", market.replace("adaUsd", "adausd"), "csv/missing-column s.yaml:11 adaUsd"],
])("a data file with %s is refused at its place", (_, file, expected) => {
  expect(pointed(text(), { "market.csv": file })[0]).toBe(expected);
});

test.each([
  ["no start date", { start: "" }, "data/no-start s.yaml:10 date"],
  ["no start epoch", { time: "{ epoch: epoch }" }, "data/no-start s.yaml:10 epoch"],
  ["elapsed time without a unit", { time: "{ elapsed: day }" }, "scenario/missing-key s.yaml:10 { elapsed: day }"],
  ["elapsed time in tokens", { time: "{ elapsed: day, unit: ADA }" }, "data/time s.yaml:10 ADA"],
  ["two columns of time", { time: "{ date: date, epoch: epoch }" }, "scenario/conflict s.yaml:10 epoch"],
  ["a time column that is not there", { time: "dates" }, "csv/missing-column s.yaml:10 dates"],
  ["fractions of epochs", { time: "{ epoch: adaUsd }", start: "start: { epoch: 0 }" }, "data/time market.csv:3 0.1"],
  ["another file", { file: "markt.csv" }, "data/no-file s.yaml:9 markt.csv"],
  ["a file outside", { file: "../market.csv" }, "scenario/file s.yaml:9 ../market.csv"],
  ["an unknown unit", { columns: "{ adaUsd: USDD/ADA, fees: ADA/day }" }, "unit/unknown s.yaml:11 USDD"],
  [
    "another unit than its input has",
    { fees: "{ unit: ADA/day, from: market.adaUsd, between: linear }" },
    "unit/mismatch s.yaml:14 market.adaUsd",
  ],
  [
    "an unknown data file",
    { price: "{ from: markets.adaUsd, between: linear }" },
    "scenario/unknown-name s.yaml:13 markets.adaUsd",
  ],
  [
    "an unknown column",
    { price: "{ from: market.adaUsdd, between: linear }" },
    "scenario/unknown-name s.yaml:13 market.adaUsdd",
  ],
  [
    "a column without a unit",
    { price: "{ from: market.day, between: linear }" },
    "scenario/unknown-name s.yaml:13 market.day",
  ],
  ["no column", { price: "{ from: market, between: linear }" }, "scenario/source s.yaml:13 market"],
  [
    "a horizon of a million and one values",
    { step: "1 second", horizon: "500_001 second" },
    "data/too-many s.yaml:13 market.adaUsd",
  ],
])("a scenario with %s is refused at its place", (_, changes, expected) => {
  expect(pointed(text(changes))[0]).toBe(expected);
  for (const { hint, expected: wanted } of findings(text(changes))) expect([hint, wanted]).not.toContain(undefined);
});

test("a column whose unit is the slip is named besides, where only that would make all units fit", () => {
  expect(pointed(text({ columns: "{ adaUsd: USD, fees: lovelace/day }" }))).toEqual([
    "unit/mismatch s.yaml:21 fees * price",
    "unit/suspect s.yaml:11 USD",
  ]);
});

test("a scenario that names data files is refused where none may be read", () => {
  expect(() => readScenario(text(), { file: "s.yaml" })).toThrow("data/no-reader");
});

const curve = "lookups:\n  curve: { file: curve.csv, x: price, y: share, of: USD/ADA, unit: '%', beyond: clamp }\n";
const curveOf = (rows: string) => ({ "market.csv": market, "curve.csv": `price,share\n${rows}` });

test("a lookup is read from a file, its numbers exactly as they are written", () => {
  const scenario = read(text({ lookups: curve }), curveOf("0,100\n0.1,33.3\n+.3,1e1\n"));
  expect(scenario.economy.lookups?.["curve"]).toMatchObject({
    points: [
      ["0", "100"],
      ["0.1", "33.3"],
      ["+.3", "1e1"],
    ],
    of: "USD/ADA",
    unit: "%",
    beyond: "clamp",
  });
  expect(scenario.files.map(({ file }) => file)).toEqual(["curve.csv", "market.csv"]);
  const used = text({ lookups: curve }).replace("fees * price", '"fees * price * lookup(curve, price)"');
  const built = read(used, curveOf("0,100\n0.1,33.3\n+.3,1e1\n"));
  const program = buildScenario(built);
  const exact = run(program, { steps: 2, inputs: inputsFromData(built, program), backend: "exact" }).exact("worth");
  // 1 ADA/day at 0.1 USD/ADA and 33.3 %; 2 at 0.2, half way from 33.3 to 10 %; 2 at 0.4, beyond the last point.
  expect(exact.map((value) => rational.toDecimal(value, 6))).toEqual(["0.0333", "0.0866", "0.08"]);
});

test.each([
  ["x out of order", "0,1\n2,1\n1,1\n", curve, "lookup/order curve.csv:4 1"],
  ["the same x twice", "0,1\n1.0,1\n1,2\n", curve, "lookup/order curve.csv:4 1"],
  ["an empty cell", "0,1\n1,\n", curve, "csv/null curve.csv:3 "],
  ["no points", "", curve, "lookup/points s.yaml:13 curve.csv"],
  ["a column that is not there", "0,1\n", curve.replace("y: share", "y: part"), "csv/missing-column s.yaml:13 part"],
  ["no column", "0,1\n", curve.replace("x: price, ", ""), "scenario/missing-key s.yaml:13 curve"],
  [
    "points here and in a file",
    "0,1\n",
    curve.replace("x:", "points: [[0, 1]], x:"),
    "scenario/conflict s.yaml:13 file",
  ],
  [
    "a column and points here",
    "0,1\n",
    curve.replace("file: curve.csv, ", "points: [[0, 1]], "),
    "scenario/conflict s.yaml:13 price",
  ],
])("a lookup from a file with %s is refused at its place", (_, rows, lookups, expected) => {
  expect(pointed(text({ lookups }), curveOf(rows))[0]).toBe(expected);
});

test("a lookup of 100 001 points is refused by their number, and one of 100 000 is built", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => `${index},${index % 7}`).join("\n");
  expect(pointed(text({ lookups: curve }), curveOf(rows(100_001)))).toEqual(["lookup/points s.yaml:13 curve.csv"]);
  expect(pointed(text({ lookups: curve }), curveOf(rows(100_000)))).toEqual([]);
});

test("columns of the file that are called like parts of JavaScript are only columns", () => {
  const file = "date,__proto__,constructor,toString\n2024-02-27,1,2,5\n2024-02-28,3,4,6\n";
  const source = text({
    columns: "{ toString: USD/ADA }",
    price: "{ from: market.toString, between: previous }",
    fees: "{ unit: ADA/day, default: '{1 ADA/day}' }",
  });
  expect(shown(seriesOf(source, "price", { "market.csv": file }).values)).toEqual(["5", "6", "6"]);
  expect(pointed(source, { "market.csv": "date,__proto__\n2024-02-27,1\n" })).toEqual([
    "csv/missing-column s.yaml:11 toString",
  ]);
});
