import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Diagnostic, fail, TokenwrightError } from "@tokenwright/engine";
import { z } from "zod";
import { sha256 } from "../hash/hash.js";
import type { Assumption, RunRecord } from "../record/index.js";
import { type OutputSeries, readSeries } from "../record/index.js";

/** A run as it was found on disk. */
export interface StoredRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly series: readonly OutputSeries[];
}

/** Largest file of a run that is read. */
const mostBytes = 256 * 1024 * 1024;

const text = z.string().max(100_000);
const number = z.number();
const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const firstSeen = z.object({ run: count, step: count });

const recordShape = z.object({
  schema: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{12}$/),
  title: text,
  about: text.optional(),
  provenance: z.object({
    tool: z.literal("tokenwright"),
    version: text,
    file: text,
    overrides: z.array(text),
    inputSha256: hash,
    data: z.array(z.object({ file: text, sha256: hash })).optional(),
    modelSha256: hash,
    seed: z.string().regex(/^\d{1,20}$/),
    generator: z.literal("philox4x32-10"),
    runs: z.int().positive(),
    quantiles: z.array(share).max(100),
    method: z.enum(["exact", "sketch"]),
    error: number,
  }),
  time: z.object({
    step: text,
    stepSeconds: z.number().positive(),
    steps: count,
    horizon: text,
    startEpoch: number.optional(),
    startDate: z.iso.date().optional(),
  }),
  outputs: z
    .array(
      z.object({
        name: text,
        label: text,
        unit: text,
        kind: text,
        meaning: text,
        first: number,
        final: z.object({ p5: number, p50: number, p95: number }),
        sparkline: z.array(number).max(1000),
      }),
    )
    .max(10_000),
  guardRails: z.array(
    z.object({
      name: text,
      condition: text,
      required: share,
      held: share,
      passed: z.boolean(),
      firstFailure: firstSeen.optional(),
    }),
  ),
  checks: z.array(
    z.object({ name: text, meaning: text, condition: text, failedRuns: count, firstFailure: firstSeen.optional() }),
  ),
  overdrafts: z.array(
    z.object({
      stock: text,
      unit: text,
      times: count,
      first: firstSeen,
      requested: number,
      available: number,
      text,
    }),
  ),
  decisions: z
    .array(
      z.object({
        name: text,
        meaning: text,
        changes: z.array(z.object({ parameter: text, value: text })),
        rule: text,
        runs: count,
        times: count,
        first: z.object({ earliest: count, median: count }).optional(),
        source: text.optional(),
        confidence: z.enum(["protocol", "measured", "assumption", "unverified"]).optional(),
        text,
      }),
    )
    .optional(),
  replay: z
    .object({
      data: text,
      dataSha256: hash,
      from: z.int(),
      to: z.int(),
      comparisons: z.array(
        z.object({
          name: text,
          variable: text,
          unit: text,
          epochs: count,
          equal: count,
          misses: z.array(
            z.object({
              epoch: z.int(),
              computed: text,
              recorded: text,
              difference: text,
              explanation: text.optional(),
            }),
          ),
        }),
      ),
    })
    .optional(),
  files: z.record(text, hash),
});

const assumptionsShape = z.object({
  schema: z.literal(1),
  assumptions: z.array(
    z.object({
      name: text,
      kind: z.enum(["parameter", "initial value", "data"]),
      value: text,
      unit: text,
      meaning: text,
      spread: z.object({ p5: number, p50: number, p95: number }).optional(),
      source: text.optional(),
      confidence: z.enum(["protocol", "measured", "assumption", "unverified"]).optional(),
    }),
  ),
});

/**
 * Reads a run folder, or the run.json in it, and checks it: shape, and that every file still has the
 * content it was written with.
 *
 * @throws TokenwrightError `store/not-a-run`, `store/json`, `store/shape` with the key path, `store/schema`
 * for a later version, `store/changed` for a file that is not what it was, `store/csv`.
 */
export function readRun(path: string): StoredRun {
  const folder = basename(path) === "run.json" ? dirname(path) : path;
  if (!existsSync(join(folder, "run.json"))) {
    fail({
      code: "store/not-a-run",
      message: `${JSON.stringify(path)} ${existsSync(path) ? "holds no run.json" : "is not there"}.`,
      expected: "the folder of a run, such as runs/3f2a90c1d4e7",
      hint: "make one: tokenwright run scenario.yaml",
      place: { file: path },
    });
  }
  const { files, ...rest } = readShape(folder, "run.json", recordShape);
  for (const name of ["bands.csv", "assumptions.json"]) {
    if (!Object.hasOwn(files, name)) {
      fail({
        code: "store/shape",
        message: `run.json does not name ${name}.`,
        hint: "run the scenario again",
        place: { file: join(folder, "run.json"), path: "files" },
      });
    }
  }
  const changed: Diagnostic[] = [];
  const texts = new Map<string, string>();
  for (const name of ["scenario.yaml", "bands.csv", "paths.csv", "assumptions.json"]) {
    if (!Object.hasOwn(files, name)) continue;
    const content = existsSync(join(folder, name)) ? readBounded(join(folder, name)) : undefined;
    if (content === undefined || sha256(content) !== files[name]) {
      changed.push({
        code: "store/changed",
        message: `${name} ${content === undefined ? "is missing" : "is not what the run wrote"}.`,
        expected: `content with the SHA-256 ${files[name]}`,
        hint: "run the scenario again: the same seed gives the same numbers",
        place: { file: join(folder, name) },
      });
    } else texts.set(name, content);
  }
  if (changed.length > 0) throw new TokenwrightError(changed);
  const { assumptions } = readShape(folder, "assumptions.json", assumptionsShape);
  const record = { ...rest, assumptions: assumptions as readonly Assumption[] } as RunRecord;
  const series = readSeries(
    texts.get("bands.csv")!,
    texts.get("paths.csv"),
    { names: record.outputs.map(({ name }) => name), quantiles: record.provenance.quantiles, steps: record.time.steps },
    folder,
  );
  return { folder, record, series };
}

function readBounded(path: string): string {
  const { size } = statSync(path);
  if (size > mostBytes) {
    fail({
      code: "store/too-large",
      message: `${JSON.stringify(path)} has ${size} bytes.`,
      expected: `at most ${mostBytes}`,
      hint: "run with fewer outputs or fewer paths",
      place: { file: path },
    });
  }
  return readFileSync(path, "utf8");
}

function readShape<T>(folder: string, name: string, shape: z.ZodType<T>): T {
  const file = join(folder, name);
  let value: unknown;
  try {
    value = JSON.parse(readBounded(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail({
      code: "store/json",
      message: `${name} is not JSON: ${error.message.slice(0, 200)}.`,
      hint: "run the scenario again",
      place: { file },
    });
  }
  const version = (value as { schema?: unknown } | null)?.schema;
  if (typeof version === "number" && version > 1) {
    fail({
      code: "store/schema",
      message: `${name} has the schema ${version}, which this version does not know.`,
      expected: "schema 1",
      hint: "use a later version of Tokenwright",
      place: { file, path: "schema" },
    });
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new TokenwrightError(
    result.error.issues.slice(0, 20).map((issue) => ({
      code: "store/shape",
      message: `${name}: ${issue.message}.`,
      hint: "run the scenario again",
      place: { file, path: issue.path.join(".") },
    })),
  );
}
