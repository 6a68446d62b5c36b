import { expect, test } from "vitest";
import { auxiliary, build, defineModel, flow, parameter, state, stock } from "../../model/index.js";
import { compile } from "./compile.js";
import { KernelCache } from "./kernel-cache.js";
import { ManySteps } from "./many-steps.js";
import { WasmKernel } from "./wasm.js";

const model = (share: string, about = "a model") =>
  defineModel({
    title: about,
    epoch: "1 day",
    assets: { token: { decimals: 6 } },
    parameters: { rate: parameter("5 %/epoch", about) },
    stocks: { held: stock("1000 token", "held"), sold: stock("0 token", "sold") },
    states: { mood: state("1", "next", "mood") },
    flows: { sale: flow("held", "sold", `rate * held * ${share}`, "sale") },
    auxiliaries: { next: auxiliary("1", "0.9 * mood + 0.1 * exp(normal(0, 1))", "mood at the end of the day") },
  });

const compiledBy = (cache: KernelCache, share: string, variant = "") => {
  const program = build(model(share));
  let isNew = false;
  const kernel = cache.get(program, variant, () => {
    isNew = true;
    return compile(program, () => false, []);
  });
  return { program, kernel, isNew };
};

test("a program that is built twice from an equal model is compiled once, and each kernel knows its own program", () => {
  const cache = new KernelCache();
  const first = compiledBy(cache, "mood");
  const second = compiledBy(cache, "mood");
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(second.kernel.module).toBe(first.kernel.module);
  expect(first.kernel.program).toBe(first.program);
  expect(second.kernel.program).toBe(second.program);
});

test("another equation or another variant is compiled anew", () => {
  const cache = new KernelCache();
  compiledBy(cache, "mood");
  expect(compiledBy(cache, "(mood * 1.0000000000000002)").isNew).toBe(true);
  expect(compiledBy(cache, "mood", "fed").isNew).toBe(true);
  expect(compiledBy(cache, "mood").isNew).toBe(false);
});

test("sixteen kernels are kept, and the one that was not used for longest goes first", () => {
  const cache = new KernelCache();
  compiledBy(cache, "mood");
  for (let share = 2; share <= 16; share++) compiledBy(cache, `${share} * mood`);
  expect(compiledBy(cache, "mood").isNew).toBe(false);
  compiledBy(cache, "17 * mood");
  expect(cache.size).toBe(16);
  expect(compiledBy(cache, "mood").isNew).toBe(false);
  expect(compiledBy(cache, "2 * mood").isNew).toBe(true);
});

test("a kernel from the cache gives the values of one that was compiled for its program", () => {
  const request = { seed: 7n, firstRun: 0, runs: 5 };
  const run = () => {
    const program = build(model("mood"));
    const { node } = program.variables.get("sold")!;
    const values: number[] = [];
    new ManySteps(new WasmKernel(program), [node]).run(request, 30, (_, lanes) => values.push(...lanes(0)));
    return values;
  };
  const first = run();
  expect(run()).toEqual(first);
  expect(first.at(-1)).toBeGreaterThan(0);
});
