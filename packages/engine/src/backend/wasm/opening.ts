import * as rational from "../../base/rational.js";
import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import { LANES } from "../../wasm/block.js";
import type { RunRequest } from "../contract.js";
import { JsStepper } from "../js.js";
import { pipelineLength } from "../pipeline.js";
import type { Homes } from "./homes.js";

/** What runs start with, computed by the js backend: one lane for all runs, or one for each. */
export interface Opening {
  /** The lanes of a node as they are before the first evaluation. */
  readonly lanes: (node: NodeId) => Float64Array;
  readonly stocks: readonly Float64Array[];
  /** Of which there are values: 1 where all start alike. */
  readonly runs: number;
  /** Lengths of the pipelines in steps. */
  readonly lengths: readonly number[];
}

/** Most bytes of memory for a batch. */
const mostBytes = 1 << 30;

/**
 * The opening of a batch; undefined when a pipeline has another length in one run than in another, or when the batch
 * needs more memory than vector code may take.
 *
 * @throws TokenwrightError as the js backend does when a run cannot be opened.
 */
export function open(program: Program, homes: Homes, request: RunRequest): Opening | undefined {
  const isSame = homes.survey.isOpeningSame;
  const stepper = new JsStepper(program, isSame ? { ...request, runs: 1 } : request);
  const dt = rational.toNumber(program.scale.dt);
  const lengths: number[] = [];
  for (const { time } of program.pipelines) {
    const [length = 1, ...others] = new Set(Array.from(stepper.lanes(time), (own) => pipelineLength(own / dt)));
    if (others.length > 0) return undefined;
    lengths.push(length);
  }
  const bytes = homes.bytesInAll(lengths) * Math.ceil(request.runs / (LANES * homes.blocksInTile));
  if (bytes > mostBytes) return undefined;
  const runs = isSame ? 1 : request.runs;
  return { lanes: (node) => stepper.lanes(node), stocks: stepper.ledger.levels, lengths, runs };
}
