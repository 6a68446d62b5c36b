import { numeric } from "@tokenwright/engine";
import { gridDisk, latLngToCell } from "h3-js";
import { byText } from "../store/merge.js";

export interface Position {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** Mean radius of the earth, m (IUGG 1980: R1). */
const earthRadius = 6_371_008.8;
const radians = Math.PI / 180;

/** Metres between two places on a sphere, by the haversine formula; the ellipsoid differs by up to 0.6 %. */
export function distanceBetween(one: Position, other: Position): number {
  const { sin, cos, arcsin } = numeric;
  const half = (degrees: number): number => sin((degrees * radians) / 2);
  const north = half(other.latitude - one.latitude);
  const east = half(other.longitude - one.longitude);
  const square = north * north + cos(one.latitude * radians) * cos(other.latitude * radians) * east * east;
  return 2 * earthRadius * arcsin(Math.min(1, Math.sqrt(square)));
}

/**
 * Resolutions of H3, and how far from a point of a cell the ring around the cell reaches at least, in metres: the inner
 * radius of a hexagon of mean size (H3's table of cell statistics), less a quarter as the smallest have 60 % of the area.
 */
const rings: readonly (readonly [resolution: number, covered: number])[] = [
  [3, 39_000],
  [4, 15_000],
  [6, 2_400],
  [9, 130],
  [11, 18],
];

/**
 * Places by map cells, to find those near a place without comparing all.
 */
export class PlaceIndex<T extends { readonly place: Position; readonly name: string }> {
  readonly #cells = new Map<string, T[]>();
  readonly #resolution: number;
  readonly #rings: number;

  /** @param reach The largest distance that will be asked for, in metres. */
  constructor(
    items: Iterable<T>,
    readonly reach: number,
  ) {
    const fitting = rings.filter(([, covered]) => covered >= reach).at(-1) ?? rings[0]!;
    this.#resolution = fitting[0];
    this.#rings = Math.max(1, Math.ceil(reach / fitting[1]));
    for (const item of items) {
      const cell = this.#cellOf(item.place);
      const there = this.#cells.get(cell);
      if (there === undefined) this.#cells.set(cell, [item]);
      else there.push(item);
    }
  }

  /** What lies within the reach of a place, nearest first; equally near ones by name. */
  near(place: Position): { readonly item: T; readonly distance: number }[] {
    const found: { item: T; distance: number }[] = [];
    for (const cell of gridDisk(this.#cellOf(place), this.#rings)) {
      for (const item of this.#cells.get(cell) ?? []) {
        const distance = distanceBetween(place, item.place);
        if (distance <= this.reach) found.push({ item, distance });
      }
    }
    return found.sort((left, right) => left.distance - right.distance || byText(left.item.name, right.item.name));
  }

  #cellOf({ latitude, longitude }: Position): string {
    return latLngToCell(latitude, longitude, this.#resolution);
  }
}
