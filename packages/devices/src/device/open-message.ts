import { checkPiece, isPiece, readPiece } from "./batch.js";
import type { Reading } from "./reading.js";
import { refuse } from "./refuse.js";
import type { Registry } from "./registry.js";
import { readSenmlCbor, readSenmlJson } from "./senml/read-pack.js";
import { toReadings } from "./to-readings.js";
import type { VerifiedStatements } from "./verified-statements.js";
import {
  checkKeyTimes,
  longestMessage,
  refuseLength,
  type VerifiedEnvelope,
  verifyEnvelope,
} from "./verify-envelope.js";

/** A message that was verified, with what it says. */
export interface OpenedMessage extends VerifiedEnvelope {
  readonly readings: readonly Reading[];
  /**
   * For a single pack of a batch: which one it is. The messages of a batch share one id and one sequence; what tells
   * them apart is this index, and the ids of their readings.
   */
  readonly piece?: { readonly index: number; readonly count: number };
}

/**
 * The readings of a signed message: an envelope as JWS or COSE_Sign1, or one pack of a signed batch.
 *
 * Nothing is believed before the signature is: `verifyEnvelope` says how. Not judged here: whether the sequence was
 * seen before, how far the clock is off, whether a value can be true.
 *
 * @param message The bytes as they came, at most 128 KiB.
 * @param received Time of arrival, seconds since 1970 UTC.
 * @param statements Where signed roots that were checked are remembered; without it each pack of a batch costs a check.
 * @throws TokenwrightError with a `RefusalCode`; nothing else, whatever the bytes are.
 */
export function openMessage(
  message: Uint8Array,
  registry: Registry,
  received: number,
  statements?: VerifiedStatements,
): OpenedMessage {
  refuseLength(message, longestMessage);
  if (!isPiece(message)) return openEnvelope(message, registry, received);
  return openPiece(message, registry, received, statements);
}

function openEnvelope(message: Uint8Array, registry: Registry, received: number): OpenedMessage {
  const verified = verifyEnvelope(message, registry, received);
  const { device, time: sent, content } = verified.envelope;
  // The root of a batch is a message without readings: they come with the packs.
  if ("batch" in content) return { ...verified, readings: [] };
  const readings = toReadings(content.readings, { message: verified.id, device, sent, received });
  return { ...verified, readings };
}

function openPiece(
  message: Uint8Array,
  registry: Registry,
  received: number,
  statements: VerifiedStatements | undefined,
): OpenedMessage {
  const piece = readPiece(message);
  const verified = verifyStatement(piece.statement, registry, received, statements);
  const { device, time: sent, content } = verified.envelope;
  if (!("batch" in content)) return refuse("device/proof", "The signed statement is of readings, not of a batch.");
  checkPiece(piece, content.batch);
  const pack = verified.form === "json" ? readSenmlJson(piece.pack) : readSenmlCbor(piece.pack);
  const { index } = piece;
  const readings = toReadings(pack, { message: verified.id, device, sent, received, piece: index });
  return { ...verified, readings, piece: { index, count: content.batch.count } };
}

function verifyStatement(
  statement: Uint8Array,
  registry: Registry,
  received: number,
  statements: VerifiedStatements | undefined,
): VerifiedEnvelope {
  const known = statements?.find(statement);
  // The registry may have changed since: only the very key that was checked is believed again.
  if (known !== undefined && registry.get(known.envelope.device)?.keys.get(known.envelope.keyId) === known.key) {
    checkKeyTimes(known.key, known.envelope.time, received);
    return known;
  }
  const verified = verifyEnvelope(statement, registry, received);
  statements?.remember(statement, verified);
  return verified;
}
