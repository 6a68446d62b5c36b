import { build } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { XmileUnit } from "./document.js";
import { importXmile, importXmileWithUnits } from "./import-xmile.js";
import { readModelFile, writeModelFile } from "./model-file.js";
import { engineModel, runXmile } from "./run-xmile.js";
import { type Around, file } from "./testing/file.js";
import { toXmile } from "./to-xmile.js";
import { UnitTexts } from "./unit-text.js";

const declared: readonly XmileUnit[] = [
  { name: "Person", aliases: ["People", "Persons"], disabled: false, line: 1 },
  { name: "Dollar", equation: "$", aliases: ["Dollars"], disabled: false, line: 1 },
  { name: "wage", equation: "Dollars/Person/Month", aliases: [], disabled: false, line: 1 },
  { name: "off", equation: "Person", aliases: [], disabled: true, line: 1 },
  { name: "circle", equation: "round", aliases: [], disabled: false, line: 1 },
  { name: "round", equation: "circle", aliases: [], disabled: false, line: 1 },
];

// Section 3.3.6: ^, * or -, /, parentheses; 1, Dmnl and Dimensionless for no unit; names of two words; definitions.
test.each([
  ["people/Months", "person/month"],
  ["1/yr", "1/year"],
  ["per_day", "1/day"],
  ["Dmnl", "1"],
  ["1", "1"],
  ["Miles^2", "miles^2"],
  ["person-hours", "person*hour"],
  ["(Dollars/person)/(month*widget)", "dollar/(person*month*widget)"],
  ["wage*person*month", "dollar"],
  ['month^-2 * "Big Widgets"', "big_widgets/month^2"],
  ["off", "off"],
  ["degrees/degree", "1"],
])("the unit %s is %s", (text, expected) => {
  expect(new UnitTexts(declared, () => false).read(text)).toBe(expected);
});

test.each(["", "2*person", "person/", "person month/(", "a^b", "circle", "a^1.5", "x".repeat(201), ")(", "^"])(
  "%j is no unit",
  (text) => {
    expect(new UnitTexts(declared, () => false).read(text)).toBeUndefined();
  },
);

test("no text of a unit makes the reader fail, and every unit it gives is one of the model language", () => {
  const piece = fc.constantFrom("person", "Month", "1", "*", "/", "^", "-", "(", ")", "2", '"a b"', "$", "é", " ", '"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const texts = new UnitTexts(declared, () => false);
      const unit = texts.read(pieces.join(""));
      if (unit === undefined) return;
      build(
        {
          title: "Unit",
          units: texts.declarations,
          parameters: { x: { value: unit === "1" ? "1" : `1 ${unit}`, meaning: "" } },
        },
        { step: "1 month" },
      );
    }),
    { seed: 5, numRuns: 500 },
  );
});

const named = (tag: string, name: string, equation: string, unit: string, more = "") =>
  `<${tag} name="${name}"><eqn>${equation.replaceAll("<", "&lt;")}</eqn>${unit === "" ? "" : `<units>${unit}</units>`}${more}</${tag}>`;

const population = [
  named("stock", "Population", "100", "people", "<inflow>births</inflow><outflow>deaths</outflow><non_negative/>"),
  named("flow", "births", "Population * birth rate + visitors", "people/Month"),
  named("flow", "deaths", "IF TIME > 3 THEN Population / lifetime ELSE 0", "person/month"),
  named("flow", "visitors", "2", "people/month"),
  named("aux", "birth rate", ".04", "1/month"),
  named("aux", "lifetime", "80 * effect", "months"),
  named("aux", "effect", "crowding * one month", "month"),
  named("aux", "one month", "1", "months"),
  named("aux", "crowding", "Population", "dmnl", '<gf><xscale min="0" max="200"/><ypts>2,1,0.5</ypts></gf>'),
  named("aux", "trained", "SMTH1(Population, 4) + DELAY(Population, 2) + STEP(Population, 2) - Population", "people"),
  named("aux", "per step", "births * DT", "people"),
].join("\n");
const people = `<model_units><unit name="person"><alias>people</alias></unit></model_units>`;

function withUnits(text: string, around: Around = {}) {
  return importXmileWithUnits(file(text, around), "test.xmile");
}

/** Largest distance between the model with units and the one without, as a share. */
function distance(text: string, around: Around): number {
  const plain = runXmile(importXmile(file(text, around), "test.xmile"));
  const { columns, times } = runXmile(withUnits(text, around));
  expect(times).toEqual(plain.times);
  expect(columns.map(({ name }) => name)).toEqual(plain.columns.map(({ name }) => name));
  return Math.max(
    ...columns.flatMap(({ values }, at) =>
      values.map((value, row) => {
        const other = plain.columns[at]!.values[row]!;
        return Math.abs(value - other) / Math.max(1, Math.abs(other));
      }),
    ),
  );
}

