import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { repository } from "../house.js";
import { chooseExample, chooseFile } from "./every-scenario.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, shownRun } from "./tab.js";

const executable = findChromium();
const missing = "Chromium is not installed: sudo apt-get install chromium";
const vesting = readFileSync(join(repository, "packages/cli/templates/vesting.yaml"), "utf8");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser | undefined;
let host: Served;
/** Screenshots, for those who want to look. */
let pictures: string;

beforeAll(async () => {
  if (executable === undefined) return;
  pictures = process.env["STUDIO_PICTURES"] ?? mkdtempSync(join(tmpdir(), "tokenwright-pictures-"));
  host = await serveStudio(studioFolder());
  browser = await startChromium(executable);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  if (browser !== undefined) console.log(`screenshots: ${pictures}`);
});

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What the rules of WCAG 2.2 A and AA, and axe's own good practice, find on the page as it is now. */
async function violationsOf(tab: Tab): Promise<readonly string[]> {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 160)}\n  ${failureSummary ?? ""}`),
  );
}

/** Whatever stands beyond the right edge of the page, for which the page would have to be scrolled sideways. */
function beyondTheEdge(tab: Tab): Promise<number> {
  return tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const widths = [360, 1280, 2560] as const;
const schemes = ["light", "dark"] as const;
const cases = schemes.flatMap((scheme) => widths.map((width) => ({ scheme, width })));

test.for(cases)(
  "no fault of accessibility on any screen, $scheme, $width pixels wide",
  async ({ scheme, width }, { skip }) => {
    if (browser === undefined) return skip(missing);
    const studio = await openStudio(browser, host, { scheme, width, height: width === 360 ? 740 : 1000 });
    const { tab } = studio;
    try {
      await shownRun(tab);
      const names = await tab.getByRole("tab").allTextContents();
      expect(names.length).toBeGreaterThanOrEqual(5);
      const faults: string[] = [];
      for (const name of names) {
        await tab.getByRole("tab", { name, exact: true }).click();
        const panel = tab.getByRole("tabpanel", { name, exact: true });
        await panel.waitFor({ timeout: patience });
        await expect.poll(() => panel.getByLabel("Computing").count(), { timeout: patience }).toBe(0);
        // Colours and sizes that move are looked at when they have arrived.
        await tab.waitForTimeout(300);
        await tab.screenshot({ path: join(pictures, `${name.toLowerCase()}-${width}-${scheme}.png`), fullPage: true });
        faults.push(...(await violationsOf(tab)).map((fault) => `${name}: ${fault}`));
        const beyond = await beyondTheEdge(tab);
        if (beyond > 0) faults.push(`${name}: ${beyond} pixels stand beyond the right edge`);
      }
      expect(faults.join("\n")).toBe("");
      expect(studio.complaints).toEqual([]);
    } finally {
      await studio.close();
    }
  },
);

/** Screens that are behind a choice of their own, and what brings each of them up. */
const further: readonly { readonly name: string; readonly show: (tab: Tab) => Promise<void> }[] = [
  {
    name: "vesting",
    show: async (tab) => {
      const before = await shownRun(tab);
      await chooseFile(tab, "vesting.yaml", vesting);
      await shownRun(tab, before);
      await tab.getByRole("region", { name: /^The largest unlock/ }).waitFor({ timeout: patience });
    },
  },
  {
    name: "wiring",
    show: async (tab) => {
      await tab.getByRole("tab", { name: "Model" }).click();
      await tab.getByText("Wiring", { exact: true }).click();
      const output = tab.getByRole("button", { name: /^output locked TKN/ }).first();
      await output.waitFor({ timeout: patience });
      await output.click();
    },
  },
  {
    name: "equation",
    show: async (tab) => {
      await tab.getByText("Diagram", { exact: true }).click();
      await tab.getByRole("button", { name: "circulatingShare", exact: true }).first().click();
      await tab.getByRole("button", { name: "Edit the equation" }).click();
      const details = tab.getByRole("region", { name: "circulatingShare" });
      await details.getByRole("textbox").fill("circulating");
      await details.getByRole("button", { name: "Check" }).click();
      await expect.poll(() => details.getByRole("status").textContent(), { timeout: patience }).not.toBe("");
    },
  },
  {
    name: "library",
    show: async (tab) => {
      await tab.getByRole("tab", { name: "Library of mechanisms" }).click();
      await tab.getByRole("textbox", { name: "Search the library" }).waitFor({ timeout: patience });
    },
  },
  {
    name: "mechanism",
    show: async (tab) => {
      await tab.getByRole("textbox", { name: "Search the library" }).fill("vesting");
      await tab.getByRole("button", { name: /^Vesting with cliff/ }).click();
      await tab.getByRole("button", { name: "Add to this economy" }).waitFor({ timeout: patience });
    },
  },
  {
    name: "holders",
    show: async (tab) => {
      const before = await shownRun(tab);
      await chooseExample(tab, "holders");
      await shownRun(tab, before);
      await tab.getByRole("tab", { name: "Explore" }).click();
      await tab.getByRole("region", { name: /^The poorer half/ }).waitFor({ timeout: patience });
    },
  },
];

test.for(cases)(
  "no fault of accessibility on what is behind a choice, $scheme, $width pixels wide",
  async ({ scheme, width }, { skip }) => {
    if (browser === undefined) return skip(missing);
    const studio = await openStudio(browser, host, { scheme, width, height: width === 360 ? 740 : 1000 });
    const { tab } = studio;
    try {
      await shownRun(tab);
      const faults: string[] = [];
      for (const { name, show } of further) {
        await show(tab);
        await tab.waitForTimeout(400);
        await tab.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
        faults.push(...(await violationsOf(tab)).map((fault) => `${name}: ${fault}`));
        const beyond = await beyondTheEdge(tab);
        if (beyond > 0) faults.push(`${name}: ${beyond} pixels stand beyond the right edge`);
      }
      expect(faults.join("\n")).toBe("");
      expect(studio.complaints).toEqual([]);
    } finally {
      await studio.close();
    }
  },
);
