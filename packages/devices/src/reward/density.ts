import { fail } from "@tokenwright/engine";
import { cellToParent, getResolution, gridDisk, isValidCell } from "h3-js";
import { larger } from "./extremes.js";

/** What a whole weight is, so that scales are whole numbers: 10⁹ parts. */
export const wholeScale = 1_000_000_000n;

interface DensityRule {
  readonly resolution: number;
  /** How many occupied cells, itself included, a neighbourhood may have before its limit grows. */
  readonly neighbours: number;
  readonly target: number;
  readonly most: number;
}

/** The table of HIP 104, from the finest resolution that is clipped to the coarsest. */
const hip104: readonly DensityRule[] = [
  { resolution: 10, neighbours: 2, target: 1, most: 1 },
  { resolution: 9, neighbours: 2, target: 1, most: 1 },
  { resolution: 8, neighbours: 2, target: 1, most: 1 },
  { resolution: 7, neighbours: 4, target: 5, most: 10 },
  { resolution: 6, neighbours: 4, target: 25, most: 50 },
  { resolution: 5, neighbours: 4, target: 100, most: 200 },
  { resolution: 4, neighbours: 2, target: 500, most: 1000 },
];

/** Devices are counted in cells of this resolution; finer differences of place make no difference. */
const countedResolution = 11;

/**
 * Density scale of HIP 104 (after HIP 15 and 17; helium/oracles, density scaler). From fine to coarse, each cell counts
 * what its children were clipped to, and is itself clipped to a limit that grows with the number of occupied cells in
 * its ring:
 *
 *   limit = min(most, target · max(1, occupied − neighbours + 1)),     scale = Π clipped / counted over resolutions 10 … 4
 *
 * where a cell is occupied when it counts at least the target. Exact fractions throughout; the result is rounded down
 * to 10⁻⁹ (the source rounds it to 10⁻⁴).
 *
 * @param cells One H3 cell per device, of resolution 11 or finer; several devices may share one.
 * @returns For each device its scale in parts of `wholeScale`.
 * @throws TokenwrightError `reward/cell` for a text that is no cell or one that is too coarse.
 */
export function densityScales(cells: readonly string[]): bigint[] {
  const places = cells.map((cell) => parentAt(cell, countedResolution));
  const counted = new Map<string, number>();
  const clipped = new Map<string, number>();
  for (const place of places) {
    counted.set(place, (counted.get(place) ?? 0) + 1);
    clipped.set(place, counted.get(place)!);
  }
  let children = [...counted.keys()];
  for (const rule of hip104) {
    const parents = new Set<string>();
    for (const child of children) {
      const parent = cellToParent(child, rule.resolution);
      parents.add(parent);
      counted.set(parent, (counted.get(parent) ?? 0) + clipped.get(child)!);
    }
    for (const parent of parents) {
      clipped.set(parent, Math.min(limitOf(parent, rule, counted), counted.get(parent)!));
    }
    children = [...parents];
  }
  const known = new Map<string, bigint>();
  return places.map((place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    let above = wholeScale;
    let below = 1n;
    for (const { resolution } of hip104) {
      const cell = cellToParent(place, resolution);
      above *= BigInt(clipped.get(cell)!);
      below *= BigInt(counted.get(cell)!);
    }
    known.set(place, above / below);
    return above / below;
  });
}

/** Whether a cell is occupied is asked of what it counts: its limit is never below the target, so clipping cannot change it. */
function limitOf(cell: string, rule: DensityRule, counted: ReadonlyMap<string, number>): number {
  const occupied = gridDisk(cell, 1).filter((near) => (counted.get(near) ?? 0) >= rule.target).length;
  return Math.min(rule.most, rule.target * Math.max(1, occupied - rule.neighbours + 1));
}

/**
 * One full reward per cell and a second one that all others in it share (the rule of GEODNET; its documentation was
 * read in excerpts only, so unverified). The device with the largest weight in a cell counts in full, each of the other
 * n − 1 for 1/(n − 1). Those who tie for the first place share what their places are worth, so that equal work is paid
 * equally.
 *
 * @param cells One H3 cell per device.
 * @param weights What each device would count for without neighbours; those of 0 do not crowd the others.
 * @param resolution Resolution of the cells that hold one full reward, from 0 to 15.
 * @returns For each device its scale in parts of `wholeScale`, rounded down.
 * @throws TokenwrightError `reward/cell` for a text that is no cell or one that is too coarse.
 */
export function firstInCellScales(cells: readonly string[], weights: readonly bigint[], resolution: number): bigint[] {
  const members = new Map<string, number[]>();
  for (const [index, cell] of cells.entries()) {
    if ((weights[index] ?? 0n) <= 0n) continue;
    const parent = parentAt(cell, resolution);
    const there = members.get(parent);
    if (there === undefined) members.set(parent, [index]);
    else there.push(index);
  }
  const scales = cells.map(() => 0n);
  for (const there of members.values()) {
    const count = BigInt(there.length);
    const first = there.reduce((most, index) => larger(most, weights[index]!), 0n);
    const tied = BigInt(there.filter((index) => weights[index] === first).length);
    for (const index of there) {
      if (count === 1n) scales[index] = wholeScale;
      else if (weights[index] !== first) scales[index] = wholeScale / (count - 1n);
      // One whole place and tied − 1 places of 1/(count − 1), shared among those who tie.
      else scales[index] = (wholeScale * (count - 1n + tied - 1n)) / (tied * (count - 1n));
    }
  }
  return scales;
}

function parentAt(cell: string, resolution: number): string {
  if (!isValidCell(cell)) {
    return fail({
      code: "reward/cell",
      message: `${JSON.stringify(cell.slice(0, 80))} is no cell of H3.`,
      expected: "an H3 index of 15 hexadecimal digits",
    });
  }
  if (getResolution(cell) < resolution) {
    return fail({
      code: "reward/cell",
      message: `The cell ${cell} has resolution ${getResolution(cell)}.`,
      expected: `resolution ${resolution} or finer`,
      hint: "the rule needs places to be published more exactly, or a coarser resolution",
    });
  }
  return cellToParent(cell, resolution);
}
