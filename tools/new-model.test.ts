import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { repository } from "./house.js";
import { createModel, main, NewModelError } from "./new-model.js";
import { makeFolder } from "./testing/house.js";

const folder = "packages/library/src/issuance/my-rule";

test("makes the five siblings, named after the model", () => {
  const root = makeFolder({});
  expect(createModel(root, "issuance/my-rule")).toEqual(
    ["model.ts", "scenarios.ts", "reference.csv", "model.test.ts", "README.md"].map((file) => `${folder}/${file}`),
  );
  expect(readFileSync(join(root, folder, "README.md"), "utf8")).toMatch(/^# My rule\n\n`issuance\/my-rule`\n/);
  expect(readFileSync(join(root, folder, "model.ts"), "utf8")).toContain('title: "My rule"');
});

test("what it writes is TypeScript without syntax errors", () => {
  const root = makeFolder({});
  for (const file of createModel(root, "issuance/my-rule").filter((name) => name.endsWith(".ts"))) {
    const { diagnostics } = ts.transpileModule(readFileSync(join(root, file), "utf8"), { reportDiagnostics: true });
    expect(diagnostics, file).toEqual([]);
  }
});

test("what it writes is in the house's style", () => {
  const root = makeFolder({});
  for (const file of createModel(root, "issuance/my-rule").filter((name) => name.endsWith(".ts"))) {
    const text = readFileSync(join(root, file), "utf8");
    const biome = ["node_modules/@biomejs/biome/bin/biome", "check", "--write", `--stdin-file-path=${file}`];
    const { stdout } = spawnSync(process.execPath, biome, { cwd: repository, input: text, encoding: "utf8" });
    expect(stdout, file).toBe(text);
  }
});

test("the reference has provenance and a header but no numbers, and the test asks for them", () => {
  const root = makeFolder({});
  createModel(root, "issuance/my-rule");
  const lines = readFileSync(join(root, folder, "reference.csv"), "utf8")
    .trimEnd()
    .split("\n");
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual(["scenario,step,supply"]);
  expect(readFileSync(join(root, folder, "model.test.ts"), "utf8")).toContain(
    "reference.csv holds fewer than two rows",
  );
});

test.each([
  ["my-rule", "is not a family and a name"],
  ["a/b/c", "is not a family and a name"],
  ["issuance/MyRule", "try: my-rule"],
  ["issuance/my rule", "try: my-rule"],
  ["issuance/..", "try: my-rule"],
  ["../issuance", "cannot be the name of a folder here"],
  ["issuance/9lives", "try: lives"],
  ["issuance/", "cannot be the name of a folder here"],
  [`issuance/${"long-".repeat(10)}name`, "at most 40 characters"],
  ["testing/helper", "holds what tests share"],
])("refuses %j and makes nothing", (path, message) => {
  const root = makeFolder({});
  expect(() => createModel(root, path)).toThrow(NewModelError);
  expect(() => createModel(root, path)).toThrow(message);
  expect(existsSync(join(root, "packages"))).toBe(false);
});

test("leaves a folder that exists as it is", () => {
  const root = makeFolder({ [`${folder}/model.ts`]: "mine" });
  expect(() => createModel(root, "issuance/my-rule")).toThrow(`${folder} exists already`);
  expect(readFileSync(join(root, folder, "model.ts"), "utf8")).toBe("mine");
  expect(existsSync(join(root, folder, "README.md"))).toBe(false);
});

test("the command says what it made and what comes next, and explains itself without arguments", () => {
  const root = makeFolder({ "packages/library/src/market/a/model.ts": "" });
  const printed: string[] = [];
  const complained: string[] = [];
  const run = (...args: string[]): number =>
    main(
      args,
      root,
      (text) => printed.push(text),
      (text) => complained.push(text),
    );
  expect(run("issuance/my-rule")).toBe(0);
  expect(printed).toContain(`made ${folder}/model.ts`);
  expect(printed).toContain("issuance is a new family; there were market");
  expect(run()).toBe(2);
  expect(run("issuance/my-rule")).toBe(2);
  expect(complained).toHaveLength(2);
  expect(run("--help")).toBe(0);
});
