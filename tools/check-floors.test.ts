import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFloors, laws } from "./check-floors.js";
import { repository } from "./house.js";
import { makeFolder } from "./testing/house.js";

const house = {
  "package.json": { devDependencies: { vitest: "4.1.11" } },
  "floors.json": {
    packages: {
      engine: { external: "none", rooms: { base: 0, unit: 1, equation: 1, model: 3 } },
      library: { external: "none", rooms: { "*": 6, networks: 7 } },
      workbench: { external: "declared", node: true, rooms: { scenario: 8, report: 10 } },
      cli: { external: "declared", rooms: { ".": 12 } },
    },
    byName: ["tools"],
  },
  "packages/engine/package.json": { name: "@house/engine" },
  "packages/library/package.json": { name: "@house/library", dependencies: { "@house/engine": "1" } },
  "packages/workbench/package.json": {
    name: "@house/workbench",
    dependencies: { "@house/engine": "1", yaml: "2" },
  },
  "packages/engine/src/base/errors.ts": "export const fail = 1;\nexport type Place = string;\n",
  "packages/engine/src/unit/unit.ts": 'import { fail } from "../base/errors.js";\nexport const unit = fail;\n',
  "packages/engine/src/model/model.ts": "export interface Model { unit: string }\n",
  "packages/engine/src/index.ts": 'export * from "./unit/unit.js";\n',
};

function findingsOf(files: Record<string, unknown>): string[] {
  return checkFloors(makeFolder({ ...house, ...files })).findings.map(
    ({ file, line, message, law }) => `${file}:${line}: ${message} [${law}]`,
  );
}

test("a house that keeps the law has no findings", () => {
  expect(
    findingsOf({
      "packages/engine/src/model/check.ts":
        'import type { Place } from "../base/errors.js";\nimport { unit } from "../unit/unit.js";\nexport type X = Place | typeof unit;\n',
      "packages/engine/src/unit/unit.test.ts":
        'import { test } from "vitest";\nimport "../equation/parse.js";\ntest;\n',
      "packages/engine/src/equation/parse.ts": "export const parse = 1;\n",
      "packages/library/src/market/pool.ts": 'import { unit } from "@house/engine";\nexport const pool = unit;\n',
      "packages/library/src/networks/chain.ts":
        'import { pool } from "../market/pool.js";\nexport const chain = pool;\n',
      "packages/workbench/src/scenario/read.ts":
        'import "node:fs";\nimport "path";\nimport { parse } from "yaml";\nparse;\n',
      "packages/cli/src/run.ts": 'import "./print.js";\n',
      "packages/cli/src/print.ts": "export const print = 1;\n",
      "tools/tool.ts": 'import "@house/engine";\nimport "vitest";\nimport "./other.js";\n',
      "tools/other.ts": "await import(process.argv[2] ?? '');\n",
    }),
  ).toEqual([]);
});

test.each([
  ["a value", 'import { x } from "../model/model.js";', 1],
  ["a type", 'import { fail } from "../base/errors.js";\nimport type { Model } from "../model/model.js";', 2],
  ["a type in an expression", '\nexport let m: import("../model/model.js").Model;', 2],
  ["a re-export", 'export { Model } from "../model/model.js";', 1],
  ["a dynamic import", 'await import("../model/model.js");', 1],
  ["an import with require", 'import m = require("../model/model.js");', 1],
  ["a worker's file", 'new Worker(new URL("../model/model.js", import.meta.url));', 1],
])("importing %s from a higher floor is found with its line", (_what, text, line) => {
  const findings = findingsOf({ "packages/engine/src/unit/up.ts": `${text}\n` });
  expect(findings).toEqual([
    `packages/engine/src/unit/up.ts:${line}: imports "../model/model.js": engine/unit (floor 1) may not import engine/model (floor 3) [${laws.lower}]`,
  ]);
});

test("rooms on one floor are strangers, families of the library too", () => {
  expect(
    findingsOf({
      "packages/engine/src/equation/parse.ts": 'import "../unit/unit.js";\n',
      "packages/library/src/market/pool.ts": 'import "../staking/stake.js";\n',
      "packages/library/src/staking/stake.ts": "export {};\n",
    }),
  ).toEqual([
    `packages/engine/src/equation/parse.ts:1: imports "../unit/unit.js": engine/equation (floor 1) may not import engine/unit (floor 1) [${laws.strangers}]`,
    `packages/library/src/market/pool.ts:1: imports "../staking/stake.js": library/market (floor 6) may not import library/staking (floor 6) [${laws.strangers}]`,
  ]);
});

