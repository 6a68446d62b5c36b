import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, repository } from "./house.js";
import { modelFiles } from "./new-model/templates.js";

const usage = "usage: npm run new-model -- FAMILY/NAME, for example: npm run new-model -- issuance/my-rule";

const library = "packages/library/src";

/** Thrown when a model cannot be created; the message says what was found and one thing to try. */
export class NewModelError extends Error {}

/**
 * Creates the folder of a model with its five files, which load and run as they are; the test fails until
 * reference.csv holds numbers.
 *
 * @param root The repository.
 * @param path Family and name, `issuance/my-rule`: words of lower-case letters and digits joined by hyphens,
 * at most 40 characters each.
 * @returns The files made, as paths from `root`.
 * @throws NewModelError when the path is not of that form or is taken.
 */
export function createModel(root: string, path: string): string[] {
  const parts = path.split("/");
  const [family = "", name = ""] = parts;
  if (parts.length !== 2) {
    throw new NewModelError(`${JSON.stringify(path)} is not a family and a name.\n  try: issuance/my-rule`);
  }
  for (const part of parts) checkWord(part);
  if (family === "testing") {
    throw new NewModelError('"testing" holds what tests share, not models.\n  try: another family');
  }
  const folder = `${library}/${family}/${name}`;
  if (existsSync(join(root, folder))) {
    throw new NewModelError(`${folder} exists already.\n  try: another name, or edit the model that is there`);
  }
  const files = Object.entries(modelFiles(path));
  mkdirSync(join(root, folder), { recursive: true });
  for (const [file, text] of files) writeFileSync(join(root, folder, file), text, { flag: "wx" });
  return files.map(([file]) => `${folder}/${file}`);
}

/** The families there are, in alphabetical order. */
function listFamilies(root: string): string[] {
  const path = join(root, library);
  if (!existsSync(path)) return [];
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter((name) => name !== "testing")
    .sort();
}

function checkWord(word: string): void {
  if (word.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word)) return;
  const suggestion = word
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  throw new NewModelError(
    [
      `${JSON.stringify(word.slice(0, 80))} cannot be the name of a folder here.`,
      "  expected: lower-case words joined by hyphens, a letter first, at most 40 characters",
      `  try: ${suggestion === "" ? "my-rule" : suggestion}`,
    ].join("\n"),
  );
}

/** @returns The exit status: 0 made, 2 usage. */
export function main(
  args: readonly string[],
  root: string,
  print: (text: string) => void,
  complain: (text: string) => void,
): number {
  const [path] = args;
  if (path === undefined || args.length > 1 || path.startsWith("-")) {
    const asked = path === "--help" || path === "-h";
    (asked ? print : complain)(usage);
    return asked ? 0 : 2;
  }
  const families = listFamilies(root);
  try {
    const files = createModel(root, path);
    const [family = ""] = path.split("/");
    for (const file of files) print(`made ${file}`);
    if (!families.includes(family)) print(`${family} is a new family; there were ${families.join(", ") || "none"}`);
    print("next:");
    print("  1. write the equations in model.ts and published numbers in reference.csv");
    print(`  2. npx vitest run ${library}/${path}`);
    print(`  3. name the model in ${library}/catalogue.ts and ${library}/index.ts`);
    return 0;
  } catch (error) {
    if (!(error instanceof NewModelError)) throw error;
    complain(error.message);
    return 2;
  }
}

if (isMain(import.meta.url)) {
  process.exitCode = main(
    process.argv.slice(2),
    repository,
    (text) => console.log(text),
    (text) => console.error(text),
  );
}
