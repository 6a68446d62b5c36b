import { ByteWriter } from "./bytes.js";
import {
  plain,
  type ValueType,
  type VectorInstruction,
  valueTypes,
  vector,
  vectorWithImmediate,
} from "./instructions.js";

/** The body of one function: its locals and its instructions. */
export class Code {
  readonly #body = new ByteWriter();
  readonly #locals: ValueType[] = [];
  readonly #parameters: number;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /** A new local variable, zero at the start. */
  local(type: ValueType): number {
    return this.#parameters + this.#locals.push(type) - 1;
  }

  op(name: keyof typeof plain): this {
    this.#body.byte(plain[name]);
    return this;
  }

  get(local: number): this {
    return this.#indexed(0x20, local);
  }

  set(local: number): this {
    return this.#indexed(0x21, local);
  }

  tee(local: number): this {
    return this.#indexed(0x22, local);
  }

  call(func: number): this {
    return this.#indexed(0x10, func);
  }

  i32(value: number): this {
    this.#body.byte(0x41);
    this.#body.signed(value);
    return this;
  }

  f64(value: number): this {
    this.#body.byte(0x44);
    this.#body.float(value);
    return this;
  }

  block(): this {
    return this.#opening(0x02);
  }

  loop(): this {
    return this.#opening(0x03);
  }

  if(): this {
    return this.#opening(0x04);
  }

  end(): this {
    return this.op("end");
  }

  /** Leaves, or for a loop starts again, the construct that stands so many levels outside. */
  branch(depth: number): this {
    return this.#indexed(0x0c, depth);
  }

  branchIf(depth: number): this {
    return this.#indexed(0x0d, depth);
  }

  loadI32(offset: number): this {
    return this.#memory(0x28, 2, offset);
  }

  loadF64(offset: number): this {
    return this.#memory(0x2b, 3, offset);
  }

  storeI32(offset: number): this {
    return this.#memory(0x36, 2, offset);
  }

  storeF64(offset: number): this {
    return this.#memory(0x39, 3, offset);
  }

  vector(name: VectorInstruction): this {
    this.#body.byte(0xfd);
    this.#body.unsigned(vector[name]);
    return this;
  }

  vectorMemory(name: "load" | "load32Splat" | "load64Splat" | "store", offset: number): this {
    this.#body.byte(0xfd);
    this.#body.unsigned(vectorWithImmediate[name]);
    this.#body.unsigned(name === "load32Splat" ? 2 : name === "load64Splat" ? 3 : 4);
    this.#body.unsigned(offset);
    return this;
  }

  /** Sixteen bytes of the 32 of two vectors. */
  shuffle(bytes: readonly number[]): this {
    this.#body.byte(0xfd);
    this.#body.unsigned(vectorWithImmediate.shuffle);
    this.#body.bytes(bytes);
    return this;
  }

  lane(name: "i32x4ExtractLane" | "f64x2ExtractLane" | "f64x2ReplaceLane", lane: number): this {
    this.#body.byte(0xfd);
    this.#body.unsigned(vectorWithImmediate[name]);
    this.#body.byte(lane);
    return this;
  }

  writeTo(section: ByteWriter): void {
    const whole = new ByteWriter();
    const groups: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = groups[groups.length - 1];
      if (last?.type === type) last.count++;
      else groups.push({ type, count: 1 });
    }
    whole.unsigned(groups.length);
    for (const { type, count } of groups) {
      whole.unsigned(count);
      whole.byte(valueTypes[type]);
    }
    whole.bytes(this.#body.view());
    whole.byte(plain.end);
    section.sized(whole);
  }

  #indexed(code: number, index: number): this {
    this.#body.byte(code);
    this.#body.unsigned(index);
    return this;
  }

  #opening(code: number): this {
    this.#body.byte(code);
    this.#body.byte(0x40);
    return this;
  }

  #memory(code: number, align: number, offset: number): this {
    this.#body.byte(code);
    this.#body.unsigned(align);
    this.#body.unsigned(offset);
    return this;
  }
}
