import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { repository } from "../house.js";

/** A file of the bundle, in bytes. */
export interface Size {
  readonly raw: number;
  /** By gzip at its highest level, as a server would send it. */
  readonly gzip: number;
}

export interface Bundle {
  /** Engine and library as one file, and the engine alone. */
  readonly sizes: { readonly all: Size; readonly engine: Size };
  /** Source files that are in it, from the repository's root. */
  readonly sources: readonly string[];
  /** What it would have to load from elsewhere. */
  readonly imports: readonly string[];
}

/** The file with engine and library. */
export const bundleName = "tokenwright.js";

/** Threads of browsers: what starts them, and what runs in one. */
const workerFiles = {
  "web-workers": "packages/workbench/src/study/web-workers.ts",
  "ensemble-web-worker": "packages/workbench/src/study/ensemble-web-worker.ts",
} as const;

/** Whether this version computes in threads of a browser. */
export const hasWebWorkers = Object.values(workerFiles).every((file) => existsSync(join(repository, file)));

const common = {
  absWorkingDir: repository,
  bundle: true,
  format: "esm",
  // Anything of Node's that slipped in would not be found, and the build would fail.
  platform: "browser",
  target: "es2022",
  conditions: ["source"],
  charset: "utf8",
  logLevel: "silent",
} satisfies BuildOptions;

/** Engine and library are one file beside the others, loaded once. */
const besideTheBundle: Plugin = {
  name: "beside the bundle",
  setup({ onResolve }) {
    onResolve({ filter: /^@tokenwright\/(engine|library)$/ }, () => ({ path: `./${bundleName}`, external: true }));
  },
};

/** Writes `tokenwright.js`, its source map, and what runs in threads into a folder. */
export async function makeBundle(folder: string): Promise<Bundle> {
  const minified = { ...common, minify: true, legalComments: "none" } satisfies BuildOptions;
  const { metafile } = await build({
    ...minified,
    entryPoints: [{ in: "tools/bundle/entry.ts", out: bundleName.replace(/\.js$/, "") }],
    outdir: folder,
    sourcemap: "linked",
    metafile: true,
  });
  const engine = await build({ ...minified, entryPoints: ["packages/engine/src/index.ts"], write: false });
  const all = await build({ ...minified, entryPoints: ["tools/bundle/entry.ts"], write: false });
  if (hasWebWorkers) await addToBundle(folder, workerFiles);
  return {
    sizes: { all: sizeOf(all.outputFiles[0]!.contents), engine: sizeOf(engine.outputFiles[0]!.contents) },
    sources: Object.keys(metafile.inputs).sort(),
    imports: importsOf(metafile),
  };
}

/**
 * Bundles further programs that use `tokenwright.js` beside them.
 *
 * @param programs File in the repository by the name that it gets, without `.js`.
 */
export async function addToBundle(folder: string, programs: Readonly<Record<string, string>>): Promise<void> {
  await build({
    ...common,
    entryPoints: Object.entries(programs).map(([out, file]) => ({ in: file, out })),
    outdir: folder,
    plugins: [besideTheBundle],
  });
}

function importsOf({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

function sizeOf(bytes: Uint8Array): Size {
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}
