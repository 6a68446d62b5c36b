import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { repository } from "../house.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, shownRun, slider } from "./tab.js";

const missing = "Chromium is not installed: sudo apt-get install chromium";

test("a newcomer opens, drags, asks why, loads a table, compares, shares and takes the report home, within five minutes", async ({
  skip,
}) => {
  const executable = findChromium();
  if (executable === undefined) return skip(missing);
  const pictures = process.env["STUDIO_PICTURES"] ?? mkdtempSync(join(tmpdir(), "tokenwright-newcomer-"));
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const started = Date.now();
  const studio = await openStudio(browser, host);
  const { tab } = studio;
  let pictured = 0;
  const picture = (name: string) => tab.screenshot({ path: join(pictures, `${++pictured}-${name}.png`) });
  try {
    // Opens on a finished example.
    const first = await shownRun(tab);
    await picture("open");

    // Drags a slider: the charts move with it.
    const box = (await slider(tab, "rho, %/epoch").boundingBox())!;
    await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await tab.mouse.down();
    await tab.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 4 });
    await tab.getByText("preview, n = 200").first().waitFor({ timeout: patience });
    await picture("drag");
    await tab.mouse.up();
    const changed = await shownRun(tab, first);

    // Asks why.
    const chart = tab.getByRole("application", { name: /^Reserve/ }).first();
    await chart.scrollIntoViewIfNeeded();
    const shape = (await chart.boundingBox())!;
    await chart.click({ position: { x: shape.width / 2, y: shape.height / 2 } });
    const why = tab.getByRole("complementary", { name: "Why" });
    await why.getByRole("heading", { name: /^supply\.reserve at / }).waitFor({ timeout: patience });
    await picture("why");

    // Compares with what the file says.
    await tab.getByRole("tab", { name: "Compare" }).click();
    await tab.getByRole("row").filter({ hasText: "supply.rho" }).first().waitFor({ timeout: patience });
    await picture("compare");

    // Shares it.
    await tab.getByRole("tab", { name: "Explore" }).click();
    await tab.getByRole("button", { name: "Share" }).click();
    await tab.getByText(/The link is in the clipboard/).waitFor({ timeout: patience });
    const other = await openStudio(browser, host, { fragment: new URL(tab.url()).hash });
    expect(await shownRun(other.tab)).toBe(changed);
    await other.close();

    // Takes the report home.
    await tab.getByRole("tab", { name: "Provenance" }).click();
    const download = tab.waitForEvent("download", { timeout: patience });
    await tab
      .getByRole("button", { name: /report/i })
      .first()
      .click();
    const report = readFileSync(await (await download).path(), "utf8");
    expect(report).toContain("Cardano from 2023 to 2033");
    expect(report).toContain(changed);
    await picture("report");

    // Brings a scenario and a table.
    const choose = (name: string, text: string) =>
      tab
        .locator('input[type="file"]')
        .first()
        .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    const example = (name: string) => readFileSync(join(repository, "examples/fees", name), "utf8");
    await choose("fees.yaml", example("scenario.yaml"));
    await tab.getByRole("alert").waitFor({ timeout: patience });
    expect(await tab.getByRole("alert").textContent()).toMatch(/There is no data file/);
    await choose("fees.csv", example("fees.csv"));
    await choose("burn.csv", example("burn.csv"));
    await tab.getByRole("alert").waitFor({ state: "detached", timeout: patience });
    await tab.getByRole("tab", { name: "Explore" }).click();
    await shownRun(tab, changed);
    await picture("table");

    expect(Date.now() - started).toBeLessThan(300_000);
    expect(studio.complaints).toEqual([]);
    expect(await studio.trapped()).toEqual([]);
  } finally {
    await studio.close();
    await browser.close();
    await host.close();
  }
}, 600_000);
