import { expect, test } from "vitest";
import { accuracyTable, formatAccuracy, measured } from "./testing/accuracy-table.js";

// Every input is compared with a 184-bit fixed-point evaluation (testing/reference.ts, checked by
// testing/reference.test.ts); there is no filter and no sampling. 10^6 inputs for exp, ln, sin, cos, sqrt, pow;
// 50 000 for tan, arctan, arcsin, arccos, tanh, expm1, log1p, log10, log2; 30 000 for the integrals, whose references sum long series.
const INPUTS = 1_000_000;

test.each(measured.map((names) => [names.join(" and ")] as const))(
  "%s stays within its error bound on random and hard inputs",
  (names) => {
    const rows = accuracyTable(INPUTS, names.split(" and "));
    console.log(formatAccuracy(rows));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row.worst, `${row.name}, ${row.family}, at ${row.at.join(", ")}`).toBeLessThanOrEqual(row.bar);
  },
  120_000,
);
