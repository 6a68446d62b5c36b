import { sha256OfParts } from "@tokenwright/workbench";
import { canonicalText } from "../contract/json.js";
import type { Answer, DataRecord } from "../contract/module.js";
import type { Configured } from "./rung.js";

/** Who answered: the module meant to, an older version, a statistical baseline, or nobody. */
export type RungName = "primary" | "previous" | "baseline" | "none";

/** All that is needed to ask the same module the same again. */
export interface Provenance {
  /** Content address of the module. */
  readonly module: string;
  readonly id: string;
  readonly version: string;
  readonly parametersVersion: number;
  /** SHA-256 of the parameters' canonical text with their version. */
  readonly parametersSha256: string;
  /** SHA-256 over the ids of the batch's records, in order. */
  readonly inputSha256: string;
}

/** An answer as a record that another stage can take in, with where it comes from. */
export interface AnsweredRecord extends DataRecord {
  readonly of: readonly string[];
  readonly by: Provenance;
}

/** The one result of one batch. */
export interface StageResult {
  readonly stage: string;
  /** Counts the stage's batches from 0. */
  readonly sequence: number;
  readonly rung: RungName;
  /** True when the primary did not answer, or a record it took in was degraded itself. */
  readonly degraded: boolean;
  /** Why a rung above did not answer; with `none`, why there is no answer. */
  readonly reasons: readonly string[];
  readonly inputSha256: string;
  readonly records: readonly AnsweredRecord[];
}

/** Answers and who gave them; one batch has two during a canary. */
export interface Share {
  readonly configured: Configured;
  readonly answers: readonly Answer[];
}

/** The hash that names parameters, for whoever replays a result. */
export function parametersHash({ parameters, parametersVersion }: Configured): string {
  return sha256OfParts([String(parametersVersion), canonicalText(parameters)]);
}

/** Puts names and provenance on the answers to a batch. */
export function toResult(
  stage: string,
  sequence: number,
  rung: RungName,
  batch: readonly DataRecord[],
  shares: readonly Share[],
  reasons: readonly string[],
): StageResult {
  const inputSha256 = sha256OfParts(batch.map(({ id }) => id));
  const degraded = rung !== "primary" || batch.some((record) => record.degraded === true);
  const records = shares.flatMap(({ configured, answers }) => {
    const { module, parametersVersion } = configured;
    const by = {
      module: module.address,
      id: module.manifest.id,
      version: module.manifest.version,
      parametersVersion,
      parametersSha256: parametersHash(configured),
      inputSha256,
    };
    return answers.map(({ device, time, of, values }, index) => ({
      id: sha256OfParts([
        by.module,
        by.parametersSha256,
        inputSha256,
        String(index),
        canonicalText([device, time, values]),
      ]),
      device,
      time,
      values,
      of,
      by,
      ...(degraded ? { degraded } : {}),
    }));
  });
  return { stage, sequence, rung, degraded, reasons, inputSha256, records };
}
