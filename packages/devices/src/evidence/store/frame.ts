import { fromUtf8, sha256Bytes, utf8 } from "../../device/bytes.js";

/**
 * A record of a write-ahead segment:
 *
 *   length (4 bytes, of the body) · first 8 bytes of the body's SHA-256 · body
 *   body = time (8, float64) · received (8, float64) · length of id (1) · id · length of node (1) · node · message
 *
 * Numbers are little-endian. A message of no bytes is one whose payload was erased.
 */
export interface Frame {
  readonly id: string;
  /** When it was signed. */
  readonly time: number;
  readonly received: number;
  readonly node: string;
  readonly bytes: Uint8Array;
}

export const frameHead = 12;
/** Longer bodies are not written, so a longer length is damage. */
const longestBody = 1024 * 1024;

export function encodeFrame({ id, time, received, node, bytes }: Frame): Buffer {
  const [idBytes, nodeBytes] = [utf8(id), utf8(node)];
  const length = 18 + idBytes.length + nodeBytes.length + bytes.length;
  const frame = Buffer.allocUnsafe(frameHead + length);
  frame.writeUInt32LE(length, 0);
  frame.writeDoubleLE(time, frameHead);
  frame.writeDoubleLE(received, frameHead + 8);
  let at = frameHead + 16;
  for (const text of [idBytes, nodeBytes]) {
    frame[at] = text.length;
    frame.set(text, at + 1);
    at += 1 + text.length;
  }
  frame.set(bytes, at);
  frame.set(sha256Bytes(frame.subarray(frameHead)).subarray(0, 8), 4);
  return frame;
}

/** The frame at a place, and where the next begins; undefined where none is whole. */
export function decodeFrame(segment: Buffer, at: number): { frame: Frame; next: number } | undefined {
  if (at + frameHead > segment.length) return undefined;
  const length = segment.readUInt32LE(at);
  const next = at + frameHead + length;
  if (length < 18 || length > longestBody || next > segment.length) return undefined;
  const body = segment.subarray(at + frameHead, next);
  const stated = segment.subarray(at + 4, at + frameHead);
  if (!stated.equals(sha256Bytes(body).subarray(0, 8))) return undefined;
  const idEnd = 17 + body[16]!;
  const nodeEnd = idEnd + 1 + (body[idEnd] ?? 0);
  if (nodeEnd > body.length) return undefined;
  const id = fromUtf8(body.subarray(17, idEnd));
  const node = fromUtf8(body.subarray(idEnd + 1, nodeEnd));
  if (id === undefined || node === undefined) return undefined;
  const [time, received] = [body.readDoubleLE(0), body.readDoubleLE(8)];
  return { frame: { id, time, received, node, bytes: body.subarray(nodeEnd) }, next };
}
