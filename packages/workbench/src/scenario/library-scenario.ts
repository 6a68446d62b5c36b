import { fail, isEconomy } from "@tokenwright/engine";
import { type ModelScenario, models, networks } from "@tokenwright/library";
import { Document } from "yaml";

const all = new Map([...models, ...networks]);

/** Futures of a model that is only looked at. */
const runs = 200;

/**
 * One of the library's named sets of values as a scenario of its own: a text that somebody could have written.
 *
 * @param path `issuance/halving`.
 * @throws TokenwrightError `scenario/unknown-model`, `scenario/unknown-values`
 */
export function libraryScenario(path: string, name: string): string {
  const entry = all.get(path);
  if (entry === undefined) {
    return fail({
      code: "scenario/unknown-model",
      message: `The library has no model ${JSON.stringify(path.slice(0, 60))}.`,
      expected: "a path of the library",
      hint: "search by a word of its title",
    });
  }
  const { model, scenarios } = entry;
  const scenario: ModelScenario | undefined = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (scenario === undefined) {
    return fail({
      code: "scenario/unknown-values",
      message: `The model ${path} has no scenario ${JSON.stringify(name.slice(0, 60))}.`,
      expected: `one of ${Object.keys(scenarios).join(", ")}`,
      hint: "choose one of the list",
    });
  }
  const step = scenario.step ?? model.epoch ?? "1 day";
  const [amount = "1", ...unit] = step.split(" ");
  const module = moduleNameOf(path);
  const document = new Document({
    tokenwright: 1,
    title: scenario.title,
    about: scenario.about ?? model.about ?? model.title,
    step,
    horizon: `${Number(amount.replaceAll("_", "")) * scenario.steps} ${unit.join(" ")}`,
    modules: { [module]: { model: path, scenario: name } },
    ensemble: { runs, seed: 42, paths: 10 },
  });
  document.commentBefore = isEconomy(model)
    ? ` The network's own names begin with "${module}.", as in ${module}.supply.`
    : ` Values of the model are changed under modules, ${module}, parameters.`;
  return document.toString({ lineWidth: 120 });
}

/** `reserveExpansion` for `issuance/reserve-expansion`. */
function moduleNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
