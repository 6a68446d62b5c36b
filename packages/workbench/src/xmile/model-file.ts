import { type Diagnostic, fail, isDangerousKey, type Model, rational, TokenwrightError } from "@tokenwright/engine";
import { z } from "zod";
import type { Unsupported } from "./document.js";
import type { ImportedModel, ImportedSimulation } from "./imported-model.js";
import { engineModel } from "./run-xmile.js";
import type { XmileImport } from "./to-model.js";

/** An imported model as a file of our own: the model as data, how it is run, and what the import left out. */
export interface ModelFile {
  readonly schema: 1;
  /** The file it was imported from. */
  readonly importedFrom: string;
  readonly simulation: ImportedSimulation;
  readonly unsupported: readonly Unsupported[];
  readonly model: ImportedModel;
}

/** Largest model file that is read, in bytes. */
export const mostModelBytes = 64 * 1024 * 1024;

/** Most findings that are told about one file. */
const mostFindings = 20;

const text = z.string().max(1_000_000);
const name = text.refine((one) => /^[A-Za-z_]/.test(one) && !isDangerousKey(one.replace(/\[.*/, "")), "is no name");
const number = text.refine((one) => /^[-+\d._/eE]{1,60}$/.test(one) && rational.parseRational(one) !== undefined, {
  error: "is not a number",
});
const positive = number.refine((one) => (rational.parseRational(one)?.n ?? 0n) > 0n, "is not above zero");
const table = <Value extends z.ZodType>(value: Value) => z.record(name, value).optional();
const elements = z.record(text, text).optional();
const provenance = {
  source: text.optional(),
  confidence: z.enum(["protocol", "measured", "assumption", "unverified"]).optional(),
  label: text.optional(),
  symbol: text.optional(),
  range: z.tuple([text, text]).optional(),
  meaning: text.default(""),
};

const modelShape = z.strictObject({
  title: text,
  about: text.optional(),
  source: z.union([text, z.array(text)]).optional(),
  epoch: text.optional(),
  assets: table(z.strictObject({ decimals: z.int().min(0).max(30), baseUnit: text.optional() })),
  units: table(text),
  dimensions: table(
    z.strictObject({
      elements: z.array(text).optional(),
      size: z.int().positive().optional(),
      agents: z.int().positive().optional(),
      maps: z.record(z.string(), z.record(z.string(), z.string())).optional(),
      of: text.optional(),
      label: text.optional(),
      labels: z.record(text, text).optional(),
    }),
  ),
  lookups: table(
    z.strictObject({
      ...provenance,
      points: z.array(z.tuple([text, text])),
      of: text.optional(),
      unit: text.optional(),
      beyond: z.enum(["clamp", "extend", "step"]).default("clamp"),
    }),
  ),
  integrate: z.enum(["steps", "euler", "rk4"]).optional(),
  clock: z.strictObject({ start: number, dt: positive.optional(), unit: text }).optional(),
  unitCheck: z.literal(false).optional(),
  parameters: table(z.strictObject({ ...provenance, value: text.optional(), unit: text.optional(), elements })),
  inputs: table(z.strictObject({ ...provenance, unit: text, default: text.optional(), elements })),
  stocks: table(
    z.strictObject({
      ...provenance,
      initial: text.optional(),
      unit: text.optional(),
      mayBeNegative: z.boolean().optional(),
      overdraft: z.enum(["in proportion", "in order"]).optional(),
      conveyor: z
        .strictObject({
          time: text,
          release: z.enum(["whole", "linear"]).optional(),
          cliff: text.optional(),
          content: z.record(text, text).optional(),
        })
        .optional(),
      elements,
    }),
  ),
  states: table(z.strictObject({ ...provenance, initial: text, next: text, unit: text.optional() })),
  flows: table(
    z.strictObject({
      ...provenance,
      from: text.optional(),
      to: text.optional(),
      equation: text.optional(),
      unit: text.optional(),
      elements,
    }),
  ),
  auxiliaries: table(z.strictObject({ ...provenance, unit: text, equation: text.optional(), elements })),
  checks: table(z.strictObject({ equation: text, meaning: text })),
  decisions: z
    .record(
      text.refine((one) => !isDangerousKey(one), "is no name"),
      z.strictObject({
        ...provenance,
        set: z.record(name, text),
        at: text.optional(),
        when: text.optional(),
        while: text.optional(),
        delay: text.optional(),
        for: text.optional(),
      }),
    )
    .optional(),
});

const fileShape = z.strictObject({
  schema: z.literal(1),
  importedFrom: text,
  simulation: z.strictObject({
    start: number,
    stop: number,
    step: positive,
    save: positive.optional(),
    method: z.enum(["euler", "rk4"]),
    timeUnit: text,
  }),
  unsupported: z.array(
    z.strictObject({ name: text, line: z.int().nonnegative(), what: text, effect: z.enum(["results", "none"]) }),
  ),
  model: modelShape,
});

/** The text of the file of an import: keys in the order of the model language, entries in that of the import. */
export function writeModelFile(imported: XmileImport, importedFrom: string): string {
  const { simulation, unsupported } = imported;
  const model = engineModel(imported);
  const ordered = Object.fromEntries(
    Object.keys(modelShape.shape).flatMap((key) => {
      const value = model[key as keyof Model];
      const isEmpty = value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
      return isEmpty ? [] : [[key, value]];
    }),
  );
  return `${JSON.stringify({ schema: 1, importedFrom, simulation, unsupported, model: ordered }, undefined, 2)}\n`;
}

/**
 * Reads what `writeModelFile` writes. Equations are not looked at: that is done when the model is built.
 *
 * @throws TokenwrightError `xmile/model-file` with one finding for each value that is not as it must be.
 */
export function readModelFile(contents: string, file: string): ModelFile {
  const complain = (message: string): Diagnostic => ({
    code: "xmile/model-file",
    message,
    expected: "a model as tokenwright xmile import writes it",
    hint: "import the XMILE file again",
    place: { file },
  });
  let data: unknown;
  try {
    data = JSON.parse(contents);
  } catch (error) {
    return fail(complain(`The file is not JSON: ${(error as Error).message.slice(0, 200)}.`));
  }
  const { success, data: found, error } = fileShape.safeParse(data);
  if (success) return found as ModelFile;
  throw new TokenwrightError(
    error.issues.slice(0, mostFindings).map(({ path, message }) => {
      const at = path.length === 0 ? "The file" : path.map(String).join(".").slice(0, 200);
      return complain(`${at}: ${message.slice(0, 200)}.`);
    }),
  );
}
