import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkTooLong, mostLink, mostText, readLink, type Shared, writeLink } from "./link.js";

const fragmentOf = (bytes: Uint8Array) => `v1.${Buffer.from(bytes).toString("base64url")}`;
const fragmentOfJson = (json: string) => fragmentOf(deflateRawSync(json));

/** A scenario somebody could have written: keys, quantities, comments, and now and then any character there is. */
const line = fc.oneof(
  fc.tuple(fc.constantFrom("title", "about", "step", "horizon"), fc.string({ unit: "grapheme", maxLength: 40 })),
  fc.tuple(
    fc.constantFrom("  rho", "  tau", "  supply.reserve"),
    fc.float({ noNaN: true }).map((value) => `${value} ADA`),
  ),
  fc.tuple(fc.constant("# "), fc.string({ unit: "binary", maxLength: 30 })),
);
const scenario: fc.Arbitrary<Shared> = fc.record({
  file: fc.oneof(fc.constant("scenario.yaml"), fc.string({ unit: "grapheme", maxLength: 20 })),
  text: fc.array(line, { maxLength: 25 }).map((lines) => lines.map(([key, value]) => `${key}: ${value}`).join("\n")),
  changes: fc.array(
    fc
      .tuple(fc.constantFrom("supply.rho", "ensemble.seed", "x[deu]"), fc.string({ unit: "binary", maxLength: 12 }))
      .map((pair) => pair.join("=")),
    { maxLength: 4 },
  ),
});

test("10,000 scenarios come back from their links as they were", async () => {
  let links = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async (shared) => {
      const link = await writeLink(shared);
      links += 1;
      expect(link).toMatch(/^v1\.[A-Za-z0-9_-]*$/);
      expect(link.length).toBeLessThanOrEqual(mostLink);
      expect(await readLink(`#${link}`)).toEqual({ content: shared, data: {} });
    }),
    { seed: 6, numRuns: 10_000 },
  );
  expect(links).toBe(10_000);
});

test("the same scenario has the same link, and a URL changes none of its characters", async () => {
  const shared = { file: "a.yaml", text: "title: ä€𝒳\n", changes: ["a=1"] };
  const link = await writeLink(shared);
  expect(await writeLink({ ...shared })).toBe(link);
  expect(new URL(`https://example.org/studio/#${link}`).hash).toBe(`#${link}`);
});

