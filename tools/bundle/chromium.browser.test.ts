import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocksOf } from "../docs/examples.js";
import { ensembleDigest } from "../golden/ensemble-digest.js";
import { type Fingerprint, type FingerprintOptions, fingerprint } from "../golden/fingerprint.js";
import { keptOf } from "../golden/kept.js";
import { repository } from "../house.js";
import { findChromium, startChromium } from "./chromium.js";
import { addToBundle, hasWebWorkers, makeBundle } from "./make.js";
import type { Page } from "./page.js";
import { isolation, serve } from "./serve.js";

const executable = findChromium();
const missing = "Chromium is not installed: sudo apt-get install chromium";

let folder: string;
let browser: Browser | undefined;
let inNode: Fingerprint;

beforeAll(async () => {
  if (executable === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "tokenwright-page-"));
  await makeBundle(folder);
  await addToBundle(folder, { page: "tools/bundle/page.ts" });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>Test</title><script type="module" src="page.js"></script>',
  );
  browser = await startChromium(executable);
  inNode = await fingerprint();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Opens the page in a tab of its own, served with these headers, and closes both behind what is done with it. */
async function withPage<T>(
  own: Browser,
  headers: Readonly<Record<string, string>>,
  act: (tab: Tab) => Promise<T>,
): Promise<T> {
  const { address, close } = await serve(folder, headers);
  const tab = await own.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
  try {
    await tab.goto(`${address}index.html`);
    await tab.waitForFunction(() => "tokenwrightPage" in globalThis);
    const answer = await act(tab);
    expect(complaints).toEqual([]);
    return answer;
  } finally {
    await tab.close();
    await close();
  }
}

/** Runs in the page: what stands here is sent there as it is. */
const fingerprintOf = (tab: Tab, options: FingerprintOptions = {}) =>
  tab.evaluate(
    (given) => (globalThis as unknown as { tokenwrightPage: Page }).tokenwrightPage.fingerprint(given),
    options,
  );
const ensembleOf = (tab: Tab, threads: number) =>
  tab.evaluate(
    (count) => (globalThis as unknown as { tokenwrightPage: Page }).tokenwrightPage.ensemble(count),
    threads,
  );
const hasSharedMemory = (tab: Tab) =>
  tab.evaluate(() => (globalThis as unknown as { tokenwrightPage: Page }).tokenwrightPage.hasSharedMemory);

test("Chromium computes the bits of Node from the bundle, in the reference and in vector code", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  const found = await withPage(browser, {}, (tab) => fingerprintOf(tab));
  expect(found.differing).toEqual([]);
  expect(found.cases).toEqual(inNode.cases);
  expect(found.sha256).toBe(inNode.sha256);
});

test("under a Content-Security-Policy without WebAssembly the bits are the same, and it is said why", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  const policy = { "content-security-policy": "default-src 'self'" };
  const found = await withPage(browser, policy, (tab) => fingerprintOf(tab, { keptOnly: true }));
  expect(keptOf(found)).toEqual(keptOf(inNode));
  const reasons = new Set(found.cases.flatMap(({ whyNot }) => whyNot ?? []));
  expect([...reasons].join()).toMatch(/^this page's Content-Security-Policy [^,]*'wasm-unsafe-eval'$/);
});

test("a Chromium without WebAssembly computes the same bits", async ({ skip }) => {
  if (executable === undefined) return skip(missing);
  const plain = await startChromium(executable, ["--js-flags=--jitless"]);
  try {
    const found = await withPage(plain, {}, (tab) => fingerprintOf(tab, { keptOnly: true }));
    expect(keptOf(found)).toEqual(keptOf(inNode));
    expect(new Set(found.cases.flatMap(({ whyNot }) => whyNot ?? []))).toEqual(
      new Set(["this platform has no WebAssembly"]),
    );
  } finally {
    await plain.close();
  }
});

const guide = blocksOf(readFileSync(join(repository, "docs/guides/browser.md"), "utf8"));
const pages = guide.filter(({ language, words }) => language === "html" && words.includes("run"));

test.for(pages)("the page at line $line of the guide shows what stands below it", async (block, { skip }) => {
  if (browser === undefined) return skip(missing);
  if (block.words.includes("workers") && !hasWebWorkers) return skip("this version starts no threads in browsers");
  writeFileSync(join(folder, "guide.html"), block.text);
  const { address, close } = await serve(folder);
  const tab = await browser.newPage();
  try {
    await tab.goto(`${address}guide.html`);
    await tab.waitForSelector("#result:not(:empty)", { timeout: 30_000 });
    expect(await tab.textContent("#result")).toBe(block.next?.text);
  } finally {
    await tab.close();
    await close();
  }
});

const memories = [
  ["with", isolation, true],
  ["without", {}, false],
] as const;

test.for(memories)(
  "an ensemble in Chromium has the bits of Node, %s shared memory",
  async ([, headers, isShared], { skip }) => {
    if (browser === undefined) return skip(missing);
    await withPage(browser, headers, async (tab) => {
      expect(await hasSharedMemory(tab)).toBe(isShared);
      expect(await ensembleOf(tab, 0)).toBe(await ensembleDigest());
    });
  },
);

test.for(memories)("1 to 8 threads of Chromium change no bit, %s shared memory", async ([, headers], { skip }) => {
  if (browser === undefined) return skip(missing);
  if (!hasWebWorkers) return skip("this version starts no threads in browsers");
  const alone = await ensembleDigest();
  await withPage(browser, headers, async (tab) => {
    for (const threads of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(await ensembleOf(tab, threads), `${threads} threads`).toBe(alone);
    }
  });
});
