import { fail, isDangerousKey } from "@tokenwright/engine";
import { isValidCell } from "h3-js";
import { canonicalJson } from "../device/canonical-json.js";
import {
  type DeviceEvidence,
  type EpochEvidence,
  type JudgedReading,
  type JudgingModule,
  wholeInBasisPoints,
} from "../device/epoch-evidence.js";

/** Longest line: a device with some ten thousand readings. */
const mostLine = 8 * 1024 * 1024;
const mostModules = 200;
/** Largest number of an epoch, and of readings due in one: 2⁴⁰. */
const mostCount = 1_099_511_627_776;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The evidence of an epoch as text, one JSON object a line: first the epoch, then each device with its readings.
 * Devices, readings, modules and keys are in the order of their names, so that the same evidence has the same bytes and
 * one hash, whatever order it was gathered in.
 *
 * @throws TokenwrightError `reward/evidence` for a device or a reading that stands there twice, or a field out of range.
 */
export function evidenceText(evidence: EpochEvidence): string {
  const { epoch, start, end } = evidence;
  const modules = sortedBy(evidence.modules, ({ id, version }) => `${id} ${version}`).map(
    ({ id, version, sha256, parameters }) => ({ id, version, sha256, parameters }),
  );
  const lines = [canonicalJson({ schema: 1, epoch, start, end, modules })];
  for (const one of sortedBy(evidence.devices, ({ device }) => device)) {
    const { device, owner, cell, due, standing } = one;
    const readings = sortedBy(one.readings, ({ reading }) => reading).map(({ reading, message, quality, work }) => ({
      reading,
      message,
      quality,
      work: Object.fromEntries(Object.entries(work).map(([kind, units]) => [kind, String(units)])),
    }));
    lines.push(canonicalJson({ device, owner, cell, due, standing, readings }));
  }
  const text = `${lines.join("\n")}\n`;
  // What is written is checked by the eyes that will read it.
  readEvidence(text, "the evidence");
  return text;
}

function sortedBy<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  return list
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

/**
 * Reads the evidence of an epoch and checks every field of it.
 *
 * @param file Name for messages.
 * @throws TokenwrightError `reward/evidence` with the line and the path of the first fault.
 */
export function readEvidence(text: string, file: string): EpochEvidence {
  const seenReadings = new Set<string>();
  const devices = new Map<string, DeviceEvidence>();
  let head: Omit<EpochEvidence, "devices"> | undefined;
  let line = 0;
  for (let at = 0; at < text.length; ) {
    line++;
    const found = text.indexOf("\n", at);
    const next = found < 0 ? text.length : found;
    const reader = new LineReader(file, line);
    if (next - at > mostLine) reader.refuse("", `is longer than ${mostLine} characters`);
    const fields = reader.parse(text.slice(at, next));
    at = next + 1;
    if (head === undefined) {
      head = readHead(reader, fields);
      continue;
    }
    const device = readDevice(reader, fields, seenReadings);
    if (devices.has(device.device)) reader.refuse("device", "stands in the file twice");
    devices.set(device.device, device);
  }
  if (head === undefined) return new LineReader(file, 1).refuse("", "is missing: the file is empty");
  return { ...head, devices: [...devices.values()] };
}

function readHead(reader: LineReader, fields: Fields): Omit<EpochEvidence, "devices"> {
  reader.only(fields, "", ["schema", "epoch", "start", "end", "modules"]);
  if (fields["schema"] !== 1) reader.refuse("schema", "is not 1: this is evidence of another kind");
  const epoch = reader.whole(fields, "epoch", "epoch", mostCount);
  const start = reader.instant(fields, "start");
  const end = reader.instant(fields, "end");
  if (start >= end) reader.refuse("end", "is not after the start");
  const modules = reader.list(fields, "modules", "modules", mostModules).map((value, index): JudgingModule => {
    const path = `modules[${index}]`;
    const module = reader.object(value, path);
    reader.only(module, path, ["id", "version", "sha256", "parameters"]);
    const parameters: [string, string | number | boolean][] = [];
    for (const [key, one] of Object.entries(reader.object(module["parameters"], `${path}.parameters`))) {
      if (isDangerousKey(key)) reader.refuse(`${path}.parameters`, "has a name that is not allowed");
      const isPlain = typeof one === "string" || typeof one === "boolean" || Number.isFinite(one);
      if (!isPlain) reader.refuse(`${path}.parameters.${key}`, "is neither text, number nor truth value");
      parameters.push([key, one as string | number | boolean]);
    }
    return {
      id: reader.text(module, "id", `${path}.id`, /^[\w@./:-]{1,128}$/),
      version: reader.text(module, "version", `${path}.version`, /^[\w.+-]{1,40}$/),
      sha256: reader.text(module, "sha256", `${path}.sha256`, /^[0-9a-f]{64}$/),
      parameters: Object.fromEntries(parameters),
    };
  });
  return { epoch, start, end, modules };
}

