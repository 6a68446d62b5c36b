import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { canonicalName } from "./names.js";
import { readDocument } from "./read-document.js";
import { decodeXml } from "./read-xml.js";
import { interpret } from "./testing/interpret.js";
import { agrees, type Output, readOutput, toleranceOf } from "./testing/read-output.js";
import { toModel, type XmileImport } from "./to-model.js";

// The conformance corpus of the System Dynamics Society, SDXorg/test-models, is not part of the repository.
const repository = join(dirname(fileURLToPath(import.meta.url)), "../../../..");
const corpus = join(repository, "../shared/data/xmile");

interface Case {
  readonly name: string;
  readonly file: string;
  readonly output: string;
}

function cases(): Case[] {
  if (!existsSync(corpus)) return [];
  const folders = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return folders.sort().flatMap((folder) => {
    const files = readdirSync(folder).sort();
    const output = files.find((name) => /^output\.(csv|tab)$/.test(name));
    if (output === undefined) return [];
    return files
      .filter((name) => /\.(xmile|stmx)$/.test(name))
      .map((name) => ({
        name: join(folder.slice(corpus.length + 1), name),
        file: join(folder, name),
        output: join(folder, output),
      }));
  });
}

/** The series of a column: `Two Dims[A,D]` by the labels of the variable and its elements. */
function seriesOf(
  { model }: XmileImport,
  column: string,
  series: ReadonlyMap<string, readonly number[]>,
): readonly number[] | undefined {
  const [, name = column, list] = /^([^[]+)(?:\[(.*)\])?$/.exec(column) ?? [];
  const all = { ...model.parameters, ...model.stocks, ...model.flows, ...model.auxiliaries };
  const key = Object.keys(all).find(
    (id) => canonicalName(all[id]!.label ?? id.replace(/\[.*/, "")) === canonicalName(name),
  );
  if (key === undefined) return undefined;
  const [id, dimensions] = key.replace("]", "").split("[") as [string, string?];
  if (dimensions === undefined || list === undefined) return series.get(id);
  const elements = list.split(",").map((part, at) => {
    const dimension = model.dimensions![dimensions.split(",")[at]!]!;
    const wanted = canonicalName(part);
    return (
      dimension.elements?.find((element) => canonicalName(dimension.labels?.[element] ?? element) === wanted) ??
      part.trim()
    );
  });
  return series.get(`${id}[${elements.join(",")}]`);
}

/** The first cell of a column that differs. */
function difference(
  values: readonly number[],
  printed: readonly string[],
  output: Output,
  start: number,
  step: number,
): string | undefined {
  const tolerance = toleranceOf(output, printed);
  for (const [row, text] of printed.entries()) {
    if (text === "") continue;
    const at = Math.round((output.times[row]! - start) / step);
    const value = values[at];
    if (value === undefined || !agrees(value, text, tolerance))
      return `at ${output.times[row]}: ${value} instead of ${text}`;
  }
  return undefined;
}

const skipped = existsSync(corpus) ? "" : ` (skipped: ${corpus.replace(repository, ".")} is not there)`;

test.skipIf(skipped !== "")(
  `every model of the corpus gives its reference output, or names what it lacks${skipped}`,
  () => {
    const report: string[] = [];
    const wrong: string[] = [];
    for (const { name, file, output } of cases()) {
      const document = readDocument(decodeXml(readFileSync(file), name), name);
      const imported = toModel(document);
      const written = new Set(
        document.models.flatMap(({ variables }) => variables.map((variable) => canonicalName(variable.name))),
      );
      const reference = readOutput(readFileSync(output, "utf8"));
      const told = imported.unsupported.filter(({ effect }) => effect === "results");
      let run: ReturnType<typeof interpret>;
      try {
        run = interpret(imported.model, imported.simulation);
      } catch (error) {
        if (told.length === 0) wrong.push(`${name}: ${(error as Error).message}`);
        report.push(
          `${name}: does not run; ${told.map(({ name: what, line }) => `${what} (line ${line})`).join(", ")}`,
        );
        continue;
      }
      const [numerator, denominator = "1"] = imported.simulation.step.split("/");
      const step = Number(numerator) / Number(denominator);
      let agreeing = 0;
      let absent = 0;
      const missing: string[] = [];
      for (const [column, printed] of reference.columns) {
        const values = seriesOf(imported, column, run.series);
        if (values === undefined) {
          // Some outputs are of a fuller model than the file: what the file does not name is not missed.
          if (written.has(canonicalName(column.replace(/\[.*/, "")))) missing.push(column);
          else absent += 1;
          continue;
        }
        const found = difference(values, printed, reference, Number(imported.simulation.start), step);
        if (found === undefined) agreeing += 1;
        else wrong.push(`${name}: ${column} ${found}`);
      }
      if (missing.length > 0 && told.length === 0) wrong.push(`${name}: no ${missing.join(", ")}`);
      report.push(
        `${name}: ${agreeing} of ${reference.columns.size - absent} columns agree${missing.length > 0 ? `; without ${missing.join(", ")}` : ""}`,
      );
    }
    const whole = report.filter((line) => line.endsWith("agree"));
    console.log(
      `${whole.length} of ${report.length} files agree in every column. The others:\n${report.filter((line) => !whole.includes(line)).join("\n")}`,
    );
    expect(wrong).toEqual([]);
    expect(report.length).toBeGreaterThan(0);
  },
);
