import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../bytes.js";
import { encodeCbor } from "../cbor/encode.js";
import { CborTag, type CborValue } from "../cbor/value.js";
import { readSenmlCbor, readSenmlJson } from "./read-pack.js";
import { type SenmlPack, senmlFieldNames, senmlFields } from "./record.js";
import { inOrderOfTime, resolveSenml } from "./resolve.js";
import { encodeSenmlCbor, encodeSenmlJson } from "./write-pack.js";

const now = 1_700_000_000;
const resolve = (json: unknown) => resolveSenml(readSenmlJson(JSON.stringify(json)), now);
const code = (expected: string, path?: string) =>
  expect.objectContaining({
    code: expected,
    ...(path === undefined ? {} : { diagnostics: [expect.objectContaining({ place: { path } })] }),
  });

test("the pack of RFC 8428 section 5.1.3 resolves to the records of section 5.1.4", () => {
  const resolved = resolve([
    { bn: "urn:dev:ow:10e2073a01080063", bt: 1.320067464e9, bu: "%RH", v: 20 },
    { u: "lon", v: 24.30621 },
    { u: "lat", v: 60.07965 },
    { t: 60, v: 20.3 },
    { u: "lon", t: 60, v: 24.30622 },
  ]);
  const name = "urn:dev:ow:10e2073a01080063";
  expect(resolved.map(({ index: _, ...record }) => record)).toEqual([
    { name, unit: "%RH", time: 1.320067464e9, value: 20 },
    { name, unit: "lon", time: 1.320067464e9, value: 24.30621 },
    { name, unit: "lat", time: 1.320067464e9, value: 60.07965 },
    { name, unit: "%RH", time: 1.320067524e9, value: 20.3 },
    { name, unit: "lon", time: 1.320067524e9, value: 24.30622 },
  ]);
});

test("the values of all types of RFC 8428 section 5.1.5 are read", () => {
  const resolved = resolve([
    { bn: "urn:dev:ow:10e2073a01080063:", n: "temp", u: "Cel", v: 23.1 },
    { n: "label", vs: "Machine Room" },
    { n: "open", vb: false },
    { n: "nfc-reader", vd: "aGkgCg" },
  ]);
  expect(resolved.map(({ value }) => value)).toEqual([23.1, "Machine Room", false, new TextEncoder().encode("hi \n")]);
  expect(resolved[2]).toMatchObject({ name: "urn:dev:ow:10e2073a01080063:open", time: now });
});

test("times below 2^28 count from now, others from 1970, and the base is added first", () => {
  const times = resolve([
    { n: "a", v: 1, t: -5 },
    { n: "a", v: 1, t: 2 ** 28 - 1 },
    { n: "a", v: 1, t: 2 ** 28 },
    { n: "a", v: 1, bt: 1e9, t: -5 },
    { n: "a", v: 1 },
  ]).map(({ time }) => time);
  expect(times).toEqual([now - 5, now + 2 ** 28 - 1, 2 ** 28, 1e9 - 5, 1e9]);
  expect(
    inOrderOfTime(
      resolve([
        { n: "b", v: 1, t: 3 },
        { n: "a", v: 1, t: -3 },
      ]),
    ).map(({ name }) => name),
  ).toEqual(["a", "b"]);
});

test("base values and sums are added, a missing one counts as 0, and they stay until replaced", () => {
  const resolved = resolve([
    { bn: "m:", n: "a", bv: 20, v: 0.5, bs: 100, s: 7 },
    { n: "b", v: 1 },
    { n: "c" },
    { n: "d", vs: "off" },
    { bv: -1, n: "e", v: 1, ut: 30 },
  ]);
  expect(resolved.map(({ value, sum }) => [value, sum])).toEqual([
    [20.5, 107],
    [21, 100],
    [20, 100],
    ["off", 100],
    [0, 100],
  ]);
  expect(resolved[4]).toMatchObject({ updateTime: 30 });
  expect(resolve([{ n: "energy", s: 5 }])[0]).toMatchObject({ sum: 5 });
});

test("versions: none is 10, an old one shows in every record, unequal and future ones are refused", () => {
  expect(resolve([{ n: "a", v: 1, bver: 10 }])[0]).not.toHaveProperty("version");
  expect(
    resolve([
      { n: "a", v: 1 },
      { n: "b", v: 1, bver: 5 },
    ]).map(({ version }) => version),
  ).toEqual([5, 5]);
  expect(() =>
    resolve([
      { n: "a", v: 1, bver: 5 },
      { n: "b", v: 1, bver: 10 },
    ]),
  ).toThrow(code("device/senml-version", "[1].bver"));
  for (const bver of [11, 12, 42, 0, -1, 9.5]) {
    expect(() => resolve([{ n: "a", v: 1, bver }]), `${bver}`).toThrow(code("device/senml-version", "[0].bver"));
  }
});

