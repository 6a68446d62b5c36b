/** The stocks a flow leaves and enters. */
export interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Amounts of one step; outflows of a stock that may not be negative share what it has and gets, or are served in order. */
export function settle(
  stocks: ReadonlyMap<string, number>,
  flows: readonly Ends[],
  requested: readonly number[],
  mayBeNegative: (stock: string) => boolean,
  inOrder: (stock: string) => boolean = () => false,
): number[] {
  const amounts = [...requested];
  for (let round = 0; round < 2 * stocks.size + 2; round++) {
    let isSettled = true;
    for (const [stock, level] of stocks) {
      if (mayBeNegative(stock)) continue;
      const leaving = flows.flatMap(({ from, to }, at) =>
        (from === stock && amounts[at]! > 0) || (to === stock && amounts[at]! < 0) ? [at] : [],
      );
      const inflow = flows.reduce(
        (sum, { from, to }, at) =>
          sum +
          ((to === stock && amounts[at]! > 0) || (from === stock && amounts[at]! < 0) ? Math.abs(amounts[at]!) : 0),
        0,
      );
      const outflow = leaving.reduce((sum, at) => sum + Math.abs(amounts[at]!), 0);
      const available = Math.max(0, level + inflow);
      if (outflow <= available) continue;
      isSettled = false;
      let left = available;
      for (const at of leaving) {
        const size = Math.abs(amounts[at]!);
        const part = inOrder(stock) ? Math.min(size, left) : (size * available) / outflow;
        left -= part;
        amounts[at] = Math.sign(amounts[at]!) * part;
      }
    }
    if (isSettled) break;
  }
  return amounts;
}
