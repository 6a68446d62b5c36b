import { SCRATCH_ROW } from "../../wasm/block.js";
import type { Table } from "../../wasm/table.js";

/** Rows at the start of memory through which the host is asked. */
export const SCRATCH = 0;
const SCRATCH_ROWS = 8;

/** Bytes in a line of the cache, on most processors. */
const CACHE_LINE = 64;

/** What stands at fixed addresses of a kernel's memory: constants, tables and cells that change from step to step. */
export class Image {
  readonly #tables = new Map<Table, number>();
  readonly #constants = new Map<string, number>();
  readonly #words: { readonly address: number; readonly words: Int32Array }[] = [];
  #end = SCRATCH_ROWS * SCRATCH_ROW;

  /** The first address behind it. */
  get end(): number {
    return this.#end;
  }

  /** Room for a number. */
  cell(): number {
    this.#end += 8;
    return this.#end - 8;
  }

  /** Room for rows that start at multiples of a line of the cache; nothing is written there before a kernel runs. */
  room(bytes: number): number {
    this.#end = Math.ceil(this.#end / CACHE_LINE) * CACHE_LINE + bytes;
    return this.#end - bytes;
  }

  constantAt = (high: number, low: number): number => {
    const key = `${high} ${low}`;
    let address = this.#constants.get(key);
    if (address === undefined) {
      address = this.cell();
      this.#constants.set(key, address);
      this.#words.push({ address, words: Int32Array.of(low, high) });
    }
    return address;
  };

  /** The address of these numbers. */
  numbers(values: Float64Array): number {
    const address = this.#end;
    this.#end += values.byteLength;
    this.#words.push({ address, words: new Int32Array(values.buffer, values.byteOffset, 2 * values.length) });
    return address;
  }

  /** The address of a table that vector code reads by lane; no entry lies across two lines of the cache. */
  tableAt = (table: Table): number => {
    let address = this.#tables.get(table);
    if (address === undefined) {
      this.#end = Math.ceil(this.#end / CACHE_LINE) * CACHE_LINE;
      address = this.numbers(table.numbers);
      this.#tables.set(table, address);
    }
    return address;
  };

  writeTo(memory: ArrayBuffer): void {
    for (const { address, words } of this.#words) new Int32Array(memory, address, words.length).set(words);
  }
}
