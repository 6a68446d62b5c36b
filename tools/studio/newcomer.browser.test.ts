import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { studioFolder } from "./make.js";
import { newcomerSteps, walk } from "./newcomer.js";
import { serveStudio } from "./serve.js";
import { openStudio } from "./tab.js";
import { largestPicture, pictureFolder, tutorialFile, tutorialText } from "./tutorial.js";

const missing = "Chromium is not installed: sudo apt-get install chromium";

test("a newcomer opens, drags, asks why, compares, shares, takes the report home and brings a table, within five minutes", async ({
  skip,
}) => {
  const executable = findChromium();
  if (executable === undefined) return skip(missing);
  const pictures = process.env["STUDIO_PICTURES"] ?? mkdtempSync(join(tmpdir(), "tokenwright-newcomer-"));
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const started = Date.now();
  const studio = await openStudio(browser, host);
  try {
    const done: string[] = [];
    await walk(browser, host, studio, async ({ title, picture }, tab) => {
      done.push(title);
      if (picture !== undefined) await tab.screenshot({ path: join(pictures, `${done.length}-${picture}.png`) });
    });
    expect(done).toEqual(newcomerSteps.map(({ title }) => title));
    expect(Date.now() - started).toBeLessThan(300_000);
    expect(studio.complaints).toEqual([]);
    expect(await studio.trapped()).toEqual([]);
  } finally {
    await studio.close();
    await browser.close();
    await host.close();
  }
}, 600_000);

test("the tutorial of the docs is that path, with its pictures, none of them large", () => {
  expect(readFileSync(tutorialFile, "utf8")).toBe(tutorialText());
  for (const { picture } of newcomerSteps) {
    if (picture === undefined) continue;
    const file = join(pictureFolder, `${picture}.png`);
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
    expect(statSync(file).size).toBeLessThan(largestPicture);
  }
});
