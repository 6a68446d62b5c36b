/** Number of binary digits of a whole number that is not negative; 0 for 0. */
export function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return 4 * (digits.length - 1) + (32 - Math.clz32(Number.parseInt(digits.charAt(0), 16)));
}
