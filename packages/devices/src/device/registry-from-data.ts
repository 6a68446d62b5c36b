import { type Diagnostic, didYouMean, fail, isDangerousKey, TokenwrightError } from "@tokenwright/engine";
import { keyOfDid } from "./did-key.js";
import { type PublicKey, readPublicKey, thumbprint } from "./keys.js";
import { quote } from "./refuse.js";
import type { ClaimedPlace, RegisteredDevice, RegisteredKey, Registry, Visibility } from "./registry.js";

type Fields = Readonly<Record<string, unknown>>;

const visibilities: readonly Visibility[] = ["public", "aggregate", "private"];

/** More findings at once help nobody. */
const mostFindings = 20;

/**
 * A registry from plain data, as JSON or YAML gives it: `devices`, and under the name of each its `owner`, `hardware`,
 * `keys`, `place`, `channels` and `visibility`. Numbers may also be texts. Nobody sees a channel of which nothing is
 * said: its visibility is `private`.
 *
 * @throws TokenwrightError `device/registry` or `device/key` with up to 20 findings, each with its path:
 *   `devices.urn:dev:mac:0024befffe804ff1.keys.main.validTo`.
 */
export function registryFromData(value: unknown): Registry {
  const findings: Diagnostic[] = [];
  const devices = new Map<string, RegisteredDevice>();
  const owners = new Map<string, string>();
  const root = fieldsOf(value, "", ["devices"]);
  for (const [name, entry] of Object.entries(fieldsOf(root["devices"], "devices"))) {
    const path = `devices.${name}`;
    try {
      const device = readDevice(name, entry, path);
      refuseSharedKeys(device, owners, path);
      devices.set(name, device);
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      findings.push(...error.diagnostics);
    }
    if (findings.length >= mostFindings) break;
  }
  if (findings.length > 0) throw new TokenwrightError(findings.slice(0, mostFindings));
  return devices;
}

function readDevice(device: string, entry: unknown, path: string): RegisteredDevice {
  if (!/^(?:did|urn):[\x21-\x7e]{1,124}$/.test(device)) {
    fault(`The device is named ${quote(device)}.`, path, "a DID or URN of at most 128 printable characters");
  }
  const known = ["owner", "hardware", "keys", "place", "channels", "visibility"];
  const fields = fieldsOf(entry, path, known);
  const keys = Object.entries(fieldsOf(fields["keys"], `${path}.keys`));
  if (keys.length === 0) fault("The device has no key.", `${path}.keys`, "at least one");
  const channels = Object.entries(fieldsOf(fields["channels"] ?? {}, `${path}.channels`));
  return {
    device,
    owner: readText(fields["owner"], `${path}.owner`),
    hardware: readText(fields["hardware"], `${path}.hardware`),
    keys: new Map(keys.map(([id, key]) => [id, readKey(id, key, `${path}.keys.${id}`)])),
    ...(fields["place"] === undefined ? {} : { place: readPlace(fields["place"], `${path}.place`) }),
    channels: new Map(channels.map(([name, who]) => [name, readVisibility(who, `${path}.channels.${name}`)])),
    visibility: readVisibility(fields["visibility"] ?? "private", `${path}.visibility`),
  };
}

function readKey(id: string, entry: unknown, path: string): RegisteredKey {
  if (!/^[\x21-\x7e]{1,64}$/.test(id)) fault(`A key is named ${quote(id)}.`, path, "1 to 64 printable characters");
  const fields = fieldsOf(entry, path, ["key", "validFrom", "validTo", "revokedAt"]);
  const validFrom = readTime(fields["validFrom"], `${path}.validFrom`) ?? 0;
  const validTo = readTime(fields["validTo"], `${path}.validTo`) ?? Number.POSITIVE_INFINITY;
  if (validTo <= validFrom) fault("The key's validity ends before it begins.", `${path}.validTo`, "a later time");
  const revokedAt = readTime(fields["revokedAt"], `${path}.revokedAt`) ?? Number.POSITIVE_INFINITY;
  return { id, publicKey: readKeyValue(fields["key"], `${path}.key`), validFrom, validTo, revokedAt };
}

