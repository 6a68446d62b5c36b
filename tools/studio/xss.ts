/**
 * `npm run studio-xss [-- COUNT]`: hostile texts through every text field, file and link of the studio, 5,000 of them
 * by default. Nothing of them may run, and nothing of them may become an element of the page.
 */
import { deflateRawSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { findChromium, startChromium } from "../bundle/chromium.js";
import type { Served } from "../bundle/serve.js";
import { studioFolder } from "./make.js";
import { payloads } from "./payloads.js";
import { serveStudio } from "./serve.js";
import { openStudio, patience, shownRun } from "./tab.js";

/** Payloads that share a scenario. */
const atOnce = 60;

/** Elements and attributes that the studio itself never has. */
const foreign = [
  "script:not([src])",
  "iframe",
  "object",
  "embed",
  "base",
  "math",
  "marquee",
  "foreignObject",
  "meta[http-equiv=refresh]",
  "[onerror],[onload],[onfocus],[onclick],[ontoggle],[onbegin],[onstart],[onmouseover],[onanimationstart]",
  'a[href^="javascript:" i],a[href^="data:text" i],a[href^="vbscript:" i],[formaction],form[action]',
].join(",");

export interface Attack {
  readonly tried: number;
  /** What ran, was forbidden by the policy, or stood in the page as an element; empty when all is well. */
  readonly successes: readonly string[];
}

/** @param onProgress Told after every batch how many were tried. */
export async function attack(
  browser: Browser,
  host: Served,
  texts: readonly string[],
  onProgress: (tried: number) => void = () => {},
): Promise<Attack> {
  const successes: string[] = [];
  let tried = 0;
  for (let from = 0; from < texts.length; from += atOnce) {
    const own = texts.slice(from, from + atOnce);
    const studio = await openStudio(browser, host);
    const { tab } = studio;
    const look = async (where: string) => {
      const found = await tab.evaluate(
        (selector) => [...document.querySelectorAll(selector)].map((one) => one.outerHTML.slice(0, 200)),
        foreign,
      );
      successes.push(...found.map((html) => `${where}: ${html}`));
      successes.push(...(await studio.trapped()).map((call) => `${where}: ${call}`));
    };
    const choose = (name: string, text: string) =>
      tab
        .locator('input[type="file"]')
        .first()
        .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    try {
      const first = await shownRun(tab);
      await choose(fileNameOf(own[0]!), scenarioWith(own));
      await shownRun(tab, first);
      for (const group of await tab.getByRole("button", { expanded: false }).all()) await group.click().catch(() => {});
      await tab.getByRole("application").first().press("Enter");
      for (const name of await tab.getByRole("tab").allTextContents()) {
        await tab.getByRole("tab", { name, exact: true }).first().click();
        await tab.getByRole("tabpanel", { name, exact: true }).first().waitFor({ timeout: patience });
        await look(`scenario, ${name}`);
      }
      await tab.getByRole("tab").first().click();
      const search = tab.getByRole("textbox", { name: "Search the inputs" });
      for (const text of own.slice(0, 5)) await search.fill(text);
      await look("search");
      await search.fill("");
      // Values and names that are refused come back in the messages.
      const value = tab.getByRole("textbox", { name: /^level, / }).first();
      if ((await value.count()) > 0) {
        await value.fill(own[1] ?? "");
        await value.press("Enter");
      }
      await choose("data.csv", `date,${own.join(",")}\n2024-01-01,${own.join(",")}\n`);
      await choose(`${fileNameOf(own[2] ?? "")}.yaml`, own.join("\n"));
      await tab.getByRole("alert").waitFor({ timeout: patience });
      await look("no scenario");
      await choose("names.yaml", refusedWith(own));
      await tab.getByText("names.yaml").first().waitFor({ timeout: patience });
      await look("refused");
      for (const shared of [
        [own[0]!, scenarioWith(own), ...own.slice(0, 3).map((text) => `level=${text}`)],
        [own.join("/"), own.join("\n"), ...own],
      ]) {
        await tab.goto("about:blank");
        await tab.goto(`${host.address}#v1.${deflateRawSync(JSON.stringify(shared)).toString("base64url")}`);
        await tab.getByRole("alert").waitFor({ timeout: patience });
        await look("link");
      }
      tried += own.length;
      onProgress(tried);
    } finally {
      await studio.close();
    }
  }
  return { tried, successes: [...new Set(successes)] };
}

/** Letters of a name or a label at most; what is said in prose may be longer. */
const mostLabel = 200;

/** A scenario that is sound, with hostile texts wherever a text may stand. */
export function scenarioWith(texts: readonly string[]): string {
  // Characters that no scenario may have would have the file refused before anything is shown.
  const sound = texts.map((text) => JSON.stringify(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")));
  // A name or a label of more letters would be refused too: of a long text its first part stands there.
  const short = (text: string) => JSON.stringify((JSON.parse(text) as string).slice(0, mostLabel));
  const [title = '""', about = '""', meaning = '""', source = '""', unit = '""', ...others] = sound;
  const lines = [
    "tokenwright: 1",
    `title: ${short(title)}`,
    `about: ${about}`,
    "step: 1 month",
    "horizon: 1 year",
    "assets: { TKN: { decimals: 6, baseUnit: grain } }",
    "parameters:",
    `  level: { value: 5 %/year, meaning: ${meaning}, source: ${source}, symbol: ${short(unit)} }`,
    ...others.map(
      (text, index) =>
        `  p${index}: { value: ${index + 1} %, meaning: ${text}, source: ${text}, confidence: assumption }`,
    ),
    "stocks:",
    `  supply: { initial: 1000 TKN, meaning: ${meaning}, source: ${source} }`,
    "flows:",
    `  mint: { to: supply, equation: level * supply, meaning: ${about} }`,
    "outputs:",
    ...others.slice(0, 8).map((text) => `  - { name: supply, label: ${short(text)} }`),
    "guardRails:",
    ...[...new Set(others.map(short))].map(
      (text) => `  - { name: ${text}, condition: "supply > {0 TKN}", share: 100 % }`,
    ),
    "ensemble: { runs: 3, seed: 1, paths: 1 }",
  ];
  return lines.join("\n");
}

/** One that is refused for names, models and units that are not there, which the messages repeat. */
function refusedWith(texts: readonly string[]): string {
  const quoted = texts.map((text) => JSON.stringify(text));
  return [
    "tokenwright: 1",
    "title: T",
    "step: 1 day",
    "horizon: 2 day",
    "parameters:",
    ...quoted.map((text, index) => `  a${index}: { value: ${text}, meaning: x }`),
    "modules:",
    ...quoted.map((text, index) => `  m${index}: { model: ${text} }`),
    ...quoted.map((text) => `${text}: ${text}`),
  ].join("\n");
}

/** What an operating system would let a file be called. */
function fileNameOf(text: string): string {
  return `${text.replaceAll(/[/\p{Cc}\\]/gu, "_").slice(0, 100)}.yaml`;
}

if (process.argv[1]?.endsWith("xss.ts") === true) {
  const count = Number(process.argv[2] ?? 5000);
  const executable = findChromium();
  if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const { tried, successes } = await attack(browser, host, payloads(count), (done) =>
    console.log(`${done} of ${count}`),
  );
  for (const success of successes) console.log(success);
  console.log(`${tried} payloads, ${successes.length} got through`);
  await browser.close();
  await host.close();
  process.exitCode = successes.length === 0 && tried === count ? 0 : 1;
}
