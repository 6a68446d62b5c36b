import { createHash } from "node:crypto";
import { type Dirent, fstatSync, lstatSync, opendirSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fail } from "@tokenwright/engine";
import { writeWhole } from "../disk/index.js";
import { inside } from "./inside.js";
import { isPlain, mostFolders, partsOf } from "./names.js";

/** What is read and written at most: a scenario as the command line takes it, a table as the studio does. */
export const mostScenarioBytes = 1024 * 1024;
export const mostTableBytes = 16 * 1024 * 1024;

/** Most entries of the folder that are looked at, and most that are listed. */
const mostEntries = 20_000;
const mostListed = 1_000;

/** How much of a file is looked at to say what it is. */
const headBytes = 16 * 1024;

export interface Listed {
  /** From the folder, with `/` between the parts. */
  readonly name: string;
  readonly bytes: number;
}

export interface Titled extends Listed {
  readonly title: string;
}

/** What there is in a folder. */
export interface Listing {
  /** The folder's own name, without where it lies. */
  readonly folder: string;
  readonly scenarios: readonly Titled[];
  readonly tables: readonly Listed[];
  /** Folders that the command line wrote, each with its run.json. */
  readonly runs: readonly Titled[];
  /** False when there was more than is looked at. */
  readonly isComplete: boolean;
}

export interface FileContent {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Why a file was not read or written. */
export type Refused = "name" | "missing" | "too-large" | "changed";

/** The files of one folder and the folders in it; nothing outside of it can be named. */
export class Folder {
  readonly #root: string;

  /** @throws TokenwrightError `server/not-a-folder`. */
  constructor(path: string) {
    this.#root = rootOf(path);
  }

  /** The scenarios, tables and runs, by name. Links, and what begins with a point, are passed over. */
  list(): Listing {
    const found = { scenarios: [] as Titled[], tables: [] as Listed[], runs: [] as Titled[] };
    let left = mostEntries;
    const visit = (parts: readonly string[]): void => {
      const entries = this.#entries(parts);
      if (entries.some((entry) => entry.name === "run.json" && entry.isFile())) {
        const head = this.#head([...parts, "run.json"]);
        const name = parts.join("/");
        if (head !== undefined && parts.length > 0) {
          found.runs.push({ name, bytes: head.bytes, title: titleIn(head.text, runTitle) ?? name });
        }
        return;
      }
      for (const entry of entries) {
        if (left-- <= 0) return;
        if (!isPlain(entry.name) || entry.name === "node_modules") continue;
        const below = [...parts, entry.name];
        if (entry.isDirectory()) {
          if (parts.length < mostFolders) visit(below);
        } else if (entry.isFile()) this.#sort(below, found);
      }
    };
    visit([]);
    const lists = [found.scenarios, found.tables, found.runs];
    return {
      folder: basename(this.#root),
      scenarios: found.scenarios.slice(0, mostListed),
      tables: found.tables.slice(0, mostListed),
      runs: found.runs.slice(0, mostListed),
      isComplete: left > 0 && lists.every(({ length }) => length <= mostListed),
    };
  }

  /** The content of a scenario, a table, or a file of a run. */
  read(name: string): FileContent | Refused {
    const parts = partsOf(name);
    const most = parts === undefined ? undefined : mostBytesOf(parts);
    if (parts === undefined || most === undefined) return "name";
    return this.#read(parts, most);
  }

  /**
   * Writes a scenario, whole or not at all.
   *
   * @param replaces SHA-256 of what it takes the place of; undefined for a new file. When something else is there,
   * nothing is written: somebody changed it meanwhile.
   * @throws TokenwrightError `store/not-writable`, `store/disk-full`, `store/failed`.
   */
  write(name: string, text: string, replaces: string | undefined): { readonly sha256: string } | Refused {
    const parts = partsOf(name);
    if (parts === undefined || !isScenarioName(parts)) return "name";
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length > mostScenarioBytes) return "too-large";
    const own = parts.at(-1)!;
    const written = inside(this.#root, parts.slice(0, -1), ({ descriptor, path }): { sha256: string } | Refused => {
      if (!fstatSync(descriptor).isDirectory()) return "missing";
      const target = join(path, own);
      const present = lstatSync(target, { throwIfNoEntry: false });
      if (present !== undefined && !present.isFile()) return "name";
      if (present === undefined) {
        if (replaces !== undefined) return "changed";
      } else {
        const found = this.#read(parts, mostScenarioBytes);
        if (typeof found === "string") return found;
        if (found.sha256 !== replaces) return "changed";
      }
      writeWhole(target, text);
      return { sha256: sha256Of(bytes) };
    });
    return written ?? "missing";
  }

