import { type Diagnostic, didYouMean, fail, type Place } from "@tokenwright/engine";
import { placeOfNode, type YamlNode } from "@tokenwright/workbench";
import type { Json, JsonObject } from "../contract/json.js";

/** A value of the file with the path that leads to it. */
export interface Located {
  readonly node: YamlNode;
  readonly path: string;
}

export function placeOf({ node, path }: Located): Place {
  return placeOfNode(node, path);
}

export function refuseAt(at: Located, words: Pick<Diagnostic, "code" | "message" | "expected" | "hint">): never {
  return fail({ ...words, place: placeOf(at) });
}

const code = "pipeline/form";

/** The members of a mapping, which has no others than those named. */
export function membersOf(at: Located, known: readonly string[], required: readonly string[]): Map<string, Located> {
  const members = entriesOf(at);
  for (const [key, member] of members) {
    if (known.includes(key)) continue;
    const hint = didYouMean(key, known);
    refuseAt(member, {
      code,
      message: `There is no key ${key.slice(0, 60)} here.`,
      expected: known.join(", "),
      ...(hint === undefined ? {} : { hint }),
    });
  }
  for (const key of required) {
    if (!members.has(key)) refuseAt(at, { code, message: `The key ${key} is missing.`, expected: required.join(", ") });
  }
  return members;
}

/** The members of a mapping whose keys are names of the user's. */
export function entriesOf(at: Located): Map<string, Located> {
  if (at.node.kind !== "mapping")
    return refuseAt(at, { code, message: "This is no mapping.", expected: "keys and values" });
  const prefix = at.path === "" ? "" : `${at.path}.`;
  return new Map([...at.node.entries].map(([key, { value }]) => [key, { node: value, path: `${prefix}${key}` }]));
}

export function itemsOf(at: Located): readonly Located[] {
  if (at.node.kind !== "list") return refuseAt(at, { code, message: "This is no list.", expected: "a list" });
  return at.node.items.map((node, index) => ({ node, path: `${at.path}.${index}` }));
}

export function textOf(at: Located): string {
  const value = jsonOf(at);
  if (at.node.kind === "scalar" && value !== null && at.node.text !== "") return at.node.text;
  return refuseAt(at, { code, message: "This is no text.", expected: "a text" });
}

export function wordOf<Word extends string>(at: Located, words: readonly Word[]): Word {
  const found = words.find((word) => word === textOf(at));
  return (
    found ??
    refuseAt(at, { code, message: `${textOf(at).slice(0, 60)} is not possible here.`, expected: words.join(", ") })
  );
}

export function numberOf(at: Located, least: number, most: number, isWhole: boolean): number {
  const value = jsonOf(at);
  const fits = typeof value === "number" && value >= least && value <= most && (!isWhole || Number.isInteger(value));
  if (fits) return value;
  return refuseAt(at, {
    code,
    message: "This is no number in its bounds.",
    expected: `a ${isWhole ? "whole " : ""}number from ${least} to ${most}`,
  });
}

export function truthOf(at: Located): boolean {
  return wordOf(at, ["true", "false"]) === "true";
}

const numberForm = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** The JSON value that a part of the file stands for, by the core schema of YAML 1.2 as far as JSON goes. */
export function jsonOf(at: Located): Json {
  const { node } = at;
  if (node.kind === "list") return itemsOf(at).map(jsonOf);
  if (node.kind === "mapping") {
    return Object.fromEntries([...entriesOf(at)].map(([key, member]) => [key, jsonOf(member)])) as JsonObject;
  }
  const { text, style } = node;
  if (style !== "plain") return text;
  if (/^(?:|~|null)$/.test(text)) return null;
  if (text === "true" || text === "false") return text === "true";
  if (text.length > 60 || !numberForm.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value)
    ? value
    : refuseAt(at, { code, message: `The number ${text} is too large.`, expected: "a number up to 1.8e308" });
}
