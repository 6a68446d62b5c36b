import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readScenario, simulate } from "@tokenwright/workbench";
import { expect, test } from "vitest";
import { listFiles, repository } from "../house.js";
import { createModel } from "../new-model.js";
import {
  answer,
  blocksOf,
  claimsOf,
  outputOf,
  readBlock,
  refusalOf,
  replayAnswer,
  replayClaimsOf,
  withPackages,
  wordOf,
} from "./examples.js";

const pages = ["README.md", ...listFiles(repository, "docs/guides", [".md"])];
const blocks = pages.flatMap((page) =>
  blocksOf(readFileSync(join(repository, page), "utf8")).map((block) => ({
    ...block,
    page,
    at: `${page}:${block.line}`,
  })),
);
const pageOf = (block: { readonly page: string }) => blocks.filter(({ page }) => page === block.page);
const marked = (language: string, word: string) =>
  blocks.filter((block) => block.language === language && block.words.includes(word));

test("the guides have something to run", () => {
  expect(marked("yaml", "run").length).toBeGreaterThanOrEqual(4);
  expect(marked("yaml", "fails").length).toBeGreaterThanOrEqual(1);
  expect(marked("ts", "run").length).toBeGreaterThanOrEqual(1);
  expect(marked("ts", "library").length).toBeGreaterThanOrEqual(1);
});

test.each(marked("yaml", "run"))("the scenario at $at gives what it says", async (block) => {
  const claims = claimsOf(block.text);
  expect(claims.length, "a scenario that runs must say what it gives").toBeGreaterThan(0);
  const { scenario, program } = readBlock(block, pageOf(block));
  for (const claim of claims) expect(await answer(scenario, program, claim), claim.text).toBe(claim.number);
});

const replayed = marked("yaml", "run").filter((block) => replayClaimsOf(block.text).exact.length > 0);

test.each(replayed)("the replay at $at finds what it says in the data beside it", (block) => {
  const data = blocks.find(({ page, language }) => page === block.page && language === "csv");
  expect(replayAnswer(block, data!.text)).toEqual(replayClaimsOf(block.text));
});

test.each(marked("yaml", "fails"))("the scenario at $at is refused in the words shown below it", (block) => {
  expect(block.next?.language).toBe("text");
  expect(refusalOf(block, pageOf(block))).toBe(block.next!.text);
});

test.each(marked("ts", "run"))("the program at $at prints what stands below it", (block) => {
  expect(block.next?.language).toBe("text");
  expect(outputOf(block)).toBe(block.next!.text);
});

test("the figures of the example on the first page are those of its run", { timeout: 120_000 }, async () => {
  const shown = blocks.find(({ page, text }) => page === "README.md" && text.startsWith("Cardano from 2023 to 2033"))!;
  const text = readFileSync(join(repository, "examples/cardano/scenario.yaml"), "utf8");
  const { record } = await simulate(readScenario(text, { file: "scenario.yaml" }));
  for (const { label, first, final } of record.outputs) {
    const row = shown.text.split("\n").find((line) => line.trimStart().startsWith(label))!;
    const size = row.includes(" billion ") ? 1e9 : 1;
    const numbers = row.slice(label.length + 2).match(/(?<= )-?\d[\d.]*(?= )/g)!;
    const expected = [first, final.p5, final.p50, final.p95].map((value) => (value / size).toPrecision(4));
    expect(numbers.map(Number), label).toEqual(expected.map(Number));
  }
  for (const { name, held, passed } of record.guardRails) {
    expect(shown.text).toContain(`${passed ? "✓" : "✗"} ${name}: held in ${100 * held} % of the futures`);
  }
});

test("a model made by the steps of the guide passes its own test, and fails before it has numbers", () => {
  const files = marked("ts", "library").concat(
    blocks.filter(({ words }) => words.includes("library") && words.length > 1),
  );
  const guide = files.filter(({ page }) => page === "docs/guides/first-model.md");
  const names = new Set(guide.map((block) => wordOf(block, "file")));
  expect([...names].sort()).toEqual(["model.ts", "reference.csv", "scenarios.ts"]);
  withPackages((root) => {
    const library = join(root, "packages/library/src");
    mkdirSync(library, { recursive: true });
    cpSync(join(repository, "packages/library/src/scenario.ts"), join(library, "scenario.ts"));
    cpSync(join(repository, "packages/library/src/testing"), join(library, "testing"), { recursive: true });
    const path = "issuance/share-of-the-rest";
    createModel(root, path);
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(root, "vitest.config.ts"),
      'export default { resolve: { conditions: ["source"] }, ssr: { resolve: { conditions: ["source"] } } };',
    );
    const program = join(repository, "node_modules/vitest/vitest.mjs");
    const vitest = () =>
      spawnSync(process.execPath, [program, "run", "--root", root, `packages/library/src/${path}`], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
        timeout: 60_000,
      });
    const before = vitest();
    expect(before.status, `${before.stdout}${before.stderr}`).toBe(1);
    expect(before.stdout + before.stderr).toContain("reference.csv holds fewer than two rows");
    for (const block of guide) writeFileSync(join(library, path, wordOf(block, "file")!), `${block.text}\n`);
    const after = vitest();
    expect(after.status, `${after.stdout}${after.stderr}`).toBe(0);
    expect(after.stdout).toMatch(/Tests {2}\d+ passed/);
  });
});
