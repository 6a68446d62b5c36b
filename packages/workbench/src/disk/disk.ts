import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fail, TokenwrightError } from "@tokenwright/engine";

/** Every write goes to a temporary name first, is forced to disk and renamed: a name that exists is whole. */

/** Runs a piece of file work, turning the system's complaints into findings about `path`. */
function onDisk<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || error instanceof TokenwrightError) throw error;
    return failOf(path, code, (error as Error).message);
  }
}

function failOf(path: string, code: string, message: string): never {
  const place = { file: path };
  const named = JSON.stringify(path);
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return fail({
        code: "store/not-writable",
        message: `${named} cannot be written (${code}).`,
        expected: "a folder you may write to",
        hint: "name another place: --out DIR for a run, -o FILE for a report",
        place,
      });
    case "ENOSPC":
    case "EDQUOT":
      return fail({
        code: "store/disk-full",
        message: `There is no room left to write ${named} (${code}).`,
        hint: "free some space, or name a place on another disk",
        place,
      });
    case "ENOTDIR":
    case "EEXIST":
      return fail({
        code: "store/not-a-folder",
        message: `${named} cannot be a folder: a file is in its way.`,
        expected: "the name of a folder",
        hint: "name another place: --out DIR for a run, -o FILE for a report",
        place,
      });
    case "EISDIR":
      return fail({
        code: "store/is-a-folder",
        message: `${named} is a folder.`,
        expected: "the name of a file",
        hint: `name a file in it: ${join(path, "report.html")}`,
        place,
      });
    default:
      return fail({
        code: "store/failed",
        message: `${named} cannot be written: ${message}.`,
        hint: "name another place: --out DIR for a run, -o FILE for a report",
        place,
      });
  }
}

/**
 * Creates a folder and those above it. Node's own recursion never ends where a folder refuses new ones with
 * ENOENT, as /proc does.
 */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    try {
      mkdirSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  if (!statSync(folder).isDirectory()) failOf(folder, "ENOTDIR", "");
}

/**
 * Makes sure that a folder can be written before any work is done for it. Creates it when it is missing.
 *
 * @throws TokenwrightError `store/not-writable`, `store/not-a-folder`, `store/disk-full`, `store/failed`.
 */
export function checkWritable(folder: string): void {
  onDisk(folder, () => {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    // The permission bits do not tell everything (network drives, a read-only mount).
    rmSync(mkdtempSync(join(folder, ".check-")), { recursive: true });
  });
}

/**
 * Writes a folder with these files so that it appears at once and whole. When it is there already with
 * the same content, it is left as it is.
 *
 * @param more Files that belong to the folder but not to its name, such as a report: renewed when they differ.
 * @returns Whether it was written now.
 * @throws TokenwrightError `store/conflict` when it is there with other content, and those of `checkWritable`.
 */
export function writeFolder(
  parent: string,
  name: string,
  files: ReadonlyMap<string, string>,
  more: ReadonlyMap<string, string> = new Map(),
): boolean {
  const target = join(parent, name);
  return onDisk(target, () => {
    makeFolder(parent);
    const isNew = !existsSync(target) && moveInPlace(parent, target, new Map([...files, ...more]));
    if (isNew) return true;
    checkSame(target, files);
    for (const [file, text] of more) {
      if (!isSame(join(target, file), text)) writeWhole(join(target, file), text);
    }
    return false;
  });
}

/** Writes the files under a temporary name and renames it. False when another process was first. */
function moveInPlace(parent: string, target: string, files: ReadonlyMap<string, string>): boolean {
  const partial = join(parent, `.${basename(target)}-${process.pid}`);
  // A process of this number may have died here before; what it left is worth nothing.
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  try {
    for (const [file, text] of files) writeSynced(join(partial, file), text);
    syncFolder(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
  syncFolder(parent);
  return true;
}

function isSame(path: string, text: string): boolean {
  return existsSync(path) && statSync(path).isFile() && readFileSync(path, "utf8") === text;
}

function checkSame(target: string, files: ReadonlyMap<string, string>): void {
  const differing = [...files].filter(([file, text]) => !isSame(join(target, file), text));
  if (differing.length === 0) return;
  fail({
    code: "store/conflict",
    message: `${JSON.stringify(target)} is there already, and ${differing.map(([file]) => file).join(", ")} differ from this run's.`,
    expected: "the same bytes: the folder's name follows from the input",
    hint: "it was changed by hand: move it away and run again",
    place: { file: target },
  });
}

/**
 * Writes one file so that it appears at once and whole, in place of an older one.
 *
 * @throws TokenwrightError as `checkWritable`, and `store/is-a-folder`.
 */
export function writeWhole(path: string, text: string): void {
  writeInParts(path, (append) => append(Buffer.from(text, "utf8")));
}

/**
 * Writes one file as `writeWhole` does, from bytes that are made one part after the other and never held together.
 *
 * @param produce Hands over the parts in their order; when it throws, nothing is left.
 * @throws TokenwrightError as `checkWritable`, and `store/is-a-folder`; what `produce` throws.
 */
export function writeInParts(path: string, produce: (append: (part: Uint8Array) => void) => void): void {
  onDisk(path, () => {
    const target = resolve(path);
    if (existsSync(target)) {
      const present = statSync(target);
      if (present.isDirectory()) failOf(path, "EISDIR", "");
      // A device such as /dev/stdout is written to, never replaced.
      if (!present.isFile()) return produce((part) => writeFileSync(target, part));
    }
    makeFolder(dirname(target));
    const partial = join(dirname(target), `.${basename(target)}-${process.pid}`);
    // What a process of this number left when it died here is worth nothing.
    rmSync(partial, { force: true });
    try {
      writeAndClose(openSync(partial, "wx"), produce);
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
    return syncFolder(dirname(target));
  });
}

/**
 * Writes a file that must not be there yet.
 *
 * @param mode Who may do what with it, less what the process's umask takes away; 0o600 for a secret.
 * @throws TokenwrightError `store/exists`, and those of `checkWritable`.
 */
export function writeNew(path: string, text: string, mode = 0o666): void {
  onDisk(path, () => {
    makeFolder(dirname(resolve(path)));
    let file: number;
    try {
      file = openSync(path, "wx", mode);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      return fail({
        code: "store/exists",
        message: `${JSON.stringify(path)} is there already and is left as it is.`,
        expected: "the name of a new file",
        hint: "give another name, or move it away",
        place: { file: path },
      });
    }
    return writeAndClose(file, (append) => append(Buffer.from(text, "utf8")));
  });
}

function writeSynced(path: string, text: string): void {
  writeAndClose(openSync(path, "wx"), (append) => append(Buffer.from(text, "utf8")));
}

function writeAndClose(file: number, produce: (append: (part: Uint8Array) => void) => void): void {
  try {
    produce((part) => {
      for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
    });
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Names in a folder, sorted; empty when there is none. */
export function listFolder(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
