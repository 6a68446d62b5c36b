import { expect, test } from "vitest";
import { repository } from "../house.js";
import { makeFolder } from "../testing/house.js";
import { anchorsOf, brokenLinks, missingFiles, pagesOf } from "./links.js";

test.each(pagesOf(repository))("the links of %s lead somewhere", (page) => {
  expect(brokenLinks(repository, page)).toEqual([]);
});

const byHand = pagesOf(repository).filter((page) =>
  /^(docs\/(adr|guides|scope|GLOSSARY|README)|README|CONTRIBUTING)/.test(page),
);

test.each(byHand)("the files that %s names are there", (page) => {
  expect(missingFiles(repository, page)).toEqual([]);
});

test("a file that is named and not there is told", () => {
  const root = makeFolder({
    "docs/a.md": "`docs/a.md` `engine/src/x.ts` `tools/no.mjs` `a / b.ts`",
    "packages/engine/src/x.ts": "",
  });
  expect(missingFiles(root, "docs/a.md")).toEqual(["tools/no.mjs"]);
});

test("a missing file, a missing heading and a path out of the repository are told, other sites are not", () => {
  const root = makeFolder({
    "docs/a.md":
      "# One\n[b](b.md) [gone](gone.md) [h](#one) [no](#two) [up](../../x.md) [web](https://x.org)\n`[code](no.md)`",
    "docs/b.md": "# Two words\n[a](a.md#one)\n```\n[fenced](no.md)\n```\n[c](a.md#three)",
  });
  expect(brokenLinks(root, "docs/a.md")).toEqual([
    "docs/a.md:2: gone.md",
    "docs/a.md:2: #two",
    "docs/a.md:2: ../../x.md",
  ]);
  expect(brokenLinks(root, "docs/b.md")).toEqual(["docs/b.md:6: a.md#three"]);
});

test("anchors are those that GitHub makes of headings", () => {
  const page = "# A Title, with: signs\n## `code/of` two\n## Same\n## Same\n## [Link](x.md) — dash";
  expect([...anchorsOf(page)]).toEqual(["a-title-with-signs", "codeof-two", "same", "same-1", "link--dash"]);
});
