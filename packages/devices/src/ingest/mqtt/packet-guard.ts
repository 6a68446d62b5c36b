/**
 * Watches the bytes of an MQTT connection for packets that are longer than any message of a device. A packet's length
 * stands in its first bytes (MQTT 3.1.1 section 2.2): what is too long is seen before it is held.
 */
export class PacketGuard {
  /** Bytes of the current packet still to come. */
  #rest = 0;
  /** The length as far as it was read; undefined between packets, before the packet's type. */
  #length: { value: number; shift: number } | undefined;

  constructor(readonly most: number) {}

  /** Looks at the next bytes; false when a packet is too long or its length is none. */
  passes(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.#rest > 0) {
        const taken = Math.min(this.#rest, chunk.length - at);
        this.#rest -= taken;
        at += taken;
        continue;
      }
      const byte = chunk[at++]!;
      if (this.#length === undefined) {
        this.#length = { value: 0, shift: 0 };
        continue;
      }
      const { value, shift } = this.#length;
      const grown = value + (byte & 0x7f) * 2 ** shift;
      if (grown > this.most || shift > 21) return false;
      if ((byte & 0x80) !== 0) {
        this.#length = { value: grown, shift: shift + 7 };
        continue;
      }
      this.#rest = grown;
      this.#length = undefined;
    }
    return true;
  }
}
