import { createReadStream } from "node:fs";
import { fail, TokenwrightError } from "@tokenwright/engine";
import { parseBoundedJson } from "../device/bounded-json.js";
import { fromUtf8, utf8 } from "../device/bytes.js";
import { longestMessage } from "../device/verify-envelope.js";
import type { Intake, Outcome } from "./intake.js";

/** Two thirds more than a message in base 64, and what stands around it. */
const longestLine = 2 * longestMessage + 1_024;

/** Messages under way at once. */
const width = 256;

export interface ImportReport {
  readonly lines: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: number;
}

/**
 * Takes in a file of messages, one a line: a JWS, a pack of a batch as JSON, or an object with `message` or `base64` as
 * `tokenwright device simulate` writes it. Who writes such a file says when a message came (`at`, seconds since 1970
 * UTC); this is believed for the judgement of clocks, as the file comes from whoever runs the node.
 *
 * @param now Time of arrival of the lines that do not say theirs.
 * @throws TokenwrightError `ingest/file` with the line.
 */
export async function importFile(path: string, intake: Intake, now: number): Promise<ImportReport> {
  const stream = createReadStream(path);
  const report = { lines: 0, stored: 0, duplicates: 0, refused: 0 };
  const underWay = new Set<Promise<void>>();
  const count = (outcome: Outcome): void => {
    if (outcome.kind === "stored") report.stored++;
    else if (outcome.kind === "duplicate") report.duplicates++;
    else report.refused++;
  };
  let failure: unknown;
  try {
    for await (const line of boundedLines(stream, path)) {
      report.lines++;
      if (line.trim() === "") continue;
      const { bytes, at } = messageOfLine(line, path, report.lines);
      const one = intake
        .offer(bytes, at ?? now, { keeps: true })
        .then(count)
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= width) await Promise.race(underWay);
      if (failure !== undefined) break;
    }
  } catch (error) {
    failure ??= error;
  }
  await Promise.all(underWay);
  if (failure === undefined) return report;
  const { code, syscall } = failure as NodeJS.ErrnoException;
  if (failure instanceof TokenwrightError || syscall === undefined) throw failure;
  return refuseFile(path, undefined, `cannot be read (${code})`);
}

/** Lines of bytes, none of them held beyond the longest that is allowed. */
async function* boundedLines(stream: AsyncIterable<Buffer>, path: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let held = 0;
  let line = 1;
  const add = (part: Buffer): void => {
    held += part.length;
    if (held > longestLine) refuseFile(path, line, `has a line of more than ${longestLine} characters`);
    parts.push(part);
  };
  const take = (): string => {
    const text = fromUtf8(Buffer.concat(parts)) ?? refuseFile(path, line, "has a line that is not text in UTF-8");
    parts = [];
    held = 0;
    line++;
    return text;
  };
  for await (const chunk of stream) {
    let at = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, at)) {
      add(chunk.subarray(at, end));
      at = end + 1;
      yield take();
    }
    add(chunk.subarray(at));
  }
  if (held > 0) yield take();
}

/** The message of a line, and when it came if the line says so. */
export function messageOfLine(
  line: string,
  path: string,
  number: number,
): { readonly bytes: Uint8Array; readonly at?: number } {
  const text = line.trim();
  if (!text.startsWith("{")) return { bytes: utf8(text) };
  let value: unknown;
  try {
    value = parseBoundedJson(text);
  } catch {
    return refuseFile(path, number, "has a line that is no JSON");
  }
  const fields = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(fields, "statement")) return { bytes: utf8(text) };
  const { at, message, base64 } = fields;
  const when = typeof at === "number" && at >= 0 ? { at } : {};
  if (typeof message === "string") return { bytes: utf8(message), ...when };
  if (typeof base64 === "string" && fromUtf8(utf8(base64)) !== undefined) {
    return { bytes: new Uint8Array(Buffer.from(base64, "base64")), ...when };
  }
  return refuseFile(path, number, "has a line without a message");
}

function refuseFile(path: string, line: number | undefined, what: string): never {
  return fail({
    code: "ingest/file",
    message: `${JSON.stringify(path)} ${what}.`,
    expected: "one message a line: a JWS, or JSON with message or base64",
    hint: "tokenwright device simulate writes such a file",
    place: { file: path, ...(line === undefined ? {} : { line }) },
  });
}
