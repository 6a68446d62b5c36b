import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "@tokenwright/engine";
import { sha256, writeFolder } from "@tokenwright/workbench";
import { parseBoundedJson } from "../device/bounded-json.js";
import { type Manifest, publishedFiles } from "./manifest.js";
import type { PreviousEpoch, SettledLeaf, Settlement } from "./settle.js";
import { readLeaves } from "./settle.js";

/** Largest manifest, and largest other file of a published epoch, that is read, in bytes. */
const mostManifestBytes = 1024 * 1024;
const mostBytes = 256 * 1024 * 1024;

/**
 * Writes the folder of a settled epoch below `parent`, so that it appears at once and whole: under a temporary name,
 * forced to disk, renamed. A folder that is there with the same bytes is left as it is.
 *
 * @returns The folder's name: `epoch-` and the number in at least six digits.
 * @throws TokenwrightError `store/conflict` when the epoch is there with other content, and those of writing.
 */
export function publish(parent: string, { manifest, files }: Settlement): string {
  const name = folderName(manifest.epoch.number);
  writeFolder(parent, name, files);
  return join(parent, name);
}

export function folderName(epoch: number): string {
  return `epoch-${String(epoch).padStart(6, "0")}`;
}

/** A published epoch as its files say, nothing checked yet but their form. */
export interface Published {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly texts: Readonly<Record<keyof typeof publishedFiles, string>>;
  readonly leaves: readonly SettledLeaf[];
}

/**
 * Reads a published folder.
 *
 * @throws TokenwrightError `reward/no-epoch` when a file is missing or too large, `reward/manifest` for a manifest of
 * another form, `reward/leaves`.
 */
export function readPublished(folder: string): Published {
  const texts = {
    manifest: readBounded(folder, publishedFiles.manifest),
    evidence: readBounded(folder, publishedFiles.evidence),
    lines: readBounded(folder, publishedFiles.lines),
    leaves: readBounded(folder, publishedFiles.leaves),
    root: readBounded(folder, publishedFiles.root),
  };
  const manifest = readManifest(texts.manifest, join(folder, publishedFiles.manifest));
  const leaves = readLeaves(texts.leaves, join(folder, publishedFiles.leaves));
  return { folder, manifest, manifestSha256: sha256(texts.manifest), texts, leaves };
}

/** What the next epoch is built on. */
export function asPrevious({ manifest, manifestSha256, leaves }: Published): PreviousEpoch {
  return {
    number: manifest.epoch.number,
    manifestSha256,
    root: manifest.result.root,
    leaves: new Map(leaves.map(({ owner, cumulative }) => [owner, cumulative])),
    carriedOut: BigInt(manifest.result.carriedOut),
  };
}

function readBounded(folder: string, name: string): string {
  const file = join(folder, name);
  try {
    // A link could lead out of what was published.
    const about = lstatSync(file);
    if (about.isFile() && about.size <= (name === publishedFiles.manifest ? mostManifestBytes : mostBytes))
      return readFileSync(file, "utf8");
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== "string") throw error;
  }
  return fail({
    code: "reward/no-epoch",
    message: `${JSON.stringify(folder)} has no file ${name} that can be read.`,
    expected: `the folder of a settled epoch, with ${Object.values(publishedFiles).join(", ")}`,
    hint: "name the folder that tokenwright epoch settle wrote",
    place: { file },
  });
}

/** The parts of a manifest that a computation reads; the rest is compared as text. */
function readManifest(text: string, file: string): Manifest {
  const refuse = (what: string): never =>
    fail({
      code: "reward/manifest",
      message: `The manifest ${what}.`,
      expected: "manifest.json as tokenwright epoch settle writes it",
      hint: "it may have been edited: fetch it again",
      place: { file },
    });
  let value: unknown;
  try {
    // Bounded in depth, and no key twice: what is compared must mean one thing.
    value = parseBoundedJson(text);
  } catch {
    return refuse("is no JSON, or one that can be read in two ways");
  }
  const fieldsOf = (one: unknown, name: string): Readonly<Record<string, unknown>> =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? (one as Readonly<Record<string, unknown>>)
      : refuse(`has no ${name}`);
  const manifest = fieldsOf(value, "fields");
  if (manifest["schema"] !== 1 || manifest["settlement"] !== "tokenwright/1") refuse("is of another version");
  if (typeof manifest["network"] !== "string") refuse("has no network");
  const epoch = fieldsOf(manifest["epoch"], "epoch");
  if (!Number.isSafeInteger(epoch["number"]) || (epoch["number"] as number) < 0) refuse("has no epoch.number");
  const amounts = fieldsOf(manifest["amounts"], "amounts");
  const result = fieldsOf(manifest["result"], "result");
  const isWhole = (one: unknown): boolean => typeof one === "string" && /^\d{1,78}$/.test(one);
  const isRoot = (one: unknown): boolean => one === null || (typeof one === "string" && /^0x[0-9a-f]{64}$/.test(one));
  for (const name of ["emissions", "issued", "carriedIn"])
    if (!isWhole(amounts[name])) refuse(`has no amounts.${name}`);
  for (const name of ["paid", "unallocated", "carriedOut"]) if (!isWhole(result[name])) refuse(`has no result.${name}`);
  if (!isRoot(result["root"])) refuse("has no result.root");
  if (manifest["previous"] !== null) {
    const previous = fieldsOf(manifest["previous"], "previous");
    const isStated = Number.isSafeInteger(previous["number"]) && isRoot(previous["root"]);
    if (!isStated || !/^[0-9a-f]{64}$/.test(String(previous["manifest"]))) refuse("has no previous epoch");
  }
  return value as Manifest;
}
