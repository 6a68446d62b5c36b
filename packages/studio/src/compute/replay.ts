import type { Program } from "@tokenwright/engine";
import { type ReplayRecord, readDataTable, replay, type Scenario, sha256 } from "@tokenwright/workbench/portable";

/** What the command line's `replay` finds, in the words of a run's record. */
export function replayOf(scenario: Scenario, program: Program, data: string, read: () => Uint8Array): ReplayRecord {
  const text = scenario.replay === undefined ? "" : new TextDecoder().decode(read());
  const result = replay(scenario, program, readDataTable(text, data));
  return {
    data,
    dataSha256: sha256(text),
    from: result.from,
    to: result.to,
    comparisons: (scenario.replay?.compare ?? []).map(({ name, variable }) => ({
      name,
      variable,
      unit: program.variables.get(variable)?.unit.text ?? "",
      epochs: result.epochs,
      equal: result.exact[name] ?? 0,
      misses: result.mismatches
        .filter((miss) => miss.variable === name)
        .map(({ epoch, got, expected, difference, explanation }) => ({
          epoch,
          computed: got,
          recorded: expected,
          difference,
          explanation,
        })),
    })),
  };
}
