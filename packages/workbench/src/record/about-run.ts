import type { RunRecord } from "./record.js";
import type { TableAbout } from "./table.js";

/** What a table of a run says of itself: which run it is of, how it was computed, and what each variable means. */
export function aboutRun(record: RunRecord): TableAbout {
  const { id, title, provenance, time, outputs } = record;
  const { tool, version, seed, runs, method, error, inputSha256, modelSha256 } = provenance;
  return {
    ...{ schema: 1, tool, version, id, title, seed, runs, method, error, inputSha256, modelSha256 },
    ...{ step: time.step, horizon: time.horizon },
    variables: Object.fromEntries(
      outputs.map(({ name, label, unit, kind, meaning }) => [name, { label, unit, kind, meaning }]),
    ),
  };
}
