import fc from "fast-check";
import { expect, test } from "vitest";
import { JsStepper } from "../backend/js.js";
import { Arena } from "../backend/wasm/arena.js";
import { BlockMemory } from "../backend/wasm/block-memory.js";
import { compile } from "../backend/wasm/compile.js";
import { open } from "../backend/wasm/opening.js";
import { build, type Program } from "../model/index.js";
import { arbitraryCrowd } from "./testing/arbitrary-crowd.js";
import { arbitraryModel } from "./testing/arbitrary-model.js";

/** Larger than any step from one row of a tile to the next. */
const zone = 4096;

/** A NaN that no computation makes: whoever reads it has it in a result, whoever writes leaves another. */
const canary = 0x7ff4_dead_beef_cafen;

/** Runs a program with zones around all that it uses; false where it cannot be opened. */
function keepsToItsMemory(program: Program, runs: number, steps: number): boolean {
  const nodes = [...program.variables.values()].flatMap(({ node, population }) =>
    population === undefined ? [node] : [],
  );
  const kernel = compile(program, () => false, nodes);
  const memory = new BlockMemory(kernel.homes, kernel.image, zone);
  const arena = new Arena(kernel, memory);
  const request = { seed: 5n, firstRun: 3, runs };
  const opening = open(program, kernel.homes, request);
  if (opening === undefined) return false;
  arena.open(request, opening, steps);
  const words = new BigUint64Array(memory.memory.buffer);
  const zones = memory.zones();
  for (const from of zones) words.fill(canary, from / 8, (from + zone) / 8);
  const behind = memory.end + steps * nodes.length * memory.blocks * 16;
  words.fill(canary, behind / 8);
  arena.steps(0, steps);
  expect(arena.isFaulty).toBe(false);
  for (const from of [...zones, behind]) {
    const end = from === behind ? undefined : (from + zone) / 8;
    expect(words.subarray(from / 8, end).every((word) => word === canary)).toBe(true);
  }
  const wanted = new JsStepper(program, request);
  for (let step = 0; step < steps; step++) {
    wanted.evaluate();
    for (const [index, node] of nodes.entries()) {
      expect(Array.from(arena.recorded(step, index))).toEqual(Array.from(wanted.lanes(node)));
    }
    wanted.advance();
  }
  return true;
}

test("vector code of generated economies neither writes nor reads beyond its own tiles", () => {
  let count = 0;
  fc.assert(
    fc.property(
      arbitraryModel({ irrational: true, open: true }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 20 }),
      (model, runs, steps) => {
        if (keepsToItsMemory(build(model), runs, steps)) count++;
      },
    ),
    { seed: 20_261_120, numRuns: 60 },
  );
  expect(count).toBeGreaterThan(50);
}, 60_000);

test("vector code of generated economies of agents neither writes nor reads beyond its own tiles", () => {
  let count = 0;
  const sizes = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(31, 32, 33, 64, 65));
  fc.assert(
    fc.property(
      arbitraryCrowd(sizes),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (model, runs, steps) => {
        if (keepsToItsMemory(build(model), runs, steps)) count++;
      },
    ),
    { seed: 20_261_120, numRuns: 40 },
  );
  expect(count).toBeGreaterThan(30);
}, 60_000);

test("the zones of the test are seen: code that goes one row too far is caught", () => {
  const [model] = fc.sample(arbitraryCrowd(fc.constant(5)), { seed: 1, numRuns: 1 });
  const program = build(model!);
  const kernel = compile(program, () => false, []);
  const memory = new BlockMemory(kernel.homes, kernel.image, zone);
  const arena = new Arena(kernel, memory);
  const request = { seed: 5n, firstRun: 3, runs: 2 };
  arena.open(request, open(program, kernel.homes, request)!, 4);
  // A tile that is said to begin behind itself.
  memory.words[kernel.homes.crowds[0]!.first / 4]! += zone;
  const words = new BigUint64Array(memory.memory.buffer);
  const zones = memory.zones();
  for (const from of zones) words.fill(canary, from / 8, (from + zone) / 8);
  arena.steps(0, 2);
  const isWhole = zones.every((from) => words.subarray(from / 8, (from + zone) / 8).every((word) => word === canary));
  expect(isWhole && !arena.isFaulty).toBe(false);
});
