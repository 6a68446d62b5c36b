import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { internal } from "@tokenwright/engine";
import { utf8 } from "../../device/bytes.js";
import { type Catalogue, type SealedFile, writeCatalogue } from "./catalogue.js";
import {
  type AcceptedMessage,
  type EraseReport,
  type Erasure,
  type EvidenceEntry,
  type EvidenceStore,
  entryId,
  type MessageHeader,
  type ReadingQuery,
  type SealReport,
  type StoreCounts,
  type StoredMessage,
  type StoredReading,
  type StoreOptions,
} from "./contract.js";
import { DayIds } from "./day-ids.js";
import { DeviceCells } from "./device-cells.js";
import { isErased, joinErasures, subjectOf } from "./erasures.js";
import { lockFolder } from "./folder-lock.js";
import { recover } from "./recover.js";
import { refuseStore } from "./refuse.js";
import { dayOf } from "./rows.js";
import { isErasedRow, rewriteFiles, sealSegments } from "./sealing.js";
import { type Segment, SegmentWriter } from "./segment.js";
import { Tables } from "./tables.js";
import { entriesIn, headersIn, messageIn, readingsIn, type View } from "./view.js";

/**
 * Opens the evidence in a folder, or begins it there. What a crash left half done is finished or taken back: the torn
 * end of the last segment is cut, files that the catalogue does not name are deleted, erasures are completed.
 *
 * @throws TokenwrightError `evidence/locked` when another process holds the folder, `evidence/damaged`, and those of
 *   `checkWritable`.
 */
