/**
 * `npm run studio-scenarios [-- WORDS]`: opens every example and every scenario of the library in the studio, or those
 * whose names have the words, waits for its futures, and asks it why the end of its first chart is what it is.
 */
import { models, networks } from "@tokenwright/library";
import { libraryScenario } from "@tokenwright/workbench/portable";
import type { Browser, Page as Tab } from "playwright-core";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { studioFolder } from "./make.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, type StudioTab, shownRun } from "./tab.js";

export interface Opened {
  readonly name: string;
  /** Milliseconds until its futures were shown. */
  readonly time: number;
  /** What was wrong with it; empty where it opened, ran and explained itself. */
  readonly faults: readonly string[];
}

/** `networks/bitcoin, slow` and the text of that scenario. */
export function libraryScenarios(): readonly { readonly name: string; readonly text: string }[] {
  return [...models, ...networks].flatMap(([path, { scenarios }]) =>
    Object.keys(scenarios).map((name) => ({ name: `${path}, ${name}`, text: libraryScenario(path, name) })),
  );
}

/** The examples by the names that the page has for them. */
export async function exampleNames(tab: Tab): Promise<readonly string[]> {
  await tab.getByRole("combobox", { name: "Examples" }).click();
  const names = await tab.getByRole("option").allTextContents();
  await tab.keyboard.press("Escape");
  return names;
}

export async function chooseExample(tab: Tab, name: string): Promise<void> {
  await tab.getByRole("combobox", { name: "Examples" }).click();
  await tab.getByRole("option", { name, exact: true }).click();
}

export async function chooseFile(tab: Tab, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await tab.locator('input[type="file"]').first().setInputFiles({ name, mimeType: "text/plain", buffer });
}

/** Opens a scenario, runs it and asks it why. */
export async function tryScenario(studio: StudioTab, name: string, open: () => Promise<void>): Promise<Opened> {
  const { tab } = studio;
  const faults: string[] = [];
  const complaints = studio.complaints.length;
  const started = performance.now();
  const before = await shownRun(tab);
  await open();
  const isShown = await Promise.race([
    shownRun(tab, before).then(() => true),
    tab
      .getByRole("alert")
      .waitFor({ timeout: patience })
      .then(() => false),
  ]).catch((error: unknown) => String(error));
  const time = performance.now() - started;
  if (isShown !== true) {
    const alert = await tab.getByRole("alert").allTextContents();
    return { name, time, faults: [typeof isShown === "string" ? isShown : `refused: ${alert.join(" ")}`] };
  }
  if ((await tab.getByRole("alert").count()) > 0) faults.push("findings beside the futures");
  const charts = tab.getByRole("application");
  const isDrawn = await charts
    .first()
    .waitFor({ timeout: patience })
    .then(
      () => true,
      () => false,
    );
  if (!isDrawn) faults.push("no chart");
  else {
    await charts.first().focus();
    for (const key of ["End", "Enter"]) await charts.first().press(key);
    const panel = tab.getByRole("complementary", { name: "Why" });
    const heading = panel.getByRole("heading", { name: / at / });
    await heading.waitFor({ timeout: patience }).catch(() => faults.push("no answer to why"));
    if ((await panel.textContent())?.includes("NaN") === true) faults.push("NaN among the causes");
  }
  const main = (await tab.getByRole("main").textContent()) ?? "";
  for (const word of ["NaN", "undefined", "[object"]) if (main.includes(word)) faults.push(`the page says ${word}`);
  faults.push(...studio.complaints.slice(complaints));
  return { name, time, faults };
}

/** All of them, in one tab after the other. */
export async function openEvery(
  browser: Browser,
  host: Served,
  isWanted: (name: string) => boolean,
  onOpened: (opened: Opened) => void = () => {},
): Promise<readonly Opened[]> {
  const studio = await openStudio(browser, host);
  const all: Opened[] = [];
  const note = (opened: Opened) => {
    all.push(opened);
    onOpened(opened);
  };
  try {
    await shownRun(studio.tab);
    // The page has the first example on it already: another run has to come in between.
    const names = [...(await exampleNames(studio.tab))].sort(
      (one, other) => Number(one === "cardano") - Number(other === "cardano"),
    );
    for (const name of names.filter(isWanted)) {
      note(await tryScenario(studio, name, () => chooseExample(studio.tab, name)));
    }
    for (const { name, text } of libraryScenarios().filter((one) => isWanted(one.name))) {
      note(await tryScenario(studio, name, () => chooseFile(studio.tab, "scenario.yaml", text)));
    }
  } finally {
    await studio.close();
  }
  return all;
}

if (process.argv[1]?.endsWith("every-scenario.ts") === true) {
  const wanted = process.argv.slice(2);
  const executable = findChromium();
  if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const opened = await openEvery(
    browser,
    host,
    (name) => wanted.every((word) => name.includes(word)),
    ({ name, time, faults }) => console.log(`${(time / 1000).toFixed(1).padStart(6)} s  ${name}  ${faults.join("; ")}`),
  );
  const faulty = opened.filter(({ faults }) => faults.length > 0);
  console.log(`${opened.length} scenarios opened, ${faulty.length} with a fault`);
  await browser.close();
  await host.close();
  process.exitCode = faulty.length === 0 && opened.length > 0 ? 0 : 1;
}