function readKeyValue(value: unknown, path: string): PublicKey {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "d")) {
    fault("A private key stands in the registry.", path, "the public half alone: kty, crv and x");
  }
  try {
    return typeof value === "string" ? keyOfDid(value) : readPublicKey(value);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    throw new TokenwrightError(error.diagnostics.map((one) => ({ ...one, place: { path } })));
  }
}

/** Two devices with one key would be one device that is counted twice. */
function refuseSharedKeys(device: RegisteredDevice, owners: Map<string, string>, path: string): void {
  for (const [id, { publicKey }] of device.keys) {
    const name = thumbprint(publicKey.jwk);
    const other = owners.get(name);
    if (other !== undefined) {
      fault(
        `The key is that of ${quote(other)} already.`,
        `${path}.keys.${id}.key`,
        "a key of its own for every device",
      );
    }
    owners.set(name, device.device);
  }
}

function readPlace(value: unknown, path: string): ClaimedPlace {
  const fields = fieldsOf(value, path, ["latitude", "longitude", "altitude"]);
  const degrees = (name: string, most: number): number =>
    readNumber(fields[name], `${path}.${name}`, -most, most, `degrees from -${most} to ${most}`);
  const latitude = degrees("latitude", 90);
  const longitude = degrees("longitude", 180);
  if (fields["altitude"] === undefined) return { latitude, longitude };
  // The Dead Sea's shore lies at -430 m; Everest's summit at 8 849 m.
  const altitude = readNumber(fields["altitude"], `${path}.altitude`, -500, 9_000, "metres from -500 to 9000");
  return { latitude, longitude, altitude };
}

function readVisibility(value: unknown, path: string): Visibility {
  const found = visibilities.find((one) => one === value);
  return found ?? fault(`The visibility is ${quote(String(value))}.`, path, visibilities.join(", "));
}

function readText(value: unknown, path: string): string {
  if (typeof value === "string" && /^[\x20-\x7e]{1,128}$/.test(value)) return value;
  return fault("The text is missing, empty or too long.", path, "1 to 128 printable characters of ASCII");
}

function readNumber(value: unknown, path: string, least: number, most: number, expected: string): number {
  const number = typeof value === "string" && /^-?\d{1,6}(\.\d{1,15})?$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && number >= least && number <= most) return number;
  return fault("The number is missing or out of range.", path, expected);
}

const instant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/;

/** Seconds since 1970 UTC; undefined when nothing is said. */
function readTime(value: unknown, path: string): number | undefined {
  if (value === undefined) return undefined;
  const time = typeof value === "string" && instant.test(value) ? Date.parse(value) / 1000 : value;
  const isDate = typeof value !== "string" || value.slice(0, 10) === dateOf(time);
  if (typeof time === "number" && time >= 0 && time < 253_402_300_800 && isDate) return time;
  return fault(`The time is ${quote(String(value))}.`, path, "2026-06-01 or 2026-06-01T12:00:00Z, in UTC");
}

/** The date of a time again: 30 February becomes 2 March and differs from what was written. */
function dateOf(time: unknown): string | undefined {
  return typeof time === "number" && Number.isFinite(time)
    ? new Date(time * 1000).toISOString().slice(0, 10)
    : undefined;
}

function fieldsOf(value: unknown, path: string, known?: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fault(`${path === "" ? "The registry" : `The part ${path}`} is missing or no set of keys and values.`, path);
  }
  for (const key of Object.keys(value)) {
    if (isDangerousKey(key)) fault(`The key ${key} is not allowed.`, path);
    if (known !== undefined && !known.includes(key)) {
      const near = didYouMean(key, known);
      fault(`The key ${quote(key)} is not known.`, join(path, key), near ?? known.join(", "));
    }
  }
  return value as Fields;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function fault(message: string, path: string, expected?: string): never {
  return fail({
    code: "device/registry",
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(path === "" ? {} : { place: { path } }),
  });
}
