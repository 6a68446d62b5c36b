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
import { longestTask, paintAfterKey, watchTasks } from "./page.js";

const repetitions = 40;
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
  await watchTasks(tab);
  for (const until of ["preview", "final"] as const) {
    const times: number[] = [];
    for (let time = 0; time < repetitions; time++) {
      times.push(await paintAfterKey(tab, slider, until));
      // The rest of the gesture comes to its end before the next one begins.
      await tab.waitForTimeout(400);
    }
    quantiles(`${steps} steps: slider to painted ${until === "preview" ? "preview" : "1,000 futures"}`, times);
  }
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
