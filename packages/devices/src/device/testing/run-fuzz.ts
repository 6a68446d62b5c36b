import { fileURLToPath } from "node:url";
import { random, TokenwrightError } from "@tokenwright/engine";
import { signBatch } from "../batch.js";
import { concatBytes, equalBytes, fromHex, utf8 } from "../bytes.js";
import { decodeCbor } from "../cbor/decode.js";
import { encodeCbor } from "../cbor/encode.js";
import { CborTag, type CborValue } from "../cbor/value.js";
import { signCose } from "../cose.js";
import { encodeEnvelope } from "../envelope.js";
import { signJws } from "../jws.js";
import { type PrivateKey, privateKeyFromSeed } from "../keys.js";
import { type OpenedMessage, openMessage } from "../open-message.js";
import { registryFromData } from "../registry-from-data.js";
import { signEnvelope } from "../sign-envelope.js";

export interface FuzzResult {
  readonly packets: number;
  readonly accepted: number;
  /** How many were refused under which code. */
  readonly refused: Readonly<Record<string, number>>;
}

const device = "urn:dev:mac:0024befffe804ff1";
const time = 1_780_000_000;

/**
 * Opens that many packets that begin as good ones and are then changed: bits, bytes, cuts, repetitions, insertions,
 * swapped parts, and payloads that are changed *before* they are signed, so that what lies behind the signature is
 * reached. Addressed by seed and number: packet 17 of seed 42 is the same in every run.
 *
 * @throws Error that names the packet when one ends in anything but a refusal with a code of `device/`, or is accepted
 *   although it says something that nobody signed.
 */
export function fuzzMessages(count: number, seed = 42n): FuzzResult {
  const key = privateKeyFromSeed(new Uint8Array(32).fill(5));
  const registry = registryFromData({
    devices: { [device]: { owner: "o", hardware: "h", keys: { main: { key: key.publicKey.jwk } } } },
  });
  const samples = goodMessages(key);
  const refused: Record<string, number> = {};
  let accepted = 0;
  const foreign: number[] = [];
  const meanings = new Set(samples.messages.map((bytes) => meaningOf(openMessage(bytes, registry, time + 1))));
  for (let packet = 0; packet < count; packet++) {
    const chance = new PacketChance(seed, packet);
    const { bytes, tampered } = makePacket(samples, key, chance);
    try {
      const opened = openMessage(bytes, registry, time + 1);
      accepted++;
      // Around a pack of a batch there are spaces and widths of numbers that nobody signs and that mean nothing.
      if (tampered && !meanings.has(meaningOf(opened))) foreign.push(packet);
    } catch (error) {
      if (!(error instanceof TokenwrightError) || !error.code.startsWith("device/")) {
        throw new Error(`internal: packet ${packet} of seed ${seed} ended in ${String(error)}`, { cause: error });
      }
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
  }
  if (foreign.length > 0) {
    throw new Error(`internal: packets ${foreign.join(", ")} of seed ${seed} say what nobody signed`);
  }
  return { packets: count, accepted, refused };
}

/** One packet alone, to look at what a run has named. */
export function fuzzPacket(packet: number, seed: bigint): Uint8Array {
  const key = privateKeyFromSeed(new Uint8Array(32).fill(5));
  return makePacket(goodMessages(key), key, new PacketChance(seed, packet)).bytes;
}

function meaningOf({ id, readings }: OpenedMessage): string {
  return JSON.stringify([id, readings.map((one) => one.id)]);
}

interface Samples {
  /** Whole messages: JWS, COSE_Sign1, and a pack of a batch in both forms. */
  readonly messages: readonly Uint8Array[];
  readonly json: Uint8Array;
  readonly cbor: Uint8Array;
}

function goodMessages(key: PrivateKey): Samples {
  const provenance = { hardware: "h", firmware: "00".repeat(32), attestation: new Uint8Array(8) };
  const about = { device, keyId: "main", sequence: 7n, time, provenance };
  const pack = [
    { bn: `${device}:`, bt: time, bver: 10, n: "temperature", u: "Cel", v: 21.5 },
    { n: "label", vs: "roof \u00fc" },
    { n: "open", vb: true, t: -3, ut: 60 },
    { n: "raw", vd: Uint8Array.of(1, 2, 3) },
    { n: "energy", u: "J", s: 1.5, bs: 2, bv: 3 },
  ];
  const envelope = { ...about, content: { readings: pack } };
  const pieces = (["json", "cbor"] as const).map(
    (form) => signBatch(about, [[pack[1]!], pack, [pack[0]!]], key, form)[1]!,
  );
  return {
    messages: [signEnvelope(envelope, key, "json"), signEnvelope(envelope, key, "cbor"), ...pieces],
    json: encodeEnvelope(envelope, "json"),
    cbor: encodeEnvelope(envelope, "cbor"),
  };
}

/** One packet: its bytes, and whether bytes under a signature differ from those that were signed. */
function makePacket(samples: Samples, key: PrivateKey, chance: PacketChance): { bytes: Uint8Array; tampered: boolean } {
  const kind = chance.below(20);
  if (kind === 0) return { bytes: samples.messages[chance.below(4)]!, tampered: false };
  if (kind === 1) return { bytes: chance.bytes(chance.below(300)), tampered: true };
  if (kind < 5) return { bytes: signJwsOf(changed(samples.json, chance), key), tampered: false };
  if (kind < 8) return { bytes: signCose(changed(samples.cbor, chance), key), tampered: false };
  if (kind < 11) {
    const value = withOddPart(JSON.parse(new TextDecoder().decode(samples.json)), oddValues, chance) as unknown;
    const header = chance.below(10) === 0 ? { alg: ["none", "HS256", "ES256"][chance.below(3)]! } : {};
    return { bytes: signJwsOf(utf8(JSON.stringify(value)), key, header), tampered: false };
  }
  if (kind < 14) {
    const value = withOddPart(decodeCbor(samples.cbor), oddCborValues, chance);
    return { bytes: signCose(encodeCbor(value as CborValue), key), tampered: false };
  }
  const original = samples.messages[chance.below(4)]!;
  const bytes = changed(original, chance);
  return { bytes, tampered: !equalBytes(bytes, original) };
}

function signJwsOf(payload: Uint8Array, key: PrivateKey, header: Readonly<Record<string, string>> = {}): Uint8Array {
  return utf8(signJws(payload, key, header));
}

/** Values that are well-formed where something else is wanted. */
const oddValues: readonly unknown[] = [
  ...[null, true, "", "x", 1e308, -1e308, 1e101, -1, 0.5, 99, 11, 2 ** 53, [], {}, [[]], "x".repeat(5000), "NaN"],
  ...[{ __proto_: 1 }, "-1", "\u0000", "\u202e"],
];
const oddCborValues: readonly CborValue[] = [
  ...[null, true, "", "x", 1e308, Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 99, 2n ** 64n, -(10n ** 120n), []],
  ...[new Map(), undefined, new Uint8Array(), new CborTag(4, [400, 1]), new CborTag(99, 0), "x".repeat(5000)],
];

/** A copy in which one part, at any depth, is an odd value, is gone, or stands under an odd name. */
function withOddPart(value: unknown, odd: readonly unknown[], chance: PacketChance): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || chance.below(8) === 0) {
    return odd[chance.below(odd.length)];
  }
  if (Array.isArray(value)) {
    const at = chance.below(value.length);
    return value.map((item, index) => (index === at ? withOddPart(item, odd, chance) : item));
  }
  const isMap = value instanceof Map;
  const entries: (readonly [unknown, unknown])[] = isMap ? [...value] : Object.entries(value);
  const at = chance.below(entries.length);
  const [name, content] = entries[at] ?? ["a", 1];
  const change = chance.below(10);
  if (change === 0) entries.splice(at, 1);
  else if (change === 1) entries[at] = [isMap ? 77 : "rate_", content];
  else entries[at] = [name, withOddPart(content, odd, chance)];
  return isMap ? new Map(entries) : Object.fromEntries(entries as [string, unknown][]);
}

