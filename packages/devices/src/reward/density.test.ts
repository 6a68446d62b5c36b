import { cellToChildren, cellToParent, gridDisk, latLngToCell } from "h3-js";
import { expect, test } from "vitest";
import { densityScales, firstInCellScales, wholeScale } from "./density.js";

// Devices in the cell 882830d341fffff and their scales as the test of helium/oracles gives them (density_scaler,
// population of 2022-10-14), rounded to four digits: [cell in decimal digits, number of devices, scale].
const published: readonly (readonly [string, number, number])[] = [
  ["631210990515536895", 3, 0.006],
  ["631210990515537919", 3, 0.006],
  ["631210990515538431", 1, 0.006],
  ["631210990515564031", 1, 0.0417],
  ["631210990515589631", 1, 0.0104],
  ["631210990515600383", 1, 0.0104],
  ["631210990515601919", 1, 0.0104],
  ["631210990515606527", 1, 0.0104],
  ["631210990515722239", 2, 0.0083],
  ["631210990515727359", 1, 0.0083],
  ["631210990515728895", 1, 0.0083],
  ["631210990515739647", 1, 0.0083],
  ["631210990515874303", 1, 0.0556],
  ["631210990515924479", 1, 0.0556],
  ["631210990516363775", 1, 0.1667],
  ["631210990515987455", 1, 0.0556],
  ["631210990516590079", 1, 0.0556],
  ["631210990516612607", 1, 0.0278],
  ["631210990516613631", 1, 0.0278],
  ["631210990516640767", 1, 0.0556],
  ["631210990516876799", 1, 0.0139],
  ["631210990516885503", 1, 0.0139],
  ["631210990516888063", 1, 0.0139],
  ["631210990516907007", 1, 0.0208],
  ["631210990516912639", 1, 0.0208],
  ["631210990516955647", 1, 0.0417],
  ["631210990516996607", 1, 0.0139],
  ["631210990517011455", 1, 0.0139],
  ["631210990517016575", 1, 0.0139],
  ["631210990517144063", 1, 0.0833],
  ["631210990517264895", 1, 0.0833],
];

test("the crowded hexagon of Helium's own test gets the scales published there", () => {
  const cells = published.flatMap(([cell, count]) => Array<string>(count).fill(BigInt(cell).toString(16)));
  const scales = densityScales(cells);
  const scaleOf = new Map(cells.map((cell, index) => [cell, Number(scales[index]) / 1e9]));
  for (const [cell, , scale] of published) {
    expect(Math.abs(scaleOf.get(BigInt(cell).toString(16))! - scale)).toBeLessThan(5.1e-5);
  }
});

test("a device alone counts in full, two in one cell count for half each, the order changes nothing", () => {
  const home = latLngToCell(52.52, 13.405, 12);
  const away = latLngToCell(48.14, 11.58, 12);
  expect(densityScales([home])).toEqual([wholeScale]);
  expect(densityScales([home, home, away])).toEqual([wholeScale / 2n, wholeScale / 2n, wholeScale]);
  const town = gridDisk(cellToParent(home, 9), 4).map((cell) => cellToChildren(cell, 12)[0]!);
  const scales = densityScales(town);
  expect(densityScales([...town].reverse())).toEqual([...scales].reverse());
});

test("the limit of a cell of resolution 7 rises from 5 to 10 when its ring is occupied", () => {
  const centre = cellToParent(latLngToCell(52.52, 13.405, 12), 7);
  // Seven devices in the centre, one for each child of resolution 8: clipped to 5 of 7.
  const apart = (cell: string) => cellToChildren(cell, 8).map((child) => cellToChildren(child, 12)[0]!);
  const alone = densityScales(apart(centre));
  expect(alone[0]).toBe((wholeScale * 5n) / 7n);
  // With four occupied neighbours five cells of the ring are occupied: the limit is 5 · (5 − 4 + 1) = 10, all 7 count.
  const neighbours = gridDisk(centre, 1).slice(1, 5).flatMap(apart);
  const ring = densityScales([...apart(centre), ...neighbours]);
  const cells = 7 + 4 * 7;
  expect(ring).toHaveLength(cells);
  // In resolution 6 the parents count at most 25; the factor of resolution 7 is 1, so that of 6 alone is left.
  expect(ring[0]!).toBeGreaterThan(alone[0]!);
});

test("places too coarse for the rule and texts that are no cell are refused", () => {
  expect(() => densityScales([latLngToCell(52.52, 13.405, 9)])).toThrow("reward/cell");
  expect(() => densityScales(["nowhere"])).toThrow("reward/cell");
  expect(() => firstInCellScales([latLngToCell(1, 1, 4)], [1n], 5)).toThrow("resolution 4");
});

test("one full reward per cell and a second one for all others in it", () => {
  const cell = latLngToCell(52.52, 13.405, 9);
  const elsewhere = latLngToCell(48.14, 11.58, 9);
  const scales = firstInCellScales([cell, cell, cell, elsewhere, cell], [5n, 9n, 2n, 1n, 0n], 5);
  expect(scales).toEqual([wholeScale / 2n, wholeScale, wholeScale / 2n, wholeScale, 0n]);
  // Three who tie share a whole place and two halves: two thirds each.
  expect(firstInCellScales([cell, cell, cell], [4n, 4n, 4n], 5)).toEqual([666_666_666n, 666_666_666n, 666_666_666n]);
});
