import { type Diagnostic, didYouMean, type Place } from "@tokenwright/engine";
import { formats } from "./formats.js";
import type { ChoiceShape, ListShape, MappingShape, Shape, TableShape, TextShape } from "./shape.js";
import { isEmpty, placeOfNode, type YamlEntry, type YamlNode } from "./yaml-node.js";

/** Largest table or list. */
const mostEntries = 10_000;

/** Everything that is wrong with the form of a document: keys, kinds and single texts, each at its place. */
export function checkShape(node: YamlNode, shape: Shape): Diagnostic[] {
  const findings: Diagnostic[] = [];
  check(node, shape, "", undefined, findings);
  return findings;
}

function check(node: YamlNode, shape: Shape, path: string, entry: YamlEntry | undefined, findings: Diagnostic[]): void {
  if (isEmpty(node) && !(shape.kind === "text" && node.kind === "scalar" && node.text !== "")) {
    findings.push({
      code: "scenario/empty",
      message: `"${lastPart(path)}" has no value.`,
      expected: describe(shape),
      hint: "give it a value, indented more than its key when it goes on the next line, or remove it",
      place: { ...placeOfEntry(entry, node), path },
    });
    return;
  }
  switch (shape.kind) {
    case "text":
      checkText(node, shape, path, findings);
      break;
    case "mapping":
      checkMapping(node, shape, path, entry, findings);
      break;
    case "table":
      checkTable(node, shape, path, findings);
      break;
    case "list":
      checkList(node, shape, path, findings);
      break;
    case "choice":
      checkChoice(node, shape, path, entry, findings);
      break;
  }
}

function checkText(node: YamlNode, shape: TextShape, path: string, findings: Diagnostic[]): void {
  const format = formats[shape.format];
  if (node.kind !== "scalar") {
    wrongKind(node, shape, path, findings);
    return;
  }
  const complaint = format.check(node.text);
  if (complaint !== undefined) findings.push({ ...complaint, place: placeOfNode(node, path) });
}

function checkMapping(
  node: YamlNode,
  shape: MappingShape,
  path: string,
  entry: YamlEntry | undefined,
  findings: Diagnostic[],
): void {
  if (node.kind !== "mapping") {
    wrongKind(node, shape, path, findings);
    return;
  }
  const known = Object.keys(shape.keys);
  for (const [key, own] of node.entries) {
    const expected = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    const at = join(path, key);
    if (expected !== undefined) check(own.value, expected.shape, at, own, findings);
    else findings.push(unknownKey(key, own, shape, known, at, node.flow));
  }
  const parent = () => ({ ...placeOfEntry(entry, node), ...(path === "" ? {} : { path }) });
  for (const [key, { required }] of Object.entries(shape.keys)) {
    if (required !== true || node.entries.has(key)) continue;
    findings.push({
      code: "scenario/missing-key",
      message: `${capital(shape.what)}${nameOf(path)} has no key "${key}".`,
      expected: `${key}: ${describe(shape.keys[key]!.shape)}`,
      hint: `add ${key}: ${example(shape.keys[key]!.shape)}`,
      place: parent(),
    });
  }
  if (shape.exactlyOne === undefined) return;
  const given = shape.exactlyOne.filter((key) => node.entries.has(key));
  const { orElse } = shape;
  if (given.length === 1 || (given.length === 0 && orElse !== undefined && node.entries.has(orElse))) return;
  const [only, ...others] = shape.exactlyOne;
  if (orElse !== undefined && only !== undefined && others.length === 0) {
    const own = shape.keys[only]!.shape;
    findings.push({
      code: "scenario/missing-key",
      message: `${capital(shape.what)}${nameOf(path)} has no key "${only}".`,
      expected: `${only}: ${describe(own)}; or ${orElse}${orElse === "values" ? " for its elements" : ""}`,
      hint: `add ${only}: ${example(own)}`,
      place: parent(),
    });
    return;
  }
  findings.push({
    code: given.length === 0 ? "scenario/missing-key" : "scenario/conflict",
    message:
      given.length > 0
        ? `"${lastPart(path)}" is given twice: by ${given.join(" and ")}.`
        : only === "value"
          ? `"${lastPart(path)}" has no value.`
          : `${capital(shape.what)}${nameOf(path)} has none of ${shape.exactlyOne.join(", ")}.`,
    expected: `exactly one of ${shape.exactlyOne.join(", ")}`,
    hint: given.length === 0 ? `add ${only}: …` : `remove ${given.at(-1)}`,
    place: given.length === 0 ? parent() : placeOfNode(node.entries.get(given[1]!)!.key, path),
  });
}

function checkTable(node: YamlNode, shape: TableShape, path: string, findings: Diagnostic[]): void {
  if (node.kind !== "mapping") {
    wrongKind(node, shape, path, findings);
    return;
  }
  if (tooMany(node.entries.size, node, path, findings)) return;
  for (const [key, own] of node.entries) {
    const at = join(path, key);
    const complaint = formats[shape.names].check(key);
    if (complaint !== undefined) findings.push({ ...complaint, place: placeOfNode(own.key, at) });
    check(own.value, shape.values, at, own, findings);
  }
}

