import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { listFiles } from "../house.js";

/** Pages whose links are held: everything in Markdown that a reader meets. */
export function pagesOf(root: string): string[] {
  const top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].filter((file) => existsSync(join(root, file)));
  const found = ["docs", "packages", "examples", "bench"].flatMap((folder) => listFiles(root, folder, [".md"]));
  // The template's links are blanks to be filled in.
  return [...top, ...found.filter((file) => file !== "docs/adr/0000-template.md")];
}

/** Links of a page that lead nowhere, as `page:line: target`. Addresses of other sites are not looked at. */
export function brokenLinks(root: string, page: string): string[] {
  const text = readFileSync(join(root, page), "utf8");
  const lines = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, "")).split("\n");
  return lines.flatMap((line, index) =>
    Array.from(line.replace(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target!)
      .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(root, page, target))
      .map((target) => `${page}:${index + 1}: ${target}`),
  );
}

function leadsSomewhere(root: string, page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : posix.join(dirname(page), path);
  if (file.startsWith("..") || !existsSync(join(root, file))) return false;
  if (anchor === undefined) return true;
  return statSync(join(root, file)).isFile() && anchorsOf(readFileSync(join(root, file), "utf8")).has(anchor);
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading] of markdown.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} (.*)$/gm)) {
    const slug = heading!
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    let name = slug;
    for (let count = 1; anchors.has(name); count++) name = `${slug}-${count}`;
    anchors.add(name);
  }
  return anchors;
}

const bases = ["", "packages/", "packages/engine/src/", "packages/workbench/src/"];

/** Files that a page names between backticks by a path, such as `engine/src/backend/js.ts`, and that are not there. */
export function missingFiles(root: string, page: string): string[] {
  const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const named = Array.from(
    text.matchAll(/`([a-z-]+(?:\/[\w.-]+)+\.(?:ts|mjs|js|json|yaml|csv|bib|md))`/g),
    ([, path]) => path!,
  );
  // What a build writes is not there before it.
  const kept = [...new Set(named)].filter((path) => !path.split("/").includes("dist"));
  return kept.filter((path) => !bases.some((base) => existsSync(join(root, base, path))));
}
