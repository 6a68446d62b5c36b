import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { compose, didYouMean, isEconomy, type Model, rational } from "@tokenwright/engine";
import { applyScenario, type ModelScenario, models, networks } from "@tokenwright/library";
import {
  type ImportedModel,
  type ImportedSimulation,
  toXmile,
  type Unsupported,
  writeNew,
} from "@tokenwright/workbench";
import { UsageError } from "../failure.js";
import { clean, cleanLine, print, say, stylist } from "../terminal.js";
import { endInPart, loadModel, sayUnsupported } from "../xmile-files.js";

export interface XmileExportOptions {
  readonly output?: string;
  readonly scenario?: string;
  readonly steps?: number;
}

/** How long a model of the library is run by its file when nothing else is said. */
const standardSteps = 100;

interface Subject {
  readonly model: ImportedModel;
  readonly simulation: ImportedSimulation;
  /** What an import left out before, by lines of the file it read. */
  readonly unsupported: readonly Unsupported[];
  readonly writtenIn: string;
}

/** `xmile export`: a model as a file that system dynamics tools read. */
export async function xmileExportCommand(name: string, options: XmileExportOptions): Promise<void> {
  const subject = fromLibrary(name, options) ?? (await fromFile(name, options));
  const { unsupported: before } = subject;
  sayUnsupported(subject.writtenIn, before);
  const { text, unsupported } = toXmile(subject.model, subject.simulation);
  const style = stylist(process.stderr);
  for (const { name: own, what, effect } of unsupported) {
    const word = effect === "results" ? style("yellow", "warning") : style("dim", "note");
    say(`${cleanLine(name)}: ${word}: ${cleanLine(own)}: ${cleanLine(what)}`);
  }
  if (options.output === undefined) print(text);
  else {
    writeNew(options.output, text);
    say(`wrote ${clean(options.output)}\nnext: tokenwright xmile run ${clean(options.output)}`);
  }
  endInPart([...before, ...unsupported]);
}

function fromLibrary(name: string, options: XmileExportOptions): Subject | undefined {
  for (const catalogue of [models, networks]) {
    for (const [path, { model: own, scenarios }] of catalogue) {
      if (path !== name && !path.endsWith(`/${name}`)) continue;
      const scenario = options.scenario === undefined ? undefined : scenarioNamed(options.scenario, scenarios, path);
      const plain = isEconomy(own) ? compose(own) : own;
      const model = scenario === undefined ? plain : applyScenario(plain, scenario);
      const steps = options.steps ?? scenario?.steps ?? standardSteps;
      const simulation = simulationOf(model, scenario, steps);
      return { model: model as ImportedModel, simulation, unsupported: [], writtenIn: path };
    }
  }
  return undefined;
}

function scenarioNamed(name: string, scenarios: Readonly<Record<string, ModelScenario>>, path: string): ModelScenario {
  const names = Object.keys(scenarios);
  const found = names.includes(name) ? scenarios[name] : undefined;
  if (found !== undefined) return found;
  throw new UsageError(
    `The model ${path} has no scenario ${JSON.stringify(name)}.`,
    didYouMean(name, names) ?? (names.length === 0 ? "leave --scenario out" : names.join(", ")),
  );
}

/** A model with an epoch runs in epochs; another in the unit of the scenario's step, or in days. */
function simulationOf(model: Model, scenario: ModelScenario | undefined, steps: number): ImportedSimulation {
  const [, count = "1", unit = "day"] = /^\s*([\d._]+)\s+([A-Za-z]\w*)\s*$/.exec(scenario?.step ?? "") ?? [];
  const isInEpochs = model.epoch !== undefined;
  const step = isInEpochs ? "1" : count.replaceAll("_", "");
  return {
    start: "0",
    stop: String(rational.toNumber(rational.multiply(rational.parseRational(step)!, rational.rational(BigInt(steps))))),
    step,
    method: model.integrate === "rk4" ? "rk4" : "euler",
    timeUnit: isInEpochs ? "epoch" : unit,
  };
}

async function fromFile(name: string, options: XmileExportOptions): Promise<Subject> {
  if (!existsSync(name) && !name.endsWith(".json")) {
    const paths = [...models.keys(), ...networks.keys()];
    throw new UsageError(
      `There is no model, network or file ${JSON.stringify(name)}.`,
      didYouMean(name, [...paths, ...paths.map((path) => path.split("/").at(-1)!)]) ??
        "tokenwright list shows their names; tokenwright xmile import writes a model.json",
    );
  }
  if (options.scenario !== undefined || options.steps !== undefined) {
    throw new UsageError(
      "--scenario and --steps are for models of the library.",
      "leave them out: a model.json says itself how it is run",
    );
  }
  const isFolder = existsSync(name) && statSync(name).isDirectory();
  return loadModel(isFolder ? join(name, "model.json") : name);
}
