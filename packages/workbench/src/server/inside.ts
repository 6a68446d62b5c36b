import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Links are refused where the system can; a pipe that nobody writes to is not waited for. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file or folder below `root` and hands over its descriptor, having looked where it really lies after it
 * was opened: whatever is put in its place meanwhile, nothing outside is touched. Links on the way are refused.
 *
 * @param root A real path.
 * @param parts Names that stand for themselves.
 * @returns What `use` returned; undefined where there is no such thing, or a link is on the way to it.
 */
export function inside<T>(root: string, parts: readonly string[], use: (opened: Opened) => T): T | undefined {
  const path = join(root, ...parts);
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  try {
    const handle = `/proc/self/fd/${descriptor}`;
    const found = whereIs(handle);
    if (found === undefined ? !isAt(path, descriptor) : found !== path) return undefined;
    return use({ descriptor, path: found === undefined ? path : handle });
  } finally {
    closeSync(descriptor);
  }
}

/** Something below the root that was opened. */
export interface Opened {
  readonly descriptor: number;
  /** A path that leads to it and, where the system can, to nothing that was put in its place. */
  readonly path: string;
}

const refusals = new Set([
  "ENOENT",
  "ENOTDIR",
  "ELOOP",
  "EMLINK",
  "ENXIO",
  "EACCES",
  "EPERM",
  "ENAMETOOLONG",
  "EISDIR",
]);

function open(path: string): number | undefined {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (refusals.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** Where an open file lies, as Linux says it; undefined on systems that do not. */
function whereIs(handle: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    return readlinkSync(handle);
  } catch {
    // A Linux without /proc.
    return undefined;
  }
}

/** Elsewhere: no link is on the way, and what lies at its end is what was opened. */
function isAt(path: string, descriptor: number): boolean {
  try {
    if (realpathSync(path) !== path) return false;
    const [there, opened] = [lstatSync(path, { bigint: true }), fstatSync(descriptor, { bigint: true })];
    return there.ino === opened.ino && there.dev === opened.dev;
  } catch {
    return false;
  }
}
