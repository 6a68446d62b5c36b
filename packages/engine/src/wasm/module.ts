import { ByteWriter } from "./bytes.js";
import { Code } from "./code.js";
import { type ValueType, valueTypes } from "./instructions.js";

/** Names under which a module finds what its host gives it. */
export const HOST = "host";
export const MEMORY = "memory";

interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A WebAssembly module under construction: imported functions and memory, own functions, exports. */
export class ModuleBuilder {
  readonly #types: string[] = [];
  readonly #signatures: Signature[] = [];
  readonly #imports: { readonly name: string; readonly type: number }[] = [];
  readonly #functions: { readonly type: number; readonly code: Code }[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];

  /** A function of the host; all of them come before the first own function. */
  importFunction(name: string, parameters: readonly ValueType[], results: readonly ValueType[] = []): number {
    if (this.#functions.length > 0) throw new RangeError("imports come before functions");
    return this.#imports.push({ name, type: this.#typeOf({ parameters, results }) }) - 1;
  }

  /** A new function; its parameters are the first locals. */
  addFunction(
    parameters: readonly ValueType[],
    results: readonly ValueType[] = [],
    exportName?: string,
  ): { readonly index: number; readonly code: Code } {
    const code = new Code(parameters.length);
    this.#functions.push({ type: this.#typeOf({ parameters, results }), code });
    const index = this.#imports.length + this.#functions.length - 1;
    if (exportName !== undefined) this.#exports.push({ name: exportName, index });
    return { index, code };
  }

  /** The bytes of the module. Its memory, of at least one page, is the host's. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter();
    out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(out, 1, this.#signatures, (content, { parameters, results }) => {
      content.byte(0x60);
      for (const list of [parameters, results]) {
        content.unsigned(list.length);
        for (const type of list) content.byte(valueTypes[type]);
      }
    });
    const imports = [undefined, ...this.#imports];
    section(out, 2, imports, (content, one) => {
      content.name(HOST);
      content.name(one?.name ?? MEMORY);
      if (one === undefined) content.bytes([0x02, 0x00, 0x01]);
      else {
        content.byte(0x00);
        content.unsigned(one.type);
      }
    });
    section(out, 3, this.#functions, (content, { type }) => content.unsigned(type));
    section(out, 7, this.#exports, (content, { name, index }) => {
      content.name(name);
      content.byte(0x00);
      content.unsigned(index);
    });
    section(out, 10, this.#functions, (content, { code }) => code.writeTo(content));
    return out.view().slice();
  }

  #typeOf(signature: Signature): number {
    const key = `${signature.parameters.join()}>${signature.results.join()}`;
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    this.#signatures.push(signature);
    return this.#types.push(key) - 1;
  }
}

function section<T>(
  out: ByteWriter,
  id: number,
  entries: readonly T[],
  write: (content: ByteWriter, entry: T) => void,
): void {
  const content = new ByteWriter();
  content.unsigned(entries.length);
  for (const entry of entries) write(content, entry);
  out.byte(id);
  out.sized(content);
}
