/**
 * Points on circles from radius and angle, sine and cosine of an angle computed together: numeric's own reduction
 * and series, used once for both. The bits are those of its `cos` and `sin`, for every finite angle.
 */
import { reduceAngle, reducedAngle } from "../numeric/angle-reduction.js";
import { cosLead, cosRest, sinRest } from "../numeric/trigonometric.js";

/** Writes radius * cos(angle) to `x` and radius * sin(angle) to `y`, from index `start` of both on. */
export function polarToCartesian(
  radii: Float64Array,
  angles: Float64Array,
  count: number,
  x: Float64Array,
  y: Float64Array,
  start: number,
): void {
  for (let index = 0; index < count; index++) {
    const radius = radii[index]!;
    const quadrant = reduceAngle(angles[index]!);
    const r = reducedAngle[0]!;
    const rLow = reducedAngle[1]!;
    const sine = r + sinRest(r, rLow);
    const cosine = cosLead(r) + cosRest(r, rLow);
    const straight = (quadrant & 1) === 0;
    const across = straight ? cosine : sine;
    const up = straight ? sine : cosine;
    x[start + index] = radius * (((quadrant + 1) & 2) === 0 ? across : -across);
    y[start + index] = radius * ((quadrant & 2) === 0 ? up : -up);
  }
}
