import type { Content } from "./project.js";

/** What the server of `tokenwright studio DIR` says there is in the folder. Names count from it, with `/`. */
export interface FolderListing {
  readonly folder: string;
  readonly scenarios: readonly FolderEntry[];
  readonly tables: readonly { readonly name: string }[];
  /** Folders of runs that the command line wrote. */
  readonly runs: readonly FolderEntry[];
  readonly isComplete: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly title: string;
}

/** A scenario of the folder, ready to be loaded. */
export interface FromFolder {
  readonly content: Content;
  readonly data: Readonly<Record<string, Uint8Array>>;
  /** Of the file as it was read; saving asks that it is still the same. */
  readonly sha256: string;
}

export type FolderTrouble = "gone" | "ended" | "changed" | "name" | "missing" | "too-large" | "failed" | "not-a-run";

/** Why the folder did not do what it was asked. */
export class FolderError extends Error {
  constructor(readonly trouble: FolderTrouble) {
    super(trouble);
  }
}

const troubles: Readonly<Record<number, FolderTrouble>> = {
  400: "name",
  401: "ended",
  403: "ended",
  404: "missing",
  409: "changed",
  413: "too-large",
};

/** Where the page keeps the key of its session, for its other tabs and for being loaded again. */
const keyName = "tokenwright.studio.key";
const launchFragment = /^#launch\.([\w-]{1,100})$/;

/** What the browser gives: the page's own by default. */
export interface Surroundings {
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly fragment: string;
  /** Takes the fragment out of the address and the history. */
  readonly forgetFragment: () => void;
}

/** Whether there may be a folder: without a launch code and without a session the server is never asked. */
export function mayHaveFolder({ storage, fragment }: Pick<Surroundings, "storage" | "fragment">): boolean {
  return launchFragment.test(fragment) || readKey(storage) !== undefined;
}

/** The folder that the studio was started with. */
export class Folder {
  readonly #around: Surroundings;
  readonly #key: string;

  private constructor(around: Surroundings, key: string) {
    this.#around = around;
    this.#key = key;
  }

  /** Exchanges the launch code for a session, or goes on with the one there is; undefined where neither is good. */
  static async connect(around: Surroundings): Promise<{ folder: Folder; listing: FolderListing } | undefined> {
    const code = launchFragment.exec(around.fragment)?.[1];
    if (code !== undefined) around.forgetFragment();
    try {
      const key = (code === undefined ? undefined : await exchange(around, code)) ?? readKey(around.storage);
      if (key === undefined) return undefined;
      const folder = new Folder(around, key);
      const listing = await folder.list();
      if (code !== undefined) writeKey(around.storage, key);
      return listing === undefined ? undefined : { folder, listing };
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      if (error.trouble !== "gone") forgetKey(around.storage);
      return undefined;
    }
  }