test("a test may meet rooms on its own floor but none above", () => {
  expect(
    findingsOf({
      "packages/engine/src/unit/unit.test.ts": 'import "../equation/parse.js";\nimport "../model/model.js";\n',
      "packages/engine/src/equation/parse.ts": "export {};\n",
    }),
  ).toEqual([
    `packages/engine/src/unit/unit.test.ts:2: imports "../model/model.js": engine/unit (floor 1) may not import engine/model (floor 3) [${laws.lower}]`,
  ]);
});

test("a file cycle is found once, types included, with the way round", () => {
  expect(
    findingsOf({
      "packages/engine/src/unit/a.ts": 'import "../base/errors.js";\nimport type { B } from "./b.js";\n',
      "packages/engine/src/unit/b.ts": 'export { C } from "./c.js";\n',
      "packages/engine/src/unit/c.ts": 'import "./a.js";\n',
      "packages/engine/src/unit/d.ts": 'import "./a.js";\n',
    }),
  ).toEqual([
    `packages/engine/src/unit/a.ts:2: file cycle packages/engine/src/unit/a.ts -> packages/engine/src/unit/b.ts -> packages/engine/src/unit/c.ts -> packages/engine/src/unit/a.ts [${laws.cycle}]`,
  ]);
});

test("packages are reached by name through their index, never by a path inside", () => {
  const findings = findingsOf({
    "packages/library/src/market/pool.ts":
      'import "@house/engine/src/unit/unit.js";\nimport "../../../engine/src/unit/unit.js";\nimport "@house/workbench";\n',
    "packages/engine/src/model/own.ts": 'import "@house/engine";\nimport "../index.js";\n',
    "packages/workbench/src/scenario/read.ts": 'import "@house/library";\n',
    "tools/tool.ts": 'import "../packages/engine/src/unit/unit.js";\n',
  });
  expect(findings).toEqual([
    `packages/engine/src/model/own.ts:1: imports "@house/engine": engine/model (floor 3) imports its own package by name [${laws.lower}]`,
    `packages/engine/src/model/own.ts:2: imports "../index.js": engine/model (floor 3) may not import the index of engine (above floor 3) [${laws.lower}]`,
    `packages/library/src/market/pool.ts:1: imports "@house/engine/src/unit/unit.js": it reaches inside @house/engine [${laws.byName}]`,
    `packages/library/src/market/pool.ts:2: imports "../../../engine/src/unit/unit.js": packages/engine/src/unit/unit.ts lies outside packages/library/src [${laws.byName}]`,
    `packages/library/src/market/pool.ts:3: imports "@house/workbench": library/market (floor 6) may not import the index of workbench (above floor 10) [${laws.lower}]`,
    `packages/workbench/src/scenario/read.ts:1: imports "@house/library": packages/workbench/package.json does not declare @house/library [${laws.declared}]`,
    `tools/tool.ts:1: imports "../packages/engine/src/unit/unit.js": packages/engine/src/unit/unit.ts lies inside a package [${laws.byName}]`,
  ]);
});

test("an entry that the exports of a package name is reached by that name, as its index is", () => {
  const findings = findingsOf({
    "packages/engine/package.json": JSON.stringify({ name: "@house/engine", exports: { ".": "", "./small": "" } }),
    "packages/library/src/market/pool.ts": 'import "@house/engine/small";\nimport "@house/engine/large";\n',
  });
  expect(findings).toEqual([
    `packages/library/src/market/pool.ts:2: imports "@house/engine/large": it reaches inside @house/engine [${laws.byName}]`,
  ]);
});

test("engine and library import nothing from outside, others what they declare", () => {
  const findings = findingsOf({
    "packages/engine/src/unit/out.ts": 'import "lodash";\nimport "node:fs";\nimport "vitest";\n',
    "packages/workbench/src/scenario/read.ts": 'import "yaml";\nimport "zod";\nimport "vitest";\n',
    "packages/cli/src/run.ts": 'import "node:fs";\n',
    "tools/tool.ts": 'import "lodash";\n',
  });
  expect(findings).toEqual([
    `packages/cli/src/run.ts:1: imports "node:fs": cli (floor 12) may not use Node's modules [${laws.external}]`,
    `packages/engine/src/unit/out.ts:1: imports "lodash": lodash is a package from outside [${laws.external}]`,
    `packages/engine/src/unit/out.ts:2: imports "node:fs": engine/unit (floor 1) may not use Node's modules [${laws.external}]`,
    `packages/engine/src/unit/out.ts:3: imports "vitest": vitest is a package from outside [${laws.external}]`,
    `packages/workbench/src/scenario/read.ts:2: imports "zod": packages/workbench/package.json does not declare zod [${laws.declared}]`,
    `packages/workbench/src/scenario/read.ts:3: imports "vitest": vitest is a development package [${laws.development}]`,
    `tools/tool.ts:1: imports "lodash": lodash is no devDependency of the root [${laws.declared}]`,
  ]);
});

