import { TokenwrightError } from "@tokenwright/engine";
import {
  type ImportWithUnits,
  importXmile,
  importXmileWithUnits,
  mostModelBytes,
  readModelFile,
  type UnitReport,
  type Unsupported,
  type XmileImport,
} from "@tokenwright/workbench";
import { exitCodes } from "./exit-codes.js";
import { Exit } from "./failure.js";
import { readInputBytes } from "./read-input.js";
import { cleanLine, say, stylist } from "./terminal.js";

/** A model from a file, with the file's name as it goes in messages. */
export interface LoadedModel extends XmileImport {
  readonly file: string;
  /** The XMILE file whose lines `unsupported` names. */
  readonly writtenIn: string;
}

/** Reads an XMILE file. */
async function loadXmile(path: string): Promise<LoadedModel> {
  const { file, bytes } = await readInputBytes(path, mostModelBytes, "an XMILE file");
  return { file, writtenIn: file, ...importXmile(bytes, file) };
}

/** Reads an XMILE file with its units, where they balance. */
export async function loadXmileWithUnits(path: string): Promise<LoadedModel & ImportWithUnits> {
  const { file, bytes } = await readInputBytes(path, mostModelBytes, "an XMILE file");
  return { file, writtenIn: file, ...importXmileWithUnits(bytes, file) };
}

/** Reads an XMILE file, or by its ending a model that `xmile import` wrote. */
export async function loadModel(path: string): Promise<LoadedModel> {
  if (!path.endsWith(".json")) return loadXmile(path);
  const { file, bytes } = await readInputBytes(path, mostModelBytes, "a model as tokenwright xmile import writes it");
  const { importedFrom, ...model } = readModelFile(new TextDecoder().decode(bytes), file);
  return { file, writtenIn: importedFrom, ...model };
}

/** Names everything that was not taken over, by line, on standard error: first what may change results. */
export function sayUnsupported(file: string, unsupported: readonly Unsupported[]): void {
  const style = stylist(process.stderr);
  for (const effect of ["results", "none"] as const) {
    for (const { name, line, what } of unsupported.filter((one) => one.effect === effect)) {
      const word = effect === "results" ? style("yellow", "warning") : style("dim", "note");
      say(`${cleanLine(file)}:${line}: ${word}: ${cleanLine(name)}: ${cleanLine(what)}`);
    }
  }
  const count = unsupported.filter(({ effect }) => effect === "results").length;
  if (count > 0) say(`${count} ${count === 1 ? "thing was" : "things were"} not taken over; results may differ for it`);
}

/** Says whether a model has the units of its file, and what does not balance where it has not. */
export function sayUnits(file: string, { state, findings }: UnitReport): void {
  const style = stylist(process.stderr);
  for (const { name, line, what } of findings)
    say(`${cleanLine(file)}:${line}: ${style("yellow", "unit")}: ${cleanLine(name)}: ${cleanLine(what)}`);
  if (state === "given") say("units: every equation balances; the model has the units of the file");
  if (state === "kept as text") say("units: kept as text; the model computes with plain numbers, as the file does");
}

/** Ends with status 5 where results may differ for what was left out. */
export function endInPart(unsupported: readonly { readonly effect: string }[]): void {
  if (unsupported.some(({ effect }) => effect === "results")) throw new Exit(exitCodes.partial);
}

/** Runs or builds an imported model; what is found at every element of an array is told once, with the file. */
export function withFile<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const told = new Map(error.diagnostics.map((one) => [JSON.stringify(one), one]));
    throw new TokenwrightError(
      [...told.values()].map((one) => (one.place === undefined ? { ...one, place: { file } } : one)),
    );
  }
}