  /** Undefined where the studio was started without a folder. */
  async list(): Promise<FolderListing | undefined> {
    const found = (await (await this.#ask("GET", "api/folder")).json()) as Partial<FolderListing>;
    return found.folder === undefined ? undefined : (found as FolderListing);
  }

  /** A scenario with the tables that it names. */
  async open(name: string, listing: FolderListing): Promise<FromFolder> {
    const { bytes, sha256 } = await this.#read(name);
    const text = textOf(bytes);
    const near = name.slice(0, name.lastIndexOf("/") + 1);
    const tables = listing.tables
      .filter((table) => table.name.startsWith(near))
      .map((table) => [table.name.slice(near.length), table.name] as const)
      .filter(([own]) => text.includes(own));
    const data = await Promise.all(tables.map(async ([own, full]) => [own, (await this.#read(full)).bytes] as const));
    return { content: { file: name, text, changes: [] }, data: Object.fromEntries(data), sha256 };
  }

  /** The scenario of a run with the changes and data it was run with: computed again, it is the same run. */
  async openRun(name: string, listing: FolderListing): Promise<FromFolder> {
    const record = recordOf(textOf((await this.#read(`${name}/run.json`)).bytes));
    const { bytes, sha256 } = await this.#read(`${name}/scenario.yaml`);
    if (record === undefined || record.scenarioSha256 !== sha256) throw new FolderError("not-a-run");
    const data: Record<string, Uint8Array> = {};
    for (const { file, sha256: wanted } of record.data) {
      const places = listing.tables.filter((table) => table.name === file || table.name.endsWith(`/${file}`));
      for (const place of places) {
        const found = await this.#read(place.name);
        if (found.sha256 !== wanted) continue;
        data[file] = found.bytes;
        break;
      }
    }
    return { content: { file: record.file, text: textOf(bytes), changes: record.changes }, data, sha256 };
  }

  /**
   * Writes a scenario, whole or not at all.
   *
   * @param replaces SHA-256 of the file as it was read; left out for a new one.
   * @returns SHA-256 of what is there now.
   */
  async save(name: string, text: string, replaces: string | undefined): Promise<string> {
    const body = JSON.stringify(replaces === undefined ? { text } : { text, replaces });
    const answer = await this.#ask("PUT", addressOf(name), body);
    return ((await answer.json()) as { sha256: string }).sha256;
  }

  async #read(name: string): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
    const answer = await this.#ask("GET", addressOf(name));
    const sha256 = (answer.headers.get("etag") ?? "").replaceAll('"', "");
    return { bytes: new Uint8Array(await answer.arrayBuffer()), sha256 };
  }

  #ask(method: string, address: string, body?: string): Promise<Response> {
    return ask(this.#around, method, address, this.#key, body);
  }
}

async function exchange(around: Surroundings, code: string): Promise<string | undefined> {
  try {
    const answer = await ask(around, "POST", "api/session", "launch", JSON.stringify({ code }));
    const { key } = (await answer.json()) as { key?: unknown };
    return typeof key === "string" ? key : undefined;
  } catch (error) {
    // A code that was used before, as when the page is loaded again: the session may still be good.
    if (error instanceof FolderError) return undefined;
    throw error;
  }
}

async function ask(
  { fetch }: Surroundings,
  method: string,
  address: string,
  key: string,
  body?: string,
): Promise<Response> {
  const headers = {
    "x-tokenwright-studio": key,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  let answer: Response;
  try {
    answer = await fetch(address, {
      method,
      headers,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      ...(body === undefined ? {} : { body }),
    });
  } catch {
    throw new FolderError("gone");
  }
  if (answer.ok) return answer;
  throw new FolderError(troubles[answer.status] ?? "failed");
}

function addressOf(name: string): string {
  return `api/file?name=${encodeURIComponent(name)}`;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

interface RunAsked {
  readonly file: string;
  readonly changes: readonly string[];
  readonly data: readonly { readonly file: string; readonly sha256: string }[];
  readonly scenarioSha256: string;
}

/** What of a run.json says how to compute the run again; undefined for anything else. */
function recordOf(text: string): RunAsked | undefined {
  try {
    const { schema, provenance, files } = JSON.parse(text) as {
      schema?: unknown;
      provenance?: { file?: unknown; overrides?: unknown; data?: unknown };
      files?: Record<string, unknown>;
    };
    const { file, overrides, data = [] } = provenance ?? {};
    const scenarioSha256 = files?.["scenario.yaml"];
    if (schema !== 1 || typeof file !== "string" || typeof scenarioSha256 !== "string") return undefined;
    if (!Array.isArray(overrides) || !overrides.every((change) => typeof change === "string")) return undefined;
    if (!Array.isArray(data) || !data.every(isDataFile)) return undefined;
    return { file, changes: overrides, data, scenarioSha256 };
  } catch {
    return undefined;
  }
}

function isDataFile(found: unknown): found is { file: string; sha256: string } {
  const { file, sha256 } = (found ?? {}) as { file?: unknown; sha256?: unknown };
  return typeof file === "string" && typeof sha256 === "string";
}

function readKey(storage: Surroundings["storage"]): string | undefined {
  try {
    return storage.getItem(keyName) ?? undefined;
  } catch {
    return undefined;
  }
}

function writeKey(storage: Surroundings["storage"], key: string): void {
  try {
    storage.setItem(keyName, key);
  } catch {
    // Without storage the session ends with the page.
  }
}

function forgetKey(storage: Surroundings["storage"]): void {
  try {
    storage.removeItem(keyName);
  } catch {
    // There is nothing to forget where nothing may be kept.
  }
}
