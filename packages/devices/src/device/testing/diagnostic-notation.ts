import { fromHex } from "../bytes.js";
import { CborTag, type CborValue } from "../cbor/value.js";

/**
 * A value from CBOR's diagnostic notation (RFC 8949 section 8): numbers, `true`, `null`, `'text'` or `"text"`,
 * `h'0102'`, lists, maps, `tag(value)`. Undefined when the text is none of it, and so stands for itself.
 *
 * Numbers become those of this house: `1.0` is the integer 1, as in JSON.
 */
export function readDiagnosticNotation(text: string): { readonly value: CborValue } | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    reader.space();
    return reader.at === text.length ? { value } : undefined;
  } catch (error) {
    if (error instanceof NotNotation) return undefined;
    throw error;
  }
}

class NotNotation extends Error {}

const words: ReadonlyMap<string, CborValue> = new Map<string, CborValue>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

class Reader {
  at = 0;
  constructor(readonly text: string) {}

  space(): void {
    while (this.text[this.at] === " ") this.at++;
  }

  value(): CborValue {
    this.space();
    const rest = this.text.slice(this.at);
    const bytes = this.#match(/^h'([0-9a-fA-F]*)'/);
    if (bytes !== undefined) return fromHex(bytes[1]!) ?? this.#stop();
    const quoted = this.#match(/^'([^']*)'/) ?? this.#match(/^"([^"\\]*)"/);
    if (quoted !== undefined) return quoted[1]!;
    const tag = this.#match(/^(\d+)\(/);
    if (tag !== undefined) return new CborTag(Number(tag[1]), this.#closed(")"));
    const number = this.#match(/^-?\d+(\.\d+)?([eE][+-]?\d+)?/);
    if (number !== undefined) {
      const written = number[0];
      const whole = /^-?\d+$/.test(written) && !Number.isSafeInteger(Number(written));
      return whole ? BigInt(written) : Number(written);
    }
    const word = this.#match(/^-?[A-Za-z]+/);
    if (word !== undefined) return words.has(word[0]) ? words.get(word[0]) : this.#stop();
    if (rest.startsWith("[")) return this.#list();
    if (rest.startsWith("{")) return this.#map();
    return this.#stop();
  }

  #list(): CborValue {
    const items: CborValue[] = [];
    this.#each("]", () => items.push(this.value()));
    return items;
  }

  #map(): CborValue {
    const map = new Map<number | bigint | string, CborValue>();
    this.#each("}", () => {
      const key = this.value();
      if (typeof key !== "string" && typeof key !== "number" && typeof key !== "bigint") this.#stop();
      this.space();
      if (this.text[this.at++] !== ":") this.#stop();
      map.set(key as string | number | bigint, this.value());
    });
    return map;
  }

  #each(end: string, item: () => void): void {
    this.at++;
    this.space();
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.space();
      const next = this.text[this.at++];
      if (next === end) return;
      if (next !== ",") this.#stop();
    }
  }

  #closed(end: string): CborValue {
    const value = this.value();
    this.space();
    return this.text[this.at++] === end ? value : this.#stop();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.text.slice(this.at));
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  #stop(): never {
    throw new NotNotation();
  }
}
