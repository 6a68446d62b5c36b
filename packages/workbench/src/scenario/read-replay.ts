import type { Diagnostic } from "@tokenwright/engine";
import { readWhole } from "./formats.js";
import type { Comparison, ReplayNote, ReplayPlan } from "./scenario.js";
import { child, entriesOf, itemsOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** The plan of a replay whose form is in order. Its equations are checked when the program is built. */
export function readReplay(root: YamlMapping, add: (finding: Diagnostic) => void): ReplayPlan | undefined {
  const node = child(root, "replay");
  if (node === undefined) return undefined;
  const from = epochOf(node, "from");
  const to = epochOf(node, "to");
  checkSpan(node, "replay", add);
  const data = textOf(node, "data");
  const compare = entriesOf(node, "compare").map(([name, { value }]): Comparison => {
    const explanation = textOf(value, "explanation");
    return {
      name,
      variable: textOf(value, "variable") ?? "",
      recorded: textOf(value, "recorded") ?? "",
      continueWith: texts(value, "continueWith"),
      ...(explanation === undefined ? {} : { explanation }),
    };
  });
  const notes = itemsOf(node, "notes").map((item, index): ReplayNote => {
    checkSpan(item, `replay.notes.${index}`, add);
    const about = textOf(item, "compare");
    if (about !== undefined && !compare.some((one) => one.name === about)) {
      add({
        code: "scenario/unknown-name",
        message: `The note is about the comparison "${about}", which there is not.`,
        expected: `one of ${compare.map((one) => one.name).join(", ")}`,
        hint: "leave compare out for a note about all of them",
        place: placeOfNode(child(item, "compare")!, `replay.notes.${index}.compare`),
      });
    }
    return {
      from: epochOf(item, "from") ?? 0,
      to: epochOf(item, "to") ?? 0,
      text: textOf(item, "text") ?? "",
      ...(about === undefined ? {} : { compare: about }),
    };
  });
  return {
    ...(data === undefined ? {} : { data }),
    epochColumn: textOf(node, "epoch") ?? "epoch",
    columns: texts(node, "columns"),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    inputs: texts(node, "inputs"),
    initial: texts(node, "initial"),
    compare,
    notes,
  };
}

function checkSpan(node: YamlNode, path: string, add: (finding: Diagnostic) => void): void {
  const from = epochOf(node, "from");
  const to = epochOf(node, "to");
  if (from === undefined || to === undefined || from <= to) return;
  add({
    code: "scenario/span",
    message: `The epochs go from ${from} to ${to}.`,
    expected: "the earlier epoch first",
    hint: "swap the two",
    place: placeOfNode(child(node, "to")!, `${path}.to`),
  });
}

function epochOf(node: YamlNode, key: string): number | undefined {
  const text = textOf(node, key);
  return text === undefined ? undefined : readWhole(text);
}

function texts(node: YamlNode, key: string): Record<string, string> {
  return Object.fromEntries(
    entriesOf(node, key).map(([name, { value }]) => [name, value.kind === "scalar" ? value.text : ""]),
  );
}
