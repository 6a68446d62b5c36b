import { expect, test } from "vitest";
import { auxiliary, build, type Model, mint, parameter, state, stock } from "../../model/index.js";
import { machine, type Platform } from "../../wasm/machine.js";
import { ManySteps } from "./many-steps.js";
import { WasmKernel } from "./wasm.js";
import { whyNotWasm } from "./why-not.js";

const market: Model = {
  title: "Market",
  epoch: "1 day",
  assets: { token: { decimals: 3 } },
  parameters: { drift: parameter("normal(0, 0.01)", "per run", { unit: "1" }) },
  states: { price: state("1", "price * exp(drift + 0.1 * normal(0, 1))", "price") },
  stocks: { pot: stock("100 token", "pot") },
  flows: { made: mint("pot", "{2 token/epoch} * fee", "made") },
  auxiliaries: { fee: auxiliary("1", "price ^ 0.8 + poisson(2)", "fee") },
};

const own = machine()!;

/** Platforms that lack something, by the words they are told of with. */
const lacking: readonly (readonly [words: string, platform: Platform])[] = [
  ["this platform has no WebAssembly", {}],
  [
    "this platform's WebAssembly has no vectors of 128 bits",
    { WebAssembly: { validate: (bytes) => !bytes.includes(0xfd) && own.validate(bytes), Module: own.Module } },
  ],
  [
    "this page's Content-Security-Policy does not let WebAssembly be compiled: script-src lacks 'wasm-unsafe-eval'",
    {
      WebAssembly: {
        validate: (bytes) => own.validate(bytes),
        Module: class {
          constructor() {
            throw new Error("Refused to compile");
          }
        },
      },
    },
  ],
];

function stepsOn(platform: Platform | undefined): readonly (readonly number[])[] {
  const program = build(market);
  const nodes = Array.from(program.variables.values(), ({ node }) => node);
  const found: number[][] = [];
  const many = new ManySteps(new WasmKernel(program, platform), nodes);
  many.run({ seed: 7n, firstRun: 3, runs: 9 }, 40, (_, lanes) => {
    for (const index of nodes.keys()) found.push([...lanes(index)]);
  });
  return found;
}

test.each(lacking)("%s: said in one line, and the bits are those of vector code", (words, platform) => {
  const program = build(market);
  expect(whyNotWasm(program)).toBeUndefined();
  expect(whyNotWasm(program, platform)).toBe(words);
  expect(new WasmKernel(program, platform).whyNot).toBe(words);
  expect(stepsOn(platform)).toEqual(stepsOn(undefined));
});
