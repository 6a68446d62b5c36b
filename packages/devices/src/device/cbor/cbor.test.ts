import { decode as cborgDecode, encode as cborgEncode, rfc8949EncodeOptions } from "cborg";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../bytes.js";
import { decodeCbor } from "./decode.js";
import { encodeCbor } from "./encode.js";
import { CborTag, type CborValue } from "./value.js";

/** RFC 8949 appendix A: the value and its encoding, without floats that are whole and without indefinite lengths. */
const examples: readonly (readonly [CborValue, string])[] = [
  [0, "00"],
  [1, "01"],
  [10, "0a"],
  [23, "17"],
  [24, "1818"],
  [25, "1819"],
  [100, "1864"],
  [1000, "1903e8"],
  [1000000, "1a000f4240"],
  [1000000000000, "1b000000e8d4a51000"],
  [18446744073709551615n, "1bffffffffffffffff"],
  [18446744073709551616n, "c249010000000000000000"],
  [-18446744073709551616n, "3bffffffffffffffff"],
  [-18446744073709551617n, "c349010000000000000000"],
  [-1, "20"],
  [-10, "29"],
  [-100, "3863"],
  [-1000, "3903e7"],
  [-0, "f98000"],
  [1.1, "fb3ff199999999999a"],
  [1.5, "f93e00"],
  [3.4028234663852886e38, "fa7f7fffff"],
  [1.0e300, "fb7e37e43c8800759c"],
  [2 ** -24, "f90001"],
  [0.00006103515625, "f90400"],
  [-4.1, "fbc010666666666666"],
  [Number.POSITIVE_INFINITY, "f97c00"],
  [Number.NaN, "f97e00"],
  [Number.NEGATIVE_INFINITY, "f9fc00"],
  [false, "f4"],
  [true, "f5"],
  [null, "f6"],
  [undefined, "f7"],
  [new CborTag(0, "2013-03-21T20:04:00Z"), "c074323031332d30332d32315432303a30343a30305a"],
  [new CborTag(1, 1363896240), "c11a514b67b0"],
  [new CborTag(1, 1363896240.5), "c1fb41d452d9ec200000"],
  [new CborTag(23, Uint8Array.of(1, 2, 3, 4)), "d74401020304"],
  [new CborTag(24, fromHex("6449455446")!), "d818456449455446"],
  [new CborTag(32, "http://www.example.com"), "d82076687474703a2f2f7777772e6578616d706c652e636f6d"],
  [new Uint8Array(), "40"],
  [Uint8Array.of(1, 2, 3, 4), "4401020304"],
  ["", "60"],
  ["a", "6161"],
  ["IETF", "6449455446"],
  ['"\\', "62225c"],
  ["\u00fc", "62c3bc"],
  ["\u6c34", "63e6b0b4"],
  ["\ud800\udd51", "64f0908591"],
  [[], "80"],
  [[1, 2, 3], "83010203"],
  [[1, [2, 3], [4, 5]], "8301820203820405"],
  [Array.from({ length: 25 }, (_, index) => index + 1), "98190102030405060708090a0b0c0d0e0f101112131415161718181819"],
  [new Map(), "a0"],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    "a201020304",
  ],
  [
    new Map<string, CborValue>([
      ["a", 1],
      ["b", [2, 3]],
    ]),
    "a26161016162820203",
  ],
  [["a", new Map([["b", "c"]])], "826161a161626163"],
  [
    new Map(["a", "b", "c", "d", "e"].map((key) => [key, key.toUpperCase()])),
    "a56161614161626142616361436164614461656145",
  ],
];

test("the examples of RFC 8949 appendix A are written and read as printed there", () => {
  for (const [value, hex] of examples) {
    expect(toHex(encodeCbor(value)), hex).toBe(hex);
    expect(decodeCbor(fromHex(hex)!), hex).toEqual(value);
  }
});

test("wider spellings than the shortest are read, as in RFC 8949 appendix A", () => {
  const floats: readonly (readonly [string, number])[] = [
    ["f90000", 0],
    ["f93c00", 1],
    ["f97bff", 65504],
    ["fa47c35000", 100000],
    ["f9c400", -4],
    ["fa7f800000", Number.POSITIVE_INFINITY],
    ["fb7ff8000000000000", Number.NaN],
    ["1b0000000000000001", 1],
    ["190001", 1],
  ];
  for (const [hex, value] of floats) expect(decodeCbor(fromHex(hex)!), hex).toEqual(value);
});

test("map keys are in the order of their encoded bytes: the example of RFC 8949 section 4.2.1", () => {
  const keys: readonly (number | string)[] = ["aa", -1, 100, 10, "z"];
  // 10, 100, -1, "z", "aa".
  expect(toHex(encodeCbor(new Map(keys.map((key) => [key, 0]))))).toBe("a50a001864002000617a0062616100");
});

const leaf = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)),
  fc.double(),
  fc.float(),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 40 }),
  fc.boolean(),
  fc.constant(null),
);
const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(fc.integer(), fc.string({ unit: "grapheme" })), tie("value")), { maxLength: 5 })
      .map(
        (entries) =>
          new Map(entries.filter(([key]) => !["__proto__", "constructor", "prototype"].includes(String(key)))),
      ),
  ),
}));

test("what was written is read again, and written again it is the same bytes", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bytes = encodeCbor(value);
      expect(decodeCbor(bytes)).toEqual(value);
      expect(toHex(encodeCbor(decodeCbor(bytes)))).toBe(toHex(bytes));
    }),
    { seed: 42, numRuns: 500 },
  );
});

test("cborg, another implementation, writes the same bytes and reads ours", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bytes = encodeCbor(value);
      // cborg writes -0 as the integer 0 and whole floats over 2^53 as integers; those are compared by value below.
      if (!hasAwkwardNumber(value)) {
        expect(toHex(bytes)).toBe(toHex(cborgEncode(value, rfc8949EncodeOptions)));
      }
      expect(cborgDecode(bytes, { useMaps: true })).toEqual(value);
    }),
    { seed: 42, numRuns: 500 },
  );
});

function hasAwkwardNumber(value: CborValue): boolean {
  if (typeof value === "number")
    return Object.is(value, -0) || (Number.isInteger(value) && !Number.isSafeInteger(value));
  if (value instanceof Map) return [...value.values()].some(hasAwkwardNumber);
  return Array.isArray(value) && value.some(hasAwkwardNumber);
}

test.each([
  ["nothing", ""],
  ["a length without its bytes", "19"],
  ["a text that is cut off", "6261"],
  ["a list of four billion entries", "9affffffff"],
  ["a byte string of 2^63 bytes", "5b8000000000000000"],
  ["a map that says more entries than there are bytes", "bb00000000ffffffff01"],
  ["an indefinite list", "9f01ff"],
  ["an indefinite text", "7f6161ff"],
  ["a break outside of anything", "ff"],
  ["a reserved length", "1c"],
  ["a key that stands twice", "a201000100"],
  ["a key that stands twice in two widths", "a20100180100"],
  ["a key that is a list", "a18000"],
  ["the key __proto__", "a1695f5f70726f746f5f5f00"],
  ["text that is not UTF-8", "61ff"],
  ["an unassigned simple value", "f0"],
  ["bytes after the value", "0000"],
  ["17 levels of lists", `${"81".repeat(16)}00`],
  ["30,000 items in few bytes", `997530${"00".repeat(30000)}`],
])("%s is refused with a code", (_, hex) => {
  expect(() => decodeCbor(fromHex(hex)!)).toThrow(expect.objectContaining({ code: "device/cbor" }));
});
