/** Starts the node of `node-process.ts`, and reads what it says. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { IntakeCounts } from "../../ingest/index.js";

export interface NodeReport {
  readonly counts: IntakeCounts;
  readonly rss: number;
  readonly held: number;
  /** Messages that subscribers were too slow for. */
  readonly missed: number;
}

export interface NodeProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** What it has counted so far. */
  report(): Promise<NodeReport>;
  /** Ends it as its keeper would. */
  stop(): Promise<NodeReport>;
  /** Ends it as nobody would. */
  kill(): Promise<void>;
}

const entries = ["./node-process.ts", "../../ingest/open-worker.ts"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
/** Where packages of others are found from. */
const cache = fileURLToPath(new URL("../../../../../node_modules/.cache/tokenwright-node/", import.meta.url));

interface BuiltNode {
  readonly node: string;
  /** What its threads run. */
  readonly worker: string;
}

let built: BuiltNode | undefined;

/** Plain JavaScript of the node, as users run it: what compiles sources at the start would be measured along. */
function buildNode(): BuiltNode {
  if (built !== undefined) return built;
  const outdir = join(cache, String(process.pid));
  buildSync({
    ...{ entryPoints: entries, outdir, bundle: true, format: "esm", platform: "node", target: "node20" },
    ...{ conditions: ["source"], entryNames: "[name]", outExtension: { ".js": ".mjs" }, logLevel: "error" },
    external: ["@duckdb/node-api", "aedes", "cborg", "fastify", "h3-js", "mqtt", "@noble/hashes", "yaml", "zod"],
  });
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  built = { node: join(outdir, "node-process.mjs"), worker: join(outdir, "open-worker.mjs") };
  return built;
}

export async function startNodeProcess(
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<NodeProcess> {
  const { node, worker } = buildNode();
  const child = spawn(process.execPath, [...nodeArgs, node, worker, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    // Threads of the database and of signatures would each keep a heap of the C library of their own.
    env: { ...process.env, MALLOC_ARENA_MAX: "2" },
  });
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const next = waiting.shift();
    if (next === undefined) lines.push(line);
    else next(line);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const line = (): Promise<string> => {
    const known = lines.shift();
    if (known !== undefined) return Promise.resolve(known);
    return Promise.race([
      new Promise<string>((resolve) => waiting.push(resolve)),
      ended.then((): string => {
        throw new Error("the node ended");
      }),
    ]);
  };
  const { port } = JSON.parse(await line()) as { readonly port: number };
  return {
    child,
    port,
    report: async () => {
      child.kill("SIGUSR2");
      return JSON.parse(await line()) as NodeReport;
    },
    stop: async () => {
      child.kill("SIGTERM");
      const report = JSON.parse(await line()) as NodeReport;
      await ended;
      return report;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
