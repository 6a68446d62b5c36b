import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import {
  didOfKey,
  type EnvelopeForm,
  encodeEnvelope,
  readEnvelope,
  readPrivateKey,
  readSenmlJson,
  resolveSenml,
  signEnvelope,
} from "@tokenwright/devices/device";
import { fail } from "@tokenwright/engine";
import { UsageError } from "../failure.js";
import { readInput, readInputBytes } from "../read-input.js";
import { clean, print, say } from "../terminal.js";

interface SignOptions {
  readonly key: string;
  readonly sequence: bigint;
  readonly hardware: string;
  readonly firmware: string;
  readonly device?: string;
  readonly keyId: string;
  readonly time?: number;
  readonly form: EnvelopeForm;
  readonly output?: string;
}

const largestFirmware = 256 * 1024 * 1024;

/** `device sign`: a SenML pack in an envelope, signed. */
export async function deviceSignCommand(path: string, options: SignOptions): Promise<void> {
  const { form, output, keyId, sequence } = options;
  if (form === "cbor" && output === undefined) {
    throw new UsageError("A message in CBOR is bytes, which a terminal does not show.", "name a file: -o message.cose");
  }
  const key = readPrivateKey(await readKeyFile(options.key));
  const { text } = await readInput(path);
  const readings = readSenmlJson(text);
  const time = options.time ?? Date.now() / 1000;
  // What nobody would accept is not signed.
  resolveSenml(readings, time);
  const device = options.device ?? didOfKey(key.publicKey);
  const provenance = { hardware: options.hardware, firmware: await hashOfFirmware(options.firmware) };
  const envelope = { device, keyId, sequence, time, content: { readings }, provenance };
  readEnvelope(encodeEnvelope(envelope, form), form);
  const message = signEnvelope(envelope, key, form);
  if (output === undefined) print(new TextDecoder().decode(message));
  else {
    writeNewBytes(output, message);
    say(`wrote ${clean(output)}, ${message.length} bytes`);
  }
}

async function readKeyFile(path: string): Promise<unknown> {
  const { text, file } = await readInput(path, 4096);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would repeat part of the file.
    return fail({
      code: "device/key",
      message: `${JSON.stringify(file)} is not the JSON of a key.`,
      expected: "a file that device keygen wrote",
      hint: "make one: tokenwright device keygen -o station.key.json",
      place: { file },
    });
  }
}

async function hashOfFirmware(text: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const { bytes } = await readInputBytes(text, largestFirmware, "a firmware image, or its SHA-256");
  return createHash("sha256").update(bytes).digest("hex");
}

function writeNewBytes(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isThere = code === "EEXIST";
    fail({
      code: isThere ? "store/exists" : "store/failed",
      message: isThere
        ? `${JSON.stringify(path)} is there already and is left as it is.`
        : `${JSON.stringify(path)} cannot be written (${code}).`,
      expected: "the name of a new file",
      hint: "give another name, or move it away",
      place: { file: path },
    });
  }
}