test("a file whose units are complete and balance becomes a model with units that gives the same numbers", () => {
  for (const dt of ["1", "0.125", "0.1"]) {
    const around = { before: people, dt, stop: "12" };
    const { units, model } = withUnits(population, around);
    expect(units).toEqual({ state: "given", findings: [] });
    expect(model.unitCheck).toBeUndefined();
    expect(model.units).toEqual({ person: "count" });
    expect(model.parameters!["birth_rate"]).toMatchObject({ value: ".04 1/month", unit: "1/month" });
    expect(model.flows!["deaths"]!.equation).toContain("time > {3 month}");
    expect(model.auxiliaries!["visitors"]!.equation).toBe("{2 person/month}");
    // Exponential growth by hand: 100 people, 4 % and 2 people a month.
    const column = (name: string) =>
      runXmile(withUnits(population, around)).columns.find((one) => one.name === name)!.values;
    expect(column("births")[0]).toBeCloseTo(6, 12);
    expect(column("Population")[1]).toBeCloseTo(100 + 6 * Number(dt), 10);
    expect(distance(population, around)).toBeLessThan(1e-12);
  }
  expect(distance(population, { before: people, dt: "0.25", stop: "12", method: "RK4" })).toBeLessThan(1e-12);
});

test("a model with units is written and read again, and goes out as XMILE with the same numbers", () => {
  const imported = withUnits(population, { before: people, dt: "0.25", stop: "12" });
  const { importedFrom: _, ...again } = readModelFile(writeModelFile(imported, "test.xmile"), "model.json");
  const run = runXmile(imported);
  expect(runXmile(again)).toEqual(run);
  const outside = importXmile(toXmile(again.model, again.simulation).text, "again.xmile");
  const columns = new Map(runXmile(outside).columns.map(({ id, values }) => [id, values]));
  for (const { id, values } of run.columns) {
    for (const [row, value] of values.entries()) expect(columns.get(id)![row], id).toBeCloseTo(value, 9);
  }
});

test("arrays, their elements, and tables of single elements have units too", () => {
  const of = '<dimensions><dim name="Team"/></dimensions>';
  const elements = (...equations: readonly string[]) =>
    equations.map((one, at) => `<element subscript="${"ab"[at]}"><eqn>${one}</eqn></element>`).join("");
  const text = `<stock name="staff">${of}${elements("10", "2 * base")}<inflow>hiring</inflow><units>people</units></stock>
<flow name="hiring">${of}${elements("3", "staff[b] * rate[b]")}<units>people/month</units></flow>
<aux name="rate">${of}${elements("0.1", "0.25")}<units>1/month</units></aux>
<aux name="base"><eqn>4</eqn><units>people</units></aux>
<aux name="whole"><eqn>SUM(staff[*]) + MAX(staff[a], base)</eqn><units>people</units></aux>`;
  const around = {
    before: `<dimensions><dim name="Team"><elem name="a"/><elem name="b"/></dim></dimensions>${people}`,
    dt: "0.5",
  };
  expect(withUnits(text, around).units).toEqual({ state: "given", findings: [] });
  expect(distance(text, around)).toBeLessThan(1e-12);
  // By hand: 10 + 3 * 0.5 in a, 8 + 8 * 0.25 * 0.5 in b.
  const run = runXmile(withUnits(text, around));
  expect(["staff[a]", "staff[b]"].map((name) => run.columns.find((one) => one.name === name)!.values[1])).toEqual([
    11.5, 9,
  ]);
});

test("an equation that does not balance is named with its line, and the model keeps plain numbers", () => {
  const text = [
    named("stock", "tea", "180", "degrees", "<outflow>cooling</outflow>"),
    named("flow", "cooling", "(tea - room) / time constant", "degrees/minute"),
    named("aux", "room", "70", "degrees"),
    named("aux", "time constant", "10", "widgets"),
  ].join("\n");
  const { units, model } = withUnits(text, {});
  expect(units.state).toBe("kept as text");
  expect(units.findings).toMatchObject([{ name: "cooling", line: 8, what: expect.stringContaining("degrees/minute") }]);
  expect(model).toEqual(importXmile(file(text), "test.xmile").model);
  const inMonths = text.replace("degrees/minute", "degrees/month");
  expect(withUnits(inMonths).units.findings).toMatchObject([{ name: "cooling", line: 8 }]);
  expect(withUnits(inMonths.replace("widgets", "months")).units).toEqual({ state: "given", findings: [] });
});

test("missing units, units that are none, and times that units cannot count are named", () => {
  const one = named("aux", "a", "1", "people");
  const findings = (text: string, around: Around = {}) =>
    withUnits(text, around).units.findings.map(({ name, line, what }) => `${line} ${name}: ${what}`);
  expect(findings(`${one}\n${named("aux", "b", "2", "")}\n${named("aux", "c", "3", "5 people")}`)).toEqual([
    '9 c: The unit "5 people" is not a product of named units.',
    "8 b: This is one of 1 of 3 variables that have no unit.",
  ]);
  expect(withUnits(named("aux", "a", "1", "")).units).toEqual({ state: "none", findings: [] });
  expect(findings(named("aux", "a", "TIME", "month"), { start: "1" })).toEqual([
    "1 time: The time starts at 1; with units it is counted from the start.",
  ]);
  const eras = importXmileWithUnits(file(one).replace('"months"', '"eras"'), "test.xmile").units.findings;
  expect(eras).toMatchObject([{ name: "sim_specs", what: expect.stringContaining("eras") }]);
});

test("units that the model language would convert, and XMILE does not, are found by running both", () => {
  const text = [named("aux", "a", "5", "months"), named("aux", "b", "a", "years")].join("\n");
  const { units } = withUnits(text);
  expect(units).toMatchObject({ state: "kept as text", findings: [{ name: "b" }] });
  expect(units.findings[0]!.what).toContain("instead of 5");
});

test("a model with units passes the unit check of the model language", () => {
  const { model, simulation } = withUnits(population, { before: people });
  expect(() => build(engineModel({ model, simulation }), { step: "1 month" })).not.toThrow();
});
