import type { CorpusVerdict } from "@tokenwright/workbench";
import { page, prose, table } from "./markdown.js";

/** Stands at the head of the page; the corpus is not in the repository, so that `npm run docs` cannot make it. */
const xmileNote = "<!-- Made by `npm run xmile-conformance -- FOLDER --write`; do not edit. -->";

/** The page of what became of every model of a corpus. The same verdicts give the same text. */
export function xmilePage(verdicts: readonly CorpusVerdict[]): string {
  const whole = verdicts.filter(isWhole);
  const columns = verdicts.reduce((sum, one) => sum + one.columns, 0);
  const agreeing = verdicts.reduce((sum, one) => sum + one.agreeing, 0);
  const rows = verdicts.map((one) => {
    const { folder, file } = placeOf(one);
    const lacks = one.unsupported.map(({ name, line, what }) => `line ${line}, ${prose(name)}: ${prose(what)}`);
    return [prose(folder), prose(file), `${one.agreeing} of ${one.columns}`, resultOf(one), lacks.join(" ")];
  });
  return page(
    "# XMILE",
    xmileNote,
    "How the engine runs the models of [SDXorg/test-models](https://github.com/SDXorg/test-models), the test corpus of the\n" +
      "system dynamics community, as XMILE (`.xmile`, `.stmx`) beside a reference output of the program they come from. The\n" +
      "corpus is not part of this repository. How to import and run a model: [the guide](../guides/xmile.md).",
    `${whole.length} of ${verdicts.length} files agree in every column; ${agreeing} of ${columns} columns agree.`,
    "A column agrees when every printed value is met to one part in a million. Where the reference never prints more than\n" +
      "seven digits, it comes from a program in single precision: it is met to one part in a hundred thousand, and near zero\n" +
      "to a millionth of the column's largest number, at most 0.00001. Columns of variables that the file does not have are\n" +
      "not counted. What was not taken over is named with its line in the file.",
    table(["folder", "file", "columns that agree", "result", "not taken over"], rows),
  );
}

/** The verdicts as a table for a terminal, what is not whole with its reasons. */
export function xmileText(verdicts: readonly CorpusVerdict[]): string {
  const places = verdicts.map(placeOf);
  const widths = [
    Math.max(6, ...places.map(({ folder }) => folder.length)),
    Math.max(4, ...places.map(({ file }) => file.length)),
  ] as const;
  const row = (folder: string, file: string, count: string, result: string) =>
    `${folder.padEnd(widths[0])}  ${file.padEnd(widths[1])}  ${count.padStart(8)}  ${result}`;
  const lines = verdicts.flatMap((one, index) => {
    const { folder, file } = places[index]!;
    const { unsupported, different, missing, failure } = one;
    return [
      row(folder, file, `${one.agreeing} of ${one.columns}`, resultOf(one)),
      ...(failure === undefined ? [] : [`    ${failure.split("\n")[0]}`]),
      ...different.map((text) => `    differs: ${text}`),
      ...(failure !== undefined || missing.length === 0 ? [] : [`    missing: ${missing.join(", ")}`]),
      ...unsupported.map(({ name, line, what }) => `    line ${line}, ${name}: ${what}`),
    ];
  });
  const whole = verdicts.filter(isWhole).length;
  return [row("folder", "file", "columns", "result"), ...lines, "", `${whole} of ${verdicts.length} files agree`].join(
    "\n",
  );
}

function isWhole({ agreeing, columns }: CorpusVerdict): boolean {
  return agreeing === columns;
}

function resultOf(one: CorpusVerdict): string {
  if (!one.isExplained) return "wrong";
  if (isWhole(one)) return "agrees";
  return one.failure === undefined ? "in part" : "does not run";
}

function placeOf({ path }: CorpusVerdict): { readonly folder: string; readonly file: string } {
  const at = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(0, at)), file: path.slice(at + 1) };
}
