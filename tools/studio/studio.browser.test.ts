import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readScenario, sha256OfValues, simulate } from "@tokenwright/workbench/portable";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { repository } from "../house.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, type StudioTab, shownHash, shownRun, slider, type TabOptions } from "./tab.js";

const executable = findChromium();
const missing = "Chromium is not installed: sudo apt-get install chromium";

let browser: Browser | undefined;
let host: Served;

beforeAll(async () => {
  if (executable === undefined) return;
  host = await serveStudio(studioFolder());
  browser = await startChromium(executable);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

/** Opens the studio, waits for its first futures, and holds it to what every page must: no error, nothing foreign. */
async function withStudio<T>(
  own: Browser,
  act: (studio: StudioTab) => Promise<T>,
  options: TabOptions = {},
): Promise<T> {
  const studio = await openStudio(own, host, options);
  try {
    await shownRun(studio.tab);
    const result = await act(studio);
    expect(studio.complaints).toEqual([]);
    expect(await studio.trapped()).toEqual([]);
    expect(
      studio.requests.filter((address) => !/^(?:data|blob):/.test(address) && !address.startsWith(host.address)),
    ).toEqual([]);
    return result;
  } finally {
    await studio.close();
  }
}

const chart = (tab: Tab, name: RegExp) => tab.getByRole("application", { name }).first();

/** What the command line computes for the example with these changes. */
async function inNode(overrides: readonly string[]) {
  const file = (name: string) => join(repository, "examples/cardano", name);
  const scenario = readScenario(readFileSync(file("scenario.yaml"), "utf8"), {
    file: "scenario.yaml",
    overrides,
    readDataFile: (name) => ({ file: name, bytes: readFileSync(file(name)) }),
  });
  const { record, series } = await simulate(scenario);
  return { id: record.id, sha256: sha256OfValues(series.flatMap(({ bands, mean }) => [...bands, mean])) };
}

test("opens on Cardano, simulated, with the run id and the bits of the command line", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  const wanted = await inNode([]);
  await withStudio(browser, async ({ tab, requests }) => {
    expect(await tab.getByRole("heading", { level: 1 }).textContent()).toBe("Cardano from 2023 to 2033");
    expect(await tab.getByRole("application").count()).toBeGreaterThanOrEqual(7);
    expect(await shownRun(tab)).toBe(wanted.id);
    expect(await shownHash(tab)).toBe(wanted.sha256);
    // The page, its files, and nothing twice but what each thread of an ensemble runs.
    const once = requests.filter((request) => !/\/ensemble\.worker-[^/]*$/.test(request));
    expect(new Set(once).size).toBe(once.length);
    expect(await tab.getByRole("dialog").count()).toBe(0);
  });
});

test("a slider shows a preview while it is dragged, then all futures; undo brings back the bits of before", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    const before = await shownRun(tab);
    const thumb = slider(tab, "rho, %/epoch");
    const box = (await thumb.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await tab.mouse.move(x, y);
    await tab.mouse.down();
    await tab.mouse.move(x + 20, y, { steps: 5 });
    await tab.mouse.move(x + 30, y, { steps: 5 });
    await tab.getByText("preview, n = 200").first().waitFor({ timeout: patience });
    // What was computed last in full is still named below.
    expect(await shownRun(tab)).toBe(before);
    await tab.mouse.up();
    const after = await shownRun(tab, before);
    await expect.poll(() => tab.getByText("preview, n = 200").count(), { timeout: patience }).toBe(0);
    const value = Number(await thumb.getAttribute("aria-valuenow"));
    expect(value).toBeGreaterThan(0.3);
    expect(after).toBe((await inNode([`supply.rho=${value} %/epoch`])).id);
    await tab.getByRole("button", { name: "Undo" }).click();
    expect(await shownRun(tab, after)).toBe(before);
    await tab.getByRole("button", { name: "Redo" }).click();
    expect(await shownRun(tab, before)).toBe(after);
    await tab.keyboard.press("Control+z");
    expect(await shownRun(tab, after)).toBe(before);
  });
});

test("a slider that comes back to where it was shows all futures again, not the preview", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    const thumb = slider(tab, "rho, %/epoch");
    // The first change marks the input, which moves what stands below; the second one sets the value of a place.
    let before = await shownRun(tab);
    let [x, y] = [0, 0];
    for (const off of [12, 6]) {
      const box = (await thumb.boundingBox())!;
      [x, y] = [box.x + box.width / 2 + off, box.y + box.height / 2];
      await tab.mouse.click(x, y);
      before = await shownRun(tab, before);
    }
    const value = await thumb.getAttribute("aria-valuenow");
    await tab.mouse.move(x, y);
    await tab.mouse.down();
    await tab.mouse.move(x + 25, y, { steps: 3 });
    await tab.getByText("preview, n = 200").first().waitFor({ timeout: patience });
    await tab.mouse.move(x, y, { steps: 3 });
    await expect.poll(() => thumb.getAttribute("aria-valuenow")).toBe(value);
    await tab.mouse.up();
    await expect.poll(() => tab.getByText("preview, n = 200").count(), { timeout: patience }).toBe(0);
    expect(await shownRun(tab)).toBe(before);
  });
});

