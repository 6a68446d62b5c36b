/** The bits of a double, read without depending on the byte order of the machine. */
const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

// 1 has the bits 3ff00000 00000000: whichever word shows them is the high one.
float[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** The upper 32 bits of a double (sign, exponent, 20 bits of fraction) as a signed integer. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]!;
}

/** The lower 32 bits of a double as a signed integer. */
export function lowWord(x: number): number {
  float[0] = x;
  return words[1 - HIGH]!;
}

/** The double with the given upper and lower 32 bits. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[1 - HIGH] = low;
  return float[0]!;
}

/** Smallest exponent in `powersOfTwo`: 2^-1074 is the smallest positive double. */
export const LEAST_EXPONENT = -1074;

/**
 * `powersOfTwo[k + 1074]` is 2^k for k in -1074 … 1023. A multiplication by it is exact while the
 * product is a normal double; reading it costs less than assembling the bits.
 */
export const powersOfTwo = new Float64Array(1023 - LEAST_EXPONENT + 1);
for (let k = LEAST_EXPONENT, power = 5e-324; k <= 1023; k++, power *= 2) powersOfTwo[k - LEAST_EXPONENT] = power;

/** 2^k for a whole k in -1074 … 1023. */
export function powerOfTwo(k: number): number {
  return powersOfTwo[k + 1074]!;
}
