/**
 * `npm run bench-studio`: how fast the studio answers in Chromium. From a key at a slider to painted bands, with 1,000
 * futures of 120 steps, and of the example's own ten years; the longest task of the page's own thread; from the address to a page that answers, on a
 * processor four times as slow.
 */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { findChromium, startChromium } from "../../tools/bundle/chromium.js";
import { repository } from "../../tools/house.js";
import { firstBytes, studioFolder } from "../../tools/studio/make.js";
import { serveStudio } from "../../tools/studio/serve.js";
import { openStudio, shownRun } from "../../tools/studio/tab.js";
import { longestTask, timeToPaint, watch } from "./page.js";

/** Drags of the slider, steps of each, and milliseconds between them. */
const gestures = 10;
const moves = 5;
const pause = 300;
const slider = "rho, %/epoch";

const executable = findChromium();
if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
const folder = studioFolder();
const host = await serveStudio(folder);
const browser = await startChromium(executable);

const { page, worker, style } = firstBytes(folder);
line("processes that wait for a processor", loadavg()[0]!, `of ${cpus().length}`);
line("first JavaScript, by gzip", page / 1000, "kB");
line("the thread that computes, by gzip", worker / 1000, "kB");
line("first styles, by gzip", style / 1000, "kB");

const cold: number[] = [];
for (let time = 0; time < 5; time++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const start = performance.now();
  await tab.goto(host.address);
  await tab.getByRole("slider", { name: slider }).waitFor({ timeout: 120_000 });
  cold.push(performance.now() - start);
  await context.close();
}
quantiles("cold load to interactive, 4 x slower", cold);

// The same as work of the page's own thread, which other programs on the machine do not change much.
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
const alone = await context.newPage();
const session = await context.newCDPSession(alone);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
await alone.goto(host.address);
await alone.getByRole("slider", { name: slider }).waitFor({ timeout: 120_000 });
const { metrics } = await session.send("Performance.getMetrics");
const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
line("work of the page's thread until interactive", 1000 * seconds, "ms");
await context.close();

const studio = await openStudio(browser, host);
const { tab } = studio;
const first = await shownRun(tab);
const text = readFileSync(join(repository, "examples/cardano/scenario.yaml"), "utf8");
let run = first;
for (const [horizon, steps] of [
  ["600 day", 120],
  ["10 year", 730],
] as const) {
  const own = text.replace(/^horizon: .*$/m, `horizon: ${horizon}`).replace(/^ {2}runs: .*$/m, "  runs: 1000");
  const file = { name: "bench.yaml", mimeType: "text/yaml", buffer: Buffer.from(own) };
  await tab.locator('input[type="file"]').first().setInputFiles(file);
  run = await shownRun(tab, run);
  await watch(tab);
  const thumb = tab.getByRole("slider", { name: slider });
  const previews: number[] = [];
  const finals: number[] = [];
  for (let time = 0; time < gestures; time++) {
    const box = (await thumb.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const way = time % 2 === 0 ? 1 : -1;
    await tab.mouse.move(x, y);
    await tab.mouse.down();
    await tab.mouse.move(x + 3 * way, y);
    for (let move = 2; move <= moves; move++) {
      // What the last one led to has come to its end.
      await tab.waitForTimeout(pause);
      previews.push(await timeToPaint(tab, "mousemove", false, () => tab.mouse.move(x + 3 * move * way, y)));
    }
    await tab.waitForTimeout(pause);
    finals.push(await timeToPaint(tab, "mouseup", true, () => tab.mouse.up()));
    await tab.waitForTimeout(pause);
  }
  quantiles(`${steps} steps: slider to painted preview of 200`, previews);
  quantiles(`${steps} steps: slider to painted 1,000 futures`, finals);
  line(`${steps} steps: longest task of the page's thread`, await longestTask(tab), "ms");
  run = await shownRun(tab);
}
await studio.close();
await browser.close();
await host.close();

function quantiles(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  line(`${name}, median`, at(0.5), "ms");
  line(`${name}, 95 %`, at(0.95), "ms");
}

function line(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(52)} ${value.toFixed(1).padStart(10)} ${unit}`);
}