  #read(parts: readonly string[], most: number): FileContent | Refused {
    const found = inside(this.#root, parts, ({ descriptor }): FileContent | Refused => {
      const { size, ...status } = statusOf(descriptor);
      if (!status.isFile) return "missing";
      if (size > most) return "too-large";
      const bytes = readAtMost(descriptor, most + 1, size + 1);
      return bytes.length > most ? "too-large" : { bytes, sha256: sha256Of(bytes) };
    });
    return found ?? "missing";
  }

  #head(parts: readonly string[]): { readonly text: string; readonly bytes: number } | undefined {
    return inside(this.#root, parts, ({ descriptor }) => {
      const { size, isFile } = statusOf(descriptor);
      if (!isFile) return undefined;
      return { text: Buffer.from(readAtMost(descriptor, headBytes, headBytes)).toString("utf8"), bytes: size };
    });
  }

  #entries(parts: readonly string[]): readonly Dirent[] {
    const found = inside(this.#root, parts, ({ descriptor, path }) => {
      return fstatSync(descriptor).isDirectory() ? entriesOf(path) : [];
    });
    return found ?? [];
  }

  #sort(parts: readonly string[], to: { scenarios: Titled[]; tables: Listed[] }): void {
    const name = parts.join("/");
    if (partsOf(name) === undefined) return;
    if (!isScenarioName(parts) && !isTableName(parts)) return;
    const head = this.#head(parts);
    if (head === undefined) return;
    if (isTableName(parts)) to.tables.push({ name, bytes: head.bytes });
    else if (/^tokenwright *:/m.test(head.text)) {
      to.scenarios.push({ name, bytes: head.bytes, title: titleIn(head.text, scenarioTitle) ?? name });
    }
  }
}

/** The first title of a run.json is the run's own. */
const runTitle = /"title": *("(?:[^"\\\n]|\\.){0,400}")/;
const scenarioTitle = /^title *: *([^\n\r]{1,400})/m;

/** Files of a run that the command line wrote. */
const runFiles = new Set(["run.json", "assumptions.json"]);

const isScenarioName = (parts: readonly string[]) => /\.ya?ml$/i.test(parts.at(-1)!);
const isTableName = (parts: readonly string[]) => /\.csv$/i.test(parts.at(-1)!);

/** Undefined for a file that is of no use to the studio. */
function mostBytesOf(parts: readonly string[]): number | undefined {
  if (isScenarioName(parts)) return mostScenarioBytes;
  return isTableName(parts) || runFiles.has(parts.at(-1)!) ? mostTableBytes : undefined;
}

function rootOf(path: string): string {
  let root: string | undefined;
  try {
    root = realpathSync(path);
  } catch {
    // Said below.
  }
  if (root !== undefined && statSync(root).isDirectory()) return root;
  return fail({
    code: "server/not-a-folder",
    message: `${JSON.stringify(path)} is ${root === undefined ? "not there" : "no folder"}.`,
    expected: "a folder with scenarios in it",
    hint: "name the folder, not a file in it: tokenwright studio .",
  });
}

/** A folder may hold millions: no more are read than are looked at in all. */
function entriesOf(path: string): readonly Dirent[] {
  const folder = opendirSync(path);
  try {
    const entries: Dirent[] = [];
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      entries.push(entry);
      if (entries.length > mostEntries) break;
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    folder.closeSync();
  }
}

function statusOf(descriptor: number): { readonly size: number; readonly isFile: boolean } {
  const status = fstatSync(descriptor);
  return { size: status.size, isFile: status.isFile() };
}

/** Stops at `most` bytes whatever the file grows to meanwhile. */
function readAtMost(descriptor: number, most: number, expected: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < most; ) {
    const chunk = new Uint8Array(Math.max(1, Math.min(most - length, Math.max(expected - length, 64 * 1024))));
    const read = readSync(descriptor, chunk);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return Buffer.concat(chunks);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A value in a file's first lines, without its quotes. */
function titleIn(head: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(head)?.[1]?.trim();
  if (found === undefined || found === "") return undefined;
  if (!found.startsWith('"')) return found.replace(/^'(.*)'$/, "$1").slice(0, 200);
  try {
    return String(JSON.parse(found)).slice(0, 200);
  } catch {
    return found.slice(0, 200);
  }
}
