import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PacketGuard } from "./packet-guard.js";

/** PUBLISH with QoS 0 (MQTT 3.1.1 sections 2.2 and 3.3): a topic of two letters, and a payload of so many bytes. */
function publish(bytes: number): Uint8Array {
  const length: number[] = [];
  for (let rest = 4 + bytes; ; ) {
    const more = rest >= 128;
    length.push((rest % 128) + (more ? 128 : 0));
    rest = Math.floor(rest / 128);
    if (!more) break;
  }
  return Buffer.concat([Uint8Array.of(0x30, ...length, 0, 2, 0x75, 0x70), new Uint8Array(bytes)]);
}

test("packets of allowed length pass however they are cut, and the first that is too long does not", () => {
  const most = 3_000;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2_990 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 }),
      (lengths, cuts) => {
        const guard = new PacketGuard(most);
        const pass = (bytes: Uint8Array): boolean => {
          for (let at = 0, cut = 0; at < bytes.length; cut++) {
            const next = at + cuts[cut % cuts.length]!;
            if (!guard.passes(bytes.subarray(at, next))) return false;
            at = next;
          }
          return true;
        };
        expect(pass(Buffer.concat(lengths.map(publish)))).toBe(true);
        expect(pass(publish(3_100))).toBe(false);
      },
    ),
    { numRuns: 300, seed: 5 },
  );
});

test("a length of five bytes is none (MQTT 3.1.1 section 2.2.3)", () => {
  expect(new PacketGuard(2 ** 30).passes(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0x01))).toBe(false);
});
