import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail } from "@tokenwright/engine";

/** A file of the page, held in memory: what is asked for is looked up by its whole name, and no path is ever built of it. */
export interface PageFile {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Whether its name follows from its content, so that it never changes. */
  readonly isLasting: boolean;
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  woff2: "font/woff2",
};

const mostBytes = 64 * 1024 * 1024;

/**
 * The files of a built page by their address: `/`, `/assets/index-d36tJETz.js`.
 *
 * @throws TokenwrightError `server/no-page`.
 */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  let left = mostBytes;
  const visit = (path: string, address: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) visit(below, `${address}${entry.name}/`);
      const type = types[entry.name.split(".").at(-1)!];
      if (!entry.isFile() || type === undefined) continue;
      left -= statSync(below).size;
      if (left < 0) noPage(folder, "is larger than 64 MiB");
      const isLasting = /^\/assets\/.*-[\w-]{8}\.\w+$/.test(`${address}${entry.name}`);
      files.set(`${address}${entry.name}`, { bytes: readFileSync(below), type, isLasting });
    }
  };
  try {
    visit(folder, "/");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const first = files.get("/index.html");
  if (first === undefined) return noPage(folder, "is not built");
  return files.set("/", first);
}

function noPage(folder: string, problem: string): never {
  return fail({
    code: "server/no-page",
    message: `The studio's page in ${JSON.stringify(folder)} ${problem}.`,
    expected: "the files that the build writes",
    hint: "in a clone of the repository, npm run studio builds and serves it",
  });
}
