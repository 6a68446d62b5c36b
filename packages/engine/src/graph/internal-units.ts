import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { type Dimension, dimensionless, type Unit, type Units } from "../unit/index.js";

/**
 * The coherent units that graphs compute in: time in steps, assets in base units, everything else in
 * its base. One unit of each, so no conversion factor ever stands in an equation.
 */
export interface Scale {
  /** The dimension of time. */
  readonly time: Dimension;
  /** Length of one step in seconds. */
  readonly step: Rational;
  /** Length of one step in internal time: 1, or the model's own dt where units are not checked. */
  readonly dt: Rational;
  /** Internal time at step 0. */
  readonly start: Rational;
  /** Internal units per base of the unit system: 10^decimals for an asset, 1/step for the second. */
  readonly factors: ReadonlyMap<string, Rational>;
}

/** Chooses the internal units for one step length. */
export function createScale(units: Units, step: Rational): Scale {
  const factors = new Map<string, Rational>();
  let time: Dimension | undefined;
  for (const [name, base] of units.bases) {
    if (base.kind === "time") {
      factors.set(name, rational.divide(rational.one, step));
      time = units.parse(name).dimension;
    } else if (base.kind === "asset") {
      factors.set(name, { n: 10n ** BigInt(base.decimals), d: 1n });
    }
  }
  return { time: time!, step, dt: rational.one, start: rational.zero, factors };
}

/** The internal units of a model without units: every variable is a plain number, time counts as the model says. */
export function plainScale(start: Rational, dt: Rational): Scale {
  return { time: dimensionless, step: dt, dt, start, factors: new Map() };
}

/** Internal units in one `unit`: multiply a value in `unit` by it to compute, divide to show. */
export function internalScale(unit: Unit, scale: Scale): Rational {
  let factor = unit.scale;
  for (const [base, exponent] of unit.dimension.exponents) {
    const baseFactor = scale.factors.get(base);
    if (baseFactor !== undefined) factor = rational.multiply(factor, rational.power(baseFactor, BigInt(exponent)));
  }
  return factor;
}
