/**
 * The expected Gini coefficient (denominator n²·mean) of n agents among whom all ways to split m coins are
 * equally likely, the stationary law of random exchange of single coins. It needs the law of two agents alone:
 * with s coins between them, each split of s has the probability C(m - s + n - 3, n - 3) / C(m + n - 1, n - 1).
 *
 * @param agents n, at least 2.
 * @param coins m, at least 1.
 */
export function expectedExchangeGini(agents: number, coins: number): number {
  // Σ |a - b| over all a + b = s.
  const differences = (s: number) => Math.floor(((s + 1) * (s + 1)) / 2);
  let difference = 0;
  if (agents === 2) {
    difference = differences(coins) / (coins + 1);
  } else {
    let probability = ((agents - 1) * (agents - 2)) / ((coins + agents - 1) * (coins + agents - 2));
    for (let s = 0; s <= coins; s++) {
      difference += probability * differences(s);
      const rest = coins - s;
      probability *= rest / (rest + agents - 3);
    }
  }
  return ((agents - 1) / agents) * (difference / (2 * (coins / agents)));
}

/** The Gini coefficient of a geometric law with this mean: 1 / (1 + q), with q the chance of one coin more. */
export function geometricGini(mean: number): number {
  const more = mean / (1 + mean);
  return 1 / (1 + more);
}