test("a click on a chart says why, and so do the keys", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    const panel = tab.getByRole("complementary", { name: "Why" });
    const reserve = chart(tab, /^Reserve/);
    await reserve.scrollIntoViewIfNeeded();
    const box = (await reserve.boundingBox())!;
    await reserve.click({ position: { x: box.width * 0.6, y: box.height * 0.4 } });
    const clicked = panel.getByRole("heading", { name: /^supply\.reserve at / });
    await clicked.waitFor({ timeout: patience });
    expect(await panel.getByRole("button", { name: "supply.expansion" }).count()).toBeGreaterThan(0);
    expect(await panel.textContent()).toMatch(/feedback loops/i);
    const treasury = chart(tab, /^Treasury/);
    await treasury.focus();
    for (const key of ["Home", "ArrowRight", "ArrowRight", "Enter"]) await treasury.press(key);
    await panel.getByRole("heading", { name: /^supply\.treasury at / }).waitFor({ timeout: patience });
    // Further down the causes, by the keyboard alone.
    const cause = panel.getByRole("button", { name: /^[a-z]+\./ }).first();
    const name = (await cause.textContent())!.trim();
    await cause.focus();
    await tab.keyboard.press("Enter");
    await panel
      .getByRole("heading", { name: new RegExp(`^${name.replaceAll(".", "\\.")} at `) })
      .waitFor({ timeout: patience });
  });
});

test("compare shows the changed input beside the changed outputs", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    const before = await shownRun(tab);
    const input = tab.getByRole("textbox", { name: "rho, %/epoch" });
    await input.fill("0.5");
    await input.press("Enter");
    await shownRun(tab, before);
    await tab.getByRole("tab", { name: "Compare" }).click();
    const panel = tab.getByRole("tabpanel", { name: "Compare" });
    const changed = panel.getByRole("row").filter({ hasText: "supply.rho" }).first();
    expect(await changed.textContent()).toMatch(/0\.3 %\/epoch.*0\.5 %\/epoch/);
    const reserve = panel.getByRole("row").filter({ has: tab.getByRole("rowheader", { name: "Reserve" }) });
    expect(await reserve.first().textContent()).toMatch(/-\d/);
  });
});

test("a link opens in another browser with the same bits", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  const own = browser;
  await withStudio(own, async ({ tab }) => {
    const before = await shownRun(tab);
    const input = tab.getByRole("textbox", { name: "tau, %" });
    await input.fill("25");
    await input.press("Enter");
    const after = await shownRun(tab, before);
    await tab.getByRole("button", { name: "Share" }).click();
    await tab.getByText(/The link is in the clipboard/).waitFor({ timeout: patience });
    const link = await tab.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(tab.url());
    const sha256 = await shownHash(tab);
    const fragment = new URL(link).hash;
    expect(fragment).toMatch(/^#v2\.[\w-]{100,8192}$/);
    await withStudio(
      own,
      async (other) => {
        expect(await shownRun(other.tab)).toBe(after);
        expect(await shownHash(other.tab)).toBe(sha256);
        // What stands behind # never leaves the browser.
        expect(other.requests.filter((address) => address.includes("v1."))).toEqual([]);
      },
      { fragment },
    );
  });
});

test("a text with a mistake is marked at its line and column, and the charts stay", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    const before = await shownRun(tab);
    const text = readFileSync(join(repository, "examples/cardano/scenario.yaml"), "utf8");
    const line = text.split("\n").findIndex((one) => one.includes("rho: { value: 0.3 %/epoch"));
    const column = text.split("\n")[line]!.indexOf("epoch");
    await tab.getByRole("tab", { name: "Text" }).click();
    const editor = tab.getByRole("textbox", { name: "Text" });
    await editor.waitFor({ timeout: patience });
    await editor.click();
    await tab.keyboard.press("Control+a");
    await tab.keyboard.insertText(text.replace("0.3 %/epoch", "0.3 %/epok"));
    const alert = tab.getByRole("alert");
    await alert.waitFor({ timeout: patience });
    expect(await alert.textContent()).toMatch(new RegExp(`scenario\\.yaml:${line + 1}:${column + 1}`));
    await tab.getByRole("tab", { name: "Explore" }).click();
    expect(await shownRun(tab)).toBe(before);
    expect(await tab.getByRole("application").count()).toBeGreaterThanOrEqual(7);
    await tab.getByRole("button", { name: "Undo" }).click();
    await alert.waitFor({ state: "detached", timeout: patience });
    expect(await shownRun(tab)).toBe(before);
  });
});

test("a file that is no scenario at all is said to be none, and nothing is lost", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    for (const [name, buffer] of [
      ["empty.yaml", Buffer.from("")],
      ["bytes.yaml", Buffer.from([0xff, 0xfe, 0, 1, 2, 3])],
      ["bomb.yaml", Buffer.from("a: &a [1]\nb: [*a, *a]\n".repeat(3))],
      ["deep.yaml", Buffer.from(`a: ${"[".repeat(500)}`)],
    ] as const) {
      await tab.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/yaml", buffer });
      await tab.getByRole("alert").waitFor({ timeout: patience });
      expect(await tab.getByRole("alert").textContent(), name).toContain("wrong");
    }
    await tab.getByRole("combobox", { name: "Examples" }).click();
    await tab.getByRole("option", { name: "fees" }).click();
    await tab.getByRole("alert").waitFor({ state: "detached", timeout: patience });
    await shownRun(tab);
  });
});

test("every example opens and runs in the page", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    let run = await shownRun(tab);
    for (const name of ["fees", "governance", "sectors", "cardano"]) {
      await tab.getByRole("combobox", { name: "Examples" }).click();
      await tab.getByRole("option", { name }).click();
      run = await shownRun(tab, run);
      expect(await tab.getByRole("alert").count(), name).toBe(0);
      expect(await tab.getByRole("application").count(), name).toBeGreaterThan(0);
    }
  });
});