/** What parsers stumble over, put in at any place. */
const awkward: readonly Uint8Array[] = [
  ...[
    "NaN",
    "1e308",
    "1e999",
    "-0",
    "null",
    "[[[[[[[[[[[[[[[[[[[[",
    '"__proto__":1,',
    '"v":1,',
    "\\u0000",
    '"bver":99,',
    "}",
    ",",
  ],
  ...["\ud7ff\u202e", "9".repeat(400), '{"a":'.repeat(40), " ".repeat(2000)],
].map(utf8);
const awkwardBytes: readonly Uint8Array[] = [
  ...["9f", "bfff", "fb7ff0000000000000", "fb7fe1ccf385ebc8a0", "f97e00", "9bffffffffffffffff", "5b7fffffffffffffff"],
  ...["c482193039", "c249ffffffffffffffffff", "8181818181818181818181818181818181818181", "a20000000000", "ff", "1c"],
].map((hex) => fromHex(hex)!);

/** The bytes after one to four changes. */
function changed(bytes: Uint8Array, chance: PacketChance): Uint8Array {
  let result = bytes;
  for (let count = 1 + chance.below(4); count > 0; count--) {
    const at = chance.below(result.length + 1);
    const to = at + chance.below(Math.min(64, result.length - at + 1));
    const [before, part, after] = [result.subarray(0, at), result.subarray(at, to), result.subarray(to)];
    switch (chance.below(7)) {
      case 0: {
        result = result.slice();
        if (at < result.length) result[at]! ^= 1 << chance.below(8);
        break;
      }
      case 1:
        result = concatBytes(before, after);
        break;
      case 2:
        result = concatBytes(before, part, part, after);
        break;
      case 3:
        result = concatBytes(before, chance.bytes(chance.below(12)), after);
        break;
      case 4:
        result = concatBytes(before, awkward[chance.below(awkward.length)]!, after);
        break;
      case 5:
        result = concatBytes(before, awkwardBytes[chance.below(awkwardBytes.length)]!, after);
        break;
      default:
        result =
          chance.below(8) === 0 ? concatBytes(...new Array<Uint8Array>(200).fill(result)).subarray(0, 300_000) : before;
    }
  }
  return result;
}

/** The draws of one packet. */
class PacketChance {
  readonly #key: random.DrawKey;
  #draw = 0;

  constructor(
    seed: bigint,
    readonly packet: number,
  ) {
    this.#key = random.drawKey(seed, "packet");
  }

  below(limit: number): number {
    return Math.floor(random.uniform(this.#key, this.#draw++, this.packet, 0) * limit);
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }
}

/** The long form: `node --conditions=source --import tsx packages/devices/src/device/testing/run-fuzz.ts 1000000`. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const started = performance.now();
  const result = fuzzMessages(count, BigInt(process.argv[3] ?? 42));
  const seconds = (performance.now() - started) / 1000;
  console.log(
    JSON.stringify(
      { ...result, seconds: Math.round(seconds), residentMegabytes: Math.round(process.memoryUsage.rss() / 1e6) },
      undefined,
      2,
    ),
  );
}
