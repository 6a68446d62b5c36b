/**
 * `npm run studio-tutorial`: walks the newcomer's path in Chromium, and writes it as docs/guides/studio-tutorial.md with
 * the pictures that it took on the way.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { repository } from "../house.js";
import { studioFolder } from "./make.js";
import { newcomerSteps, walk } from "./newcomer.js";
import { serveStudio } from "./serve.js";
import { openStudio } from "./tab.js";

export const tutorialFile = join(repository, "docs/guides/studio-tutorial.md");
export const pictureFolder = join(repository, "docs/guides/studio-tutorial");

/** Bytes of a picture at most. */
export const largestPicture = 200_000;

/** Wide enough for the panel of reasons beside the charts. */
const size = { width: 1280, height: 720 };

/** The tutorial as Markdown. */
export function tutorialText(): string {
  const steps = newcomerSteps.map(({ title, text, picture }, index) =>
    [
      `## ${index + 1}. ${title}`,
      "",
      ...wrapped(text),
      ...(picture === undefined ? [] : ["", `![${title}](studio-tutorial/${picture}.png)`]),
      "",
    ].join("\n"),
  );
  return [
    "# The studio in five minutes",
    "",
    "Written by `npm run studio-tutorial`, which walks this path in a browser and takes the pictures; a test walks it too, so what is said here",
    "is what the page does. Start the page as [the guide](studio.md#1-start-it) says.",
    "",
    ...steps,
    "From here: [the guide](studio.md) has the folder, the safety of the local server and your own host; [a first scenario](first-scenario.md)",
    "says how the text is written.",
    "",
  ].join("\n");
}

/** Lines of at most 140 characters. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= 140) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

if (process.argv[1]?.endsWith("tutorial.ts") === true) {
  const executable = findChromium();
  if (executable === undefined) throw new Error("Chromium is not installed: sudo apt-get install chromium");
  mkdirSync(pictureFolder, { recursive: true });
  const host = await serveStudio(studioFolder());
  const browser = await startChromium(executable);
  const studio = await openStudio(browser, host, size);
  await walk(browser, host, studio, async ({ picture }, tab) => {
    if (picture === undefined) return;
    // What moves has arrived.
    await tab.waitForTimeout(800);
    const path = join(pictureFolder, `${picture}.png`);
    await tab.screenshot({ path });
    console.log(`${path}: ${statSync(path).size} bytes`);
  });
  writeFileSync(tutorialFile, tutorialText());
  await studio.close();
  await browser.close();
  await host.close();
}
