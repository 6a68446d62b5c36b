import { equation, numeric } from "@tokenwright/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fingerprint } from "./fingerprint.js";
import type { InNode } from "./in-node.js";
import { changedCases, keptOf, readKept } from "./kept.js";
import { crowd, elements, everyFunction } from "./language-models.js";
import { findNode, runIn } from "./nodes.js";
import { numericResults } from "./numbers.js";
import { type GoldenProgram, makeGoldenProgram } from "./program.js";

let program: GoldenProgram;
let usual: Fingerprint;

/** What this Node computes in a process of its own, started with these options. */
function computed(options: readonly string[], ...flags: readonly string[]): Fingerprint {
  const found = runIn<InNode>(process.execPath, [...options, program.file, ...flags], program.folder);
  if ("why" in found) return expect.fail(found.why);
  return found.answer;
}

beforeAll(async () => {
  program = await makeGoldenProgram();
  usual = computed([]);
}, 180_000);

afterAll(() => program?.remove());

test("the bits are those of golden.json; `npm run golden -- --update` where a change of numbers is meant", () => {
  expect(changedCases(readKept(), keptOf(usual))).toEqual([]);
});

test("vector code has the bits of the reference on every scenario of the library and on generated models", () => {
  expect(usual.differing).toEqual([]);
  const inVectors = usual.cases.filter(({ wasm }) => wasm !== undefined);
  expect(inVectors.length).toBeGreaterThan(150);
  expect(inVectors.map(({ name }) => name)).toContain("every function");
});

test("every function of the engine's numbers and of the language takes part", () => {
  // Classes begin with a capital letter; what they compute shows in the ensembles that use them.
  const isFunction = (name: string) =>
    /^[a-z]/.test(name) && typeof numeric[name as keyof typeof numeric] === "function";
  expect([...numericResults().keys()].sort()).toEqual(Object.keys(numeric).filter(isFunction).sort());
  const text = JSON.stringify([everyFunction, elements, crowd]);
  expect([...equation.functions.keys()].filter((name) => !text.includes(`${name}(`))).toEqual([]);
});

test("no two generated models have the same bits", () => {
  const generated = usual.cases.filter(({ name }) => name.startsWith("generated"));
  expect(new Set(generated.map(({ js }) => js)).size).toBe(generated.length);
});

/** What V8 is started with so that it lacks something; one that does not know the option ends with status 9. */
const lacking = [
  ["WebAssembly", "--jitless", "this platform has no WebAssembly"],
  ["vectors of 128 bits", "--no-enable-sse4-1", "this platform's WebAssembly has no vectors of 128 bits"],
] as const;

test.each(lacking)(
  "without %s the bits are the same, computed by the reference, and it is said why",
  (_, option, why) => {
    const found = computed([option], "--kept");
    expect(keptOf(found)).toEqual(keptOf(usual));
    expect(found.cases.filter(({ wasm }) => wasm !== undefined)).toEqual([]);
    expect(new Set(found.cases.flatMap(({ whyNot }) => whyNot ?? []))).toEqual(new Set([why]));
  },
);

test("a Node that cannot be had is said to be missing, and why", () => {
  expect(findNode(Number(process.versions.node.split(".")[0]), "/nowhere")).toMatchObject({ path: process.execPath });
  const none = runIn("/nowhere/node", [], "/");
  expect("why" in none && none.why).toMatch(/ENOENT/);
});