function checkList(node: YamlNode, shape: ListShape, path: string, findings: Diagnostic[]): void {
  if (node.kind !== "list") {
    wrongKind(node, shape, path, findings);
    return;
  }
  if (tooMany(node.items.length, node, path, findings)) return;
  if (node.items.length < shape.least) {
    findings.push({
      code: "scenario/empty",
      message: `The list "${lastPart(path)}" has ${node.items.length} entries.`,
      expected: `at least ${shape.least}`,
      hint: "add one, or remove the key",
      place: placeOfNode(node, path),
    });
  }
  if (shape.most !== undefined && node.items.length > shape.most) {
    findings.push({
      code: "scenario/too-many",
      message: `${capital(shape.what)} has ${node.items.length} entries.`,
      expected: `at most ${shape.most}`,
      hint: "write every pair between brackets of its own, and thousands with underscores, 1_000_000",
      place: placeOfNode(node, path),
    });
  }
  for (const [index, item] of node.items.entries())
    check(item, shape.items, join(path, String(index)), undefined, findings);
}

function checkChoice(
  node: YamlNode,
  shape: ChoiceShape,
  path: string,
  entry: YamlEntry | undefined,
  findings: Diagnostic[],
): void {
  const chosen = { scalar: shape.text, mapping: shape.keys, list: shape.list }[node.kind];
  if (chosen === undefined) wrongKind(node, shape, path, findings);
  else check(node, chosen, path, entry, findings);
}

function unknownKey(
  key: string,
  own: YamlEntry,
  shape: MappingShape,
  known: readonly string[],
  path: string,
  flow: boolean,
): Diagnostic {
  const isCutNumber = flow && /^[0-9]{3}\b/.test(key);
  const isCutText = flow && isEmpty(own.value);
  const near = didYouMean(key, known);
  return {
    code: "scenario/unknown-key",
    message: isCutNumber
      ? `A comma inside a number begins a new key, "${key}".`
      : `${capital(shape.what)} has no key "${key}".`,
    expected: isCutNumber ? "a number without commas" : `one of ${known.join(", ")}`,
    hint: isCutNumber
      ? "write thousands with underscores, 1_000_000"
      : (near ??
        (isCutText
          ? "put a text that holds a comma in quotes"
          : "remove it, or indent it under the key that it belongs to")),
    place: placeOfNode(own.key, path),
  };
}

function tooMany(count: number, node: YamlNode, path: string, findings: Diagnostic[]): boolean {
  if (count <= mostEntries) return false;
  findings.push({
    code: "scenario/too-many",
    message: `"${lastPart(path)}" has ${count} entries.`,
    expected: `at most ${mostEntries}`,
    hint: "keep data in a CSV file beside the scenario",
    place: placeOfNode(node, path),
  });
  return true;
}

function wrongKind(node: YamlNode, shape: Shape, path: string, findings: Diagnostic[]): void {
  const found = { scalar: "a text", mapping: "keys and values", list: "a list" }[node.kind];
  const isBrace = node.kind === "mapping" && node.flow;
  const isText = shape.kind === "text";
  findings.push({
    code: "scenario/type",
    message: `${path === "" ? "The file" : `"${lastPart(path)}"`} is ${found}.`,
    expected: describe(shape),
    hint: isText && isBrace ? 'put an equation that begins with { in quotes: "…"' : `for example ${example(shape)}`,
    place: placeOfNode(node, path),
  });
}

function placeOfEntry(entry: YamlEntry | undefined, node: YamlNode): Place {
  return placeOfNode(entry?.key ?? node);
}

/** What a shape asks for, in words. */
function describe(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return formats[shape.format].expected;
    case "mapping":
      return `${shape.what}, with the keys ${Object.keys(shape.keys).join(", ")}`;
    case "table":
      return `${shape.what} by name`;
    case "list":
      return `a list of ${shape.what}`;
    case "choice":
      return [shape.text, shape.keys, shape.list]
        .flatMap((one) => (one === undefined ? [] : [describe(one)]))
        .join(", or ");
  }
}

function example(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return formats[shape.format].examples[0] ?? "…";
    case "mapping": {
      const keys = Object.entries(shape.keys).filter(
        ([key, one]) => one.required === true || shape.exactlyOne?.[0] === key,
      );
      return keys.length === 0
        ? "{ … }"
        : `{ ${keys.map(([key, one]) => `${key}: ${example(one.shape)}`).join(", ")} }`;
    }
    case "table":
      return `{ name: ${example(shape.values)} }`;
    case "list":
      return `[${example(shape.items)}]`;
    case "choice":
      return example((shape.text ?? shape.keys ?? shape.list)!);
  }
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** ` "supply"` for a thing with a name, ` number 4` for an entry of a list. */
function nameOf(path: string): string {
  if (path === "") return "";
  const last = lastPart(path);
  return /^[0-9]+$/.test(last) ? ` number ${Number(last) + 1}` : ` "${last}"`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
