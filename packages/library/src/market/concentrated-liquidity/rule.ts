import { fail } from "@tokenwright/engine";

/**
 * The whole-number arithmetic of Uniswap v3: roots of prices in Q64.96 (times 2^96, rounded), amounts in base units,
 * fees in millionths. Token 0 is the token, token 1 the money; the price is money per token.
 */
export const one = 1n << 96n;
const million = 1_000_000n;
const word = 1n << 256n;

/** Smallest and largest tick: prices from 2^-128 to 2^128. */
export const lastTick = 887_272;

/** n / d, rounded up. */
function ceilDivide(n: bigint, d: bigint): bigint {
  return (n + d - 1n) / d;
}

/** The largest whole number whose square is not above n, by Newton's iteration from above. */
export function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 2^128 times the root of 1.0001 to the power of -1, -2, -4, … -2^19, each rounded to the nearest whole number. */
const factors: readonly bigint[] = tickFactors();

function tickFactors(): bigint[] {
  const precision = 512n;
  const list: bigint[] = [];
  let factor = squareRoot((10_000n << (2n * precision)) / 10_001n);
  for (let bit = 0; bit < 20; bit++) {
    list.push(((factor >> (precision - 129n)) + 1n) >> 1n);
    factor = (factor * factor) >> precision;
  }
  return list;
}

/**
 * The root of the price 1.0001^tick in Q64.96, rounded up as the contract's table of factors gives it.
 *
 * @param tick Whole, from -887272 to 887272.
 * @throws TokenwrightError `pool/tick`
 */
export function rootAtTick(tick: number): bigint {
  if (!Number.isInteger(tick) || Math.abs(tick) > lastTick) {
    return fail({
      code: "pool/tick",
      message: `${tick} is not a tick.`,
      expected: `a whole number from -${lastTick} to ${lastTick}`,
    });
  }
  const distance = BigInt(Math.abs(tick));
  let root = 1n << 128n;
  for (const [bit, factor] of factors.entries()) {
    if (((distance >> BigInt(bit)) & 1n) === 1n) root = (root * factor) >> 128n;
  }
  if (tick > 0) root = (word - 1n) / root;
  return ceilDivide(root, 1n << 32n);
}

/** The largest tick whose price is not above that of the root. */
export function tickAtRoot(root: bigint): number {
  let low = -lastTick;
  let high = lastTick;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (rootAtTick(middle) <= root) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Tokens between two prices at this liquidity, L · (1/√a - 1/√b). */
export function tokensBetween(first: bigint, second: bigint, liquidity: bigint, up: boolean): bigint {
  const [low, high] = first < second ? [first, second] : [second, first];
  const n = liquidity * one * (high - low);
  return up ? ceilDivide(ceilDivide(n, high), low) : n / high / low;
}

/** Money between two prices at this liquidity, L · (√b - √a). */
export function cashBetween(first: bigint, second: bigint, liquidity: bigint, up: boolean): bigint {
  const difference = first < second ? second - first : first - second;
  return up ? ceilDivide(liquidity * difference, one) : (liquidity * difference) / one;
}

/** The root of the price after tokens come in (or go out, when `amount` is negative), rounded up. */
export function rootAfterTokens(root: bigint, liquidity: bigint, amount: bigint): bigint {
  if (amount === 0n) return root;
  const virtual = liquidity * one;
  const product = (amount < 0n ? -amount : amount) * root;
  if (amount < 0n) {
    if (product >= word || product >= virtual) return noLiquidity();
    return ceilDivide(virtual * root, virtual - product);
  }
  // Where 256 bits do not hold the product, the contract takes a less precise way.
  if (product < word && virtual + product < word) return ceilDivide(virtual * root, virtual + product);
  return ceilDivide(virtual, virtual / root + amount);
}

/** The root of the price after money comes in (or goes out, when `amount` is negative), rounded down. */
export function rootAfterCash(root: bigint, liquidity: bigint, amount: bigint): bigint {
  if (amount >= 0n) return root + (amount * one) / liquidity;
  const down = ceilDivide(-amount * one, liquidity);
  return down > root ? noLiquidity() : root - down;
}

function noLiquidity(): never {
  return fail({
    code: "pool/liquidity",
    message: "More is asked for than the liquidity holds.",
    expected: "an amount below what lies between the price and zero",
  });
}

/** What one swap does between two ticks: the new root, what came in without the fee, what went out, and the fee. */
export interface SwapStep {
  readonly root: bigint;
  readonly in: bigint;
  readonly out: bigint;
  readonly fee: bigint;
}

/**
 * Swaps towards a target price at constant liquidity; tokens come in when the target lies below.
 *
 * @param remaining What may come in, fee included; when negative, what is to go out.
 * @param fee In millionths: 3000 is 0.3 %.
 */
export function swapStep(root: bigint, target: bigint, liquidity: bigint, remaining: bigint, fee: bigint): SwapStep {
  const tokensIn = root >= target;
  const inBetween = tokensIn ? tokensBetween : cashBetween;
  const outBetween = tokensIn ? cashBetween : tokensBetween;
  const exactIn = remaining >= 0n;
  const most = exactIn ? inBetween(target, root, liquidity, true) : outBetween(target, root, liquidity, false);
  const offered = exactIn ? (remaining * (million - fee)) / million : -remaining;
  // What comes in as tokens, or goes out as tokens, moves the price by the tokens' formula.
  const after = tokensIn === exactIn ? rootAfterTokens : rootAfterCash;
  const next = offered >= most ? target : after(root, liquidity, exactIn ? offered : -offered);
  const reached = next === target;
  const amountIn = reached && exactIn ? most : inBetween(next, root, liquidity, true);
  const out = reached && !exactIn ? most : outBetween(next, root, liquidity, false);
  return {
    root: next,
    in: amountIn,
    out: !exactIn && out > -remaining ? -remaining : out,
    fee: exactIn && !reached ? remaining - amountIn : ceilDivide(amountIn * fee, million - fee),
  };
}

/** The most liquidity that these amounts allow within the range, at the price of the root. */
export function liquidityOf(root: bigint, lower: bigint, upper: bigint, token: bigint, cash: bigint): bigint {
  const ofTokens = (from: bigint) => (token * ((from * upper) / one)) / (upper - from);
  const ofCash = (to: bigint) => (cash * one) / (to - lower);
  if (root <= lower) return ofTokens(lower);
  if (root >= upper) return ofCash(upper);
  const [first, second] = [ofTokens(root), ofCash(root)];
  if (first < second) return first;
  return second;
}
