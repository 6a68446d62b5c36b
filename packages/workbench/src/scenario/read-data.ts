import { type Diagnostic, didYouMean, type Rational, rational, type Unit, type Units } from "@tokenwright/engine";
import { type Between, type DataTable, numberIn, type Over, reachOf, valuesAtSteps } from "../data/index.js";
import type { DataFiles } from "./data-files.js";
import { dataRules } from "./data-shape.js";
import { type RowTimes, rowTimes, type TimeAxis, timeColumn } from "./data-times.js";
import type { Findings } from "./findings.js";
import { described } from "./read-own.js";
import type { DataSeries } from "./scenario.js";
import { child, entriesOf, placeOfNode, textOf, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** Most values of all series together; each takes some 100 bytes. */
const mostValues = 1_000_000;

/** A data file with its rows in time. */
interface Source {
  readonly node: YamlNode;
  readonly file: string;
  readonly table: DataTable;
  readonly units: ReadonlyMap<string, Unit>;
  readonly rows: RowTimes;
}

/**
 * The inputs that are read from data, each with its exact values at the steps of the scenario. What is wrong
 * goes to `findings`, at its place in the scenario or in the data file.
 */
export function readData(
  root: YamlMapping,
  axis: TimeAxis,
  units: Units,
  files: DataFiles,
  findings: Findings,
): DataSeries[] {
  const sources = new Map<string, Source | undefined>();
  for (const [name, { value }] of entriesOf(root, "data")) {
    sources.set(name, readSource(name, value, axis, units, files, findings));
  }
  const wires = wiresOf(root, findings);
  if (wires.length * (axis.steps + 1) > mostValues) {
    const { node, path } = wires[0]!;
    findings.add({
      code: "data/too-many",
      message: `${wires.length} inputs from data at ${axis.steps} steps are ${wires.length * (axis.steps + 1)} values.`,
      expected: `at most ${mostValues}`,
      hint: "shorten the horizon, or take longer steps",
      place: placeOfNode(child(node, "from")!, `${path}.from`),
    });
    return [];
  }
  return wires.flatMap((wire) => readWire(wire, sources, axis, findings) ?? []);
}

/** The unit that the data section gives a column; undefined when it has none. */
export function unitOfColumn(root: YamlMapping, from: string): string | undefined {
  const [source, column] = partsOfSource(from);
  return textOf(child(child(child(root, "data"), source), "columns"), column);
}

function partsOfSource(from: string): readonly [source: string, column: string] {
  const point = from.indexOf(".");
  return [from.slice(0, Math.max(0, point)), from.slice(point + 1)];
}

function readSource(
  name: string,
  node: YamlNode,
  axis: TimeAxis,
  units: Units,
  files: DataFiles,
  findings: Findings,
): Source | undefined {
  const path = `data.${name}`;
  const found = files.named(node, path);
  const known = new Map<string, Unit>();
  const before = findings.list.length;
  for (const [column, { key, value }] of entriesOf(node, "columns")) {
    const at = `${path}.columns.${column}`;
    if (found !== undefined && !found.table.columns.includes(column)) {
      findings.add(noColumn(found.table, column, placeOfNode(key, at)));
    }
    const place = placeOfNode(value, at);
    const unit = findings.collect(place, () => units.parse(value.kind === "scalar" ? value.text : "", place));
    if (unit !== undefined) known.set(column, unit);
  }
  const time = child(node, "time");
  if (found === undefined || time === undefined) return undefined;
  const { column, node: named } = timeColumn(time);
  if (!found.table.columns.includes(column)) {
    findings.add(noColumn(found.table, column, placeOfNode(named, `${path}.time`)));
    return undefined;
  }
  const rows = findings.collect(undefined, () => rowTimes(time, `${path}.time`, found.table, axis, units));
  if (rows === undefined || findings.list.length > before) return undefined;
  return { node, file: textOf(node, "file") ?? "", table: found.table, units: known, rows };
}

function noColumn(table: DataTable, column: string, place: Diagnostic["place"] & object): Diagnostic {
  const header = table.place(-1, table.columns[0]!);
  return {
    code: "csv/missing-column",
    message: `The file ${JSON.stringify(table.file)} has no column "${column.slice(0, 60)}".`,
    expected: `one of its line ${header.line}: ${table.columns.slice(0, 30).join(", ")}`,
    hint: didYouMean(column, table.columns) ?? "name a column as the file's first line does",
    place,
  };
}

interface Wire {
  readonly input: string;
  readonly path: string;
  readonly node: YamlNode;
  readonly entry: YamlEntry;
}

/** Inputs of the economy and of its modules that are read from data. */
function wiresOf(root: YamlMapping, findings: Findings): Wire[] {
  const found: Wire[] = [];
  for (const [name, entry] of entriesOf(root, "inputs")) {
    const wire = { input: name, path: `inputs.${name}`, node: entry.value, entry };
    if (child(entry.value, "from") !== undefined) found.push(wire);
    else checkNoRules(wire, findings);
  }
  for (const [module, { value }] of entriesOf(root, "modules")) {
    for (const [name, entry] of entriesOf(value, "inputs")) {
      if (entry.value.kind !== "mapping") continue;
      const path = `modules.${module}.inputs.${name}`;
      found.push({ input: `${module}.${name}`, path, node: entry.value, entry });
    }
  }
  return found;
}

function checkNoRules({ input, path, node }: Wire, findings: Findings): void {
  const rule = dataRules.find((key) => child(node, key) !== undefined);
  if (rule === undefined) return;
  findings.add({
    code: "scenario/missing-key",
    message: `The input "${input}" has "${rule}", and is not read from data.`,
    expected: "from: a file of the data section and one of its columns",
    hint: `add from: …, or remove ${rule}`,
    place: placeOfNode(child(node, rule)!, `${path}.${rule}`),
  });
}

function readWire(
  wire: Wire,
  sources: ReadonlyMap<string, Source | undefined>,
  axis: TimeAxis,
  findings: Findings,
): DataSeries | undefined {
  const { input, path, node, entry } = wire;
  const from = textOf(node, "from") ?? "";
  const between = textOf(node, "between") as Between | undefined;
  if (between === undefined) {
    findings.add({
      code: "scenario/missing-key",
      message: `The input "${input}" does not say what holds between the points of "${from}".`,
      expected: "between: linear for a straight line, or previous for each value until the next",
      hint: "add between: previous",
      place: placeOfNode(entry.key, path),
    });
  }
  const [name, column] = partsOfSource(from);
  const place = placeOfNode(child(node, "from")!, `${path}.from`);
  if (!sources.has(name)) {
    findings.add({
      code: "scenario/unknown-name",
      message: `There is no data file "${name}".`,
      expected:
        sources.size === 0 ? "one that is declared in the data section" : `one of ${[...sources.keys()].join(", ")}`,
      hint: didYouMean(name, sources.keys()) ?? `declare it: data: { ${name}: { file: …, time: …, columns: … } }`,
      place,
    });
    return undefined;
  }
  const source = sources.get(name);
  const unit = source?.units.get(column);
  // A file with a fault of its own has been reported.
  if (source === undefined || between === undefined) return undefined;
  if (unit === undefined) {
    const isThere = source.table.columns.includes(column);
    findings.add({
      code: "scenario/unknown-name",
      message: `The data file "${name}" has no column "${column}"${isThere ? " with a unit" : ""}.`,
      expected: `one of ${[...source.units.keys()].join(", ")}`,
      hint: isThere
        ? `add its unit to data.${name}.columns`
        : (didYouMean(column, source.units.keys()) ?? "use one of its columns"),
      place,
    });
    return undefined;
  }
  const over = (textOf(node, "over") as Over | undefined) ?? (isPerTime(unit) ? "mean" : "start");
  const before = textOf(node, "before") === "first" ? "first" : "error";
  const after = textOf(node, "after") === "last" ? "last" : "error";
  const faults = reachFaults(wire, source, between, axis, { before, after });
  for (const fault of faults) findings.add({ ...fault, place });
  if (faults.length > 0) return undefined;
  const values = findings.collect(undefined, () => valuesOf(source, column, axis.steps, between, over));
  if (values === undefined) return undefined;
  return {
    ...provenanceOf(node, source.node),
    input,
    from,
    file: source.file,
    column,
    unit: unit.text,
    between,
    over,
    before,
    after,
    values,
    path,
  };
}

/** What the input says of itself goes before what its file says. */
function provenanceOf(node: YamlNode, file: YamlNode): ReturnType<typeof described> {
  const own = Object.entries(described(node)).filter(([, text]) => text !== "");
  return { ...described(file), ...Object.fromEntries(own) };
}

function isPerTime({ dimension }: Unit): boolean {
  return (dimension.exponents.get("second") ?? 0) < 0;
}

function reachFaults(
  { path }: Wire,
  { table, rows, file }: Source,
  between: Between,
  { steps }: TimeAxis,
  rules: { readonly before: string; readonly after: string },
): Diagnostic[] {
  const [first, last] = reachOf(rows.times, between);
  const faults: Diagnostic[] = [];
  const lineOf = (row: number) => table.place(row, table.columns[0]!).line;
  if (rules.before === "error" && rational.compare(first, rational.zero) > 0) {
    faults.push({
      code: "data/range",
      message: `The file ${JSON.stringify(file)} begins at ${rows.nameOfRow(0)} on line ${lineOf(0)}, and the scenario at ${rows.nameOfStep(0)}.`,
      expected: "data from the start of the scenario on",
      hint: `start later, or add before: first to ${path}, to take the first value until then`,
    });
  }
  if (rules.after === "error" && rational.compare(last, rational.rational(steps)) < 0) {
    const row = rows.times.length - 1;
    faults.push({
      code: "data/range",
      message: `The file ${JSON.stringify(file)} ends at ${rows.nameOfRow(row)} on line ${lineOf(row)}, and the scenario goes on to ${rows.nameOfStep(steps)}.`,
      expected: "data until the end of the horizon",
      hint: `shorten the horizon, or add after: last to ${path}, to go on with the last value`,
    });
  }
  return faults;
}

/** Cells that no step needs are not looked at. */
function valuesOf(
  { table, rows }: Source,
  column: string,
  steps: number,
  between: Between,
  over: Over,
): readonly Rational[] {
  const { times } = rows;
  const end = rational.rational(steps);
  let from = 0;
  while (from + 1 < times.length && rational.compare(times[from + 1]!, rational.zero) <= 0) from++;
  let to = from;
  while (to + 1 < times.length && rational.compare(times[to]!, end) < 0) to++;
  // A value that begins to hold after the end, or at the end of the last mean, is not met.
  const isMet = (row: number) => rational.compare(times[row]!, end) < (over === "mean" ? 0 : 1);
  if (between === "previous" && to > from && !isMet(to)) to--;
  const values: Rational[] = [];
  for (let row = from; row <= to; row++) {
    values.push(numberIn(table, row, column, "fill the cell, or remove the row: the rule between points then holds"));
  }
  return valuesAtSteps({ times: times.slice(from, to + 1), values }, steps, between, over);
}
