import { equation } from "@tokenwright/engine";

/** Functions that imported models use and the equation language may not have yet: name, fewest and most arguments. */
const planned: readonly (readonly [name: string, fewest: number, most: number])[] = [
  ["lookup", 2, 2],
  ["smoothN", 3, 4],
  ["delayN", 3, 4],
  ["delay", 2, 3],
  ["trend", 2, 3],
  ["forecast", 3, 4],
  ["arcsin", 1, 1],
  ["arccos", 1, 1],
  ["arctan", 1, 1],
  ["log2", 1, 1],
  ["int", 1, 1],
];

/** Lets `equation.parse` read these names, for tests of the importer alone. Functions that are there are left as they are. */
export function addPlannedFunctions(): void {
  const table = equation.functions as Map<string, equation.LanguageFunction>;
  for (const [name, fewest, most] of planned) {
    if (table.has(name)) continue;
    table.set(name, { name, kind: "elementary", fewest, most, usage: `${name}(...)`, meaning: "" });
  }
}
