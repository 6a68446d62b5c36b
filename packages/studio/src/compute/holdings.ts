import type { Program } from "@tokenwright/engine";
import type { Holding } from "./messages.js";

/** Stocks that hold the same asset, where there are two of them at least: the largest group first. */
export function holdingsOf(program: Program): readonly Holding[] {
  const groups = new Map<string, string[]>();
  for (const { name, counted, mayBeNegative, population } of program.stocks) {
    if (!counted || mayBeNegative || population !== undefined) continue;
    const unit = program.variables.get(name)?.unit.text;
    if (unit !== undefined) groups.set(unit, [...(groups.get(unit) ?? []), name]);
  }
  return [...groups]
    .filter(([, names]) => names.length > 1)
    .map(([unit, names]) => ({ unit, names }))
    .sort((one, other) => other.names.length - one.names.length);
}

/** What the stocks of a program hold in whole base units. */
export function assetsOf(program: Program): readonly string[] {
  const counted = program.stocks.filter((stock) => stock.counted);
  return [...new Set(counted.map(({ name }) => program.variables.get(name)!.unit.text))];
}