test("shipped code imports no tests, no computed path and no missing file", () => {
  const findings = findingsOf({
    "packages/engine/src/unit/testing/sample.ts": "export {};\n",
    "packages/engine/src/unit/bad.ts":
      'import "./testing/sample.js";\nimport "./gone.js";\nconst path = "./x.js";\nawait import(path);\n',
    "packages/engine/src/unit/good.test.ts": 'import "./testing/sample.js";\n',
  });
  expect(findings).toEqual([
    `packages/engine/src/unit/bad.ts:1: imports "./testing/sample.js": packages/engine/src/unit/testing/sample.ts is for tests [${laws.development}]`,
    `packages/engine/src/unit/bad.ts:2: imports "./gone.js": there is no such file [${laws.exists}]`,
    `packages/engine/src/unit/bad.ts:4: an import: the path is computed [${laws.literal}]`,
  ]);
});

test("a file that stands alone in src can be a room with a floor of its own", () => {
  const floors = structuredClone(house["floors.json"]) as { packages: { library: { rooms: Record<string, number> } } };
  Object.assign(floors.packages["library"].rooms, { "scenario.ts": 5, "catalogue.ts": 9 });
  expect(
    findingsOf({
      "floors.json": floors,
      "packages/library/src/scenario.ts": 'import "./catalogue.js";\n',
      "packages/library/src/catalogue.ts": 'import "./market/pool.js";\n',
      "packages/library/src/market/pool.ts": 'import "../scenario.js";\n',
    }).filter((finding) => !finding.includes("cycle")),
  ).toEqual([
    `packages/library/src/scenario.ts:1: imports "./catalogue.js": library/scenario.ts (floor 5) may not import library/catalogue.ts (floor 9) [${laws.lower}]`,
  ]);
});

test("a room, a package or a file without a floor is a finding", () => {
  expect(
    findingsOf({
      "packages/engine/src/attic/box.ts": "export {};\n",
      "packages/engine/src/loose.ts": "export {};\n",
      "packages/shed/src/index.ts": "export {};\n",
    }),
  ).toEqual([
    `packages/engine/src/attic/box.ts:1: the room engine/attic has no floor [${laws.room}]`,
    `packages/engine/src/loose.ts:1: loose.ts stands in no room of engine [${laws.room}]`,
    `packages/shed/src/index.ts:1: the package shed has no floors [${laws.room}]`,
  ]);
});

test.each([
  ["floors.json is not JSON", "{", /floors\.json is not JSON/],
  [
    "a floor is not a whole number",
    { packages: { engine: { external: "none", rooms: { base: "low" } } } },
    /engine\/base/,
  ],
  [
    "external is misspelt",
    { packages: { engine: { external: "non", rooms: { base: 0 } } } },
    /engine\.external is "non"/,
  ],
  ["there are no packages", {}, /packages in floors\.json is missing/],
])("it says so when %s", (_what, floors, message) => {
  expect(() => findingsOf({ "floors.json": floors })).toThrow(message);
});

test("this repository's own floors.json names the rooms of the design in their order", () => {
  const plan = JSON.parse(readFileSync(join(repository, "floors.json"), "utf8"));
  const { engine, library, workbench, cli } = plan.packages;
  const { base, ...others } = engine.rooms;
  expect(base).toBeLessThan(Math.min(...(Object.values(others) as number[])));
  expect(engine.rooms.simulate).toBeLessThan(library.rooms["*"]);
  expect(library.rooms.networks).toBeLessThan(workbench.rooms.scenario);
  expect(workbench.rooms.scenario).toBeLessThan(workbench.rooms.study);
  expect(workbench.rooms.study).toBeLessThan(workbench.rooms.report);
  expect(workbench.rooms.server).toBeLessThan(cli.rooms["."]);
});
