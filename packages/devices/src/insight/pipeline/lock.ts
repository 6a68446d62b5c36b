import { fail, isDangerousKey } from "@tokenwright/engine";
import { isJsonObject, type Json } from "../contract/json.js";

/** One module that was chosen. */
export interface LockedModule {
  readonly id: string;
  readonly version: string;
  readonly address: string;
  readonly parametersVersion: number;
  readonly parametersSha256: string;
}

/** What a pipeline ran with: every module by its content, kept in a file beside the pipeline's. */
export interface PipelineLock {
  readonly lock: 1;
  readonly pipelineSha256: string;
  readonly stages: Readonly<
    Record<string, { readonly primary: LockedModule; readonly fallback: readonly LockedModule[] }>
  >;
}

export function lockText(lock: PipelineLock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

const largest = 1_000_000;

/** Reads a lock file. @throws TokenwrightError `pipeline/lock`. */
export function readLock(text: string, file: string): PipelineLock {
  const refuse = (message: string): never =>
    fail({ code: "pipeline/lock", message, hint: "make the lock file anew", place: { file } });
  let found: Json;
  try {
    found = text.length <= largest ? (JSON.parse(text) as Json) : null;
  } catch {
    return refuse("The lock file is not JSON.");
  }
  if (!isJsonObject(found) || found["lock"] !== 1 || !isJsonObject(found["stages"]))
    return refuse("This is no lock file.");
  for (const [name, stage] of Object.entries(found["stages"])) {
    const fallback = isJsonObject(stage) ? stage["fallback"] : undefined;
    const modules = isJsonObject(stage) && Array.isArray(fallback) ? [stage["primary"], ...fallback] : [undefined];
    if (isDangerousKey(name) || !modules.every(isLocked))
      refuse(`The stage ${name.slice(0, 60)} of the lock file is damaged.`);
  }
  return found as unknown as PipelineLock;
}

function isLocked(value: Json | undefined): boolean {
  return (
    isJsonObject(value) &&
    ["id", "version"].every((key) => typeof value[key] === "string") &&
    ["address", "parametersSha256"].every((key) => /^[0-9a-f]{64}$/.test(String(value[key]))) &&
    Number.isSafeInteger(value["parametersVersion"])
  );
}
