import { existsSync } from "node:fs";
import { didYouMean, type Economy, type Model } from "@tokenwright/engine";
import { type ModelScenario, models, networks } from "@tokenwright/library";
import { UsageError } from "./failure.js";

/** A model that a command is about, and the name it was found under. */
export interface Subject<Kind extends Model = Model | Economy> {
  readonly name: string;
  readonly model: Kind;
  readonly scenarios: Readonly<Record<string, ModelScenario>>;
}

/** A model or network of the library by its path or the last part of it, or the economy of a scenario file. */
export async function subjectNamed(name: string): Promise<Subject> {
  for (const catalogue of [models, networks]) {
    for (const [path, { model, scenarios }] of catalogue) {
      if (path === name || path.endsWith(`/${name}`)) return { name: path, model, scenarios };
    }
  }
  if (name === "-" || existsSync(name) || /\.(ya?ml|json)$/.test(name)) {
    const { readScenarioFile } = await import("./scenario-file.js");
    const { economy, title, about, file } = await readScenarioFile(name);
    return { name: file, model: { ...economy, title, ...(about === undefined ? {} : { about }) }, scenarios: {} };
  }
  const paths = [...models.keys(), ...networks.keys()];
  const shortNames = paths.map((path) => path.split("/").at(-1)!);
  throw new UsageError(
    `There is no model, network or file ${JSON.stringify(name)}.`,
    didYouMean(name, [...paths, ...shortNames]) ?? "tokenwright list shows their names",
  );
}
