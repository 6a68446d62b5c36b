import type { Economy } from "@tokenwright/engine";
import { type CatalogueEntry, economyOn, withoutDecisionsOn } from "@tokenwright/library";
import type { Findings } from "./findings.js";
import { child, entriesOf, placeOfNode, textOf, type YamlMapping } from "./yaml-node.js";

/**
 * A network's economy under the rules of the file's first day: later changes are decisions, except of parameters
 * that the file sets itself. Without a date, or a history, it stays as it is. Undefined when the date does not fit.
 */
export function onFirstDay(
  root: YamlMapping,
  { model, history }: CatalogueEntry<Economy>,
  findings: Findings,
): Economy | undefined {
  const start = child(root, "start");
  const node = child(start, "date");
  const date = textOf(start, "date");
  if (history === undefined || node === undefined || date === undefined) return model;
  const place = placeOfNode(node, "start.date");
  const economy = findings.collect(place, () => economyOn(model, history, date));
  if (economy === undefined) return undefined;
  const given = namesGiven(root, economy);
  const { of, names } = history.amounts ?? { of: date, names: [] };
  const missing = names.filter((name) => !given.has(name));
  if (of !== date && textOf(start, "amounts") !== of && missing.length > 0) {
    findings.add({
      code: "scenario/mixed-dates",
      message: `The run starts on ${date}, and these amounts of ${model.title} are those of ${of}: ${missing.join(", ")}.`,
      expected: "amounts of the first day, or the words that they are of another",
      hint: `give the amounts of ${date}, or write start: { date: ${date}, amounts: ${of} }`,
      place,
    });
    return undefined;
  }
  return withoutDecisionsOn(economy, given);
}

/** Parameters, stocks and states that the file gives a value of its own, and all of modules that it makes anew. */
function namesGiven(root: YamlMapping, economy: Economy): ReadonlySet<string> {
  const sections = ["parameters", "stocks", "states"] as const;
  const names = new Set<string>();
  for (const section of sections) for (const [name] of entriesOf(root, section)) names.add(name);
  for (const [module, { value }] of entriesOf(root, "modules")) {
    const { model } = economy.modules[module] ?? {};
    const isNew = child(value, "model") !== undefined;
    for (const section of sections) {
      for (const [name] of entriesOf(value, section)) names.add(`${module}.${name}`);
      if (isNew) for (const name of Object.keys(model?.[section] ?? {})) names.add(`${module}.${name}`);
    }
  }
  return names;
}