test("a scenario that does not fit is refused with its size", async () => {
  // Random letters cannot be packed: eight bits of every ten.
  const letters = fc.sample(fc.string({ minLength: 12_000, maxLength: 12_000 }), { seed: 6, numRuns: 1 })[0]!;
  const error = await writeLink({ file: "a.yaml", text: letters, changes: [] }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(LinkTooLong);
  expect((error as LinkTooLong).length).toBeGreaterThan(mostLink);
});

test("a text that packs well and is too long all the same is refused: its link could not be read", async () => {
  await expect(writeLink({ file: "a.yaml", text: "a".repeat(mostText), changes: [] })).rejects.toThrow(LinkTooLong);
  const largest = { file: "a", text: "a".repeat(mostText - 9), changes: [] };
  expect((await readLink(await writeLink(largest)))?.content).toEqual(largest);
});

test("a fragment of a few bytes that unpacks to gigabytes is given up after a quarter of a megabyte", async () => {
  const bomb = fragmentOf(deflateRawSync(Buffer.alloc(6_000_000, 0x5b), { level: 9 }));
  expect(bomb.length).toBeLessThan(mostLink + 100);
  const before = process.memoryUsage().arrayBuffers;
  expect(await readLink(bomb)).toBeUndefined();
  expect(await readLink(fragmentOfJson(`["a","${"b".repeat(mostText)}"]`))).toBeUndefined();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
});

test("what is no list of texts is no scenario", async () => {
  const wrong = [
    "",
    "null",
    "{}",
    "[]",
    '["a"]',
    "[1,2]",
    '["a",null]',
    '["a","b",{}]',
    '{"0":"a","1":"b","length":2}',
  ];
  for (const json of wrong) expect(await readLink(fragmentOfJson(json)), json).toBeUndefined();
  expect(await readLink(fragmentOfJson("[".repeat(200_000)))).toBeUndefined();
  expect(await readLink(fragmentOfJson('["__proto__","constructor","__proto__=1"]'))).toEqual({
    content: { file: "__proto__", text: "constructor", changes: ["__proto__=1"] },
    data: {},
  });
  // Not UTF-8, and cut off.
  for (const bytes of [deflateRawSync(Uint8Array.of(0x5b, 0xff)), deflateRawSync('["a","b"]').subarray(0, 4)]) {
    expect(await readLink(fragmentOf(bytes))).toBeUndefined();
  }
});

test("links of other versions, and fragments that are no links, are left alone", async () => {
  const other = [
    "",
    "#",
    "#charts",
    "v0.AAAA",
    "v2.AAAA",
    "v3.AAAA",
    "v1.",
    "v1.%41",
    "v1.a b",
    "v1.ä",
    "v1.A",
    "javascript:alert(1)",
  ];
  for (const fragment of [...other, `v1.${"A".repeat(mostLink)}`]) {
    expect(await readLink(fragment), fragment.slice(0, 30)).toBeUndefined();
  }
});

test("a link with any character changed is refused or read, and nothing else happens", async () => {
  const link = await writeLink({ file: "scenario.yaml", text: "title: A\nstep: 1 day\n".repeat(5), changes: ["a=1"] });
  const letters = "ABab01-_%#\u0000é";
  await fc.assert(
    fc.asyncProperty(fc.nat(link.length - 1), fc.constantFrom(...letters), fc.boolean(), async (at, letter, isCut) => {
      const read = await readLink(isCut ? link.slice(0, at) : `${link.slice(0, at)}${letter}${link.slice(at + 1)}`);
      if (read === undefined) return;
      const { file, text, changes } = read.content;
      expect([file, text, ...changes].every((part) => typeof part === "string")).toBe(true);
    }),
    { seed: 6, numRuns: 2_000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

/** Bytes of a table: text of every script, and now and then bytes that are no text at all. */
const tables = fc.dictionary(
  fc.constantFrom("fees.csv", "burn.csv", "träge.csv", "data/prices.csv"),
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => new TextEncoder().encode(`\ufeffdate,${text}\r\n1,2`)),
    fc.uint8Array({ maxLength: 60 }),
  ),
  { minKeys: 1, noNullPrototype: true },
);

test("tables come back from 2,000 links byte by byte", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, tables, async (content, data) => {
      const link = await writeLink(content, data);
      expect(link).toMatch(/^v2\.[A-Za-z0-9_-]*$/);
      expect(await readLink(`#${link}`)).toEqual({ content, data });
    }),
    { seed: 6, numRuns: 2_000 },
  );
});

test("tables that do not fit are refused with their size, before anything is packed", async () => {
  const shared = { file: "a.yaml", text: "title: A", changes: [] };
  const noise = fc.sample(fc.uint8Array({ minLength: 9_000, maxLength: 9_000 }), { seed: 6, numRuns: 1 })[0]!;
  const error = await writeLink(shared, { "a.csv": noise }).catch((one: unknown) => one);
  expect(error).toMatchObject({ hasTables: true });
  expect((error as LinkTooLong).length).toBeGreaterThan(mostLink);
  const large = await writeLink(shared, { "a.csv": new Uint8Array(mostText + 1) }).catch((one: unknown) => one);
  expect(large).toMatchObject({ hasTables: true, length: mostText + 1 });
});

test("what is no scenario with tables is refused whole", async () => {
  const link = (json: string) => `v2.${Buffer.from(deflateRawSync(json)).toString("base64url")}`;
  expect(await readLink(link('["a","b",["c=1"],["d.csv","te"]]'))).toEqual({
    content: { file: "a", text: "b", changes: ["c=1"] },
    data: { "d.csv": Uint8Array.of(0x65) },
  });
  const wrong = [
    '["a","b"]',
    '["a","b","c"]',
    '["a","b",[1]]',
    '["a","b",[],["d.csv"]]',
    '["a","b",[],["d.csv","x"]]',
    '["a","b",[],["d.csv",""]]',
    '["a","b",[],["d.csv","b!"]]',
    '["a","b",[],["d.csv","t"],["d.csv","t"]]',
    '["a","b",[],["__proto__","t"]]',
    '["a","b",[],["constructor","t"]]',
    '["a","b",[],"d.csv"]',
  ];
  for (const json of wrong) expect(await readLink(link(json)), json).toBeUndefined();
});
