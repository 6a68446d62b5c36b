/**
 * `npm run accuracy [-- COUNT [NAME ...]]`: the largest error of every function of the room over COUNT
 * random inputs each, against the fixed-point reference; 10^8 by default, which takes hours.
 */
import { accuracyTable, formatAccuracy, measured } from "./accuracy-table.js";

const [given = "1e8", ...names] = process.argv.slice(2);
const count = Number(given);
const known = measured.flat();
const unknown = names.filter((name) => !known.includes(name));
if (!Number.isInteger(count) || count < 1 || unknown.length > 0) {
  console.error(
    unknown.length > 0
      ? `There is no function ${unknown.join(", ")}.\n  expected: ${known.join(", ")}`
      : `The count is ${given}.\n  expected: a whole number above 0, such as 1e8`,
  );
  process.exitCode = 2;
} else {
  let isWithin = true;
  // One function at a time, so that a long run shows what it has.
  for (const group of names.length > 0 ? names.map((name) => [name]) : measured) {
    const rows = accuracyTable(count, group);
    isWithin &&= rows.every(({ worst, bar }) => worst <= bar);
    console.log(formatAccuracy(rows));
  }
  process.exitCode = isWithin ? 0 : 1;
}
