import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname } from "node:path";
import { didYouMean, fail } from "@tokenwright/engine";

/** A file as text, with the name it goes by in messages. */
export interface InputText {
  readonly file: string;
  readonly text: string;
}

/** Scenarios are small; whatever is longer is something else. */
const mostScenarioBytes = 1024 * 1024;

/**
 * The text of a file, or of standard input for `-`.
 *
 * @throws TokenwrightError `cli/no-file`, `cli/is-a-folder`, `cli/unreadable`, `cli/too-large`, `cli/empty`, `cli/not-text`.
 */
export async function readInput(path: string, mostBytes: number = mostScenarioBytes): Promise<InputText> {
  const { file, bytes } = await readInputBytes(path, mostBytes, "a scenario, which takes a few kilobytes");
  return { file, text: decode(bytes, file) };
}

/**
 * The bytes of a file, or of standard input for `-`, for readers that know encodings of their own.
 *
 * @throws TokenwrightError `cli/no-file`, `cli/is-a-folder`, `cli/unreadable`, `cli/too-large`.
 */
export async function readInputBytes(
  path: string,
  mostBytes: number,
  expected: string,
): Promise<{ readonly file: string; readonly bytes: Uint8Array }> {
  const file = path === "-" ? "<stdin>" : path;
  const bytes = path === "-" ? await readStandardInput(mostBytes) : readFileBounded(path, mostBytes);
  if (bytes.length > mostBytes) {
    fail({
      code: "cli/too-large",
      message: `${JSON.stringify(file)} is longer than ${mostBytes} bytes.`,
      expected,
      hint: "check that this is the file you mean",
      place: { file },
    });
  }
  return { file, bytes };
}

function decode(bytes: Uint8Array, file: string): string {
  let text: string | undefined;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Below.
  }
  if (text === undefined || text.includes("\0")) {
    return fail({
      code: "cli/not-text",
      message: `${JSON.stringify(file)} is not a text in UTF-8.`,
      expected: "a scenario in YAML",
      hint: "check that this is the file you mean, or save it as UTF-8",
      place: { file },
    });
  }
  if (text.trim() === "") {
    fail({
      code: "cli/empty",
      message: `${JSON.stringify(file)} is empty.`,
      expected: "a scenario",
      hint: "start from a template: tokenwright init scenario.yaml",
      place: { file },
    });
  }
  return text;
}

/** Reads one byte more than allowed at most, whatever the path names: a device has no length. */
function readFileBounded(path: string, mostBytes: number): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    if (fstatSync(descriptor).isDirectory()) refuseFolder(path);
    const chunks: Uint8Array[] = [];
    let length = 0;
    while (length <= mostBytes) {
      const chunk = new Uint8Array(Math.min(64 * 1024, mostBytes + 1 - length));
      const read = readSync(descriptor, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== "string" || code.includes("/")) throw error;
    if (code === "ENOENT" || code === "ENOTDIR") return refuseMissing(path);
    return fail({
      code: "cli/unreadable",
      message: `${JSON.stringify(path)} cannot be read (${code}).`,
      hint: "check its permissions",
      place: { file: path },
    });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refuseMissing(path: string): never {
  let near: string | undefined;
  try {
    near = didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    // There is no such folder either.
  }
  return fail({
    code: "cli/no-file",
    message: `There is no file ${JSON.stringify(path)}.`,
    hint: near ?? "check the name; tokenwright init writes a scenario to start from",
    place: { file: path },
  });
}

function refuseFolder(path: string): never {
  const scenarios = readdirSync(path)
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort();
  return fail({
    code: "cli/is-a-folder",
    message: `${JSON.stringify(path)} is a folder.`,
    expected: "a scenario file",
    hint:
      scenarios.length === 0
        ? "name a file"
        : `name a file in it: ${path.replace(/\/$/, "")}/${scenarios.includes("scenario.yaml") ? "scenario.yaml" : scenarios[0]}`,
    place: { file: path },
  });
}

async function readStandardInput(mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) break;
  }
  return Buffer.concat(chunks);
}
