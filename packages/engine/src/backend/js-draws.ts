import type { Draw, PrimitiveDistribution } from "../graph/index.js";
import {
  type DrawKey,
  distributions,
  drawKey,
  fillNormalPair,
  fillNormalPairAgents,
  fillUniform,
  fillUniformAgents,
} from "../random/index.js";
import type { RunRequest } from "./contract.js";
import type { Instruction } from "./js-operations.js";

type Lanes = Float64Array;

/** Fills `out` with a draw for all runs of a batch, at the address of its name and the present step. */
export function drawInstruction(
  draw: Draw,
  request: RunRequest,
  out: Lanes,
  parameters: readonly Lanes[],
  stepNow: () => number,
): Instruction {
  const key = drawKey(request.seed, draw.name);
  const { every = 1 } = draw;
  const step = every === 1 ? stepNow : () => Math.floor(stepNow() / every);
  const { firstRun, runs } = request;
  const agents = out.length / runs;
  if (draw.distribution === "uniform") {
    if (agents === 1) return () => fillUniform(key, step(), firstRun, runs, 0, out);
    return () => {
      for (let run = 0; run < runs; run++) fillUniformAgents(key, step(), firstRun + run, agents, out, run * agents);
    };
  }
  if (draw.distribution === "normal") return normalInstruction(key, request, out, step);
  return sampledInstruction(key, draw.distribution, request, out, parameters, step);
}

/** A pair of steps shares one block, so the odd step's numbers are kept from the even one. */
function normalInstruction(key: DrawKey, { firstRun, runs }: RunRequest, out: Lanes, step: () => number): Instruction {
  const agents = out.length / runs;
  const even = new Float64Array(out.length);
  const odd = new Float64Array(out.length);
  let ready = -1;
  return () => {
    const now = step();
    const pair = now >>> 1;
    if (ready !== pair) {
      if (agents === 1) fillNormalPair(key, pair, firstRun, runs, 0, even, odd);
      else
        for (let run = 0; run < runs; run++)
          fillNormalPairAgents(key, pair, firstRun + run, agents, even, odd, run * agents);
      ready = pair;
    }
    out.set((now & 1) === 0 ? even : odd);
  };
}

function sampledInstruction(
  key: DrawKey,
  name: Exclude<PrimitiveDistribution, "uniform" | "normal">,
  { firstRun, runs }: RunRequest,
  out: Lanes,
  parameters: readonly Lanes[],
  step: () => number,
): Instruction {
  const distribution = distributions[name];
  const agents = out.length / runs;
  const values = distribution.parameters.map((parameter) => parameter.default ?? Number.NaN);
  let isPossible = distribution.check(values) === undefined;
  return () => {
    const now = step();
    for (let lane = 0; lane < out.length; lane++) {
      let isNew = false;
      for (let index = 0; index < parameters.length; index++) {
        const value = parameters[index]![lane]!;
        if (value === values[index]) continue;
        values[index] = value;
        isNew = true;
      }
      if (isNew) isPossible = distribution.check(values) === undefined;
      // Impossible parameters give NaN, which the check for finite values reports with its equation.
      out[lane] = isPossible
        ? distribution.sample(key, now, firstRun + Math.floor(lane / agents), lane % agents, values)
        : Number.NaN;
    }
  };
}
