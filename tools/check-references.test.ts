import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkBibliography, readBibliography } from "./bibliography.js";
import { checkReferences, findCitations, laws } from "./check-references.js";
import { repository } from "./house.js";
import { makeFolder } from "./testing/house.js";

const fisher =
  "@book{fisher-1911,\n  author = {Fisher, Irving},\n  title = {The Purchasing {Power} of\n    Money},\n  year = 1911\n}\n";

test("reads kinds, keys, nested braces, quoted and bare values, with lines", () => {
  const entries = readBibliography(
    `% comment @misc{no}\n\n${fisher}@Misc{b-2, author = "B", title="T {\\"u}", year={2},}`,
  );
  expect(
    entries.map(({ kind, key, line, fields }) => ({ kind, key, line, fields: Object.fromEntries(fields) })),
  ).toEqual([
    {
      kind: "book",
      key: "fisher-1911",
      line: 3,
      fields: { author: "Fisher, Irving", title: "The Purchasing {Power} of Money", year: "1911" },
    },
    { kind: "misc", key: "b-2", line: 9, fields: { author: "B", title: 'T {\\"u}', year: "2" } },
  ]);
});

test.each([
  ["@book{a, title = {x", "line 1: a value is not closed"],
  ["\n@book{, title = {x}}", "line 2: @book has no key"],
  ["@book{a, title {x}}", 'line 1: expected =, found "{"'],
  ["@book{a, title = {x}, title = {y}}", "line 1: a has the field title twice"],
  ["@book{a, title = {x}", 'line 1: expected }, found "the end"'],
  ["@string{a = {x}}", "line 1: @string is not an entry"],
])("refuses %j with the line", (text, message) => {
  expect(() => readBibliography(text)).toThrow(message);
});

test("finds keys twice, out of order or misshapen, and missing fields", () => {
  const entry = (key: string): string => `@misc{${key}, author={A}, title={T}, year={1}}\n`;
  const findings = checkBibliography(
    readBibliography(`${entry("b")}${entry("a")}${entry("c")}${entry("c")}${entry("D_1")}@misc{e}`),
  );
  expect(findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    "2: a belongs before b",
    "4: c stands there twice",
    "5: D_1 belongs before c",
    "5: D_1 is not of the form name-1999",
    "6: e has no author",
    "6: e has no title",
    "6: e has no year",
  ]);
});

test("citations are found in maps, lists and nested parts, with their place", () => {
  const models = new Map([
    ["market/fisher", { model: { source: ["a", "b"], parameters: { v: { source: "A sentence." } } } }],
  ]);
  expect(findCitations(models)).toEqual([
    { source: "a", where: "market/fisher.model" },
    { source: "b", where: "market/fisher.model" },
    { source: "A sentence.", where: "market/fisher.model.parameters.v" },
  ]);
});

test("a model that cites a key without an entry is found; a sentence is no key", async () => {
  const index = `export const models = { fisher: { source: "fisher-1911", parameters: { v: { source: "fischer-1911" }, w: { source: "From memory." } } } };\n`;
  const root = makeFolder({ "refs/library.bib": fisher, "packages/library/src/index.ts": index });
  const { findings } = await checkReferences(root);
  expect(findings).toEqual([
    {
      file: "packages/library/src/index.ts",
      line: 1,
      message: 'fisher.parameters.v cites "fischer-1911", which is no key of refs/library.bib',
      law: laws.cited,
    },
  ]);
});

test("says why models are not checked while the library exports none", async () => {
  const root = makeFolder({ "refs/library.bib": fisher, "packages/library/src/index.ts": "export const other = 1;\n" });
  expect(await checkReferences(root)).toEqual({
    findings: [],
    notes: ['models are not checked: packages/library/src/index.ts exports no "models"'],
    examined: 1,
  });
});

test("this repository's bibliography is in order", () => {
  const entries = readBibliography(readFileSync(join(repository, "refs/library.bib"), "utf8"));
  expect(entries.length).toBeGreaterThan(20);
  expect(checkBibliography(entries)).toEqual([]);
});
