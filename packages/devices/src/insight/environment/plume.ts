import { fail, numeric } from "@tokenwright/engine";
import { briggs, type StabilityClass } from "./briggs.js";

const { exp } = numeric;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: it is exact, and the engine's rule admits no other member of Math
const pi = 3.141592653589793;

/** Where the plume goes: what the weather says over one averaging time. */
export interface Weather {
  /** Mean wind speed at the height of release, m/s, above 0. */
  readonly windSpeed: number;
  /** Pasquill's class, A (very unstable) to F (stable). */
  readonly stability: StabilityClass;
  /** Briggs's curves for towns rather than open country. */
  readonly urban: boolean;
}

/** A place as the plume sees it, in metres: along the wind from the source, across it, and above the ground. */
export interface PlumePlace {
  readonly downwind: number;
  readonly crosswind: number;
  readonly height: number;
}

/**
 * The concentration of a steady Gaussian plume over flat ground that reflects it:
 * Q/(2πuσyσz) · e^(-y²/2σy²) · [e^(-(z-H)²/2σz²) + e^(-(z+H)²/2σz²)], with Briggs's σ.
 * No deposition, no inversion above, no plume rise: H is the effective height. Nothing goes against the wind.
 *
 * @param emission Q in mass per second, such as g/s; the result has the same mass per m³.
 * @param releaseHeight H in metres, at least 0.
 * @throws TokenwrightError `environment/plume` for a wind of 0, a negative height or a value that is not finite.
 */
export function plumeConcentration(
  emission: number,
  releaseHeight: number,
  place: PlumePlace,
  weather: Weather,
): number {
  const { downwind, crosswind, height } = place;
  const { windSpeed, stability, urban } = weather;
  const areFinite = [emission, releaseHeight, downwind, crosswind, height, windSpeed].every(Number.isFinite);
  if (!areFinite || !(windSpeed > 0) || emission < 0 || releaseHeight < 0 || height < 0) {
    fail({
      code: "environment/plume",
      message: `The plume has the emission ${emission}, the wind ${windSpeed} m/s and the heights ${releaseHeight} and ${height} m.`,
      expected: "finite values, a wind above 0, nothing else below 0",
      hint: "leave calm hours out: the plume has no answer for them",
    });
  }
  if (downwind <= 0) return 0;
  const { across, up } = briggs(stability, urban, downwind);
  const share = (distance: number, sigma: number) => exp((-0.5 * distance * distance) / (sigma * sigma));
  const vertical = share(height - releaseHeight, up) + share(height + releaseHeight, up);
  return (emission / (2 * pi * windSpeed * across * up)) * share(crosswind, across) * vertical;
}

/**
 * A place on the map as seen from a source: metres along and across a wind that comes from `windFrom`.
 *
 * @param east, north Of the place from the source, in metres.
 * @param windFrom Meteorological: degrees clockwise from north, where the wind comes from.
 */
export function alongWind(east: number, north: number, windFrom: number): { downwind: number; crosswind: number } {
  const angle = (windFrom * pi) / 180;
  const [sine, cosine] = [numeric.sin(angle), numeric.cos(angle)];
  return { downwind: -(east * sine + north * cosine), crosswind: east * cosine - north * sine };
}
