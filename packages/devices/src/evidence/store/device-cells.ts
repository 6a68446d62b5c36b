import { cellToParent, getResolution, latLngToCell } from "h3-js";
import type { ClaimedPlace } from "../../device/registry.js";

/** Resolution of the cells that files are kept by: hexagons of some 1 770 km². */
const fileResolution = 4;
/** Resolution of a device's own cell, for questions: hexagons of some 300 m². */
const deviceResolution = 12;
const mostRemembered = 100_000;

/** In which map cells devices stand, by their registered places. */
export class DeviceCells {
  readonly #known = new Map<string, string>();

  constructor(readonly placeOf: ((device: string) => ClaimedPlace | undefined) | undefined) {}

  /** The cell of a device's files, `none` when no place is known or the device is not to be named. */
  fileCell(device: string | undefined): string {
    const cell = device === undefined ? "none" : this.#cellOf(device);
    return cell === "none" ? cell : cellToParent(cell, fileResolution);
  }

  /** Whether a device stands in a cell of any resolution. */
  filter(cell: string | undefined): (device: string) => boolean {
    if (cell === undefined) return () => true;
    const resolution = getResolution(cell);
    return (device) => {
      const own = this.#cellOf(device);
      return own !== "none" && resolution <= deviceResolution && cellToParent(own, resolution) === cell;
    };
  }

  #cellOf(device: string): string {
    const known = this.#known.get(device);
    if (known !== undefined) return known;
    const place = this.placeOf?.(device);
    const cell = place === undefined ? "none" : latLngToCell(place.latitude, place.longitude, deviceResolution);
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(device, cell);
    return cell;
  }
}

/** Whether devices that stand in a cell may be in the files of another. */
export function mayHold(fileCell: string, cell: string): boolean {
  if (fileCell === "none") return false;
  const resolution = Math.min(getResolution(cell), fileResolution);
  return cellToParent(fileCell, resolution) === cellToParent(cell, resolution);
}
