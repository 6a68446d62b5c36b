/**
 * `npm run studio-kill [-- TIMES]`: kills the tab in the middle of an edit, again and again, 50 times by default, and
 * looks at what comes back. Nothing that was typed more than two seconds before may be lost.
 */
import type { Browser } from "playwright-core";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, type StudioTab, shownRun } from "./tab.js";

export interface Kill {
  /** What was typed last more than two seconds before the tab was killed. */
  readonly typed: string;
  /** Whether it was there afterwards, without anybody's doing. */
  readonly isThere: boolean;
}

/** Milliseconds: what was typed earlier than so long before the end must be there. */
const safeAfter = 2_000;

/** Kills the tab so many times while somebody types without a pause. */
export async function killTabs(browser: Browser, host: Served, times: number): Promise<readonly Kill[]> {
  const context = await browser.newContext({ locale: "en-GB" });
  const kills: Kill[] = [];
  for (let time = 0; time < times; time++) {
    const { tab } = await openStudio(browser, host, { context });
    await openText(tab);
    const typed = `typed-${time}`;
    await tab.keyboard.type(`\n# ${typed} `, { delay: 5 });
    const end = Date.now() + safeAfter;
    for (let more = 0; Date.now() < end; more++) await tab.keyboard.type(`${more} `, { delay: 7 });
    const session = await context.newCDPSession(tab);
    const gone = new Promise<void>((resolve) => tab.once("crash", () => resolve()));
    // The process of the tab ends at once: nothing in the page hears of it.
    void session.send("Page.crash").catch(() => {});
    await gone;
    await tab.close();
    const after = await openStudio(browser, host, { context });
    await openText(after.tab);
    const shown = (await after.tab.getByRole("textbox", { name: "Text" }).textContent()) ?? "";
    kills.push({ typed, isThere: shown.includes(`# ${typed}`) });
    await after.tab.close();
  }
  await context.close();
  return kills;
}

/** The scenario's text, with the cursor at its end. */
async function openText(tab: StudioTab["tab"]): Promise<void> {
  await shownRun(tab);
  await tab.getByRole("tab", { name: "Text" }).click();
  const editor = tab.getByRole("textbox", { name: "Text" });
  await editor.waitFor({ timeout: patience });
  await editor.click();
  await tab.keyboard.press("Control+End");
}

if (process.argv[1]?.endsWith("kill-tab.ts") === true) {
  const times = Number(process.argv[2] ?? 50);
  const executable = findChromium();
  if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const kills = await killTabs(browser, host, times);
  const lost = kills.filter(({ isThere }) => !isThere);
  for (const { typed } of lost) console.log(`lost: ${typed}`);
  console.log(`${kills.length} kills, ${lost.length} losses`);
  await browser.close();
  await host.close();
  process.exitCode = lost.length === 0 && kills.length === times ? 0 : 1;
}
