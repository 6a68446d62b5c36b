import { didYouMean, fail, isDangerousKey } from "@tokenwright/engine";
import { readYaml } from "./read-yaml.js";
import { scenarioShape, valueKeys } from "./scenario-shape.js";
import { SourceText } from "./source-text.js";
import { child, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** What an override's errors call their file. */
export const overrideFile = "--set";

/** Sections in which a module's own names are looked for, `supply.rho` for `modules.supply.parameters.rho`. */
const moduleSections = ["parameters", "stocks", "states", "inputs"] as const;

/** Names that a scenario has besides those in its file: those of its models, and of the network that it names. */
export interface KnownNames {
  readonly modules: readonly string[];
  readonly parameters: readonly string[];
  of(module: string, section: (typeof moduleSections)[number]): readonly string[];
}

/**
 * The document with `--set key=value` changes applied in order. A key is a path of the file by points
 * (`ensemble.runs`), a module's parameter (`supply.rho`), one of the economy's own (`volatility`), or one element of
 * either (`cliff[team]`). The value is text, or a list or mapping in brackets.
 *
 * @throws TokenwrightError `scenario/override`, `scenario/unknown-key`; the override itself is the place.
 */
export function applyOverrides(root: YamlMapping, overrides: readonly string[], knownNames: KnownNames): YamlMapping {
  return overrides.reduce((document, override) => applyOne(document, override, knownNames), root);
}

interface Segment {
  readonly text: string;
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

function applyOne(root: YamlMapping, override: string, knownNames: KnownNames): YamlMapping {
  const source = new SourceText(override, overrideFile);
  const equals = override.indexOf("=");
  if (equals <= 0 || override.length > 10_000) {
    fail({
      code: "scenario/override",
      message:
        equals <= 0
          ? `The change ${JSON.stringify(override.slice(0, 60))} has no key and value.`
          : "The change is too long.",
      expected: "key=value",
      hint: "for example --set ensemble.runs=100",
      place: source.place(0, override.length),
    });
  }
  const segments: Segment[] = [];
  for (let start = 0; start <= equals; ) {
    const point = override.indexOf(".", start);
    const end = point === -1 || point > equals ? equals : point;
    segments.push({ text: override.slice(start, end).trim(), source, start, end });
    start = end + 1;
  }
  for (const segment of segments) {
    if (segment.text !== "" && !isDangerousKey(segment.text)) continue;
    fail({
      code: "scenario/override",
      message: segment.text === "" ? "A part of the key is empty." : `The key ${segment.text} is not allowed.`,
      expected: "names joined by points",
      hint: "for example --set ensemble.runs=100",
      place: source.place(segment.start, segment.end),
    });
  }
  const value = readValue(override, equals + 1, source);
  return set(root, resolve(root, segments, knownNames), value) as YamlMapping;
}

function readValue(override: string, start: number, source: SourceText): YamlNode {
  const text = override.slice(start);
  if (/^\s*[[{"']/.test(text)) return readYaml(`${" ".repeat(start)}${text}`, overrideFile);
  const from = start + (text.length - text.trimStart().length);
  const trimmed = text.trim();
  return {
    kind: "scalar",
    text: trimmed,
    style: trimmed === "" ? "plain" : "quoted",
    source,
    start: from,
    end: from + trimmed.length,
  };
}

/** The full path of a key that may be written short. */
function resolve(root: YamlMapping, segments: readonly Segment[], knownNames: KnownNames): readonly Segment[] {
  const [first, ...rest] = segments as [Segment, ...Segment[]];
  if (Object.hasOwn(scenarioShape.keys, first.text)) return segments;
  const implied = (...texts: string[]) => texts.map((text) => ({ ...first, text }));
  const modules = child(root, "modules");
  const own = (module: string, section: (typeof moduleSections)[number]) => {
    const node = child(child(modules, module), section);
    return [...(node?.kind === "mapping" ? node.entries.keys() : []), ...knownNames.of(module, section)];
  };
  const moduleNames = [...(modules?.kind === "mapping" ? modules.entries.keys() : []), ...knownNames.modules];
  if (rest.length > 0 && moduleNames.includes(first.text)) {
    const name = rest[0]!.text;
    if (["model", "scenario", "assets", ...moduleSections].includes(name)) return [...implied("modules"), ...segments];
    for (const section of moduleSections) {
      const path = withElement(rest, own(first.text, section));
      if (path !== undefined) return [...implied("modules"), first, ...implied(section), ...path];
    }
    const known = moduleSections.flatMap((one) => own(first.text, one));
    refuse(rest[0]!, `The module "${first.text}" has nothing called "${name}".`, known);
  }
  const parameters = child(root, "parameters");
  const names = [...(parameters?.kind === "mapping" ? parameters.entries.keys() : []), ...knownNames.parameters];
  const path = withElement(segments, names);
  if (path !== undefined) return [...implied("parameters"), ...path];
  return refuse(first, `There is no key "${first.text}".`, [
    ...moduleNames,
    ...names,
    ...Object.keys(scenarioShape.keys),
  ]);
}

/**
 * The path of a name among known ones: `rho` as it is, `cliff[team]` as `cliff[sector].values.team`; undefined when
 * none is meant.
 */
function withElement(path: readonly Segment[], known: readonly string[]): readonly Segment[] | undefined {
  const [first, ...rest] = path as [Segment, ...Segment[]];
  if (known.includes(first.text)) return path;
  const open = first.text.indexOf("[");
  if (open <= 0 || !first.text.endsWith("]")) return undefined;
  const whole = known.find((name) => name.startsWith(first.text.slice(0, open + 1)));
  if (whole === undefined) return undefined;
  const element = first.text.slice(open + 1, -1);
  return [...[whole, "values", element].map((text) => ({ ...first, text })), ...rest];
}

function refuse(segment: Segment, message: string, known: readonly string[]): never {
  return fail({
    code: "scenario/unknown-key",
    message,
    expected: known.length === 0 ? "a key of the scenario" : `one of ${[...new Set(known)].slice(0, 30).join(", ")}`,
    hint: didYouMean(segment.text, known) ?? "name a key of the file by points, such as ensemble.runs",
    place: segment.source.place(segment.start, segment.end),
  });
}

/** The tree with `value` at a path; mappings on the way are made where there are none. */
function set(node: YamlNode | undefined, path: readonly Segment[], value: YamlNode): YamlNode {
  const [segment, ...rest] = path;
  if (segment === undefined) return replaceValue(node, value);
  if (node?.kind === "list") {
    const index = /^[0-9]{1,5}$/.test(segment.text) ? Number(segment.text) : node.items.length;
    if (index >= node.items.length)
      refuse(
        segment,
        `There is no entry "${segment.text}".`,
        node.items.map((_, at) => String(at)),
      );
    return { ...node, items: node.items.map((item, at) => (at === index ? set(item, rest, value) : item)) };
  }
  const entries = new Map<string, YamlEntry>(node?.kind === "mapping" ? node.entries : []);
  const known = entries.get(segment.text);
  entries.set(segment.text, { key: segment, value: set(known?.value, rest, value) });
  const place =
    node?.kind === "mapping" ? node : { source: segment.source, start: segment.start, end: segment.end, flow: false };
  // A value written short takes further keys in its long form: parameters.growth.source=…
  if (node?.kind === "scalar" && node.text !== "") entries.set("value", { key: node, value: node });
  return { kind: "mapping", entries, source: place.source, start: place.start, end: place.end, flow: place.flow };
}

/**
 * In place of a value's long form, a text or another distribution keeps its meaning and unit: value, distribution and
 * where the old one came from are replaced.
 */
function replaceValue(node: YamlNode | undefined, value: YamlNode): YamlNode {
  if (node?.kind !== "mapping" || !valueKeys.some((key) => node.entries.has(key))) return value;
  const isDistribution = value.kind === "mapping" && valueKeys.some((key) => value.entries.has(key));
  if (value.kind !== "scalar" && !isDistribution) return value;
  const entries = new Map(
    [...node.entries].filter(([key]) => !valueKeys.includes(key) && !["values", "source", "confidence"].includes(key)),
  );
  if (value.kind === "scalar") entries.set("value", { key: value, value });
  else for (const [key, entry] of value.entries) entries.set(key, entry);
  return { ...node, entries };
}
