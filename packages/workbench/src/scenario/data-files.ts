import { type Place, TokenwrightError } from "@tokenwright/engine";
import { type DataFile, type ReadDataFile, readDataFile } from "../data/index.js";
import type { Findings } from "./findings.js";
import type { UsedFile } from "./scenario.js";
import { child, placeOfNode, type YamlNode } from "./yaml-node.js";

/** Most bytes of all data files of a scenario together. */
const mostBytes = 64 * 1024 * 1024;

/** The data files that a scenario names, each read once. */
export class DataFiles {
  readonly #known = new Map<string, DataFile | undefined>();

  /** @param read Undefined where a scenario may not read files. */
  constructor(
    readonly read: ReadDataFile | undefined,
    readonly findings: Findings,
  ) {}

  /** The file under the key `file` of a node; undefined when it cannot be read, which is then among the findings. */
  named(node: YamlNode, path: string): DataFile | undefined {
    const given = child(node, "file");
    const name = given?.kind === "scalar" ? given.text : "";
    if (this.#known.has(name)) return this.#known.get(name);
    const found = this.#load(name, placeOfNode(given ?? node, `${path}.file`));
    this.#known.set(name, found);
    return found;
  }

  /** Names and hashes of what was read, in the order of their names. */
  used(): UsedFile[] {
    return [...this.#known]
      .flatMap(([file, own]) => (own === undefined ? [] : [{ file, sha256: own.sha256 }]))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #load(name: string, place: Place): DataFile | undefined {
    if (this.read === undefined) {
      this.findings.add({
        code: "data/no-reader",
        message: `The scenario names the data file ${JSON.stringify(name)}, and it was read without a folder for such files.`,
        expected: "leave to read a folder",
        hint: "give one: readScenario(text, { readDataFile: filesIn(folder) })",
        place,
      });
      return undefined;
    }
    let left = mostBytes;
    for (const file of this.#known.values()) left -= file?.bytes ?? 0;
    try {
      return readDataFile(this.read, name, left);
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      for (const finding of error.diagnostics) {
        this.findings.add({ ...finding, place: finding.place?.line === undefined ? place : finding.place });
      }
      return undefined;
    }
  }
}
