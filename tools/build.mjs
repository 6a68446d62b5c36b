// npm run build: type declarations by the compiler, then the code that runs. A package that others load is written as
// few files: hundreds of small ones cost every process and every thread more than a tenth of a second.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, repository } from "./setup.mjs";

/** Packages of which the compiler writes declarations alone. */
const bundled = ["engine", "library", "workbench"];

const { ok, message } = ensureInstalled(repository);
if (!ok) fail(message);
const compiler = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b"], {
  cwd: repository,
  stdio: ["ignore", 2, 2],
});
if (compiler.status !== 0) fail(`the compiler ended with status ${compiler.status}`);
for (const name of bundled) await bundle(join(repository, "packages", name));

/**
 * Writes what a package exports: a file for each export, and what several of them share beside them.
 *
 * @param {string} folder
 */
async function bundle(folder) {
  const { build } = await import("esbuild");
  /** @type {{ exports: Record<string, { source: string, default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: Object.values(exports).map(({ source, default: built }) => ({
      in: source,
      out: built.replace(/^\.\/dist\//, "").replace(/\.js$/, ""),
    })),
    outdir: "dist",
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    sourcemap: "linked",
    metafile: true,
    logLevel: "warning",
  }).catch((error) => fail(error.message));
  const written = new Set(Object.keys(metafile.outputs).map((file) => join(folder, file)));
  removeOthers(join(folder, "dist"), written);
}

/**
 * Removes code that an earlier build left.
 *
 * @param {string} folder
 * @param {ReadonlySet<string>} written
 */
function removeOthers(folder, written) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && /\.js(\.map)?$/.test(entry.name) && !written.has(file)) rmSync(file);
  }
}

/**
 * @param {string} reason
 * @returns {never}
 */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}
