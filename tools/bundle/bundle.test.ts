import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as engine from "@tokenwright/engine";
import * as library from "@tokenwright/library";
import { afterAll, beforeAll, expect, test } from "vitest";
import { budget, inWords, overBudget } from "./budget.js";
import { type Bundle, makeBundle } from "./make.js";
import { isolation, serve } from "./serve.js";

let folder: string;
let bundle: Bundle;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-bundle-"));
  bundle = await makeBundle(folder);
}, 60_000);

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

test("engine and library stay within what a page may load", () => {
  expect(overBudget(bundle.sizes)).toEqual([]);
  // A budget that is far above what there is holds nothing.
  expect(bundle.sizes.engine.gzip).toBeGreaterThan(0.6 * budget.engine.gzip);
});

test("what is over the budget is named with its size", () => {
  const sizes = { all: { raw: 2_000_000, gzip: 300_000 }, engine: { raw: 400_000, gzip: 150_000 } };
  const most = { all: { raw: 1_000_000, gzip: 320_000 }, engine: { raw: 400_000, gzip: 145_000 } };
  expect(overBudget(sizes, most)).toEqual([
    "engine and library, raw: 2000000 bytes, and 1000000 are allowed",
    "engine, gzip: 150000 bytes, and 145000 are allowed",
  ]);
  expect(inWords(sizes.all)).toBe("2000 kB, 300 kB by gzip");
});

test("the bundle is made of engine and library alone, and loads nothing else", () => {
  const ours = /^(packages\/(engine|library)\/src\/|tools\/bundle\/entry\.ts$)/;
  expect(bundle.sources.filter((file) => !ours.test(file))).toEqual([]);
  expect(bundle.sources.length).toBeGreaterThan(250);
  expect(bundle.imports).toEqual([]);
});

test("every name of engine and library is in the bundle, once", async () => {
  const own = (await import(pathToFileURL(join(folder, "tokenwright.js")).href)) as object;
  const wanted = [...Object.keys(engine), ...Object.keys(library)];
  // Names that both have would be in neither.
  expect(Object.keys(own).sort()).toEqual(wanted.sort());
});

test("the server hands out the files of its folder with their headers, and nothing else", async () => {
  const { address, close } = await serve(folder, isolation);
  try {
    const found = await fetch(`${address}tokenwright.js`);
    expect(found.status).toBe(200);
    expect(found.headers.get("content-type")).toMatch(/^text\/javascript/);
    expect(found.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    for (const path of ["absent.js", "..%2fpackage.json", "%2e%2e/package.json", "a/b.js", ""]) {
      expect((await fetch(address + path)).status, path).toBe(404);
    }
  } finally {
    await close();
  }
});
