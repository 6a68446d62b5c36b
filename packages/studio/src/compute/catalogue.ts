import { fail } from "@tokenwright/engine";
import { models, networks } from "@tokenwright/library";
import type { CatalogueEntry, Structure } from "./messages.js";
import { structureOfModel } from "./structure.js";

const all = new Map([...models, ...networks]);

/** The mechanisms of the library and the networks made of them. */
export function catalogueEntries(): readonly CatalogueEntry[] {
  return [...all].map(([path, { model, scenarios }]) => ({
    path,
    title: model.title,
    about: model.about ?? "",
    sources: model.source === undefined ? [] : typeof model.source === "string" ? [model.source] : model.source,
    scenarios: Object.entries(scenarios).map(([name, { title, about }]) => ({
      ...{ name, title },
      ...(about === undefined ? {} : { about }),
    })),
    assets: Object.keys(model.assets ?? {}),
  }));
}

export function cataloguePage(path: string): Structure {
  const entry = all.get(path);
  if (entry !== undefined) return structureOfModel(entry.model);
  return fail({
    code: "studio/no-model",
    message: `The library has no model ${JSON.stringify(path)}.`,
    expected: "a path of the library",
    hint: "search by a word of its title",
  });
}
