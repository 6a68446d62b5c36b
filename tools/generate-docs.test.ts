import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedNote } from "./docs/markdown.js";
import { writePages } from "./generate-docs.js";
import { makeFolder } from "./testing/house.js";

test("writes what changed, removes pages of models that are gone and leaves pages written by hand", () => {
  const folder = "docs/reference/models";
  const root = makeFolder({
    [`${folder}/a/old.md`]: `${generatedNote}\nold`,
    [`${folder}/a/old.svg`]: `<svg/>${generatedNote}`,
    [`${folder}/a/by-hand.md`]: "mine",
    [`${folder}/a/by-hand.svg`]: "<svg/>",
    "docs/same.md": "same",
  });
  const pages = new Map([
    ["docs/same.md", "same"],
    [`${folder}/a/new.md`, `${generatedNote}\nnew`],
  ]);
  expect(writePages(root, pages)).toEqual([
    `wrote ${folder}/a/new.md`,
    `removed ${folder}/a/old.md`,
    `removed ${folder}/a/old.svg`,
  ]);
  expect(readFileSync(join(root, folder, "a/new.md"), "utf8")).toBe(`${generatedNote}\nnew`);
  for (const file of ["by-hand.md", "by-hand.svg"]) expect(existsSync(join(root, folder, "a", file))).toBe(true);
  expect(writePages(root, pages)).toEqual([]);
});
