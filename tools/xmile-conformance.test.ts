import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "./testing/house.js";
import { main } from "./xmile-conformance.js";

const model = (equation: string) => `<?xml version="1.0"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><name>Test</name></header>
<sim_specs method="Euler"><start>0</start><stop>2</stop><dt>1</dt></sim_specs>
<model><variables>
<aux name="Level"><eqn>TIME * 2</eqn></aux>
<aux name="Other|One"><eqn>${equation}</eqn></aux>
</variables></model></xmile>`;

const output = "Time,Level,Other|One\n0,0,1\n1,2,3\n2,4,5\n";

function tool(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const root = makeFolder({ "docs/reference/old.md": "", ...files });
  const said: string[] = [];
  const surroundings = {
    root,
    folders: [root],
    print: (text: string) => said.push(text),
    complain: (text: string) => said.push(text),
  };
  return { root, status: main(args, surroundings), text: said.join("\n") };
}

test("a corpus that agrees, or lacks what is named, is status 0 and is written as a page", () => {
  const files = {
    "corpus/a/one.xmile": model("Level + 1"),
    "corpus/a/output.csv": output,
    "corpus/b/c/two.stmx": model("SUMMON(1)"),
    "corpus/b/c/output.tab": output.replaceAll(",", "\t"),
    "corpus/without-output/three.xmile": model("1"),
  };
  const { root, status, text } = tool(files, "corpus", "--write");
  expect(status).toBe(0);
  expect(text).toMatch(/^a +one\.xmile +2 of 2 {2}agrees$/m);
  expect(text).toMatch(/^b\/c +two\.stmx +1 of 2 {2}in part$/m);
  expect(text).toMatch(/line 7, Other\|One: .*SUMMON/);
  expect(text).toContain("1 of 2 files agree");
  const page = readFileSync(join(root, "docs/reference/xmile.md"), "utf8");
  expect(page).toContain("1 of 2 files agree in every column; 3 of 4 columns agree.");
  expect(page).toMatch(/^\| b\/c \| two\.stmx \| 1 of 2 \| in part \| line 7, Other\\\|One: /m);
});

test("a value that disagrees is status 1, with the row", () => {
  const { status, text } = tool({ "c/one.xmile": model("Level + 1.1"), "c/output.csv": output }, "c");
  expect(status).toBe(1);
  expect(text).toMatch(/1 of 2 {2}wrong\n {4}differs: Other\|One at 0: 1\.1 instead of 1/);
});

test.each([
  [[], 2, /Name one folder/],
  [["c", "--wrte"], 2, /no option --wrte/],
  [["none"], 3, /no folder none/],
  [["docs"], 3, /no XMILE file/],
  [["--help"], 0, /usage/],
])("%j is status %i", (args, wanted, message) => {
  const { status, text } = tool({ "c/x.txt": "" }, ...args);
  expect(status).toBe(wanted);
  expect(text).toMatch(message);
});
