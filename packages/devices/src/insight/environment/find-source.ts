/**
 * Where pollution comes from: a steady source at an unknown place and of an unknown strength, seen by sensors under
 * known winds. For a fixed place the plume is linear in the strength, so a map of strengths is a problem of
 * non-negative least squares, and one source has a posterior that can be added up over a grid.
 */
import { fail, numeric } from "@tokenwright/engine";
import { nonNegativeLeastSquares } from "./non-negative-least-squares.js";
import { alongWind, plumeConcentration, type Weather } from "./plume.js";
import { type Cell, type Posterior, refineSourcePosterior } from "./source-posterior.js";

/** A mean over one averaging time at one sensor, with the wind of that time. Places are metres on a plane map. */
export interface PlumeObservation {
  readonly east: number;
  readonly north: number;
  /** Of the sensor's inlet above the ground, m. */
  readonly height: number;
  /** Above the background, mass per m³; noise may make it negative. */
  readonly concentration: number;
  /** Degrees clockwise from north, where the wind comes from. */
  readonly windFrom: number;
  readonly weather: Weather;
}

export interface SourceSearch {
  /** Where it may be: a box of the map, in metres. */
  readonly area: { readonly west: number; readonly east: number; readonly south: number; readonly north: number };
  /** Effective height of the release, m. */
  readonly releaseHeight: number;
  /** Least and greatest strength that is thought possible, mass per second; every order of magnitude is as likely. */
  readonly emission: { readonly least: number; readonly greatest: number };
  /** Standard deviation of a sensor as a share of the true concentration, in (0, 1]. */
  readonly relativeNoise: number;
  /** Standard deviation of a sensor in clean air, mass per m³, above 0. */
  readonly noiseFloor: number;
  /** Share of the posterior that the radius encloses, in (0, 1); 0.9 if left out. */
  readonly probability?: number;
  /** Cells along each side of the map before they are divided, 8 to 60; 24 if left out. */
  readonly cells?: number;
}

export interface FoundSource {
  /** Mean of the posterior, m. */
  readonly east: number;
  readonly north: number;
  /** About that place, m: the source lies within with the stated probability, if the plume's assumptions hold. */
  readonly radius: number;
  readonly probability: number;
  /** Posterior quantiles of the strength, mass per second: 5 %, 50 % and 95 %. */
  readonly emission: readonly [number, number, number];
  /** The most likely cells, the likeliest first, for a map. */
  readonly cells: readonly Cell[];
}

/**
 * Finds one source by its posterior over a grid, which is refined about where the posterior is. Sensors are
 * independent, with a normal error of the standard deviation sqrt(floor² + (share · true concentration)²); the place is
 * uniform over the area and the strength log-uniform before anything is seen.
 *
 * @throws TokenwrightError `environment/source` for fewer than three observations or a search that cannot be made.
 */
export function findSource(observations: readonly PlumeObservation[], search: SourceSearch): FoundSource {
  checkSearch(search);
  checkObservations(observations);
  const probability = search.probability ?? 0.9;
  const posterior: Posterior = refineSourcePosterior(
    search.area,
    search.cells ?? 24,
    { ...search.emission, relativeNoise: search.relativeNoise, noiseFloor: search.noiseFloor },
    Float64Array.from(observations, ({ concentration }) => concentration),
    (east, north, out) => respond(observations, search.releaseHeight, east, north, out),
  );
  const { cells } = posterior;
  const total = numeric.compensatedSum(cells.map(({ share }) => share));
  const east = numeric.compensatedSum(cells.map((cell) => cell.share * cell.east)) / total;
  const north = numeric.compensatedSum(cells.map((cell) => cell.share * cell.north)) / total;
  const byDistance = cells
    .map((cell) => ({
      share: cell.share / total,
      // The source may lie anywhere in its cell.
      distance: distanceOf(cell.east - east, cell.north - north) + cell.halfDiagonal,
    }))
    .sort((one, other) => one.distance - other.distance);
  let enclosed = 0;
  let radius = 0;
  for (const { share, distance } of byDistance) {
    enclosed += share;
    radius = distance;
    if (enclosed >= probability) break;
  }
  const density = ({ share, halfDiagonal }: Cell): number => share / (halfDiagonal * halfDiagonal);
  const likeliest = [...cells].sort(
    (one, other) => density(other) - density(one) || one.east - other.east || one.north - other.north,
  );
  return {
    east,
    north,
    radius,
    probability,
    emission: posterior.emission,
    cells: likeliest.slice(0, 100),
  };
}

