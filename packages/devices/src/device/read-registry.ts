import { fail, type Place, TokenwrightError } from "@tokenwright/engine";
import { placeOfNode, readYamlMapping, type YamlNode } from "@tokenwright/workbench";
import { parseBoundedJson } from "./bounded-json.js";
import type { Registry } from "./registry.js";
import { registryFromData } from "./registry-from-data.js";

/** Bytes of a registry in JSON: some 100 000 devices. */
const largestJson = 64 * 1024 * 1024;

/**
 * A registry from the text of a file: JSON when its name ends in `.json`, else YAML, whose findings have lines. YAML
 * is bounded as scenarios are, which is enough for some 1 500 devices; larger networks keep theirs in JSON.
 *
 * @throws TokenwrightError those of `registryFromData`, `device/registry`, `device/json` and `yaml/...`.
 */
export function readRegistry(text: string, file: string): Registry {
  return file.endsWith(".json") ? fromJson(text, file) : fromYaml(text, file);
}

function fromJson(text: string, file: string): Registry {
  if (text.length > largestJson) {
    fail({
      code: "device/registry",
      message: `The registry has ${text.length} characters.`,
      expected: `at most ${largestJson}`,
      place: { file },
    });
  }
  return relocated(
    () => registryFromData(parseBoundedJson(text)),
    () => ({ file }),
  );
}

function fromYaml(text: string, file: string): Registry {
  const places = new Map<string, Place>();
  const data = plain(readYamlMapping(text, file), "", places);
  return relocated(
    () => registryFromData(data),
    (path) => nearestPlace(path, places) ?? { file },
  );
}

/** Adds to every finding where its path, or the part of it that was written, stands in the file. */
function relocated(read: () => Registry, placeOf: (path: string) => Place): Registry {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    throw new TokenwrightError(
      error.diagnostics.map((finding) => {
        const path = finding.place?.path ?? "";
        return { ...finding, place: { ...placeOf(path), ...(path === "" ? {} : { path }) } };
      }),
    );
  }
}

/** The place of a path; of one that is missing, that of the part it is missing in. */
function nearestPlace(path: string, places: ReadonlyMap<string, Place>): Place | undefined {
  for (let part = path; part !== ""; part = part.slice(0, Math.max(0, part.lastIndexOf(".")))) {
    const place = places.get(part);
    if (place !== undefined) return place;
  }
  return places.get("");
}

/** The node as plain data, and the place of every part of it. */
function plain(node: YamlNode, path: string, places: Map<string, Place>): unknown {
  if (!places.has(path)) places.set(path, placeOfNode(node, path));
  if (node.kind === "scalar") return node.text;
  if (node.kind === "list") return node.items.map((item, index) => plain(item, `${path}[${index}]`, places));
  const entries = [...node.entries].map(([key, { key: at, value }]) => {
    const inner = path === "" ? key : `${path}.${key}`;
    places.set(inner, value.kind === "scalar" ? placeOfNode(value, inner) : placeOfNode(at, inner));
    return [key, plain(value, inner, places)] as const;
  });
  return Object.fromEntries(entries);
}
