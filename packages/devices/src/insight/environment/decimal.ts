import { fail } from "@tokenwright/engine";

/** A non-negative decimal number as digits · 10^-places, so that cutting it off is exact. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

const written = /^([0-9]{1,30})(?:\.([0-9]{0,30}))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/**
 * Reads a concentration as it was written. A number is taken by its shortest decimal text, so that 0.1 is one tenth.
 *
 * @throws TokenwrightError `environment/concentration` for a negative, non-finite or otherwise unreadable value.
 */
export function readDecimal(value: number | string): Decimal {
  const text = String(value).trim();
  const match = text.length <= 80 ? written.exec(text) : null;
  if (match === null) {
    return fail({
      code: "environment/concentration",
      message: `The concentration ${text.slice(0, 40)} is not a decimal number of at least 0.`,
      expected: "a number such as 35.9",
      hint: "leave a missing value out; correct a sensor's negative values before averaging",
    });
  }
  const [, whole = "0", fraction = "", exponent = "0"] = match;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  // No concentration is beyond 10^30, and a wider shift would only cost memory.
  if (places < -30)
    return fail({ code: "environment/concentration", message: `The concentration ${text} is beyond 10^30.` });
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/** The number cut off (never rounded) after `places` decimals, as a whole number of 10^-places. */
export function truncateDecimal(value: Decimal, places: number): bigint {
  const surplus = value.places - places;
  return surplus >= 0 ? value.digits / 10n ** BigInt(surplus) : value.digits * 10n ** BigInt(-surplus);
}