export async function openEvidence(folder: string, options: StoreOptions = {}): Promise<EvidenceStore> {
  mkdirSync(join(folder, "wal"), { recursive: true });
  const unlock = lockFolder(folder);
  try {
    return await FileStore.open(folder, options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

class FileStore implements EvidenceStore {
  readonly #segments: Segment[] = [];
  readonly #days = new DayIds(
    () => this.#catalogue,
    (files) => this.#idsIn(files),
  );
  readonly #underWay = new Map<string, Promise<boolean>>();
  readonly #cells: DeviceCells;
  #catalogue: Catalogue;
  #writer: SegmentWriter;
  #rolling: Promise<void> | undefined;
  /** One change of the catalogue after the other. */
  #exclusive: Promise<unknown> = Promise.resolve();
  #sealing = false;
  #sealFailure: unknown;
  #failure: unknown;
  #isClosed = false;
  #readers = 0;
  /** Files and segments that are no longer needed, but may still be read by a question that began before. */
  #discarded: string[] = [];

  private constructor(
    readonly folder: string,
    readonly options: Required<Omit<StoreOptions, "placeOf">> & Pick<StoreOptions, "placeOf">,
    readonly tables: Tables,
    catalogue: Catalogue,
    writer: SegmentWriter,
    readonly unlock: () => void,
  ) {
    this.#catalogue = catalogue;
    this.#writer = writer;
    this.#cells = new DeviceCells(options.placeOf);
  }

  static async open(folder: string, options: StoreOptions, unlock: () => void): Promise<FileStore> {
    const settings = { segmentBytes: 4 * 1024 * 1024, sealAfter: 2, memory: 64, ...options };
    const wal = join(folder, "wal");
    const { catalogue, segments, next } = await recover(folder, wal);
    const writer = await SegmentWriter.create(wal, next);
    const tables = await Tables.open(folder, settings.memory);
    const store = new FileStore(folder, settings, tables, catalogue, writer, unlock);
    store.#segments.push(...segments);
    await store.#finishErasures();
    return store;
  }

  get pendingBytes(): number {
    return this.#writer.pendingBytes;
  }

  async append(message: AcceptedMessage): Promise<"stored" | "duplicate"> {
    this.#refuseWhenDone();
    const id = entryId(message.opened);
    const before = this.#underWay.get(id);
    if (before !== undefined) {
      await before;
      return "duplicate";
    }
    if (this.#isUnsealed(id)) return "duplicate";
    const work = this.#appendNew(id, message);
    this.#underWay.set(id, work);
    try {
      return (await work) ? "stored" : "duplicate";
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #appendNew(id: string, { bytes, opened, received, node }: AcceptedMessage): Promise<boolean> {
    const { device, time } = opened.envelope;
    if (bytes.length === 0 || utf8(node).length > 128) internal("an accepted message has no bytes or no node");
    const day = dayOf(time);
    // From the look into ids to the writer's queue nothing else happens, so that no change comes between.
    let ids = this.#days.known(day);
    while (ids === undefined || this.#rolling !== undefined) {
      if (this.#rolling !== undefined) await this.#rolling;
      else await this.#days.load(day);
      ids = this.#days.known(day);
    }
    if (ids.has(id) || this.#isUnsealed(id)) return false;
    this.#refuseWhenDone();
    const erased = isErased(this.#catalogue.erasures, device, time);
    try {
      await this.#writer.append({ id, time, received, node, bytes: erased ? new Uint8Array() : bytes });
    } catch (error) {
      this.#failure ??= error;
      return this.#refuseWhenDone();
    }
    if (this.#writer.segment.size >= this.options.segmentBytes) this.#roll();
    return true;
  }

  #isUnsealed(id: string): boolean {
    return this.#writer.segment.ids.has(id) || this.#segments.some(({ ids }) => ids.has(id));
  }

  #refuseWhenDone(): never | false {
    if (this.#failure !== undefined) {
      const reason = this.#failure instanceof Error ? this.#failure.message : String(this.#failure);
      refuseStore(
        "evidence/failed",
        `The evidence in ${JSON.stringify(this.folder)} cannot be written: ${reason}.`,
        "see to the disk, then open the store again: what was acknowledged is there",
        this.folder,
      );
    }
    if (this.#isClosed) refuseStore("evidence/closed", "The store is closed.", "open it again", this.folder);
    return false;
  }

  /** Closes the segment and begins the next. */
  #roll(): void {
    if (this.#rolling !== undefined) return;
    const old = this.#writer;
    this.#rolling = (async () => {
      try {
        // The old one is whole before the next one is there: only the last segment may have a torn end.
        await old.close();
        const next = await SegmentWriter.create(join(this.folder, "wal"), old.segment.number + 1);
        if (old.segment.ids.size > 0) this.#segments.push(old.segment);
        else rmSync(old.segment.path);
        this.#writer = next;
      } catch (error) {
        this.#failure ??= error;
      }
      this.#rolling = undefined;
      const { sealAfter } = this.options;
      if (sealAfter > 0 && this.#segments.length >= sealAfter && !this.#sealing && !this.#isClosed) {
        this.#sealing = true;
        this.#alone(() => this.#sealSegments())
          .catch((error: unknown) => {
            this.#sealFailure ??= error;
          })
          .finally(() => {
            this.#sealing = false;
          });
      }
    })();
  }

  async *#idsIn(files: readonly SealedFile[]): AsyncGenerator<string> {
    const sql = `SELECT id FROM ${this.tables.relation("messages", files)}`;
    for await (const [id] of this.#asking(({ tables }) => tables.rows(sql))) yield String(id);
  }

  async has({ id, time }: EvidenceEntry): Promise<boolean> {
    if (this.#isUnsealed(id)) return true;
    const ids = await this.#days.load(dayOf(time));
    // Only ids are ever added: what was sealed since is found in the one or the other.
    return ids.has(id) || this.#isUnsealed(id) || (await this.#days.load(dayOf(time))).has(id);
  }

  async message(entry: EvidenceEntry): Promise<StoredMessage | undefined> {
    this.#readers++;
    try {
      return await messageIn(this.#view(), entry);
    } finally {
      this.#release();
    }
  }

  entries(from: number, to: number): AsyncGenerator<EvidenceEntry> {
    return this.#asking((view) => entriesIn(view, from, to));
  }

  async evidenceHash(from: number, to: number): Promise<string> {
    const hash = createHash("sha256").update("tokenwright/evidence/1\n");
    for await (const { id } of this.entries(from, to)) hash.update(`${id}\n`);
    return hash.digest("hex");
  }

  async *missing(others: Iterable<EvidenceEntry> | AsyncIterable<EvidenceEntry>): AsyncGenerator<EvidenceEntry> {
    for await (const entry of others) if (!(await this.has(entry))) yield entry;
  }

  headers(from: number, to: number): AsyncGenerator<MessageHeader> {
    return this.#asking((view) => headersIn(view, from, to));
  }

  readings(query: ReadingQuery): AsyncGenerator<StoredReading> {
    return this.#asking((view) => readingsIn(view, query, this.#cells.filter(query.cell)));
  }

  /** The files and segments of now. */
  #view(): View {
    this.#refuseWhenDone();
    const segments = [...this.#segments, this.#writer.segment].map((segment) => ({ ...segment }));
    return { tables: this.tables, files: this.#catalogue.files, segments };
  }

  /** Answers from the store of the moment when the first answer is taken; its files stay until the last. */
  async *#asking<T>(ask: (view: View) => AsyncGenerator<T>): AsyncGenerator<T> {
    this.#readers++;
    try {
      yield* ask(this.#view());
    } finally {
      this.#release();
    }
  }

  #release(): void {
    this.#readers--;
    if (this.#readers > 0) return;
    for (const path of this.#discarded.splice(0)) rmSync(path, { force: true });
  }

  async seal(): Promise<SealReport> {
    this.#refuseWhenDone();
    return this.#alone(async () => {
      if (this.#sealFailure !== undefined) {
        const error = this.#sealFailure;
        this.#sealFailure = undefined;
        throw error;
      }
      if (this.#writer.segment.ids.size > 0 || this.#writer.pendingBytes > 0) this.#roll();
      while (this.#rolling !== undefined) await this.#rolling;
      this.#refuseWhenDone();
      const { erased: _, ...report } = await this.#sealSegments();
      return report;
    });
  }

  async #sealSegments(): Promise<SealReport & { readonly erased: number }> {
    const segments = [...this.#segments];
    const last = segments.at(-1);
    if (last === undefined) return { segments: 0, messages: 0, readings: 0, files: 0, erased: 0 };
    const version = this.#catalogue.version + 1;
    const sealed = await sealSegments(this.tables, segments, this.#cells, () => this.#catalogue.erasures, version);
    const files = [...this.#catalogue.files, ...sealed.files];
    this.#commit({ ...this.#catalogue, version, sealedThrough: last.number, files });
    // From here on the files are what counts: the segments' ids become ids of days.
    this.#segments.splice(0, segments.length);
    this.#days.add(sealed.idsByDay);
    this.#discard(segments.map(({ path }) => path));
    const messages = segments.reduce((sum, { ids }) => sum + ids.size, 0);
    const { readings, erased } = sealed;
    return { segments: segments.length, messages, readings, files: sealed.files.length, erased };
  }

  #commit(catalogue: Catalogue): void {
    writeCatalogue(this.folder, catalogue);
    this.#catalogue = catalogue;
  }

  #discard(paths: readonly string[]): void {
    if (this.#readers > 0) this.#discarded.push(...paths);
    else for (const path of paths) rmSync(path, { force: true });
  }

  async compact(): Promise<number> {
    return this.#alone(async () => {
      const groups = new Map<string, SealedFile[]>();
      for (const file of this.#catalogue.files) {
        const name = `${file.table} ${file.day} ${file.cell}`;
        groups.set(name, [...(groups.get(name) ?? []), file]);
      }
      let joined = 0;
      for (const files of groups.values()) {
        if (files.length < 2) continue;
        await this.#rewrite(files, "true");
        joined += files.length;
      }
      return joined;
    });
  }

  /** Puts one file in place of others; see `rewriteFiles`. */
  async #rewrite(files: readonly SealedFile[], kept: string): Promise<void> {
    const version = this.#catalogue.version + 1;
    const written = await rewriteFiles(this.tables, files, kept, version);
    const old = new Set(files);
    const others = this.#catalogue.files.filter((file) => !old.has(file));
    this.#commit({ ...this.#catalogue, version, files: [...others, ...written] });
    this.#discard(files.map(({ path }) => join(this.folder, path)));
  }

  async erase(device: string, before: number): Promise<EraseReport> {
    return this.adopt([{ subject: subjectOf(device), before }]);
  }

  async adopt(erasures: readonly Erasure[]): Promise<EraseReport> {
    this.#refuseWhenDone();
    return this.#alone(async () => {
      const all = joinErasures(this.#catalogue.erasures, erasures);
      const { version } = this.#catalogue;
      this.#commit({ ...this.#catalogue, version: version + 1, erasures: all, unfinished: all });
      this.#roll();
      while (this.#rolling !== undefined) await this.#rolling;
      const { erased } = await this.#sealSegments();
      const report = await this.#finishErasures();
      return { ...report, messages: report.messages + erased };
    });
  }

  erasures(): readonly Erasure[] {
    return this.#catalogue.erasures;
  }

  /** Deletes payloads that erasures name from the files. Does nothing where it was done. */
  async #finishErasures(): Promise<EraseReport> {
    const report = { messages: 0, files: 0 };
    const { unfinished, files } = this.#catalogue;
    if (unfinished.length === 0) return report;
    for (const file of files) {
      const erased = isErasedRow(file, unfinished);
      const sql = `SELECT count(*) FROM ${this.tables.relation(file.table, [file])} WHERE ${erased}`;
      let count = 0;
      for await (const [found] of this.tables.rows(sql)) count = Number(found);
      if (count === 0) continue;
      await this.#rewrite([file], `NOT ${erased}`);
      report.files++;
      if (file.table === "messages") report.messages += count;
    }
    this.#commit({ ...this.#catalogue, version: this.#catalogue.version + 1, unfinished: [] });
    return report;
  }

  counts(): StoreCounts {
    const { files } = this.#catalogue;
    const sealed = files.reduce((sum, { table, rows }) => sum + (table === "messages" ? rows : 0), 0);
    const segments = [...this.#segments, this.#writer.segment];
    const unsealed = segments.reduce((sum, { ids }) => sum + ids.size, 0);
    return { sealed, unsealed, files: files.length, segments: segments.length };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay.values());
    while (this.#rolling !== undefined) await this.#rolling;
    await this.#exclusive.catch(() => undefined);
    await this.#writer.close();
    this.tables.close();
    this.unlock();
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#exclusive.then(work, work);
    this.#exclusive = result.catch(() => undefined);
    return result;
  }
}
