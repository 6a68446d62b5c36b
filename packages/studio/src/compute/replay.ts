import { type Program, rational, TokenwrightError, unit as units } from "@tokenwright/engine";
import {
  type DataTable,
  type ReplayRecord,
  readDataTable,
  replay,
  type Scenario,
  sha256,
} from "@tokenwright/workbench/portable";
import type { RecordedSeries, Replayed } from "./messages.js";

/** What the command line's `replay` finds, in the words of a run's record, and the recorded columns as series. */
export function replayOf(scenario: Scenario, program: Program, data: string, read: () => Uint8Array): Replayed {
  const text = scenario.replay === undefined ? "" : new TextDecoder().decode(read());
  const table = readDataTable(text, data);
  const record = recordOf(scenario, program, data, text, table);
  const series = record.comparisons.flatMap(({ name }) => recordedSeries(scenario, program, table, record, name) ?? []);
  return { record, series };
}

/** Of a comparison with a column as it stands: that column, and what the model made of each epoch. */
function recordedSeries(
  scenario: Scenario,
  program: Program,
  table: DataTable,
  record: ReplayRecord,
  name: string,
): RecordedSeries | undefined {
  const plan = scenario.replay!;
  const { variable, recorded } = plan.compare.find((one) => one.name === name)!;
  const column = /^\s*([A-Za-z_]\w*)\s*(?:\/ \{1 epoch\})?\s*$/.exec(recorded)?.[1];
  const columnUnit = column === undefined ? undefined : plan.columns[column];
  const shown = program.variables.get(variable)?.unit.text.split("/")[0];
  if (column === undefined || columnUnit === undefined || shown === undefined) return undefined;
  let factor: number;
  try {
    factor = rational.toNumber(units.conversionFactor(program.units.parse(columnUnit), program.units.parse(shown)));
  } catch (error) {
    if (error instanceof TokenwrightError) return undefined;
    throw error;
  }
  const misses = new Map(
    record.comparisons.find((one) => one.name === name)!.misses.map(({ epoch, difference }) => [epoch, difference]),
  );
  const epochs: number[] = [];
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0; row < table.size; row++) {
    const epoch = Number(table.cell(row, plan.epochColumn));
    const value = Number(table.cell(row, column));
    if (!(epoch >= record.from && epoch <= record.to) || !Number.isFinite(value)) continue;
    epochs.push(epoch);
    pairs.push([value * factor, (value - Number(misses.get(epoch) ?? 0)) * factor]);
  }
  return {
    name,
    unit: shown,
    epochs: Float64Array.from(epochs),
    recorded: Float64Array.from(pairs, ([one]) => one),
    computed: Float64Array.from(pairs, ([, one]) => one),
  };
}

function recordOf(scenario: Scenario, program: Program, data: string, text: string, table: DataTable): ReplayRecord {
  const result = replay(scenario, program, table);
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
