import { type Decision, fail } from "@tokenwright/engine";
import type { Findings } from "./findings.js";
import { formats, readWhole } from "./formats.js";
import { described, optionalText, textTable } from "./read-own.js";
import type { Start } from "./scenario.js";
import { child, entriesOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

const day = 86_400_000;

/**
 * The decisions of a file whose form is in order. A date and an epoch number become the time since the start, which
 * is what the model knows; what cannot go to `findings`.
 *
 * @param start What step 0 is called; undefined when that itself has a fault, and dates are left out.
 */
export function readDecisions(
  root: YamlMapping,
  start: Start | undefined,
  findings: Findings,
): Record<string, Decision> {
  const found: Record<string, Decision> = {};
  for (const [name, { value: node }] of entriesOf(root, "decisions")) {
    const path = `decisions.${name}`;
    const at = child(node, "at");
    findings.collect(placeOfNode(at ?? node, path), () => {
      const time = at === undefined ? undefined : sinceStart(at, `${path}.at`, name, start);
      if (at !== undefined && time === undefined) return;
      found[name] = {
        set: textTable(node, "set"),
        ...(time === undefined ? {} : { at: time }),
        ...optionalText(node, "when"),
        ...optionalText(node, "while"),
        ...optionalText(node, "delay"),
        ...optionalText(node, "for"),
        ...described(node),
      };
    });
  }
  return found;
}

/** The time of a decision as the model reads it; undefined when the start is not known for a fault of its own. */
function sinceStart(node: YamlNode, path: string, name: string, start: Start | undefined): string | undefined {
  const own = node.kind === "scalar" ? node.text : undefined;
  const date = own !== undefined && formats.date.check(own) === undefined ? own : textOf(node, "date");
  const epoch = textOf(node, "epoch");
  if (date === undefined && epoch === undefined) return own ?? "";
  if (start === undefined) return undefined;
  const place = placeOfNode(child(node, date === undefined ? "epoch" : "date") ?? node, path);
  if (date !== undefined) {
    if (start.date === undefined) return failNoStart(`the date ${date}`, "date: 2027-01-01", place);
    const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${start.date}T00:00:00Z`)) / day);
    return days > 0 ? `${days} day` : failTooEarly(name, date, start.date, place);
  }
  if (start.epoch === undefined) return failNoStart(`epoch ${epoch}`, `epoch: ${epoch}`, place);
  const epochs = readWhole(epoch!)! - start.epoch;
  return epochs > 0 ? `${epochs} epoch` : failTooEarly(name, `epoch ${epoch}`, `epoch ${start.epoch}`, place);
}

function failNoStart(what: string, key: string, place: ReturnType<typeof placeOfNode>): never {
  return fail({
    code: "scenario/no-start",
    message: `A decision is taken at ${what}, and the scenario does not say what its first step is called.`,
    expected: `start: { ${key.replace(/:.*/, ": …")} }`,
    hint: `add start: { ${key} }, or write the time since the start: 2 year`,
    place,
  });
}

function failTooEarly(name: string, at: string, start: string, place: ReturnType<typeof placeOfNode>): never {
  return fail({
    code: "scenario/decision-time",
    message: `The decision "${name}" is taken at ${at}, and the run starts at ${start}.`,
    expected: `a time after ${start}`,
    hint: "give the parameter that value itself, or start the run earlier",
    place,
  });
}
