/** Points at which a Lorenz curve is handed over: every hundredth of the holders. */
export const lorenzPoints = 101;

/**
 * The Gini coefficient of what holders have: the mean difference between two of them over twice the mean. 0 where all
 * have the same or nobody has anything, (n − 1) / n where one has all.
 *
 * @param sorted In ascending order, none below zero.
 */
export function giniOf(sorted: Float64Array): number {
  const count = sorted.length;
  let [sum, weighted] = [0, 0];
  for (let index = 0; index < count; index++) {
    sum += sorted[index]!;
    weighted += (index + 1) * sorted[index]!;
  }
  return sum > 0 ? (2 * weighted) / (count * sum) - (count + 1) / count : 0;
}

/**
 * The Lorenz curve (M. O. Lorenz, Publications of the American Statistical Association 9, 1905): at the share p of the
 * holders, the poorest first, the share of everything that they have together. Straight between holders, so that the
 * points in between are exact too. The diagonal where nobody has anything.
 *
 * @param sorted In ascending order, none below zero.
 * @returns Shares in [0, 1], at p = 0, 0.01, … 1.
 */
export function lorenzOf(sorted: Float64Array): Float64Array {
  const count = sorted.length;
  const sums = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) sums[index + 1] = sums[index]! + sorted[index]!;
  const total = sums[count]!;
  return Float64Array.from({ length: lorenzPoints }, (_, point) => {
    const share = point / (lorenzPoints - 1);
    if (!(total > 0)) return share;
    const place = share * count;
    const below = Math.min(count - 1, Math.floor(place));
    return (sums[below]! + (place - below) * sorted[below]!) / total;
  });
}
