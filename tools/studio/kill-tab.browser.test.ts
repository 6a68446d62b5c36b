import { expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { killTabs } from "./kill-tab.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";

const missing = "Chromium is not installed: sudo apt-get install chromium";

test("a tab that is killed while somebody types loses nothing older than two seconds (50 times: npm run studio-kill)", async ({
  skip,
}) => {
  const executable = findChromium();
  if (executable === undefined) return skip(missing);
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  try {
    const kills = await killTabs(browser, host, 3);
    expect(kills.filter(({ isThere }) => !isThere)).toEqual([]);
    expect(kills).toHaveLength(3);
  } finally {
    await browser.close();
    await host.close();
  }
}, 600_000);
