import { openMessage, type Reading, readRegistry } from "@tokenwright/devices/device";
import { readInput, readInputBytes } from "../read-input.js";
import { clean, print, say } from "../terminal.js";

const largestRegistry = 64 * 1024 * 1024;
const largestMessage = 1024 * 1024;

/** `device verify`: what a message says, once its signature is that of a registered key. */
export async function deviceVerifyCommand(
  path: string,
  options: { readonly registry: string; readonly received?: number; readonly json?: boolean },
): Promise<void> {
  const registry = await readInput(options.registry, largestRegistry);
  const devices = readRegistry(registry.text, registry.file);
  const { bytes } = await readInputBytes(path, largestMessage, "one signed message");
  const received = options.received ?? Date.now() / 1000;
  const message = openMessage(withoutLineBreak(bytes), devices, received);
  const { id, form, envelope, readings, piece } = message;
  const { device, keyId, sequence, time, provenance } = envelope;
  if (options.json === true) {
    const { hardware, firmware } = provenance;
    const head = { schema: 1, id, form, device, keyId, sequence: String(sequence), time, hardware, firmware };
    print(
      JSON.stringify(
        { ...head, ...(piece === undefined ? {} : { piece }), readings: readings.map(plain) },
        undefined,
        2,
      ),
    );
    return;
  }
  say(
    `signed by key ${clean(keyId)} of ${clean(device)}, sequence ${sequence}, ${new Date(time * 1000).toISOString()}`,
  );
  print(
    readings
      .map((one) => [instant(one.time), one.channel, shown(one.value), one.unit].map(clean).join("\t"))
      .join("\n"),
  );
}

/** A file of a JWS ends with a line break, which was not signed. In CBOR the last byte is a signature's. */
function withoutLineBreak(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x65 && bytes[0] !== 0x7b) return bytes;
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  return bytes.subarray(0, end);
}

function plain(reading: Reading): unknown {
  return {
    ...reading,
    value: reading.value instanceof Uint8Array ? { base64url: shown(reading.value) } : reading.value,
  };
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function shown(value: Reading["value"]): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64url") : String(value);
}
