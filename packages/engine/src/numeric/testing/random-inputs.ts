import { powerOfTwo } from "../bits.js";

/** A small generator for test inputs: splitmix32 twice for 53 bits. The same seed gives the same inputs everywhere. */
export interface Inputs {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** ±2^e·m with e uniform among the whole numbers low … high and m uniform in [1, 2): log-uniform over exponents. */
  exponents(low: number, high: number): number;
  /** x or -x. */
  signed(x: number): number;
  /** A whole number in low … high. */
  whole(low: number, high: number): number;
}

export function inputs(seed: number): Inputs {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const unit = (): number => (word() * 2097152 + (word() >>> 11)) / 9007199254740992;
  const whole = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  return {
    uniform: (low, high) => low + unit() * (high - low),
    exponents: (low, high) => (1 + unit()) * powerOfTwo(whole(low, high)),
    signed: (x) => ((word() & 1) === 0 ? x : -x),
    whole,
  };
}
