import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeParquetTables } from "@tokenwright/workbench";
import { readScenario, simulate } from "@tokenwright/workbench/portable";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { repository } from "../house.js";
import { chooseExample, chooseFile, exampleNames, tryScenario } from "./every-scenario.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, type StudioTab, shownHash, shownRun, type TabOptions } from "./tab.js";

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

async function withStudio(own: Browser, act: (studio: StudioTab) => Promise<void>, options: TabOptions = {}) {
  const studio = await openStudio(own, host, options);
  try {
    await shownRun(studio.tab);
    await act(studio);
    expect(studio.complaints).toEqual([]);
    expect(await studio.trapped()).toEqual([]);
  } finally {
    await studio.close();
  }
}

const vesting = readFileSync(join(repository, "packages/cli/templates/vesting.yaml"), "utf8");
/** The text on the page, whole: as it is saved. */
const textOf = async ({ tab }: StudioTab) => {
  const download = tab.waitForEvent("download", { timeout: patience });
  await tab.getByRole("button", { name: "Save as a file" }).click();
  return readFileSync(await (await download).path(), "utf8");
};

test("every example opens, runs and explains itself", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async (studio) => {
    const names = await exampleNames(studio.tab);
    expect(names).toContain("holders");
    for (const name of names.filter((one) => one !== "cardano")) {
      const { faults } = await tryScenario(studio, name, () => chooseExample(studio.tab, name));
      expect(faults, name).toEqual([]);
    }
  });
});

test("a link carries the tables that the scenario reads, and opens with the same bits; tables that do not fit are refused", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  const own = browser;
  await withStudio(own, async ({ tab }) => {
    const before = await shownRun(tab);
    await chooseExample(tab, "fees");
    const run = await shownRun(tab, before);
    // A table that nothing reads is not passed on.
    await chooseFile(tab, "unrelated.csv", "a,b\n1,2\n");
    await tab.getByRole("button", { name: "Share" }).click();
    await tab.getByText(/The link is in the clipboard/).waitFor({ timeout: patience });
    const fragment = new URL(await tab.evaluate(() => navigator.clipboard.readText())).hash;
    expect(fragment).toMatch(/^#v2\.[\w-]{100,8000}$/);
    const sha256 = await shownHash(tab);
    await withStudio(
      own,
      async (other) => {
        expect(await shownRun(other.tab)).toBe(run);
        expect(await shownHash(other.tab)).toBe(sha256);
        expect(await other.tab.getByText("SHA-256 of unrelated.csv").count()).toBe(0);
        expect(await other.tab.getByText("SHA-256 of fees.csv").count()).toBe(1);
      },
      { fragment },
    );
    const noise = Array.from({ length: 4000 }, (_, row) => `2024-01-01,${Math.sin(row) * 1e15}`);
    await chooseFile(tab, "fees.csv", `date,fees\n${noise.join("\n")}\n`);
    await tab.getByRole("button", { name: "Share" }).click();
    await tab.getByText(/with its tables is too large for a link .* Save it as a file/).waitFor({ timeout: patience });
  });
});

test("holders have their Lorenz curve and Gini coefficient, as pictures and as tables", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    await chooseExample(tab, "holders");
    const lorenz = tab.getByRole("region", { name: /^The poorer half of 1,000 agents/ });
    await lorenz.waitFor({ timeout: patience });
    await lorenz.getByRole("switch", { name: "As a table" }).click({ force: true });
    const last = lorenz.getByRole("row").filter({ has: tab.getByRole("rowheader", { name: "100 %" }) });
    // All holders together have everything, at every time.
    expect(await last.getByRole("cell").allTextContents()).toEqual(["100 %", "100 %", "100 %"]);
    const gini = tab.getByRole("region", { name: /Gini \d\.\d\d to \d\.\d\d/ }).last();
    await gini.getByRole("switch", { name: "As a table" }).click({ force: true });
    expect(await gini.getByRole("row").count()).toBe(14);
  });
});

test("a launch with vesting shows what is locked, the bars, and the first events", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async ({ tab }) => {
    await chooseFile(tab, "vesting.yaml", vesting);
    await tab
      .getByRole("region", { name: "18.8 % of all TKN is still locked at the end" })
      .waitFor({ timeout: patience });
    const bars = tab.getByRole("region", { name: /^The largest unlock comes in 2026-12/ });
    const team = bars.getByRole("row").filter({ hasText: "team" }).first();
    // A quarter of 180 million after a year.
    expect(await team.textContent()).toMatch(/2026-12-31team.*first unlock.*45 M TKN/);
  });
});

test("an input is wired by mouse and by keyboard; the wrong unit is refused in words and the text stays", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async (studio) => {
    const { tab } = studio;
    const before = await shownRun(tab);
    await chooseFile(tab, "vesting.yaml", vesting);
    let run = await shownRun(tab, before);
    const openWiring = async () => {
      await tab.getByRole("tab", { name: "Model" }).click();
      await tab.getByText("Wiring", { exact: true }).click();
      await tab.getByRole("region", { name: "price" }).waitFor({ timeout: patience });
    };
    await openWiring();
    const input = tab.getByRole("button", { name: /^input circulating TKN/ });
    const output = (module: string, name: RegExp) =>
      tab.getByRole("region", { name: module }).getByRole("button", { name });
    expect(await input.textContent()).toContain("takes circulating");
    // By mouse.
    const from = (await output("community", /^output locked TKN/).boundingBox())!;
    const to = (await input.boundingBox())!;
    await tab.mouse.move(from.x + from.width - 8, from.y + from.height / 2);
    await tab.mouse.down();
    await tab.mouse.move(to.x + 20, to.y + 10, { steps: 8 });
    await tab.mouse.up();
    await tab
      .getByText("price.circulating takes community.locked now.", { exact: false })
      .waitFor({ timeout: patience });
    run = await shownRun(tab, run);
    expect(await textOf(studio)).toContain("inputs: { circulating: community.locked }");
    // By the keyboard alone.
    await output("The economy itself", /^output liquid TKN/).focus();
    await tab.keyboard.press("Enter");
    await tab.getByText(/liquid is held/).waitFor();
    await input.focus();
    await tab.keyboard.press("Enter");
    await tab.getByText("price.circulating takes liquid now.", { exact: false }).waitFor({ timeout: patience });
    run = await shownRun(tab, run);
    // A share is no amount of tokens.
    await output("team", /^output progress %/).focus();
    await tab.keyboard.press("Enter");
    await input.focus();
    await tab.keyboard.press("Enter");
    await tab
      .getByText("team.progress is in %, and price.circulating takes TKN: these cannot be converted.", { exact: false })
      .waitFor({ timeout: patience });
    expect(await textOf(studio)).toContain("inputs: { circulating: liquid }");
    expect(await shownRun(tab)).toBe(run);
  });
});

