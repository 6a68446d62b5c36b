import type { Auxiliary, Check, Conveyor, Flow, Input, Parameter, State, Stock, Units } from "@tokenwright/engine";
import { equationsOf } from "./element-texts.js";
import type { Findings } from "./findings.js";
import { type Initials, readInitials } from "./read-value.js";
import { child, entriesOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

export function readAssets(root: YamlMapping): Record<string, { decimals: number; baseUnit?: string }> {
  return table(root, "assets", (_, node) => {
    const baseUnit = textOf(node, "baseUnit");
    const decimals = Number((textOf(node, "decimals") ?? "0").replaceAll("_", ""));
    return { decimals, ...(baseUnit === undefined ? {} : { baseUnit }) };
  });
}
/** Own stocks or states; initial amounts that are quantities are checked at once. */
export function ownInitials<T>(
  root: YamlMapping,
  section: "stocks" | "states",
  units: Units,
  findings: Findings,
  read: (node: YamlNode, initial: Initials) => T,
): Record<string, T> {
  const found: Record<string, T> = {};
  for (const [name, { value }] of entriesOf(root, section)) {
    const path = `${section}.${name}`;
    const text = findings.collect(placeOfNode(child(value, "initial") ?? value, path), () =>
      readInitials(value, path, units, {
        replaced: undefined,
        isStock: section === "stocks",
        mayBeNegative: section === "states" || textOf(value, "mayBeNegative") === "true",
      }),
    );
    if (text !== undefined) found[name] = read(value, text);
  }
  return found;
}

export function ownStock(node: YamlNode, initials: Initials): Stock {
  return {
    ...initials,
    ...described(node),
    ...optionalText(node, "unit"),
    ...(textOf(node, "mayBeNegative") === "true" ? { mayBeNegative: true } : {}),
    ...(textOf(node, "overdraft") === "in order" ? { overdraft: "in order" } : {}),
    ...ownConveyor(child(node, "conveyor")),
  };
}

function ownConveyor(node: YamlNode | undefined): { conveyor?: Conveyor } {
  if (node === undefined) return {};
  const content = textTable(node, "content");
  return {
    conveyor: {
      time: textOf(node, "time") ?? "",
      ...optionalText(node, "cliff"),
      ...(textOf(node, "release") === "linear" ? { release: "linear" } : {}),
      ...(child(node, "content") === undefined ? {} : { content }),
    },
  };
}

export function ownState(node: YamlNode, { initial }: Initials): State {
  return { initial, next: textOf(node, "next") ?? "", ...described(node), ...optionalText(node, "unit") };
}

/** @param unit Its unit where it does not say one. */
export function ownInput(node: YamlNode, unit: string): Input {
  return { unit: textOf(node, "unit") ?? unit, ...described(node), ...optionalText(node, "default") };
}

export function ownFlow(node: YamlNode): Flow {
  return {
    ...equationsOf(node),
    ...described(node),
    ...optionalText(node, "from"),
    ...optionalText(node, "to"),
  };
}

export function ownAuxiliary(node: YamlNode): Auxiliary {
  return { unit: textOf(node, "unit") ?? "1", ...equationsOf(node), ...described(node) };
}

export function ownCheck(node: YamlNode): Check {
  return { equation: textOf(node, "equation") ?? "", meaning: textOf(node, "meaning") ?? "" };
}

export function described(node: YamlNode): {
  meaning: string;
  source?: string;
  symbol?: string;
  confidence?: NonNullable<Parameter["confidence"]>;
} {
  const confidence = textOf(node, "confidence") as Parameter["confidence"];
  return {
    meaning: textOf(node, "meaning") ?? "",
    ...optionalText(node, "source"),
    ...optionalText(node, "symbol"),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

export function optionalText<K extends string>(node: YamlNode, key: K): { [key in K]?: string } {
  const text = textOf(node, key);
  return (text === undefined ? {} : { [key]: text }) as { [key in K]?: string };
}

export function textTable(node: YamlNode | undefined, key: string): Record<string, string> {
  return table(node, key, (_, value) => (value.kind === "scalar" ? value.text : ""));
}

export function table<T>(
  node: YamlNode | undefined,
  key: string,
  read: (name: string, value: YamlNode) => T,
): Record<string, T> {
  return Object.fromEntries(entriesOf(node, key).map(([name, { value }]) => [name, read(name, value)]));
}
