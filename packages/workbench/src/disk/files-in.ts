import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { didYouMean, fail, TokenwrightError } from "@tokenwright/engine";
import { type ReadDataFile, refuseSize } from "../data/index.js";

/**
 * Reads files of one folder and the folders in it. A name that leads out of it is refused, also by way of a
 * link; the length is asked for before anything is read.
 *
 * @throws TokenwrightError from the function returned: `data/outside`, `data/no-file`, `data/not-a-file`,
 * `data/too-large`, `data/unreadable`.
 */
export function filesIn(folder: string): ReadDataFile {
  return (name, mostBytes) => {
    const path = join(folder, name);
    let descriptor: number | undefined;
    try {
      const real = realpathSync(path);
      const root = realpathSync(folder);
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) refuseOutside(name);
      // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
      descriptor = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const status = fstatSync(descriptor);
      if (!status.isFile()) refuseKind(name, status.isDirectory());
      if (status.size > mostBytes) refuseSize(name, status.size, mostBytes);
      return { file: path, bytes: readBytes(descriptor, name, status.size, mostBytes) };
    } catch (error) {
      if (error instanceof TokenwrightError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (typeof code !== "string") throw error;
      if (code === "ENOENT" || code === "ENOTDIR") return refuseMissing(name, path);
      return fail({
        code: "data/unreadable",
        message: `The data file ${JSON.stringify(name)} cannot be read (${code}).`,
        hint: "check its permissions",
      });
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };
}

/** A file that grows while it is read is cut off one byte beyond what was allowed. */
function readBytes(descriptor: number, name: string, size: number, mostBytes: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(Math.max(1, Math.min(size + 1 - length, 4 * 1024 * 1024)));
    const read = readSync(descriptor, chunk);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length > mostBytes) refuseSize(name, length, mostBytes);
  }
  return Buffer.concat(chunks);
}

function refuseOutside(name: string): never {
  return fail({
    code: "data/outside",
    message: `The data file ${JSON.stringify(name)} lies outside the scenario's folder.`,
    expected: "a file beside the scenario, or in a folder there",
    hint: "copy it there instead of linking to it",
  });
}

function refuseKind(name: string, isFolder: boolean): never {
  return fail({
    code: "data/not-a-file",
    message: `${JSON.stringify(name)} is ${isFolder ? "a folder" : "no ordinary file"}.`,
    expected: "a CSV file",
    hint: isFolder ? `name a file in it: ${name}/data.csv` : "copy its content into a file",
  });
}

function refuseMissing(name: string, path: string): never {
  let near: string | undefined;
  try {
    near = didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    // There is no such folder either.
  }
  return fail({
    code: "data/no-file",
    message: `There is no data file ${JSON.stringify(name)} beside the scenario.`,
    expected: "a CSV file in the scenario's folder",
    hint: near ?? "check the name; it counts from the folder of the scenario",
  });
}
