import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page as Tab } from "playwright-core";
import type { Served } from "../bundle/serve.js";
import { repository } from "../house.js";
import { openStudio, patience, type StudioTab, shownRun, slider } from "./tab.js";

/** What a newcomer does, in the words of the tutorial, and as it is done to the page. */
export interface NewcomerStep {
  readonly title: string;
  /** What to do and what to see, in Markdown. */
  readonly text: string;
  /** Name of its picture; absent where the page before says it all. */
  readonly picture?: string;
  /** @throws Where the page does not do what the text says. */
  readonly act: (visit: Visit) => Promise<void>;
}

/** A newcomer at a page. */
export interface Visit {
  readonly browser: Browser;
  readonly host: Served;
  readonly tab: Tab;
  /** Name of the run that is on the page. */
  run: string;
}

const example = (name: string) => readFileSync(join(repository, "examples/fees", name), "utf8");

async function choose({ tab }: Visit, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await tab.locator('input[type="file"]').first().setInputFiles({ name, mimeType: "text/plain", buffer });
}

function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`The page does not do what the tutorial says: ${what}.`);
}

/** The path of somebody who has never seen the studio, from opening it to taking the report home. */
export const newcomerSteps: readonly NewcomerStep[] = [
  {
    title: "Look",
    text:
      "Nothing is asked of you: the page opens on a finished example, Cardano to 2033, already computed. The titles say what each chart " +
      "shows. In the dark band lie half of the futures, in the light one nine in ten; the line is the median.",
    picture: "open",
    act: async (visit) => {
      visit.run = await shownRun(visit.tab);
      const title = await visit.tab.getByRole("heading", { level: 1 }).textContent();
      must(title === "Cardano from 2023 to 2033", "it opens on Cardano");
    },
  },
  {
    title: "Drag a slider",
    text:
      "Take `rho` on the left, the share of the reserve that is paid out each epoch, and drag it to the right. While you drag, 200 futures " +
      "are drawn and the charts say so; when you let go, all of them. The dashed line is what was there before.",
    picture: "drag",
    act: async (visit) => {
      const { tab } = visit;
      const box = (await slider(tab, "rho, %/epoch").boundingBox())!;
      await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await tab.mouse.down();
      await tab.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 4 });
      await tab.getByText("preview, n = 200").first().waitFor({ timeout: patience });
      await tab.mouse.up();
      visit.run = await shownRun(tab, visit.run);
    },
  },
  {
    title: "Ask why",
    text:
      "Click the middle of the chart *Reserve*. On the right stands what the value follows from: its equation, the three largest parts of " +
      "its change, and the causes behind them. Click a cause to go on; the arrow keys and Enter do the same without a mouse.",
    picture: "why",
    act: async ({ tab }) => {
      const chart = tab.getByRole("application", { name: /^Reserve/ }).first();
      await chart.scrollIntoViewIfNeeded();
      const shape = (await chart.boundingBox())!;
      await chart.click({ position: { x: shape.width / 2, y: shape.height / 2 } });
      const why = tab.getByRole("complementary", { name: "Why" });
      await why.getByRole("heading", { name: /^supply\.reserve at / }).waitFor({ timeout: patience });
    },
  },
  {
    title: "Compare with the file",
    text:
      "The tab *Compare* sets the file beside your change under the same luck, so that every difference is the change's doing: what differs " +
      "in the inputs, what follows at the end, in which share of the futures, and where the medians lie farthest apart.",
    picture: "compare",
    act: async ({ tab }) => {
      await tab.getByRole("tab", { name: "Compare" }).click();
      await tab.getByRole("row").filter({ hasText: "supply.rho" }).first().waitFor({ timeout: patience });
    },
  },
  {
    title: "Share it",
    text:
      "*Share* puts a link in the clipboard that holds the whole scenario with its tables and the seed. It stands behind the `#`, which no " +
      "browser sends anywhere. Whoever opens it sees the same run, to the last bit.",
    act: async ({ browser, host, tab, run }) => {
      await tab.getByRole("tab", { name: "Explore" }).click();
      await tab.getByRole("button", { name: "Share" }).click();
      await tab.getByText(/The link is in the clipboard/).waitFor({ timeout: patience });
      const other = await openStudio(browser, host, { fragment: new URL(tab.url()).hash });
      must((await shownRun(other.tab)) === run, "a link opens with the same run");
      await other.close();
    },
  },
  {
    title: "Take the report home",
    text:
      "The tab *Provenance* says where the numbers come from and which command computes them again. *Download the report* gives one page " +
      "that needs nothing else; *All numbers as Parquet* gives the tables.",
    act: async ({ tab }) => {
      await tab.getByRole("tab", { name: "Provenance" }).click();
      const download = tab.waitForEvent("download", { timeout: patience });
      await tab.getByRole("button", { name: "Download the report" }).click();
      const report = readFileSync(await (await download).path(), "utf8");
      must(report.includes("Cardano from 2023 to 2033"), "the report is of what is on the page");
    },
  },
  {
    title: "Bring a scenario and a table of your own",
    text:
      "*Open a file*, or drop it onto the page: here `examples/fees/scenario.yaml`. It reads two tables, and the page says which are missing " +
      "and what to do. Drop `fees.csv` and `burn.csv` too, and the futures are there.",
    picture: "table",
    act: async (visit) => {
      const { tab } = visit;
      await choose(visit, "fees.yaml", example("scenario.yaml"));
      const alert = tab.getByRole("alert");
      await alert.waitFor({ timeout: patience });
      must(/There is no data file/.test((await alert.textContent()) ?? ""), "a table that is missing is named");
      await choose(visit, "fees.csv", example("fees.csv"));
      await choose(visit, "burn.csv", example("burn.csv"));
      await alert.waitFor({ state: "detached", timeout: patience });
      await tab.getByRole("tab", { name: "Explore" }).click();
      visit.run = await shownRun(tab, visit.run);
      await tab.evaluate(() => scrollTo(0, 0));
    },
  },
];

/** Walks the whole path at a page. */
export async function walk(
  browser: Browser,
  host: Served,
  studio: StudioTab,
  onStep: (step: NewcomerStep, tab: Tab) => Promise<void>,
): Promise<void> {
  const visit: Visit = { browser, host, tab: studio.tab, run: "" };
  for (const step of newcomerSteps) {
    await step.act(visit);
    await onStep(step, studio.tab);
  }
}
