/**
 * `npm run bench-studio`: how fast the studio answers in Chromium, each figure beside its bar, and appends them with the
 * commit to bench/history.jsonl. From a move of a slider to painted bands, with 1,000 futures of 120 steps, and of the
 * example's own ten years; tasks of the page's own thread meanwhile; from the address to a page that answers, on a
 * processor four times as slow.
 */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { findChromium, startChromium } from "../../tools/bundle/chromium.js";
import { repository } from "../../tools/house.js";
import { budget } from "../../tools/studio/budget.js";
import { firstBytes, studioFolder } from "../../tools/studio/make.js";
import { serveStudio } from "../../tools/studio/serve.js";
import { openStudio, shownRun } from "../../tools/studio/tab.js";
import { remember } from "../history.js";
import { longTasks, timeToPaint, watch } from "./page.js";

/** Times the page is loaded; drags of the slider with 120 steps and with 730, moves of each, milliseconds between them. */
const loads = 7;
const gestures = { short: 20, long: 6 };
const moves = 5;
const pause = 300;
const slider = "rho, %/epoch";

const executable = findChromium();
if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
const folder = studioFolder();
const host = await serveStudio(folder);
const browser = await startChromium(executable);
const figures: { readonly name: string; readonly value: number }[] = [];

console.log(
  `${cpus()[0]?.model ?? "unknown"} x ${cpus().length}, Node ${process.version}, Chromium ${browser.version()}`,
);
line("processes that wait for a processor, at the start", loadavg()[0]!, "");
const { page, worker, style } = firstBytes(folder);
line("first JavaScript, by gzip", page / 1000, "kB", budget.page / 1000);
line("the thread that computes, by gzip", worker / 1000, "kB", budget.worker / 1000);
line("first styles, by gzip", style / 1000, "kB", budget.style / 1000);

const cold: number[] = [];
for (let time = 0; time < loads; time++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const start = performance.now();
  await tab.goto(host.address);
  await tab.getByRole("slider", { name: slider }).waitFor({ timeout: 120_000 });
  // It answers when it has time for a task: the slider may be there while the charts are still made.
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  cold.push(performance.now() - start);
  await context.close();
}
quantiles("cold load to interactive, 4 x slower", cold, 2_500);

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
let run = await shownRun(tab);
const text = readFileSync(join(repository, "examples/cardano/scenario.yaml"), "utf8");
for (const { horizon, steps, times, bars } of [
  { horizon: "600 day", steps: 120, times: gestures.short, bars: { preview: 50, all: 100, task: 50 } },
  { horizon: "10 year", steps: 730, times: gestures.long, bars: {} },
] as const) {
  const own = text.replace(/^horizon: .*$/m, `horizon: ${horizon}`).replace(/^ {2}runs: .*$/m, "  runs: 1000");
  const file = { name: "bench.yaml", mimeType: "text/yaml", buffer: Buffer.from(own) };
  await tab.locator('input[type="file"]').first().setInputFiles(file);
  run = await shownRun(tab, run);
  await tab.waitForTimeout(2_000);
  await watch(tab);
  const thumb = tab.getByRole("slider", { name: slider });
  const previews: number[] = [];
  const finals: number[] = [];
  for (let time = 0; time < times; time++) {
    const box = (await thumb.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const way = time % 2 === 0 ? 1 : -1;
    await tab.mouse.move(x, y);
    await tab.mouse.down();
    await tab.mouse.move(x + 3 * way, y);
    for (let move = 2; move <= moves; move++) {
      // What the last one led to has come to its end.
      await tab.waitForTimeout(pause);
      previews.push(await timeToPaint(tab, "mousemove", 200, () => tab.mouse.move(x + 3 * move * way, y)));
    }
    await tab.waitForTimeout(pause);
    finals.push(await timeToPaint(tab, "mouseup", 1_000, () => tab.mouse.up()));
    // Every other time the slider is left alone until everything is summed up.
    if (time % 2 === 0) run = await shownRun(tab);
    await tab.waitForTimeout(pause);
  }
  quantiles(`${steps} steps: slider to painted preview of 200`, previews, "preview" in bars ? bars.preview : undefined);
  quantiles(`${steps} steps: slider to painted 1,000 futures`, finals, "all" in bars ? bars.all : undefined);
  const long = await longTasks(tab);
  line(
    `${steps} steps: longest task of the page's thread`,
    Math.max(0, ...long),
    "ms",
    "task" in bars ? bars.task : undefined,
  );
  line(`${steps} steps: tasks of the page's thread over 50 ms`, long.length, "");
}
await studio.close();
await browser.close();
await host.close();
line("processes that wait for a processor, at the end", loadavg()[0]!, "");
const { commit } = remember(figures.map(({ name, value }) => ({ name: `studio, ${name}`, value })));
console.log(`commit ${commit}`);

/** The median and the 95th of a hundred; the bar is for the latter. */
function quantiles(name: string, times: readonly number[], bar?: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
  line(`${name}, median of ${sorted.length}`, at(0.5), "ms");
  line(`${name}, 95 %`, at(0.95), "ms", bar);
}

function line(name: string, value: number, unit: string, bar?: number): void {
  figures.push({ name, value });
  const goal = bar === undefined ? "" : `   ${value <= bar ? "within" : "BEYOND"} ${bar} ${unit}`;
  console.log(`${name.padEnd(58)} ${value.toFixed(1).padStart(10)} ${unit}${goal}`);
}