/** A strength for each cell of a map, most of them 0. */
export interface SourceMap {
  readonly cells: readonly { readonly east: number; readonly north: number; readonly emission: number }[];
  /** Share of the sum of squares of the observations that the map explains, at most 1. */
  readonly explained: number;
}

/**
 * The strengths, none negative, of sources at the centres of a grid that fit the observations best. More than one
 * source can be found; with fewer observations than cells neighbouring cells cannot be told apart.
 *
 * @throws TokenwrightError as `findSource`.
 */
export function mapSources(observations: readonly PlumeObservation[], search: SourceSearch): SourceMap {
  checkSearch(search);
  checkObservations(observations);
  const { area, noiseFloor, relativeNoise } = search;
  const count = search.cells ?? 24;
  const weights = Float64Array.from(observations, ({ concentration }) => {
    const noise = relativeNoise * Math.max(0, concentration);
    return 1 / Math.sqrt(noiseFloor * noiseFloor + noise * noise);
  });
  const places: { east: number; north: number }[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      places.push({
        east: area.west + ((column + 0.5) / count) * (area.east - area.west),
        north: area.south + ((row + 0.5) / count) * (area.north - area.south),
      });
    }
  }
  const columns = places.map(({ east, north }) => {
    const column = new Float64Array(observations.length);
    respond(observations, search.releaseHeight, east, north, column);
    return column.map((value, index) => value * weights[index]!);
  });
  const right = Float64Array.from(observations, ({ concentration }, index) => concentration * weights[index]!);
  const { values, squaredResidual } = nonNegativeLeastSquares(columns, right);
  const all = right.reduce((sum, value) => sum + value * value, 0);
  const cells = places
    .map((place, index) => ({ ...place, emission: values[index]! }))
    .filter(({ emission }) => emission > 0)
    .sort((one, other) => other.emission - one.emission);
  return { cells, explained: all === 0 ? 1 : 1 - squaredResidual / all };
}

/** What each observation would be with a source of strength 1 at a place. */
function respond(
  observations: readonly PlumeObservation[],
  releaseHeight: number,
  east: number,
  north: number,
  out: Float64Array,
): void {
  for (const [index, seen] of observations.entries()) {
    const { downwind, crosswind } = alongWind(seen.east - east, seen.north - north, seen.windFrom);
    out[index] = plumeConcentration(1, releaseHeight, { downwind, crosswind, height: seen.height }, seen.weather);
  }
}

function distanceOf(east: number, north: number): number {
  return Math.sqrt(east * east + north * north);
}

const mostObservations = 10_000;
const hint = "see the guide of the environment modules";

function refuse(message: string, expected: string): never {
  return fail({ code: "environment/source", message, expected, hint });
}

function checkObservations(observations: readonly PlumeObservation[]): void {
  if (observations.length < 3 || observations.length > mostObservations) {
    refuse(`There are ${observations.length} observations.`, `3 to ${mostObservations}`);
  }
  const isPlaced = observations.every((seen) =>
    [seen.east, seen.north, seen.height, seen.concentration, seen.windFrom].every(Number.isFinite),
  );
  if (!isPlaced) refuse("An observation has a value that is not finite.", "finite places, concentrations and winds");
}

/** @throws TokenwrightError `environment/source` for a search that cannot be made, whatever is observed. */
export function checkSearch({
  area,
  emission,
  relativeNoise,
  noiseFloor,
  probability = 0.9,
  cells = 24,
}: SourceSearch): void {
  const sides = [area.west, area.east, area.south, area.north];
  if (!sides.every(Number.isFinite) || !(area.west < area.east && area.south < area.north)) {
    refuse(`The area is ${sides.join(", ")}.`, "west below east and south below north");
  }
  if (!(emission.least > 0 && emission.least < emission.greatest && emission.greatest < Infinity)) {
    refuse(
      `The strength lies between ${emission.least} and ${emission.greatest}.`,
      "above 0, the least below the greatest",
    );
  }
  if (!(relativeNoise > 0 && relativeNoise <= 1 && noiseFloor > 0 && noiseFloor < Infinity)) {
    refuse(`The noise is ${relativeNoise} with the floor ${noiseFloor}.`, "a share in (0, 1] and a floor above 0");
  }
  if (!(probability > 0 && probability < 1)) refuse(`The probability is ${probability}.`, "above 0 and below 1");
  if (!Number.isInteger(cells) || cells < 8 || cells > 60) refuse(`The grid has ${cells} cells a side.`, "8 to 60");
}
