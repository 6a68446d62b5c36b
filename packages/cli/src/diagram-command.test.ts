import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));

let folder = "";
const run = (...args: readonly string[]) => tokenwright(["diagram", ...args], { cwd: folder });
const stocksIn = (svg: string) => Array.from(svg.matchAll(/class="stock" data-name="([^"]*)"/g), ([, name]) => name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-diagram-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a model of the library is printed as SVG, by its path or its short name", async () => {
  const { status, stdout, stderr } = await run("issuance/halving");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(stocksIn(stdout)).toEqual(["supply"]);
  expect(stderr).toContain("reading issuance/halving");
  expect((await run("halving")).stdout).toBe(stdout);
});

test("-o writes a file, over an older one too, and says how large it is", async () => {
  writeFileSync(join(folder, "old.svg"), "old");
  const { status, stdout, stderr } = await run("cardano", "-o", "old.svg");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  expect(stderr).toMatch(/wrote old\.svg \(\d+ kB/);
  expect(stocksIn(readFileSync(join(folder, "old.svg"), "utf8"))).toContain("supply.reserve");
});

test("a scenario file is drawn, from a file or from standard input", async () => {
  const path = join(examples, "sectors", "scenario.yaml");
  const { status, stdout } = await run(path);
  expect(status).toBe(0);
  expect(stocksIn(stdout)).toEqual(["locked", "released"]);
  const piped = await tokenwright(["diagram", "-"], { cwd: folder, input: readFileSync(path, "utf8") });
  expect(piped).toMatchObject({ status: 0, stdout });
});

test("how much is drawn can be said", async () => {
  const [full, structure, bare] = await Promise.all([
    run("halving"),
    run("halving", "--detail", "structure"),
    run("halving", "--no-parameters"),
  ]);
  expect(full.stdout).toContain('data-name="interval"');
  expect(structure.stdout).not.toContain('class="link"');
  expect(bare.stdout).not.toContain('data-name="interval"');
  expect(bare.stdout).toContain('data-name="subsidy"');
});

test("what cannot be drawn is refused with a reason, and nothing is written", async () => {
  writeFileSync(join(folder, "broken.yaml"), "tokenwright: 1\ntitle: x\n");
  mkdirSync(join(folder, "taken"));
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [["halvin"], 2, /did you mean "halving"/],
    [["halving", "--detail", "some"], 2, /--detail is given "some"/],
    [["none.yaml"], 3, /no file "none\.yaml"/],
    [["broken.yaml", "-o", "broken.svg"], 3, /broken\.yaml[\s\S]*error/],
    [["halving", "-o", "taken"], 1, /taken/],
  ];
  await Promise.all(
    cases.map(async ([args, code, message]) => {
      const { status, stdout, stderr } = await run(...args);
      expect({ args, status, stdout }).toEqual({ args, status: code, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
    }),
  );
  expect(existsSync(join(folder, "broken.svg"))).toBe(false);
});
