import { fail } from "@tokenwright/engine";
import { type DataTable, numberIn } from "../data/index.js";
import type { ReplayPlan } from "../scenario/index.js";

/** The epochs of a replay. */
export interface Span {
  /** Epoch whose row gives the amounts at the start. */
  readonly start: number;
  /** Epochs that are replayed and counted, without a gap. */
  readonly epochs: readonly number[];
}

/** Largest epoch number. */
const largestEpoch = 1_000_000_000;

/** The row of every epoch. @throws TokenwrightError `csv/epoch`, `csv/duplicate-epoch`, `csv/no-rows`. */
export function rowsByEpoch(table: DataTable, column: string): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (let row = 0; row < table.size; row++) {
    const value = numberIn(table, row, column);
    const epoch = Number(value.n);
    if (value.d !== 1n || value.n < 0n || epoch > largestEpoch) {
      fail({
        code: "csv/epoch",
        message: `The epoch is ${JSON.stringify(table.cell(row, column).slice(0, 40))}.`,
        expected: `a whole number from 0 to ${largestEpoch}`,
        hint: "one row for each epoch",
        place: table.place(row, column),
      });
    }
    const known = rows.get(epoch);
    if (known !== undefined) {
      fail({
        code: "csv/duplicate-epoch",
        message: `Epoch ${epoch} stands here a second time; the first is on line ${table.place(known, column).line}.`,
        expected: "one row for each epoch",
        hint: "remove one of the rows",
        place: table.place(row, column),
      });
    }
    rows.set(epoch, row);
  }
  if (rows.size > 0) return rows;
  return fail({
    code: "csv/no-rows",
    message: "The file has a header and no rows.",
    expected: "one row for each epoch",
    hint: "add the rows, or give another file with --data",
    place: table.place(-1, column),
  });
}

/**
 * The epochs to replay: those asked for; otherwise the scenario's own when the data has them; otherwise all.
 *
 * @throws TokenwrightError `replay/range`, `csv/missing-epoch`.
 */
export function spanOf(
  plan: ReplayPlan,
  rowOf: ReadonlyMap<number, number>,
  table: DataTable,
  asked: { readonly from?: number; readonly to?: number },
): Span {
  const sorted = [...rowOf.keys()].sort((a, b) => a - b);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const isHere = (epoch: number | undefined) => epoch !== undefined && rowOf.has(epoch);
  const usesPlan =
    asked.from === undefined && asked.to === undefined && isHere(plan.from ?? first) && isHere(plan.to ?? last);
  const from = asked.from ?? (usesPlan ? plan.from : undefined) ?? first;
  const to = asked.to ?? (usesPlan ? plan.to : undefined) ?? last;
  if (from > to || !Number.isInteger(from) || !Number.isInteger(to) || from < first || to > last) {
    fail({
      code: "replay/range",
      message: `The epochs asked for are ${from} to ${to}, and the data has ${first} to ${last}.`,
      expected: "epochs that the data has, the earlier one first",
      hint: `for example --from ${first} --to ${last}`,
      place: { file: table.file },
    });
  }
  const start = rowOf.has(from - 1) ? from - 1 : from;
  const epochs: number[] = [];
  for (let epoch = start; epoch <= to; epoch++) {
    const row = rowOf.get(epoch);
    if (row === undefined) refuseGap(epoch, rowOf, table, plan.epochColumn);
    if (epoch > start) epochs.push(epoch);
  }
  if (epochs.length > 0) return { start, epochs };
  return fail({
    code: "replay/range",
    message: `The data has epoch ${start} alone, from which nothing can be reproduced.`,
    expected: "two epochs at least: one to start from, one to compare with",
    hint: "give a later --to, or a file with more epochs",
    place: { file: table.file },
  });
}

function refuseGap(epoch: number, rowOf: ReadonlyMap<number, number>, table: DataTable, column: string): never {
  let next = epoch;
  while (!rowOf.has(next)) next++;
  return fail({
    code: "csv/missing-epoch",
    message: `Epoch ${epoch} is missing${next === epoch + 1 ? "" : `, and so are those up to ${next - 1}`}.`,
    expected: "every epoch of the replay, without a gap",
    hint: `add the row, or begin after it: --from ${next}`,
    place: table.place(rowOf.get(next)!, column),
  });
}
