import type { Catalogue, SealedFile } from "./catalogue.js";
import { IdIndex } from "./id-index.js";

/** Days whose ids are held in memory; one that is asked for again is read again. */
const mostDays = 4;

/** The ids of messages in files, by the day they were signed on: a message is looked for in its own day alone. */
export class DayIds {
  readonly #days = new Map<number, IdIndex>();

  /**
   * @param catalogue The catalogue of now.
   * @param read The ids in files.
   */
  constructor(
    readonly catalogue: () => Catalogue,
    readonly read: (files: readonly SealedFile[]) => AsyncIterable<string>,
  ) {}

  /** The ids of a day when they are in memory. */
  known(day: number): IdIndex | undefined {
    return this.#days.get(day);
  }

  async load(day: number): Promise<IdIndex> {
    for (;;) {
      const known = this.#days.get(day);
      if (known !== undefined) return known;
      const catalogue = this.catalogue();
      const files = catalogue.files.filter((file) => file.table === "messages" && file.day === day);
      const ids = new IdIndex(false);
      if (files.length > 0) for await (const id of this.read(files)) ids.add(id);
      // What was sealed meanwhile is missing here: read again.
      if (catalogue !== this.catalogue()) continue;
      for (const oldest of this.#days.keys()) {
        if (this.#days.size < mostDays) break;
        this.#days.delete(oldest);
      }
      this.#days.set(day, ids);
      return ids;
    }
  }

  /** Adds what was sealed to the days that are in memory. */
  add(idsByDay: ReadonlyMap<number, readonly string[]>): void {
    for (const [day, ids] of idsByDay) {
      const known = this.#days.get(day);
      if (known !== undefined) for (const id of ids) known.add(id);
    }
  }
}
