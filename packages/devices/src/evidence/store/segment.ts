import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { decodeFrame, encodeFrame, type Frame } from "./frame.js";
import { IdIndex } from "./id-index.js";
import { refuseStore } from "./refuse.js";
import { syncFolder } from "./sync-folder.js";

/** How a segment begins, so that a file of another kind is not taken for one. */
const magic = Buffer.from("TWEVID1\n", "latin1");
/** A group of appended messages is cut here, so that one write stays small. */
const largestGroup = 4 * 1024 * 1024;

export const segmentName = (number: number): string => `${String(number).padStart(8, "0")}.seg`;

/** A write-ahead segment that is on disk: what is in it, and where. */
export interface Segment {
  readonly number: number;
  readonly path: string;
  readonly ids: IdIndex;
  /** Bytes that are whole. */
  size: number;
}

interface Waiting {
  readonly frame: Buffer;
  readonly id: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The segment that is written to. Messages that arrive while the disk is busy are written and forced to disk together
 * (group commit), so the cost of waiting for the disk is shared by all who wait.
 */
export class SegmentWriter {
  readonly segment: Segment;
  readonly #file: FileHandle;
  #queue: Waiting[] = [];
  #running: Promise<void> | undefined;
  #pendingBytes = 0;
  #failure: unknown;

  private constructor(segment: Segment, file: FileHandle) {
    this.segment = segment;
    this.#file = file;
  }

  static async create(folder: string, number: number): Promise<SegmentWriter> {
    const path = join(folder, segmentName(number));
    const file = await open(path, "wx", 0o600);
    await file.write(magic, 0, magic.length, 0);
    await file.sync();
    syncFolder(folder);
    return new SegmentWriter({ number, path, ids: new IdIndex(true), size: magic.length }, file);
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Fulfilled when the frame is on disk. */
  append(frame: Frame): Promise<void> {
    return new Promise((done, failed) => {
      const bytes = encodeFrame(frame);
      this.#pendingBytes += bytes.length;
      this.#queue.push({ frame: bytes, id: frame.id, done, failed });
      this.#running ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
    // What is appended in this turn of the event loop goes with the first group.
    await new Promise((resume) => setImmediate(resume));
    while (this.#queue.length > 0) {
      const group = this.#take();
      try {
        if (this.#failure !== undefined) throw this.#failure;
        const bytes = Buffer.concat(group.map(({ frame }) => frame));
        for (let at = 0; at < bytes.length; ) {
          at += (await this.#file.write(bytes, at, bytes.length - at, this.segment.size + at)).bytesWritten;
        }
        await this.#file.datasync();
        for (const { id, frame, done } of group) {
          this.segment.ids.add(id, this.segment.size);
          this.segment.size += frame.length;
          done();
        }
      } catch (error) {
        // After a failed sync nobody knows what is on disk; only reading the file again tells.
        this.#failure = error;
        for (const { failed } of group) failed(error);
      }
      for (const { frame } of group) this.#pendingBytes -= frame.length;
    }
    this.#running = undefined;
  }

  #take(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const { frame } of this.#queue) {
      if (count > 0 && bytes + frame.length > largestGroup) break;
      bytes += frame.length;
      count++;
    }
    const group = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    return group;
  }
}

/**
 * What a segment holds. Of the segment that was written last, a torn tail is cut off: it was never acknowledged.
 *
 * @throws TokenwrightError `evidence/damaged` when the file is none, or an older one is not whole.
 */
export async function recoverSegment(folder: string, number: number, isLast: boolean): Promise<Segment> {
  const path = join(folder, segmentName(number));
  const file = await open(path, "r+");
  try {
    const bytes = await file.readFile();
    const ids = new IdIndex(true);
    let at = magic.length;
    if (bytes.length < magic.length && isLast) {
      await file.write(magic, 0, magic.length, 0);
      await file.sync();
      return { number, path, ids, size: magic.length };
    }
    if (!bytes.subarray(0, magic.length).equals(magic)) damaged(path, "does not begin as a segment does");
    for (let found = decodeFrame(bytes, at); found !== undefined; found = decodeFrame(bytes, at)) {
      ids.add(found.frame.id, at);
      at = found.next;
    }
    if (at < bytes.length) {
      if (!isLast) damaged(path, `is not whole from byte ${at} on`);
      await file.truncate(at);
      await file.sync();
    }
    return { number, path, ids, size: at };
  } finally {
    await file.close();
  }
}

/** The frames of a segment in their order, as far as they were on disk when it was asked. */
export async function* framesOf({ path, size }: Segment): AsyncGenerator<Frame> {
  const bytes = await readPart(path, 0, size);
  let at = magic.length;
  while (at < size) {
    const found = decodeFrame(bytes, at) ?? damaged(path, `cannot be read at byte ${at}`);
    yield found.frame;
    at = found.next;
  }
}

/** One frame of a segment. */
export async function frameAt(segment: Segment, at: number): Promise<Frame> {
  // The length is read first, then exactly the frame.
  const head = await readPart(segment.path, at, 4);
  const bytes = await readPart(segment.path, at, 12 + head.readUInt32LE(0));
  return decodeFrame(bytes, 0)?.frame ?? damaged(segment.path, `cannot be read at byte ${at}`);
}

async function readPart(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const { bytesRead } = await file.read(bytes, got, length - got, from + got);
      if (bytesRead === 0) damaged(path, `ends at byte ${from + got}`);
      got += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

function damaged(path: string, what: string): never {
  return refuseStore(
    "evidence/damaged",
    `The segment ${JSON.stringify(path)} ${what}.`,
    "the disk changed what was written: take the segment from a backup, or move it away and fetch its messages from another node",
    path,
  );
}
