import { random } from "@tokenwright/engine";

/** Draws by address: what, at which step, of which station. */
export class Chance {
  readonly #keys = new Map<string, random.DrawKey>();

  constructor(readonly seed: bigint) {}

  /** Uniform in [0, 1). */
  share(what: string, step: number, station: number): number {
    return random.uniform(this.#key(what), step, station, 0);
  }

  /** Standard normal. */
  normal(what: string, step: number, station: number): number {
    return random.normal(this.#key(what), step, station, 0);
  }

  /** 32 bytes. For keys of simulated devices only: whoever knows the seed knows them. */
  bytes(what: string, station: number): Uint8Array {
    const key = this.#key(what);
    const words = new Int32Array(8);
    random.furtherBlock(key, 0, station, 0, 0, words);
    const second = new Int32Array(4);
    random.furtherBlock(key, 0, station, 0, 1, second);
    words.set(second, 4);
    const view = new DataView(new ArrayBuffer(32));
    words.forEach((word, index) => {
      view.setInt32(4 * index, word, true);
    });
    return new Uint8Array(view.buffer);
  }

  #key(what: string): random.DrawKey {
    let key = this.#keys.get(what);
    if (key === undefined) {
      key = random.drawKey(this.seed, what);
      this.#keys.set(what, key);
    }
    return key;
  }
}
