import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { fail } from "@tokenwright/engine";
import { sha256OfParts } from "@tokenwright/workbench";
import { canonicalText, isJsonObject, type Json, type JsonObject } from "./json.js";
import { checkSchema, type JsonSchema } from "./json-schema.js";
import { readUcum } from "./ucum.js";
import { parseVersion } from "./version.js";

export const moduleKinds = ["ingest", "quality", "forecast", "anomaly", "optimise", "explain", "report"] as const;
export type ModuleKind = (typeof moduleKinds)[number];

/** What a module promises about itself. Its content address is the hash of all of it but the signature. */
export interface Manifest {
  /** Such as `environment.us-aqi`: lower-case words with points and hyphens. */
  readonly id: string;
  /** Semantic version (semver.org 2.0.0). */
  readonly version: string;
  readonly kind: ModuleKind;
  /** One sentence. */
  readonly title: string;
  /** What it can be asked for, such as `air-quality-index`. */
  readonly capabilities: readonly string[];
  /** JSON Schemas of the values of a record taken in, of an answer, and of the parameters. */
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly parameters: JsonSchema;
  /** UCUM units of the numbers among the values; a value without one is not a measure. */
  readonly units: {
    readonly input: Readonly<Record<string, string>>;
    readonly output: Readonly<Record<string, string>>;
  };
  /** Same records, same parameters, same seed: same answers to the last bit. */
  readonly deterministic: boolean;
  /** SPDX expression. */
  readonly licence: string;
  readonly cost: {
    /** Milliseconds of one core for a thousand records, as measured; 0 where nobody has. */
    readonly millisecondsPerThousand: number;
    /** Bytes kept for each device. */
    readonly bytesPerDevice: number;
    /** What is charged for a thousand records, in base units as text, or absent for none. */
    readonly price?: { readonly unit: string; readonly amount: string };
  };
  /** What it was measured at; empty where no benchmark fits. */
  readonly benchmarks: readonly {
    readonly name: string;
    readonly dataSha256: string;
    readonly method: string;
    readonly score: number;
    readonly date: string;
  }[];
  /** SHA-256 of the code, 64 hexadecimal digits: see `hashCode`. */
  readonly codeSha256: string;
  readonly signature?: {
    /** Ed25519 public key, 64 hexadecimal digits. */
    readonly key: string;
    /** Over the manifest's canonical text, 128 hexadecimal digits. */
    readonly value: string;
  };
}

const names = ["id", "version", "kind", "title", "capabilities", "input", "output", "parameters", "units"] as const;
const others = ["deterministic", "licence", "cost", "benchmarks", "codeSha256"] as const;
const word = /^[a-z][a-z0-9-]{0,40}$/;
const hash = /^[0-9a-f]{64}$/;

/**
 * Reads a manifest, of a file or of a module's code.
 *
 * @throws TokenwrightError `module/manifest`, `module/schema`, `module/unit` or `module/version`, naming the key.
 */
