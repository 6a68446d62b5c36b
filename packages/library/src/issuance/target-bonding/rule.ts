/**
 * The mint module's arithmetic: numbers with 18 decimals, kept as whole numbers of 10^-18. Products and quotients
 * are rounded to the nearest, a half to the even neighbour.
 */
const one = 10n ** 18n;

export interface MintRule {
  /** All with 18 decimals. */
  readonly goal: bigint;
  readonly rateChange: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  /** A whole number. */
  readonly blocksPerYear: bigint;
}

/** Yearly inflation after a block, from that before it and the bonded share, all with 18 decimals. */
export function nextInflation(rule: MintRule, inflation: bigint, bondedShare: bigint): bigint {
  const perYear = multiply(one - divide(bondedShare, rule.goal), rule.rateChange);
  const next = inflation + divide(perYear, rule.blocksPerYear * one);
  if (next > rule.maximum) return rule.maximum;
  if (next < rule.minimum) return rule.minimum;
  return next;
}

/** Base units that a block creates: the yearly amount over the blocks of a year, without what follows the point. */
export function blockProvision(rule: MintRule, inflation: bigint, supply: bigint): bigint {
  return (inflation * supply) / rule.blocksPerYear / one;
}

function multiply(a: bigint, b: bigint): bigint {
  return roundToEven(a * b, one);
}

function divide(a: bigint, b: bigint): bigint {
  return roundToEven(a * one, b);
}

/** The whole number nearest to a / b, b positive. */
function roundToEven(a: bigint, b: bigint): bigint {
  const size = a < 0n ? -a : a;
  const quotient = size / b;
  const twice = 2n * (size % b);
  const up = twice > b || (twice === b && quotient % 2n === 1n);
  const rounded = quotient + (up ? 1n : 0n);
  return a < 0n ? -rounded : rounded;
}