function readDevice(reader: LineReader, fields: Fields, seen: Set<string>): DeviceEvidence {
  reader.only(fields, "", ["device", "owner", "cell", "due", "standing", "readings"]);
  const cell = reader.text(fields, "cell", "cell", /^[0-9a-f]{15}$/);
  if (!isValidCell(cell)) reader.refuse("cell", "is no cell of H3");
  const readings = reader.list(fields, "readings", "readings", Infinity).map((value, index): JudgedReading => {
    const path = `readings[${index}]`;
    const one = reader.object(value, path);
    reader.only(one, path, ["reading", "message", "quality", "work"]);
    const reading = reader.text(one, "reading", `${path}.reading`, /^[0-9a-f]{64}$/);
    if (seen.has(reading)) reader.refuse(`${path}.reading`, "stands in the file twice: a reading is paid once");
    seen.add(reading);
    const work: [string, bigint][] = [];
    for (const [kind, units] of Object.entries(reader.object(one["work"], `${path}.work`))) {
      if (!/^[a-z][a-z0-9-]{0,39}$/.test(kind) || isDangerousKey(kind)) {
        reader.refuse(`${path}.work`, "has a kind that is no name");
      }
      if (typeof units !== "string" || !/^\d{1,40}$/.test(units)) {
        reader.refuse(`${path}.work.${kind}`, "is not whole units as text, at most 40 digits");
      }
      work.push([kind, BigInt(units as string)]);
    }
    return {
      reading,
      message: reader.text(one, "message", `${path}.message`, /^[0-9a-f]{64}$/),
      quality: reader.whole(one, "quality", `${path}.quality`, wholeInBasisPoints),
      work: Object.fromEntries(work),
    };
  });
  return {
    device: reader.text(fields, "device", "device", /^[!-~]{1,128}$/),
    owner: reader.text(fields, "owner", "owner", /^0x[0-9a-f]{40}$/),
    cell,
    due: reader.whole(fields, "due", "due", mostCount),
    standing: reader.whole(fields, "standing", "standing", wholeInBasisPoints),
    readings,
  };
}

/** Takes one line apart and says where in it a fault is. */
class LineReader {
  constructor(
    readonly file: string,
    readonly line: number,
  ) {}

  refuse(path: string, sentence: string): never {
    return fail({
      code: "reward/evidence",
      message: `Line ${this.line} of the evidence${path === "" ? "" : `: ${path}`} ${sentence}.`,
      expected: "one JSON object a line: the epoch, then each device with its judged readings",
      hint: "let the network write it: tokenwright epoch settle reads what it published",
      place: { file: this.file, line: this.line, ...(path === "" ? {} : { path }) },
    });
  }

  parse(text: string): Fields {
    try {
      return this.object(JSON.parse(text), "");
    } catch (error) {
      if (error instanceof SyntaxError) return this.refuse("", "is no JSON");
      throw error;
    }
  }

  object(value: unknown, path: string): Fields {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
    return this.refuse(path, "is no object");
  }

  only(fields: Fields, path: string, names: readonly string[]): void {
    const extra = Object.keys(fields).find((name) => !names.includes(name));
    if (extra !== undefined) this.refuse(path, `has the unknown key ${JSON.stringify(extra.slice(0, 40))}`);
  }

  text(fields: Fields, name: string, path: string, form: RegExp): string {
    const value = fields[name];
    if (typeof value === "string" && value.length <= 200 && form.test(value)) return value;
    return this.refuse(path, "does not have the form of its kind");
  }

  whole(fields: Fields, name: string, path: string, most: number): number {
    const value = fields[name];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
    return this.refuse(path, `is no whole number from 0 to ${most}`);
  }

  instant(fields: Fields, name: string): string {
    const value = fields[name];
    if (typeof value === "string" && isInstant(value)) return value;
    return this.refuse(name, "is no instant in UTC, such as 2026-06-01T00:00:00Z");
  }

  list(fields: Fields, name: string, path: string, most: number): readonly unknown[] {
    const value = fields[name];
    if (!Array.isArray(value)) return this.refuse(path, "is no list");
    if (value.length > most) return this.refuse(path, `has more than ${most} entries`);
    return value;
  }
}

const instantForm = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/;

/** True for a day of the Gregorian calendar with a time of it; no leap seconds, no hour 24. */
function isInstant(text: string): boolean {
  const [year, month, day, hour, minute, second] = (instantForm.exec(text) ?? []).slice(1).map(Number);
  if (year === undefined || hour! > 23 || minute! > 59 || second! > 59) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longest = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month! - 1];
  return longest !== undefined && day! >= 1 && day! <= longest;
}