export function readManifest(value: unknown): Manifest {
  canonicalText(value);
  const fields = value as Json;
  if (!isJsonObject(fields)) return refuse("is not an object", "");
  const allowed = new Set<string>([...names, ...others, "signature"]);
  for (const key of Object.keys(fields)) if (!allowed.has(key)) refuse(`has the key ${key.slice(0, 60)}`, key);
  for (const key of [...names, ...others]) if (fields[key] === undefined) refuse(`has no ${key}`, key);
  const text = (key: string, form: (text: string) => boolean, expected: string): string => {
    const found = fields[key];
    return typeof found === "string" && form(found) ? found : refuse(`has an unusable ${key}`, key, expected);
  };
  text("id", (id) => id.length <= 80 && id.split(".").every((part) => word.test(part)), "such as environment.us-aqi");
  parseVersion(text("version", () => true, "a version such as 1.2.0"));
  text("kind", (kind) => (moduleKinds as readonly string[]).includes(kind), moduleKinds.join(", "));
  text("title", (title) => title.length > 0 && title.length <= 200, "one sentence");
  text("licence", (licence) => licence.length > 0 && licence.length <= 80, "an SPDX expression");
  text("codeSha256", (code) => hash.test(code), "64 hexadecimal digits");
  const { capabilities, units, deterministic, cost, benchmarks, signature } = fields;
  const isWords = Array.isArray(capabilities) && capabilities.every((one) => typeof one === "string" && word.test(one));
  if (!isWords || capabilities.length === 0) refuse("has unusable capabilities", "capabilities", "a list of words");
  for (const key of ["input", "output", "parameters"] as const) checkSchema(fields[key], key);
  if (!isJsonObject(units)) refuse("has unusable units", "units");
  for (const side of ["input", "output"] as const) checkUnits(units, side, fields[side] as JsonSchema);
  if (typeof deterministic !== "boolean") refuse("does not say whether it is deterministic", "deterministic");
  const isCost =
    isJsonObject(cost) &&
    ["millisecondsPerThousand", "bytesPerDevice"].every(
      (key) => typeof cost[key] === "number" && (cost[key] as number) >= 0,
    );
  if (!isCost) refuse("has an unusable cost", "cost", "millisecondsPerThousand and bytesPerDevice, at least 0");
  if (!Array.isArray(benchmarks) || benchmarks.length > 100) refuse("has unusable benchmarks", "benchmarks", "a list");
  for (const card of benchmarks as readonly Json[]) {
    const isCard =
      isJsonObject(card) && ["name", "dataSha256", "method", "date"].every((key) => typeof card[key] === "string");
    if (!isCard || typeof (card as JsonObject)["score"] !== "number") {
      refuse("has an unusable benchmark", "benchmarks", "name, dataSha256, method, score and date");
    }
  }
  if (signature !== undefined) {
    const isSignature =
      isJsonObject(signature) &&
      hash.test(String(signature["key"])) &&
      /^[0-9a-f]{128}$/.test(String(signature["value"]));
    if (!isSignature) refuse("has an unusable signature", "signature", "key and value in hexadecimal digits");
  }
  return fields as unknown as Manifest;
}

function checkUnits(units: JsonObject, side: "input" | "output", schema: JsonSchema): void {
  const given = units[side];
  if (!isJsonObject(given)) refuse(`has no units of its ${side}`, `units.${side}`);
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  for (const [name, unit] of Object.entries(given)) {
    if (!Object.hasOwn(properties, name))
      refuse(`gives a unit to ${name}, which its ${side} does not have`, `units.${side}`);
    if (typeof unit !== "string") refuse(`has an unusable unit of ${name}`, `units.${side}`);
    readUcum(unit);
  }
}

function refuse(what: string, path: string, expected?: string): never {
  return fail({
    code: "module/manifest",
    message: `The manifest ${what}.`,
    ...(expected === undefined ? {} : { expected }),
    hint: "see docs/guides/modules.md for a whole one",
    ...(path === "" ? {} : { place: { path } }),
  });
}

function signedText({ signature: _, ...unsigned }: Manifest): string {
  return canonicalText(unsigned);
}

/** The content address of a module: SHA-256 over its manifest, which has that of its code, without the signature. */
export function moduleAddress(manifest: Manifest): string {
  return sha256OfParts(["tokenwright module 1", signedText(manifest)]);
}

/** The manifest with a publisher's Ed25519 signature (RFC 8032). @param seed The 32 bytes of the private key. */
export function signManifest(manifest: Manifest, seed: Uint8Array): Manifest {
  // RFC 8410: the fixed header of an Ed25519 key in PKCS #8.
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const key = spki.subarray(spki.length - 32).toString("hex");
  const value = sign(null, Buffer.from(signedText(manifest)), privateKey).toString("hex");
  return { ...manifest, signature: { key, value } };
}

/**
 * Checks a publisher's signature against the keys one trusts.
 *
 * @throws TokenwrightError `module/signature` when there is none, the key is not trusted, or it does not fit.
 */
export function verifyManifest(manifest: Manifest, trusted: ReadonlySet<string>): void {
  const { signature } = manifest;
  if (signature === undefined) refuseSignature(`The module ${manifest.id} is not signed.`);
  if (!trusted.has(signature.key)) refuseSignature(`The module ${manifest.id} is signed by a key that is not trusted.`);
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(signature.key, "hex")]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const fits = verify(null, Buffer.from(signedText(manifest)), key, Buffer.from(signature.value, "hex"));
  if (!fits) refuseSignature(`The signature of the module ${manifest.id} does not fit its manifest.`);
}

function refuseSignature(message: string): never {
  return fail({
    code: "module/signature",
    message,
    hint: "ask its publisher, or add the key to those you trust",
  });
}