test("a mechanism of the library becomes a module of the economy, and a scenario of its own", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async (studio) => {
    const { tab } = studio;
    let run = await shownRun(tab);
    await chooseExample(tab, "bitcoin");
    run = await shownRun(tab, run);
    await tab.getByRole("tab", { name: "Model" }).click();
    await tab.getByRole("tab", { name: "Library of mechanisms" }).click();
    await tab.getByRole("textbox", { name: "Search the library" }).fill("garch");
    await tab.getByRole("button", { name: /GARCH/i }).first().click();
    await tab.getByRole("textbox", { name: "Name of the module" }).fill("wild");
    await tab.getByRole("button", { name: "Add to this economy" }).click();
    await tab.getByText(/It is in the text now as the module wild/).waitFor({ timeout: patience });
    run = await shownRun(tab, run);
    // A name that cannot be one is refused in words.
    await tab.getByRole("textbox", { name: "Name of the module" }).fill("__proto__");
    await tab.getByRole("button", { name: "Add to this economy" }).click();
    await tab.getByText(/__proto__ is not allowed/).waitFor({ timeout: patience });
    await tab.getByRole("button", { name: /^Open as a scenario of its own: German mark/ }).click();
    await shownRun(tab, run);
    expect(await tab.getByRole("heading", { level: 1 }).textContent()).toBe(
      "German mark and British pound, 1984 to 1991",
    );
  });
});

test("an equation of one's own is checked, refused in words, and written when it is sound", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(browser, async (studio) => {
    const { tab } = studio;
    const before = await shownRun(tab);
    await chooseFile(tab, "vesting.yaml", vesting);
    const run = await shownRun(tab, before);
    await tab.getByRole("tab", { name: "Model" }).click();
    await tab.getByRole("button", { name: "circulatingShare", exact: true }).first().click();
    const details = tab.getByRole("region", { name: "circulatingShare" });
    await details.getByRole("button", { name: "Edit the equation" }).click();
    const box = details.getByRole("textbox", { name: /Equation: circulatingShare/ });
    for (const [text, said] of [
      ["circulating", /unit|%|TKN/],
      ["circulating / (", /./],
      ["circulating / {1e9 TKN} + surprise", /surprise/],
      ["constructor.constructor('return 1')()", /./],
    ] as const) {
      await box.fill(text);
      await details.getByRole("button", { name: "Check" }).click();
      await expect.poll(() => details.getByRole("status").textContent(), { timeout: patience }).toMatch(said);
      expect(await details.getByRole("status").textContent()).not.toContain("Sound");
    }
    await box.fill("(circulating + team.locked) / {1_000_000_000 TKN}");
    await details.getByRole("button", { name: "Check" }).click();
    await details.getByText(/^Sound/).waitFor({ timeout: patience });
    expect(await shownRun(tab)).toBe(run);
    await details.getByRole("button", { name: "Put it into the text" }).click();
    await shownRun(tab, run);
    expect(await textOf(studio)).toContain("(circulating + team.locked) / {1_000_000_000 TKN}");
  });
});

test("the Parquet files of the page are those of the command line, byte for byte", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  const text = readFileSync(join(repository, "examples/sectors/scenario.yaml"), "utf8");
  const scenario = readScenario(text, {
    file: "scenario.yaml",
    overrides: [],
    readDataFile: (name) => ({ file: name, bytes: new Uint8Array() }),
  });
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-parquet-"));
  const names = await writeParquetTables(folder, await simulate(scenario));
  expect(names.length).toBeGreaterThan(0);
  await withStudio(browser, async ({ tab }) => {
    const before = await shownRun(tab);
    await chooseExample(tab, "sectors");
    await shownRun(tab, before);
    const downloads: Promise<readonly [string, Buffer]>[] = [];
    tab.on("download", (download) => {
      downloads.push(download.path().then((path) => [download.suggestedFilename(), readFileSync(path)] as const));
    });
    await tab.getByRole("tab", { name: "Provenance" }).click();
    await tab.getByRole("button", { name: "All numbers as Parquet" }).click();
    await expect.poll(() => downloads.length, { timeout: patience }).toBe(names.length);
    for (const [name, bytes] of await Promise.all(downloads)) {
      expect(bytes.equals(readFileSync(join(folder, name))), name).toBe(true);
    }
    // A single chart has its own, which begins and ends as every Parquet file does.
    await tab.getByRole("tab", { name: "Explore" }).click();
    const download = tab.waitForEvent("download", { timeout: patience });
    await tab.getByRole("button", { name: /^Download released\[team\] as Parquet/ }).click();
    const one = readFileSync(await (await download).path());
    expect([one.subarray(0, 4).toString(), one.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
  });
});
