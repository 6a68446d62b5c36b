import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256, sha256Base64, sha256OfParts, sha256OfValues } from "./hash.js";

const reference = (content: string | Uint8Array) => createHash("sha256").update(content);

test("hashes are those of OpenSSL, of texts in UTF-8 and of bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.uint8Array(), (text, bytes) => {
      expect(sha256(text)).toBe(reference(text).digest("hex"));
      expect(sha256(bytes)).toBe(reference(bytes).digest("hex"));
      expect(sha256Base64(text)).toBe(reference(text).digest("base64"));
    }),
    { seed: 42 },
  );
});

test("a character that moves from one part to the next changes the hash of the parts", () => {
  expect(sha256OfParts(["ab", "c"])).not.toBe(sha256OfParts(["a", "bc"]));
  expect(sha256OfParts(["é", ""])).toBe(reference("2\né0\n").digest("hex"));
});

test("numbers are hashed by their bits, lowest byte first: 1 is 3FF0000000000000", () => {
  expect(sha256OfValues([Float64Array.of(1)])).toBe(reference(Buffer.from("000000000000f03f", "hex")).digest("hex"));
  expect(sha256OfValues([Float64Array.of(0)])).not.toBe(sha256OfValues([Float64Array.of(-0)]));
});
