import { expect, test } from "vitest";
import { Pipeline, pipelineLength } from "./pipeline.js";

// Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003: (13, 17, 5), from a fixed seed.
let state = 0x1b873593;
function below(limit: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}

test("100 000 queues of random length pay out what came in, in order and to the base unit", () => {
  const lanes = 1000;
  const steps = 60;
  for (let batch = 0; batch < 100; batch++) {
    const lengths = Float64Array.from({ length: lanes }, () => 1 + below(40));
    const pipeline = new Pipeline(lengths, new Float64Array(lanes));
    // The witness is a plain first-in-first-out list for each queue.
    const queues = Array.from(lengths, (length) => new Array<number>(length).fill(0));
    const out = new Float64Array(lanes);
    for (let step = 0; step < steps; step++) {
      const entering = Float64Array.from({ length: lanes }, () => below(2 ** 31) * 4096 + below(4096));
      pipeline.leave(step, out);
      pipeline.enter(step, entering);
      for (let lane = 0; lane < lanes; lane++) {
        queues[lane]!.push(entering[lane]!);
        if (queues[lane]!.shift() !== out[lane]) throw new Error(`batch ${batch}, queue ${lane}, step ${step}`);
      }
    }
  }
});

test("the first value leaves until the first input has passed", () => {
  const pipeline = new Pipeline(Float64Array.of(2, 1), Float64Array.of(7, 8));
  const out = new Float64Array(2);
  const seen: number[][] = [];
  for (let step = 0; step < 4; step++) {
    pipeline.leave(step, out);
    seen.push([...out]);
    pipeline.enter(step, Float64Array.of(step + 1, 10 * (step + 1)));
  }
  expect(seen).toEqual([
    [7, 8],
    [7, 10],
    [1, 20],
    [2, 30],
  ]);
});

test("a time is rounded to steps, at least one, and refused when it cannot be one", () => {
  expect([0, 0.4, 1.49, 1.5, 21].map(pipelineLength)).toEqual([1, 1, 1, 2, 21]);
  for (const steps of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e7]) {
    expect(() => pipelineLength(steps)).toThrow("run/delay");
  }
});