test.each([
  ["no record", [], "device/senml", undefined],
  ["an object instead of a list", { n: "a", v: 1 }, "device/senml", undefined],
  ["a record that is a number", [1], "device/senml", "[0]"],
  ["no name", [{ v: 1 }], "device/senml", "[0]"],
  ["a name that begins with a sign", [{ n: "-a", v: 1 }], "device/senml", "[0]"],
  ["a name with a space", [{ n: "a b", v: 1 }], "device/senml", "[0]"],
  [
    "no value and no sum",
    [
      { n: "a", v: 1 },
      { n: "b", t: 1 },
    ],
    "device/senml",
    "[1]",
  ],
  ["two values", [{ n: "a", v: 1, vb: true }], "device/senml", "[0]"],
  ["a number as text", [{ n: "a", v: "1" }], "device/senml", "[0].v"],
  ["null as a number", [{ n: "a", v: null }], "device/senml", "[0].v"],
  ["a unit that is no text", [{ n: "a", v: 1, u: 5 }], "device/senml", "[0].u"],
  ["a boolean as number", [{ n: "a", vb: 1 }], "device/senml", "[0].vb"],
  ["padded base64", [{ n: "a", vd: "aGk=" }], "device/senml", "[0].vd"],
  ["a field that must be understood", [{ n: "a", v: 1, rate_: 5 }], "device/senml", "[0].rate_"],
  ["a time before 1970", [{ n: "a", v: 1, t: -1e10 }], "device/number", "[0]"],
  ["half of a surrogate pair", [{ n: "a", vs: "\ud800" }], "device/senml", "[0].vs"],
])("%s is refused with the place", (_, json, expected, path) => {
  expect(() => resolve(json)).toThrow(code(expected, path));
});

test.each(["1e308", "1e309", "-1e999", "1e101"])("the number %s is refused with a reason", (number) => {
  expect(() => readSenmlJson(`[{"n":"a","v":${number}}]`)).toThrow(code("device/number", "[0].v"));
});

test.each([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["10^308", 1e308],
  ["a bignum of 400 digits", 10n ** 150n],
  ["a decimal fraction of 10^308", new CborTag(4, [308, 1])],
  ["a decimal fraction beyond all numbers", new CborTag(4, [9999, 1])],
])("%s in CBOR is refused with a reason", (_, value) => {
  const bytes = encodeCbor([
    new Map<number, CborValue>([
      [0, "a"],
      [2, value],
    ]),
  ]);
  expect(() => readSenmlCbor(bytes)).toThrow(code("device/number", "[0].v"));
});

test("NaN is no JSON, and fields that nobody knows are left aside", () => {
  expect(() => readSenmlJson('[{"n":"a","v":NaN}]')).toThrow(code("device/json"));
  expect(readSenmlJson('[{"n":"a","v":1,"model":"x"}]')).toEqual([{ n: "a", v: 1 }]);
});

test("a key that stands twice, the key __proto__ and deep nesting are refused before anything is built", () => {
  for (const text of [
    '[{"v":1,"n":"a","v":2}]',
    '[{"n":"a","\\u0076":1,"v":2}]',
    '[{"__proto__":{"v":1}}]',
    "[".repeat(50_000),
  ]) {
    expect(() => readSenmlJson(text)).toThrow(code("device/json"));
  }
  expect(Object.prototype).not.toHaveProperty("v");
});

test("too many bytes, records and characters are refused", () => {
  expect(() => readSenmlJson(" ".repeat(70_000))).toThrow(code("device/too-large"));
  expect(() => readSenmlJson(`[${'{"n":"a","v":1},'.repeat(1024)}{}]`)).toThrow(code("device/too-large"));
  expect(() => readSenmlJson(JSON.stringify([{ n: "a", vs: "x".repeat(5000) }]))).toThrow(code("device/too-large"));
});

test("labels of CBOR that the RFC does not have, and names in place of labels, are refused", () => {
  for (const key of [9, -7, "v"]) {
    const bytes = encodeCbor([
      new Map<number | string, CborValue>([
        [0, "a"],
        [key, 1],
      ]),
    ]);
    expect(() => readSenmlCbor(bytes), String(key)).toThrow(code("device/senml"));
  }
});

test("a decimal fraction is the double nearest to it: 273.15 of RFC 8949 section 3.4.4", () => {
  // C4 82 21 19 6AB3: 4([-2, 27315]).
  expect(readSenmlCbor(fromHex("81a200616102c48221196ab3")!)).toEqual([{ n: "a", v: 273.15 }]);
});

const number = fc.double({ noNaN: true, min: -1e99, max: 1e99 }).map((value) => (Object.is(value, -0) ? 0 : value));
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const kinds = { number, text, boolean: fc.boolean(), data: fc.uint8Array({ maxLength: 12 }) };
const anyPack = fc.array(
  fc.record(Object.fromEntries(senmlFieldNames.map((name) => [name, kinds[senmlFields[name].kind]])), {
    requiredKeys: [],
  }),
  { minLength: 1, maxLength: 6 },
) as fc.Arbitrary<SenmlPack>;

test("every pack survives JSON and CBOR, and both say the same", () => {
  fc.assert(
    fc.property(anyPack, (pack) => {
      const plain = pack.map((record) => ({ ...record }));
      expect(readSenmlJson(encodeSenmlJson(pack))).toEqual(plain);
      expect(readSenmlCbor(encodeSenmlCbor(pack))).toEqual(plain);
    }),
    { seed: 42, numRuns: 400 },
  );
});

test("the same pack gives the same bytes whatever the order of its fields", () => {
  const [one, other] = [
    { n: "a", u: "V", v: 1 },
    { v: 1, u: "V", n: "a" },
  ];
  expect(toHex(encodeSenmlCbor([one]))).toBe(toHex(encodeSenmlCbor([other])));
  expect(toHex(encodeSenmlJson([one]))).toBe(toHex(encodeSenmlJson([other])));
});
