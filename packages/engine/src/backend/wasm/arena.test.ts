import { expect, test } from "vitest";
import * as rational from "../../base/rational.js";
import { auxiliary, build, burn, flow, mint, parameter, state, stock } from "../../model/index.js";
import { machine } from "../../wasm/machine.js";
import { ModuleBuilder } from "../../wasm/module.js";
import { JsStepper } from "../js.js";
import { Arena } from "./arena.js";
import { BlockMemory } from "./block-memory.js";
import { compile } from "./compile.js";
import { ManySteps } from "./many-steps.js";
import { open } from "./opening.js";
import { WasmKernel } from "./wasm.js";

const program = build({
  title: "Small",
  epoch: "1 day",
  assets: { token: { decimals: 6 } },
  parameters: { rate: parameter("0.03 1/epoch", "a rate") },
  stocks: { reserve: stock("600 token", "reserve"), circulating: stock("400 token", "circulating") },
  states: { demand: state("1", "demand * exp(0.1 * normal(0, 1)) ^ 0.8", "demand") },
  flows: {
    emission: flow("reserve", "circulating", "rate * reserve * demand", "emission"),
    minted: mint("reserve", "{0.5 token/epoch} * uniform(0, 1)", "minted"),
    burned: burn("circulating", "delay(minted, {3 day}) + {1 token/epoch}", "burned"),
  },
  auxiliaries: { share: auxiliary("1", "reserve / (reserve + circulating)", "share that is held back") },
});
const nodes = ["share", "demand", "minted"].map((name) => program.variables.get(name)!.node);

function started(runs: number, recordedSteps = 64) {
  const kernel = compile(program, () => false, nodes);
  const memory = new BlockMemory(kernel.homes, kernel.image);
  const arena = new Arena(kernel, memory);
  const request = { seed: 1n, firstRun: 0, runs };
  arena.open(request, open(program, kernel.homes, request)!, recordedSteps);
  return { kernel, memory, arena };
}

test("every module is valid, whatever is recorded", () => {
  for (const recorded of [undefined, [], nodes]) {
    expect(machine()!.validate(compile(program, () => false, recorded).bytes)).toBe(true);
  }
});

test("a book that does not balance is found within sixteen steps, a balanced one is none", () => {
  const { kernel, memory, arena } = started(70);
  arena.steps(0, 40);
  expect(arena.isFaulty).toBe(false);
  const { level } = kernel.homes.stocks[0]!;
  memory.numbers[(memory.blockAt(34) + level) / 8]! += 2 ** -20;
  arena.steps(40, 16);
  expect(arena.isFaulty).toBe(true);
});

test("nothing is written beyond a batch's own memory, for any number of runs", () => {
  const pattern = 1.2345678e-200;
  for (const runs of [1, 2, 3, 4, 5, 31, 63, 64, 65, 127, 130]) {
    const { kernel, memory, arena } = started(runs);
    // Room for 64 steps was made, ten are taken: what is behind them must stay.
    const used = memory.end / 8 + 10 * nodes.length * memory.blocks * 2;
    memory.numbers.fill(pattern, memory.end / 8);
    arena.steps(0, 10);
    arena.evaluate(10);
    expect(memory.numbers.subarray(memory.end / 8, used).includes(pattern)).toBe(false);
    expect(memory.numbers.subarray(used).every((value) => value === pattern)).toBe(true);
    // Constants and tables are still what they were.
    const fresh = new ArrayBuffer(memory.memory.buffer.byteLength);
    kernel.image.writeTo(fresh);
    const wanted = new Int32Array(fresh, 0, kernel.image.end / 4);
    expect(wanted.every((word, index) => word === 0 || word === memory.words[index])).toBe(true);
    expect(arena.isFaulty).toBe(false);
  }
});

test("a trap is a fault of the batch and no crash", () => {
  const { kernel, memory, arena } = started(3);
  memory.words[kernel.homes.pipelines[0]!.ring / 4] = 0x7fff0000;
  expect(() => arena.steps(0, 4)).not.toThrow();
  expect(arena.isFaulty).toBe(true);
});

test("a module that traps at once costs nothing but time: the js backend takes the batch, and its words are the user's", () => {
  const builder = new ModuleBuilder();
  builder.importFunction("compute", ["i32", "i32", "i32"]);
  builder.importFunction("tell", ["i32", "i32"]);
  const given = { evaluate: 3, advance: 2, audit: 2, record: 4, steps: 6 };
  for (const [name, count] of Object.entries(given)) {
    builder
      .addFunction(
        Array.from({ length: count }, () => "i32" as const),
        [],
        name,
      )
      .code.op("unreachable");
  }
  const broken = new (machine()!.Module)(builder.toBytes());
  const outcomes = [{}, { rate: rational.fromNumber(1e308) }].map((values) => {
    const kernel = new WasmKernel(program);
    const sound = kernel.compiledFor.bind(kernel);
    kernel.compiledFor = (...asked) => ({ ...sound(...asked)!, module: broken });
    const request = { seed: 1n, firstRun: 0, runs: 3, parameters: new Map(Object.entries(values)) };
    const many = new ManySteps(kernel, nodes);
    const found: number[] = [];
    const js = new JsStepper(program, request);
    let words = "";
    try {
      many.run(request, 4, (_, lanes) => found.push(...lanes(0)));
    } catch (error) {
      words = (error as Error).message;
    }
    expect(many.replays).toBe(1);
    for (let step = 0; step < found.length / 3; step++) {
      js.evaluate();
      expect(found.slice(3 * step, 3 * step + 3)).toEqual(Array.from(js.lanes(nodes[0]!)));
      if (step < 4) js.advance();
    }
    return { count: found.length, words };
  });
  expect(outcomes[0]).toEqual({ count: 15, words: "" });
  expect(outcomes[1]!.words).toMatch(/emission|reserve|circulating/);
});
