import fc from "fast-check";
import { expect, test } from "vitest";
import { forget, keep, keepData, kept, keptData } from "./autosave.js";

class Memory implements Storage {
  readonly #items = new Map<string, string>();
  constructor(readonly most = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.#items.size;
  }
  clear() {
    this.#items.clear();
  }
  getItem(key: string) {
    return this.#items.get(key) ?? null;
  }
  key(index: number) {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(key: string) {
    this.#items.delete(key);
  }
  setItem(key: string, value: string) {
    if (value.length > this.most) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(key, value);
  }
}

/** A storage that may not be used at all, as in a page without cookies. */
const forbidden = new Proxy({} as Storage, {
  get() {
    throw new DOMException("forbidden", "SecurityError");
  },
});

test("what is kept is what comes back, whatever characters it has", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const content = fc.record({ file: text, text, changes: fc.array(text, { maxLength: 5 }) });
  fc.assert(
    fc.property(content, (own) => {
      const storage = new Memory();
      expect(keep(storage, own)).toBe(true);
      expect(kept(storage)).toEqual(own);
    }),
    { seed: 6, numRuns: 500 },
  );
});

test("a full storage is said, keeps what was there before, and stops nothing", () => {
  const storage = new Memory(200);
  const small = { file: "a.yaml", text: "title: A", changes: [] };
  expect(keep(storage, small)).toBe(true);
  expect(keep(storage, { ...small, text: "x".repeat(1000) })).toBe(false);
  expect(kept(storage)).toEqual(small);
});

test("a storage that may not be used is like an empty one", () => {
  expect(keep(forbidden, { file: "a", text: "b", changes: [] })).toBe(false);
  expect(kept(forbidden)).toBeUndefined();
  expect(() => forget(forbidden)).not.toThrow();
});

test("what somebody else wrote there is not taken for a scenario", () => {
  const storage = new Memory();
  keep(storage, { file: "a", text: "b", changes: [] });
  const key = storage.key(0)!;
  const hostile = ["", "null", "[]", "{}", "{", '{"file":1,"text":"","changes":[]}', '{"file":"a","text":"b"}'];
  for (const text of [...hostile, '{"file":"a","text":"b","changes":[1]}', "[".repeat(100_000)]) {
    storage.setItem(key, text);
    expect(kept(storage), text.slice(0, 50)).toBeUndefined();
  }
  forget(storage);
  expect(storage.length).toBe(0);
});

test("tables are kept byte by byte, and not at all where they are too large", () => {
  const bytes = fc.uint8Array({ maxLength: 100 });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), bytes, { noNullPrototype: true }), (data) => {
      const storage = new Memory();
      expect(keepData(storage, data)).toBe(true);
      expect(keptData(storage)).toEqual(data);
    }),
    { seed: 6, numRuns: 200 },
  );
  const storage = new Memory();
  keepData(storage, { "a.csv": new Uint8Array(3) });
  expect(keepData(storage, { "a.csv": new Uint8Array(2_000_000) })).toBe(false);
  expect(keptData(storage)).toEqual({});
  expect(keptData(forbidden)).toEqual({});
  for (const hostile of ["{", "{}", "[1]", '[["a"]]', "null"]) {
    storage.setItem("tokenwright.studio.v1.data", hostile);
    expect(keptData(storage), hostile).toEqual({});
  }
});
