import { expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { studioFolder } from "./make.js";
import { payloads } from "./payloads.js";
import { serveStudio } from "./serve.js";
import { openStudio, shownRun, trapName } from "./tab.js";
import { attack } from "./xss.js";

const executable = findChromium();
const missing = "Chromium is not installed: sudo apt-get install chromium";

test("240 hostile texts through every field, file and link: nothing runs (5,000: npm run studio-xss)", async ({
  skip,
}) => {
  if (executable === undefined) return skip(missing);
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  try {
    const { tried, successes } = await attack(browser, host, payloads(240));
    expect(successes).toEqual([]);
    expect(tried).toBe(240);
  } finally {
    await browser.close();
    await host.close();
  }
}, 900_000);

test("the trap sees a script that runs, and one that the policy forbids", async ({ skip }) => {
  if (executable === undefined) return skip(missing);
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const studio = await openStudio(browser, host);
  try {
    await shownRun(studio.tab);
    expect(await studio.trapped()).toEqual([]);
    await studio.tab.evaluate((name) => {
      document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="${name}(1)">`);
    }, trapName);
    await expect.poll(studio.trapped).toEqual([expect.stringMatching(/^forbidden: script-src/)]);
    await studio.tab.evaluate(
      (name) => (globalThis as unknown as Record<string, (from: number) => void>)[name]!(2),
      trapName,
    );
    expect(await studio.trapped()).toContain("ran: 2");
  } finally {
    await studio.close();
    await browser.close();
    await host.close();
  }
});
