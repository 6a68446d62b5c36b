import { build, type JsStepper, js, ManySteps, type Program, WasmKernel, wasm } from "@tokenwright/engine";
import { measure, measureBothInTurn } from "../measure.js";
import type { Figure } from "../reference-economy/bench.js";
import { referenceEconomy } from "../reference-economy/model.js";
import { grownModel } from "./grown-model.js";

const seed = 12345n;
const batch = 128;

/** All runs of a program in vector code, one variable recorded at every step; the sum of its last values. */
function runAll(many: ManySteps, runs: number, steps: number): number {
  let sum = 0;
  for (let firstRun = 0; firstRun < runs; firstRun += batch) {
    many.run({ seed, firstRun, runs: Math.min(batch, runs - firstRun) }, steps, (step, lanes) => {
      if (step === steps) for (const value of lanes(0)) sum += value;
    });
  }
  return sum;
}

function runInJs(program: Program, runs: number, steps: number): JsStepper {
  const stepper = js.prepare(program).start({ seed, firstRun: 0, runs });
  for (let step = 0; step < steps; step++) {
    stepper.evaluate();
    stepper.advance();
  }
  stepper.evaluate();
  return stepper;
}

/** Refuses to time vector code that does not give the js backend's bits. */
function checkSameBits(program: Program, node: number): void {
  const runs = 32;
  const steps = 365;
  const stepper = runInJs(program, runs, steps);
  new ManySteps(wasm.prepare(program), [node]).run({ seed, firstRun: 0, runs }, steps, (step, lanes) => {
    if (step < steps) return;
    for (const [lane, value] of lanes(0).entries()) {
      if (!Object.is(value, stepper.value(node, lane))) throw new Error(`run ${lane} has other bits: not timed`);
    }
  });
}

export function benchVectorCode(): Figure[] {
  const figures: Figure[] = [];
  const program = build(referenceEconomy);
  const { node } = program.variables.get("price")!;
  checkSameBits(program, node);
  const many = new ManySteps(wasm.prepare(program), [node]);
  // The js backend is timed on both sides of the vector code: on a shared machine one of them alone would mislead.
  const inJs = () => 64 / measure(() => runInJs(program, 64, 365), 5).fastest;
  const before = inJs();
  const runs = 256;
  const steps = 3650;
  const speed = (runs * steps) / measure(() => runAll(many, runs, steps), 7).fastest;
  const peer = 365 * Math.max(before, inJs());
  figures.push({
    ...{ name: "vector code", value: speed / 1e6, unit: "M run-steps/s" },
    ...{ ratio: speed / peer, peer: "js backend, fastest of several" },
  });
  for (const [count, length] of [
    [1, 3650],
    [16, 3650],
    [1024, 365],
    [4096, 365],
    [128, 36],
  ] as const) {
    const own = (count * length) / measure(() => runAll(many, count, length), 5).fastest;
    figures.push({
      ...{ name: `vector code, ${count} runs of ${length} steps`, value: own / 1e6, unit: "M run-steps/s" },
      ...{ ratio: own / speed, peer: "vector code" },
    });
  }
  for (const sectors of [8, 200]) figures.push(...benchCompiling(sectors));
  return [...figures, ...benchGrowth()];
}

/** What a node of a graph and a run of a batch cost where there are many of them. */
function benchGrowth(): Figure[] {
  const perNode = [8, 64].map((sectors) => {
    const program = build(grownModel(sectors));
    const many = new ManySteps(wasm.prepare(program), [program.variables.get("share0")!.node]);
    const nodes = program.graph.nodes.length;
    const steps = Math.ceil(100_000 / nodes);
    return { nodes, action: () => many.run({ seed, firstRun: 0, runs: batch }, steps), work: nodes * steps };
  });
  const program = build(referenceEconomy);
  const many = new ManySteps(wasm.prepare(program), [program.variables.get("price")!.node]);
  const [few, large] = [1_000, 100_000];
  const [small, big] = perNode as [(typeof perNode)[0], (typeof perNode)[0]];
  const [smallSeconds, bigSeconds] = measureBothInTurn(small.action, big.action, 25);
  const steps = 32;
  const [fewSeconds, manySeconds] = measureBothInTurn(
    () => {
      for (let runs = 0; runs < large; runs += few) runAll(many, few, steps);
    },
    () => runAll(many, large, steps),
    5,
  );
  return [
    {
      ...{ name: `a node of ${big.nodes}`, value: (1e9 * bigSeconds) / big.work / batch, unit: "ns a run-step" },
      ...{ ratio: bigSeconds / big.work / (smallSeconds / small.work), peer: `a node of ${small.nodes}`, most: 1.3 },
    },
    {
      ...{ name: `a run of ${large}`, value: (1e9 * manySeconds) / large / steps, unit: "ns a step" },
      ...{ ratio: manySeconds / fewSeconds, peer: `a run of ${few}`, most: 1.1 },
    },
  ];
}

/** From a program to the first values, and how fast a graph of this size runs. */
function benchCompiling(sectors: number): Figure[] {
  const program = build(grownModel(sectors));
  const { node } = program.variables.get("share0")!;
  const request = { seed, firstRun: 0, runs: 8 };
  const nodes = program.graph.nodes.length;
  // What was compiled is kept: every time another node is recorded too, so that it is compiled anew.
  let times = 0;
  const recorded = () => [node, program.stepOrder[times++]!];
  const compiling = measure(() => new WasmKernel(program).compiledFor(request, recorded()), 5).fastest;
  const first = measure(() => new ManySteps(new WasmKernel(program), recorded()).run(request, 1), 5).fastest;
  const again = measure(() => new WasmKernel(program).compiledFor(request, [node]), 5).fastest;
  const many = new ManySteps(wasm.prepare(program), [node]);
  const steps = Math.ceil(200_000 / nodes);
  const speed = (128 * steps) / measure(() => many.run({ ...request, runs: 128 }, steps), 5).fastest;
  const inJs = (128 * 20) / measure(() => runInJs(program, 128, 20), 3).fastest;
  return [
    { name: `compiling a graph of ${nodes} nodes`, value: 1000 * compiling, unit: "ms" },
    { name: `compiling a graph of ${nodes} nodes again`, value: 1000 * again, unit: "ms" },
    { name: `first step of a graph of ${nodes} nodes`, value: 1000 * first, unit: "ms" },
    {
      ...{ name: `vector code, graph of ${nodes} nodes`, value: (speed * nodes) / 1e6, unit: "M node-steps/s" },
      ...{ ratio: speed / inJs, peer: "js backend" },
    },
  ];
}
