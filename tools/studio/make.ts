import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { repository } from "../house.js";

/** What the built studio depends on, from the repository's root. */
const sources = [
  "package-lock.json",
  "examples",
  "packages/engine/src",
  "packages/library/src",
  "packages/workbench/src",
  "packages/studio/src",
  "packages/studio/index.html",
  "packages/studio/public",
  "packages/studio/package.json",
  "packages/studio/vite.config.ts",
];

/**
 * The built studio, as a static host would have it. It is built at most once for the same sources: the folder is
 * called after their hash, and tests that run side by side share it.
 *
 * @returns The folder with index.html.
 */
export function studioFolder(): string {
  const cache = join(repository, "node_modules/.cache/tokenwright-studio");
  const folder = join(cache, fingerprintOfSources());
  if (existsSync(join(folder, "index.html"))) return folder;
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(join(cache, "building-"));
  const vite = join(repository, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--outDir", own, "--emptyOutDir", "--logLevel", "warn"];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: join(repository, "packages/studio"),
    encoding: "utf8",
    timeout: 180_000,
    // A test's own "test" would build React for development.
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) {
    rmSync(own, { recursive: true, force: true });
    throw new Error(`the studio could not be built:\n${stderr}`);
  }
  try {
    renameSync(own, folder);
  } catch {
    // Another test built the same sources meanwhile.
    rmSync(own, { recursive: true, force: true });
  }
  forgetOld(cache, folder);
  return folder;
}

/**
 * What has to be loaded before the page answers, by gzip: what index.html names, what that starts with, and the thread
 * that computes beside it.
 */
export function firstBytes(folder: string): { readonly page: number; readonly worker: number; readonly style: number } {
  const named = (file: string) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/["'`](?:\.\/)?((?:assets\/)?[\w.-]+\.(?:js|css))["'`]/g)]
      .map(([, name]) => (name!.startsWith("assets/") ? name! : `assets/${name}`))
      .filter((name) => existsSync(join(folder, name)));
  /** The files and all that they cannot begin without. */
  const withImports = (from: readonly string[]): readonly string[] => {
    const all = new Set(from);
    // The set grows while it is gone through.
    for (const file of all) {
      if (!file.endsWith(".js")) continue;
      for (const [, name] of readFileSync(join(folder, file), "utf8").matchAll(
        /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g,
      ))
        all.add(`assets/${name}`);
    }
    return [...all];
  };
  const isWorker = (file: string) => /compute\.worker-[\w-]+\.js$/.test(file);
  const size = (files: readonly string[], ending: string) =>
    files
      .filter((file) => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
  const first = named("index.html");
  const files = [...first, ...named(first.find((file) => file.endsWith(".js"))!)];
  const page = withImports(files.filter((file) => !isWorker(file)));
  return {
    page: size(page, ".js"),
    worker: size(withImports(files.filter(isWorker)), ".js"),
    style: size(page, ".css"),
  };
}

function fingerprintOfSources(): string {
  const hash = createHash("sha256").update("production");
  const visit = (path: string, isFolder: boolean): void => {
    if (!isFolder) {
      hash.update(`${path}\n`).update(readFileSync(join(repository, path)));
      return;
    }
    const entries = readdirSync(join(repository, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (/\.test\.tsx?$|^testing$|^README\.md$/.test(entry.name)) continue;
      visit(`${path}/${entry.name}`, entry.isDirectory());
    }
  };
  for (const path of sources) {
    if (existsSync(join(repository, path))) visit(path, !/\.(json|html|ts)$/.test(path));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Milliseconds for which a build of earlier sources is kept: somebody may be looking at it. */
const keptFor = 3_600_000;

function forgetOld(cache: string, newest: string): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (folder === newest || Date.now() - statSync(folder).mtimeMs < keptFor) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
