import { type Program, rational } from "@tokenwright/engine";
import { inWords } from "./in-words.js";
import type { Allocation, Unlocks } from "./messages.js";

/** Names of stocks that hold what is not free yet: locked, vesting, in escrow; not blocks, unlocked, vested or investors. */
const isLockedName = /(?<!b|un)lock|unvested|(?<!in|har|un)vest(?!ed|or)|escrow/i;

const isCirculatingName = /^circulating(?:supply)?$/i;

/** Stocks that lock an asset, and the flows by which they let it go. */
export function unlocksOf(program: Program): readonly Unlocks[] {
  const found = new Map<string, Allocation[]>();
  for (const { name, from, to, population } of program.flows) {
    const stock = from === undefined ? undefined : program.stocks[from];
    if (stock === undefined || population !== undefined || !stock.counted || !isLocked(stock.name)) continue;
    if (to !== undefined && isLocked(program.stocks[to]!.name)) continue;
    const unit = program.variables.get(stock.name)!.unit.text;
    const own = found.get(unit) ?? [];
    const known = own.find(({ locked }) => locked === stock.name);
    const flow = { name, perStep: perStep(program, name, stock.name) };
    const rest = own.filter((one) => one !== known);
    const allocation = known ?? { locked: stock.name, label: labelOf(stock.name), flows: [] };
    found.set(unit, [...rest, { ...allocation, flows: [...allocation.flows, flow] }]);
  }
  return [...found].map(([unit, allocations]) => ({
    unit,
    allocations: named(allocations),
    free: freeOf(program, unit),
  }));
}

function isLocked(name: string): boolean {
  return isLockedName.test(name.slice(name.lastIndexOf(".") + 1));
}

/** Units of the stock that pass in a step at one unit of the flow. */
function perStep(program: Program, flow: string, stock: string): number {
  const [rate, amount] = [program.variables.get(flow)!.scale, program.variables.get(stock)!.scale];
  return rational.toNumber(rational.divide(rate, amount));
}

/** What circulates, as the economy itself counts it; else all stocks of the asset that lock nothing. */
function freeOf(program: Program, unit: string): Unlocks["free"] {
  const variables = [...program.variables.values()].filter(
    (one) => one.population === undefined && one.unit.text === unit,
  );
  const own = variables.find(({ name }) => isCirculatingName.test(name.slice(name.lastIndexOf(".") + 1)));
  if (own !== undefined) return { names: [own.name], isOwn: true };
  const stocks = program.stocks.filter((one) => one.counted && one.population === undefined && !isLocked(one.name));
  const names = stocks.map(({ name }) => name).filter((name) => program.variables.get(name)!.unit.text === unit);
  return { names, isOwn: false };
}

/** The element, the module, or the name itself: `team` for `locked[team]` and for `team.locked`. */
function labelOf(name: string): string {
  const element = /\[(.+)\]$/.exec(name)?.[1];
  if (element !== undefined) return inWords(element);
  const point = name.lastIndexOf(".");
  return inWords(point === -1 ? name : name.slice(0, point));
}

/** Where two have one label, their names in full. */
function named(allocations: readonly Allocation[]): readonly Allocation[] {
  return allocations.map((own) => {
    const isAlone = allocations.every((other) => other === own || other.label !== own.label);
    return isAlone ? own : { ...own, label: inWords(own.locked) };
  });
}
