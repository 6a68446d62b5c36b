import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { sha256 } from "@tokenwright/workbench";
import { seal, unseal } from "./masks.js";
import type { RandomBytes } from "./random.js";
import { refuseParameter } from "./refuse.js";

/**
 * How a person's data can be deleted without breaking the evidence: what is published and hashed of a message is a
 * salted commitment, never its bytes.
 *
 *   salt = HMAC-SHA256(subject key, SHA-256(message)),     commitment = SHA-256(domain, salt, SHA-256(message))
 *
 * Each person (subject) has a key of 32 random bytes that all nodes of the network share, so that they compute the same
 * commitment of the same message and their evidence converges. Payloads are kept only sealed under that key. Erasing a
 * person is destroying the key and dropping the payloads: the commitments stay as they are, so ids, hashes and settled
 * roots remain valid, and nothing leads back, for without the salt even a guess at a payload (a temperature has a few
 * hundred values) cannot be tried. Before that, one message can be opened to a judge by giving its salt, which opens no
 * other.
 *
 * What erasure does not reach: copies that others took while the data was visible, and the account that was paid.
 */

const keyBytes = 32;

export function newSubjectKey(random: RandomBytes): Uint8Array {
  return Uint8Array.from(random(keyBytes));
}

/** Salt of one message, in lower-case hex: opens this message's commitment and no other. */
export function saltFor(subjectKey: Uint8Array, message: Uint8Array): string {
  requireKey(subjectKey);
  return createHmac("sha256", subjectKey).update(sha256(message)).digest("hex");
}

/** What is published of a message, in lower-case hex. */
export function commitmentOf(salt: string, message: Uint8Array): string {
  if (!/^[0-9a-f]{64}$/.test(salt)) refuseParameter("The salt", salt, "64 lower-case hexadecimal digits");
  return sha256(`tokenwright/commitment/1\n${salt}\n${sha256(message)}`);
}

/** Whether a message and its salt are what a commitment was made of. */
export function opens(commitment: string, salt: string, message: Uint8Array): boolean {
  const computed = Buffer.from(commitmentOf(salt, message));
  const stated = Buffer.from(commitment);
  return stated.length === computed.length && timingSafeEqual(stated, computed);
}

/** Id of a reading in evidence: of the commitment and the reading's place in its message. Stays when the payload goes. */
export function committedReadingId(commitment: string, index: number): string {
  return sha256(`tokenwright/reading/1\n${commitment}\n${index}`);
}

/** A message as it is kept: sealed under its person's key, found by its commitment. */
export interface SealedMessage {
  readonly commitment: string;
  readonly subject: string;
  /** Undefined once it was erased. */
  readonly sealed: Uint8Array | undefined;
}

export function sealMessage(
  subject: string,
  subjectKey: Uint8Array,
  message: Uint8Array,
  random: RandomBytes,
): SealedMessage {
  const commitment = commitmentOf(saltFor(subjectKey, message), message);
  return { commitment, subject, sealed: seal(sealingKey(subjectKey), message, random, commitment) };
}

/** The message, or undefined when it was erased, changed, or belongs to another key. */
export function openMessage(subjectKey: Uint8Array, { commitment, sealed }: SealedMessage): Uint8Array | undefined {
  if (sealed === undefined) return undefined;
  const message = unseal(sealingKey(subjectKey), sealed, commitment);
  if (message === undefined) return undefined;
  return opens(commitment, saltFor(subjectKey, message), message) ? message : undefined;
}

/**
 * The stored messages after a person was erased: theirs keep their commitments and lose their payloads. The caller
 * destroys the key and every copy of it; backups without the key are worth nothing.
 */
export function eraseSubject(messages: readonly SealedMessage[], subject: string): SealedMessage[] {
  return messages.map((one) => (one.subject === subject ? { ...one, sealed: undefined } : one));
}

function sealingKey(subjectKey: Uint8Array): Uint8Array {
  requireKey(subjectKey);
  return new Uint8Array(hkdfSync("sha256", subjectKey, new Uint8Array(0), "tokenwright/erasure/seal", 32));
}

function requireKey(key: Uint8Array): void {
  if (key.length !== keyBytes) refuseParameter("A subject key's length", key.length, "32 bytes");
}
