import { fail } from "@tokenwright/engine";
import { parseBoundedJson } from "./bounded-json.js";
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from "./bytes.js";
import { decodeCbor } from "./cbor/decode.js";
import { encodeCbor } from "./cbor/encode.js";
import type { Envelope, EnvelopeForm } from "./envelope.js";
import type { PrivateKey } from "./keys.js";
import { logLeaf, logProofs, logRoot, rootOfProof } from "./merkle-log.js";
import { mostPacks } from "./read-envelope.js";
import { refuse } from "./refuse.js";
import type { SenmlPack } from "./senml/record.js";
import { encodeSenmlCbor, encodeSenmlJson } from "./senml/write-pack.js";
import { signEnvelope } from "./sign-envelope.js";

/** One pack of a batch with the signed root and the way to it. Not yet believed. */
export interface BatchPiece {
  /** The signed envelope that holds the root. */
  readonly statement: Uint8Array;
  /** Place of the pack in the batch, from 0. */
  readonly index: number;
  /** The exact bytes of the pack, whose hash is the leaf. */
  readonly pack: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const pieceLabels = { statement: 1, index: 2, pack: 3, proof: 4 } as const;

/**
 * Signs many packs at once: one signature over the Merkle root (RFC 9162 section 2.1) of all, and each pack in a
 * message of its own with the signed root and its proof. Every message can be checked alone; the receiver needs to
 * check the signature of a root once.
 *
 * @param packs 1 to 2^20 of them.
 * @returns As many messages as packs, in their order.
 * @throws TokenwrightError `device/batch`.
 */
export function signBatch(
  about: Omit<Envelope, "content">,
  packs: readonly SenmlPack[],
  key: PrivateKey,
  form: EnvelopeForm = "json",
): Uint8Array[] {
  if (packs.length === 0 || packs.length > mostPacks) {
    fail({ code: "device/batch", message: `A batch has ${packs.length} packs.`, expected: `1 to ${mostPacks}` });
  }
  const encoded = packs.map(form === "json" ? encodeSenmlJson : encodeSenmlCbor);
  const leaves = encoded.map(logLeaf);
  const batch = { root: toHex(logRoot(leaves)), count: packs.length };
  const statement = signEnvelope({ ...about, content: { batch } }, key, form);
  const proofs = logProofs(leaves);
  return encoded.map((pack, index) => encodePiece({ statement, index, pack, proof: proofs[index]! }, form));
}

function encodePiece({ statement, index, pack, proof }: BatchPiece, form: EnvelopeForm): Uint8Array {
  if (form === "cbor") {
    return encodeCbor(
      new Map<number, Uint8Array | number | readonly Uint8Array[]>([
        [pieceLabels.statement, statement],
        [pieceLabels.index, index],
        [pieceLabels.pack, pack],
        [pieceLabels.proof, proof],
      ]),
    );
  }
  const text = { statement: fromUtf8(statement)!, index, pack: toBase64Url(pack), proof: proof.map(toBase64Url) };
  return utf8(JSON.stringify(text));
}

/** Whether a message is a piece of a batch, by its first byte: an object of JSON, or a map of four of CBOR. */
export function isPiece(message: Uint8Array): boolean {
  return message[0] === 0x7b || message[0] === 0xa4;
}

/**
 * A piece of a batch from its message.
 *
 * @throws TokenwrightError `device/json`, `device/cbor`, `device/proof`.
 */
export function readPiece(message: Uint8Array): BatchPiece {
  const fields = message[0] === 0x7b ? fieldsOfJson(message) : fieldsOfCbor(message);
  const { statement, index, pack, proof } = fields;
  const isProof = Array.isArray(proof) && proof.every((hash) => hash instanceof Uint8Array && hash.length === 32);
  if (
    !(statement instanceof Uint8Array && pack instanceof Uint8Array && typeof index === "number" && isProof) ||
    proof.length > 20
  ) {
    return refuse("device/proof", "The message is no pack of a batch.", undefined, "statement, index, pack and proof");
  }
  return { statement, index, pack, proof: proof as readonly Uint8Array[] };
}

/** @throws TokenwrightError `device/proof` when the pack is not the one that stands at its place under the root. */
export function checkPiece(piece: BatchPiece, batch: { readonly root: string; readonly count: number }): void {
  const root = rootOfProof(logLeaf(piece.pack), piece.index, batch.count, piece.proof);
  if (root === undefined || toHex(root) !== batch.root) {
    refuse("device/proof", "The proof does not lead from the pack to the signed root.", "proof");
  }
}

type PieceFields = { readonly [K in keyof typeof pieceLabels]?: unknown };

function fieldsOfJson(message: Uint8Array): PieceFields {
  const text = fromUtf8(message) ?? refuse("device/json", "The message is not text in UTF-8.");
  const value = parseBoundedJson(text);
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 4) return {};
  const { statement, index, pack, proof } = value as PieceFields;
  const bytes = (part: unknown): unknown => (typeof part === "string" ? fromBase64Url(part) : undefined);
  return {
    statement: typeof statement === "string" ? utf8(statement) : undefined,
    index,
    pack: bytes(pack),
    proof: Array.isArray(proof) ? proof.map(bytes) : undefined,
  };
}

function fieldsOfCbor(message: Uint8Array): PieceFields {
  const value = decodeCbor(message);
  if (!(value instanceof Map)) return {};
  const map = value as ReadonlyMap<unknown, unknown>;
  const entries = Object.entries(pieceLabels).map(([name, label]) => [name, map.get(label)]);
  return Object.fromEntries(entries) as PieceFields;
}
