import { build, js, type Program } from "@tokenwright/engine";
import { measure } from "../measure.js";
import { referenceEconomy } from "./model.js";
import { handWritten } from "./peer.js";

/** One figure: what was measured, in which unit, and how it compares with the peer of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Value divided by that of the named peer. */
  readonly ratio?: number;
  readonly peer?: string;
  /** The ratio that is to be reached. */
  readonly bar?: number;
  /** The ratio that is not to be passed. */
  readonly most?: number;
}

const seed = 12345n;
const batch = 64;

/** All runs of the reference economy, nothing recorded; the final price of every run. */
function runAll(program: Program, runs: number, steps: number): Float64Array {
  const kernel = js.prepare(program);
  const { node, scale } = program.variables.get("price")!;
  const factor = Number(scale.n) / Number(scale.d);
  const prices = new Float64Array(runs);
  for (let firstRun = 0; firstRun < runs; firstRun += batch) {
    const count = Math.min(batch, runs - firstRun);
    const stepper = kernel.start({ seed, firstRun, runs: count });
    for (let step = 0; step < steps; step++) {
      stepper.evaluate();
      stepper.advance();
    }
    stepper.evaluate();
    for (let lane = 0; lane < count; lane++) prices[firstRun + lane] = stepper.value(node, lane) / factor;
  }
  return prices;
}

/** Refuses to time two programs that do not compute the same thing. */
function checkAgreement(program: Program): number {
  const runs = 64;
  const steps = 730;
  const ours = runAll(program, runs, steps);
  const theirs = handWritten(seed, runs, steps).price;
  const worst = ours.reduce((most, price, run) => Math.max(most, Math.abs(price / theirs[run]! - 1)), 0);
  if (!(worst < 1e-9)) throw new Error(`the reference economy and its peer differ by ${worst}: not timed`);
  return worst;
}

export function benchReferenceEconomy(): Figure[] {
  const start = process.hrtime.bigint();
  const program = build(referenceEconomy);
  const buildTime = Number(process.hrtime.bigint() - start) / 1e6;
  const figures: Figure[] = [
    { name: "agreement with the hand-written peer", value: checkAgreement(program), unit: "relative" },
    { name: "graph nodes", value: program.stepOrder.length, unit: "count" },
    { name: "build, first time", value: buildTime, unit: "ms" },
  ];
  const runs = 256;
  const steps = 3650;
  const ours = (runs * steps) / measure(() => runAll(program, runs, steps)).median;
  const peer = (runs * steps) / measure(() => handWritten(seed, runs, steps)).median;
  figures.push({ name: "hand-written arrays", value: peer / 1e6, unit: "M run-steps/s" });
  figures.push({
    name: "js backend",
    value: ours / 1e6,
    unit: "M run-steps/s",
    ratio: ours / peer,
    peer: "hand-written arrays",
  });
  for (const count of [1, 16, 64, 1024, 4096]) {
    const speed = (count * 365) / measure(() => runAll(program, count, 365), 3).median;
    figures.push({
      name: `js backend, ${count} runs of 365 steps`,
      value: speed / 1e6,
      unit: "M run-steps/s",
      ratio: speed / ours,
      peer: "js backend",
    });
  }
  for (const length of [365, 1825, 7300]) {
    const speed = (128 * length) / measure(() => runAll(program, 128, length), 3).median;
    figures.push({
      name: `js backend, 128 runs of ${length} steps`,
      value: speed / 1e6,
      unit: "M run-steps/s",
      ratio: speed / ours,
      peer: "js backend",
    });
  }
  return figures;
}
