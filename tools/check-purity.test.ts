import { expect, test } from "vitest";
import { checkPurity, laws } from "./check-purity.js";
import { makeFolder } from "./testing/house.js";

function findingsOf(files: Record<string, string>): string[] {
  return checkPurity(makeFolder(files)).findings.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

const engine = "packages/engine/src/base/a.ts";

test("arithmetic that IEEE 754 fixes is allowed", () => {
  expect(
    findingsOf({
      [engine]: [
        "export const x = Math.abs(1) + Math.sqrt(2) + Math.floor(1.5) + Math.ceil(1) + Math.trunc(1) + Math.min(1, 2);",
        "export const y = Math.max(1) + Math.sign(1) + Math.imul(2, 3) + Math.clz32(1) + Math.fround(1) + Math.round(1);",
        "export function power(base: bigint, exponent: bigint): bigint { return 10n ** exponent * base ** 2n; }",
        "export const shadow = (performance: number, Date: number): number => performance + Date;",
        "export interface Row { Date: string; process: string }",
        'export const row: Row = { Date: "2020-01-01", process: "steady" };',
        "export const day = row.Date + row.process;",
        "export const wasm = (globalThis as { WebAssembly?: unknown }).WebAssembly;",
      ].join("\n"),
    }),
  ).toEqual([]);
});

test.each([
  ["Math.pow(2, 3)", "Math.pow may differ between machines"],
  ["Math.exp(1)", "Math.exp may differ between machines"],
  ["Math.PI", "Math.PI may differ between machines"],
  ['Math["log"](2)', "Math.log may differ between machines"],
  ["globalThis.Math.sin(1)", "Math.sin may differ between machines"],
  ['(globalThis as any)["Math"].cos(1)', "Math.cos may differ between machines"],
  ["Math.random()", "Math.random draws chance that has no address"],
  ["[1].map(Math as any)", "Math is used other than as Math.name, which hides what is taken from it"],
  ["Object.keys(globalThis)", "globalThis is used other than as globalThis.name, which hides what is taken from it"],
  ["2 ** 0.5", "** on numbers may differ between machines; on bigint it is exact"],
  ["((x: number) => { x **= 2; return x; })(1)", "** on numbers may differ between machines; on bigint it is exact"],
  [
    "((x: number | bigint) => (x as number) ** 2)(1)",
    "** on numbers may differ between machines; on bigint it is exact",
  ],
  ["new Date()", "Date reads the clock"],
  ["performance.now()", "performance reads the clock"],
  ["globalThis.performance", "performance reads the clock"],
  ["process.env", "process depends on the machine"],
  ["console.log(1)", "console talks to the outside"],
  ["setTimeout(() => 1, 1)", "setTimeout depends on the clock"],
  ["({ setTimeout })", "setTimeout depends on the clock"],
  ["new Intl.NumberFormat()", "Intl depends on the locale"],
  ['"a".localeCompare("b")', "localeCompare depends on the locale"],
  ["(1).toLocaleString()", "toLocaleString depends on the locale"],
  ['(1 as any)["toLocaleString"]()', "toLocaleString depends on the locale"],
])("in the engine %s is found", (expression, message) => {
  expect(findingsOf({ [engine]: `// first line\nexport const found = ${expression};\n` })).toEqual([
    `${engine}:2: ${message}`,
  ]);
});

test("taking functions out of Math and giving a global a type do not hide them", () => {
  expect(
    findingsOf({
      [engine]:
        "const { pow } = Math;\ndeclare const performance: { now(): number };\nexport const t = pow(performance.now(), 1);\n",
    }),
  ).toEqual([
    `${engine}:1: Math is used other than as Math.name, which hides what is taken from it`,
    `${engine}:2: performance reads the clock`,
    `${engine}:3: performance reads the clock`,
  ]);
});

test("the library is held to the same, tests and other packages are free to compare with Math", () => {
  expect(
    findingsOf({
      "packages/library/src/market/a.ts": "export const a = Math.log(2);\n",
      "packages/library/src/market/a.test.ts": "export const b = Math.log(2);\n",
      "packages/engine/src/base/testing/c.ts": "export const c = Math.log(2);\n",
      "packages/engine/src/base/d.vectors.ts": "export const d = Math.log(2);\n",
      "packages/cli/src/e.ts": "export const e = Date.now();\n",
    }),
  ).toEqual(["packages/library/src/market/a.ts:1: Math.log may differ between machines"]);
});

test("of the devices what others compute again is held to it, and what talks to the world is not", () => {
  const log = "export const a = Math.log(2);\n";
  const held = ["insight/forecast/a.ts", "insight/modules/a.ts", "privacy/a.ts", "reward/merkle/a.ts"];
  const free = ["ingest/a.ts", "insight/life-cycle/a.ts", "insight/forecast/augurs.ts", "insight/forecast/a.test.ts"];
  const files = [...held, ...free].map((file) => [`packages/devices/src/${file}`, log]);
  expect(findingsOf(Object.fromEntries(files)).sort()).toEqual(
    held.map((file) => `packages/devices/src/${file}:1: Math.log may differ between machines`),
  );
});

test.each([
  ['eval("1")', "eval turns text into code"],
  ['globalThis.eval("1")', "eval turns text into code"],
  ["const run = eval", "eval turns text into code"],
  ['new Function("return 1")', "the Function constructor turns text into code"],
  ['Function("return 1")', "the Function constructor turns text into code"],
  ['import { runInThisContext } from "node:vm"', "the vm module turns text into code"],
  ['await import("vm")', "the vm module turns text into code"],
  ['new Worker("1", { eval: true })', "a worker started with eval turns text into code"],
  ['(() => 1).constructor("return 1")', "calling .constructor can reach the Function constructor"],
])("text made into code is found anywhere, tests and tools too: %s", (code, message) => {
  const files = ["packages/cli/src/a.test.ts", "tools/a.ts", "bench/a.mjs"];
  const { findings } = checkPurity(makeFolder(Object.fromEntries(files.map((file) => [file, `${code};\n`]))));
  expect(findings).toEqual(files.map((file) => ({ file, line: 1, message, law: laws.noEval })));
});

test("words that only look like code are no findings", () => {
  expect(
    findingsOf({
      "tools/a.ts": [
        '// eval("1")',
        'export const text = "eval Function vm";',
        "export type Callback = Function;",
        "export const options = { eval: 1, Function: 2 };",
        "export const sum = options.eval + options.Function;",
        "export class Box { constructor() {} }",
        "export const name = new Box().constructor.name;",
      ].join("\n"),
    }),
  ).toEqual([]);
});
