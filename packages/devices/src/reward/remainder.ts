/**
 * Who gets one unit more by the method of largest remainders (Hamilton): as many as the remainders sum to whole units,
 * the largest first, ties to the lower index.
 *
 * @param remainders What rounding down left of each share, in parts of `denominator`, each below it.
 */
export function largestFirst(remainders: readonly bigint[], denominator: bigint): number[] {
  const units = Number(remainders.reduce((sum, one) => sum + one, 0n) / denominator);
  const order = remainders.map((_, index) => index).filter((index) => remainders[index]! > 0n);
  order.sort((a, b) => {
    const [one, other] = [remainders[a]!, remainders[b]!];
    return one === other ? a - b : one > other ? -1 : 1;
  });
  return order.slice(0, units);
}
