import { isPiece, readPiece } from "../../device/batch.js";
import { fromUtf8, sha256Hex } from "../../device/bytes.js";
import { readCose } from "../../device/cose.js";
import type { Envelope, EnvelopeForm } from "../../device/envelope.js";
import { readJws } from "../../device/jws.js";
import { readEnvelope } from "../../device/read-envelope.js";
import type { Reading } from "../../device/reading.js";
import { readSenmlCbor, readSenmlJson } from "../../device/senml/read-pack.js";
import { toReadings } from "../../device/to-readings.js";
import { refuseStore } from "./refuse.js";

/** What a message that was accepted before says. */
export interface OpenedEvidence {
  readonly envelope: Envelope;
  readonly readings: readonly Reading[];
}

/**
 * The content of a message from the store. Its signature was checked when it was accepted, by the registry of that
 * time; here nothing is asked of a registry, so that what is stored stays readable whatever becomes of keys and
 * devices.
 *
 * @throws TokenwrightError `evidence/message` when it is no message that could have been accepted.
 */
export function openStored(bytes: Uint8Array, received: number): OpenedEvidence {
  if (!isPiece(bytes)) {
    const { id, form: _, envelope } = takeApart(bytes);
    const { device, time: sent, content } = envelope;
    if ("batch" in content) return { envelope, readings: [] };
    return { envelope, readings: toReadings(content.readings, { message: id, device, sent, received }) };
  }
  const piece = readPiece(bytes);
  const { id, form, envelope } = takeApart(piece.statement);
  const pack = form === "json" ? readSenmlJson(piece.pack) : readSenmlCbor(piece.pack);
  const { device, time: sent } = envelope;
  return { envelope, readings: toReadings(pack, { message: id, device, sent, received, piece: piece.index }) };
}

function takeApart(message: Uint8Array): { id: string; form: EnvelopeForm; envelope: Envelope } {
  if (message[0] === 0x65) {
    const { signed, payload } = readJws(fromUtf8(message) ?? noMessage());
    return { id: sha256Hex(signed), form: "json", envelope: readEnvelope(payload, "json") };
  }
  if (message[0] !== 0xd2 && message[0] !== 0x84) return noMessage();
  const { signed, payload } = readCose(message);
  return { id: sha256Hex(signed), form: "cbor", envelope: readEnvelope(payload, "cbor") };
}

function noMessage(): never {
  return refuseStore("evidence/message", "What is stored is no message of a device.", "give the bytes as they came");
}
