import {
  type Diagnostic,
  didYouMean,
  fail,
  type Lookup,
  type Place,
  type Rational,
  rational,
} from "@tokenwright/engine";
import { type DataTable, numberIn } from "../data/index.js";
import type { DataFiles } from "./data-files.js";
import type { Findings } from "./findings.js";
import { described, optionalText, table } from "./read-own.js";
import { child, entriesOf, itemsOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** Most points of a lookup that is read from a file. */
const mostPoints = 100_000;

/** The lookups of a file, those from data files with the points found there. */
export function readLookups(root: YamlMapping, files: DataFiles, findings: Findings): Record<string, Lookup> {
  checkColumns(root, findings);
  return table(root, "lookups", (name, node): Lookup => {
    const beyond = textOf(node, "beyond");
    const isFromFile = child(node, "file") !== undefined;
    return {
      points: isFromFile ? pointsFromFile(name, node, files, findings) : pointsInPlace(node),
      ...described(node),
      ...optionalText(node, "of"),
      ...optionalText(node, "unit"),
      ...(beyond === "clamp" || beyond === "extend" || beyond === "step" ? { beyond } : {}),
    };
  });
}

function pointsInPlace(node: YamlNode): Lookup["points"] {
  return itemsOf(node, "points").map((point) => {
    const [x, y] = point.kind === "list" ? point.items : [];
    return [textOfScalar(x), textOfScalar(y)] as const;
  });
}

function textOfScalar(node: YamlNode | undefined): string {
  return node?.kind === "scalar" ? node.text : "";
}

/** A lookup names its columns when it is read from a file, and only then. */
function checkColumns(root: YamlMapping, findings: Findings): void {
  for (const [name, { key, value }] of entriesOf(root, "lookups")) {
    const isFromFile = child(value, "file") !== undefined;
    for (const column of ["x", "y"]) {
      const given = child(value, column);
      if ((given !== undefined) === isFromFile) continue;
      const path = `lookups.${name}`;
      findings.add(
        given === undefined
          ? {
              code: "scenario/missing-key",
              message: `A lookup "${name}" from a file has no key "${column}".`,
              expected: `${column}: a column of the file`,
              hint: `add ${column}: …`,
              place: placeOfNode(key, path),
            }
          : {
              code: "scenario/conflict",
              message: `The lookup "${name}" has its points here, and "${column}" names a column of a file.`,
              expected: "points, or a file with the columns x and y",
              hint: `remove ${column}`,
              place: placeOfNode(given, `${path}.${column}`),
            },
      );
    }
  }
}

function pointsFromFile(name: string, node: YamlNode, files: DataFiles, findings: Findings): Lookup["points"] {
  const path = `lookups.${name}`;
  const file = files.named(node, path);
  const columns = (["x", "y"] as const).map((key) => ({
    node: child(node, key),
    column: textOf(node, key) ?? "",
    key,
  }));
  if (file === undefined || columns.some((one) => one.node === undefined)) return [];
  const { table: rows } = file;
  const place = placeOfNode(child(node, "file")!, `${path}.file`);
  if (rows.size < 1 || rows.size > mostPoints) {
    findings.add(wrongSize(name, rows.size, place));
    return [];
  }
  const unknown = columns.filter(({ column }) => !rows.columns.includes(column));
  for (const { column, node: own, key } of unknown) {
    findings.add({
      code: "csv/missing-column",
      message: `The file ${JSON.stringify(rows.file)} has no column "${column.slice(0, 60)}".`,
      expected: `one of ${rows.columns.slice(0, 30).join(", ")}`,
      hint: didYouMean(column, rows.columns) ?? "name a column as the file's first line does",
      place: placeOfNode(own!, `${path}.${key}`),
    });
  }
  if (unknown.length > 0) return [];
  return findings.collect(undefined, () => readPoints(rows, columns[0]!.column, columns[1]!.column)) ?? [];
}

/** The cells as they are written, so that their numbers stay exact. */
function readPoints(rows: DataTable, x: string, y: string): Lookup["points"] {
  const points: (readonly [string, string])[] = [];
  let before: Rational | undefined;
  for (let row = 0; row < rows.size; row++) {
    const value = numberIn(rows, row, x, "fill the cell, or remove the row");
    numberIn(rows, row, y, "fill the cell, or remove the row");
    if (before !== undefined && rational.compare(before, value) >= 0) {
      fail({
        code: "lookup/order",
        message: `The column "${x}" goes from ${rows
          .cell(row - 1, x)
          .trim()
          .slice(0, 40)} to ${rows.cell(row, x).trim().slice(0, 40)}.`,
        expected: "x rising from row to row",
        hint: "sort the rows by it, and keep one of two with the same x",
        place: rows.place(row, x),
      });
    }
    before = value;
    points.push([rows.cell(row, x).trim(), rows.cell(row, y).trim()]);
  }
  return points;
}

function wrongSize(name: string, size: number, place: Place): Diagnostic {
  return {
    code: "lookup/points",
    message: `The file of the lookup "${name}" has ${size} rows.`,
    expected: `from 1 to ${mostPoints} points`,
    hint: size === 0 ? "add the points, or name another file" : "keep fewer points: between them lines are drawn",
    place,
  };
}
