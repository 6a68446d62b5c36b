import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Economy, Model } from "@tokenwright/engine";
import { type CatalogueEntry, models, networks } from "@tokenwright/library";
import { readBibliography } from "./bibliography.js";
import { diagramsOf } from "./docs/diagram.js";
import { errorsPage, MeaningsError } from "./docs/errors-page.js";
import { languagePage } from "./docs/language-page.js";
import { generatedNote, page, prose, table } from "./docs/markdown.js";
import { modelPage } from "./docs/model-page.js";
import { unitsPage } from "./docs/units-page.js";
import { isMain, listFiles, repository } from "./house.js";

/** Where model pages go; pages there of models that are gone are removed. */
const modelFolder = "docs/reference/models";

/** Every page made from the code, by its path from the repository's root. The same code gives the same text. */
export function generatePages(root: string): Map<string, string> {
  return new Map([
    ["docs/errors.md", errorsPage(root)],
    ["docs/reference/language.md", languagePage()],
    ["docs/reference/units.md", unitsPage()],
    ["docs/adr/README.md", decisionsPage(root)],
    ...modelPages(root),
  ]);
}

/** The pages of the library's models and networks with their diagrams, and their index. */
export function modelPages(root: string): Map<string, string> {
  const bibliography = readBibliography(readFileSync(join(root, "refs/library.bib"), "utf8"));
  const all = new Map<string, CatalogueEntry<Model | Economy>>([...models, ...networks]);
  const paths = new Map([...all].map(([path, { model }]) => [model, path]));
  const pages = new Map([[`${modelFolder}/README.md`, indexPage(all)]]);
  for (const [path, entry] of all) {
    const reference = readFileSync(join(root, `packages/library/src/${path}/reference.csv`), "utf8");
    const diagrams = diagramsOf(entry.model, basename(path));
    const pathOf = (model: Model) => paths.get(model);
    const text = modelPage({ path, entry, pathOf, bibliography, reference, diagram: diagrams.text });
    pages.set(`${modelFolder}/${path}.md`, text);
    for (const [file, svg] of diagrams.files) pages.set(`${modelFolder}/${dirname(path)}/${file}`, svg);
  }
  return pages;
}

function indexPage(all: ReadonlyMap<string, CatalogueEntry<Model | Economy>>): string {
  const families = [...new Set([...all.keys()].map((path) => path.split("/")[0]!))];
  const sections = families.map((family) => {
    const own = [...all].filter(([path]) => path.startsWith(`${family}/`));
    const rows = own.map(([path, { model, scenarios }]) => [
      `[${path}](${path}.md)`,
      prose(model.title),
      prose(firstSentence(model.about ?? "")),
      Object.keys(scenarios)
        .map((name) => `\`${name}\``)
        .join(", "),
    ]);
    return `## ${family}\n\n${table(["path", "title", "about", "scenarios"], rows)}`;
  });
  return page(
    "# Models",
    generatedNote,
    "The path is the name by which a scenario loads a model: `model: issuance/halving`. Networks are loaded by\n" +
      "`network: cardano`. A new one begins with `npm run new-model` ([first model](../../guides/first-model.md)).",
    ...sections,
  );
}

/** The list of decisions, from the first lines of their pages. */
function decisionsPage(root: string): string {
  const files = listFiles(root, "docs/adr", [".md"]).map((path) => path.slice("docs/adr/".length));
  const rows = files
    .filter((file) => /^\d{4}-/.test(file) && !file.startsWith("0000"))
    .map((file) => {
      const [heading = "", , date = ""] = readFileSync(join(root, "docs/adr", file), "utf8").split("\n");
      const [number = "", title = ""] = heading.replace(/^# /, "").split(/: (.*)/);
      return [`[${number}](${file})`, title, date.replace(/^.*status: /, "")];
    });
  return page(
    "# Decisions",
    generatedNote,
    "Each says what the situation was, what was chosen, what it costs and how we would notice that we were wrong.\n" +
      "One that is overturned stays, with a link to the new one. A new one begins as a copy of [the template](0000-template.md).",
    table(["number", "choice", "status"], rows),
  );
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}

/** Writes every page that changed and removes pages of models that are gone. @returns What was done, a line each. */
export function writePages(root: string, pages: ReadonlyMap<string, string>): string[] {
  const done: string[] = [];
  for (const [path, text] of pages) {
    if (read(join(root, path)) === text) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    done.push(`wrote ${path}`);
  }
  for (const path of listFiles(root, modelFolder, [".md", ".svg"])) {
    if (pages.has(path) || !read(join(root, path))?.includes(generatedNote)) continue;
    rmSync(join(root, path));
    done.push(`removed ${path}`);
  }
  return done;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

if (isMain(import.meta.url)) {
  try {
    const pages = generatePages(repository);
    for (const line of writePages(repository, pages)) console.log(line);
    console.log(`docs: ${pages.size} pages are up to date`);
  } catch (error) {
    if (!(error instanceof MeaningsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
