import { createUnits, rational, type Units, unit } from "@tokenwright/engine";
import type { ImportedModel } from "./imported-model.js";

/** Quantities of a model as the plain numbers that XMILE's equations have. */
export class Numbers {
  readonly #units: Units;
  readonly #time: rational.Rational;

  constructor(model: ImportedModel, timeUnit: string) {
    this.#units =
      model.unitCheck === false
        ? createUnits()
        : createUnits({
            ...(model.epoch === undefined ? {} : { epoch: model.epoch }),
            ...(model.assets === undefined ? {} : { assets: model.assets }),
            ...(model.units === undefined ? {} : { units: model.units }),
          });
    this.#time = this.#units.knows(timeUnit) ? this.#units.parse(timeUnit).scale : rational.one;
  }

  /** A number, or a fraction, as the standard writes one. */
  plain(text: string): string {
    const value = rational.parseRational(text.trim());
    if (value === undefined) return this.quantity(text) ?? text;
    return /\//.test(text) ? String(rational.toNumber(value)) : text.trim().replaceAll("_", "");
  }

  /** The number of a quantity in base units, time in the unit of the simulation; undefined when it is not a quantity. */
  quantity(text: string): string | undefined {
    if (!/^\s*[+-]?[\d.]/.test(text)) return undefined;
    if (/^\s*[+-]?[\d_.]+([eE][+-]?\d+)?\s*$/.test(text)) return text.trim().replaceAll("_", "").replace(/^\+/, "");
    let quantity: ReturnType<Units["parseQuantity"]>;
    try {
      quantity = this.#units.parseQuantity(text);
    } catch {
      return undefined;
    }
    let value = unit.inBaseUnits(quantity);
    for (const [name, exponent] of quantity.unit.dimension.exponents) {
      const base = this.#units.bases.get(name);
      // Amounts in the smallest unit of their token, so that rounding down means there what it means in the model.
      if (name === "second") value = rational.divide(value, powerOf(this.#time, exponent));
      else if (base?.kind === "asset")
        value = rational.multiply(value, powerOf(rational.rational(10n), exponent * base.decimals));
    }
    return String(rational.toNumber(value));
  }
}

function powerOf(base: rational.Rational, exponent: number): rational.Rational {
  const power = rational.power(base, BigInt(Math.abs(exponent)));
  return exponent < 0 ? rational.divide(rational.one, power) : power;
}
