/** The row that readings still come in for: its number since 1970, and their sum and number. */
export type OpenRow = readonly [row: number, sum: number, count: number];

/** What a reading does to rows of equal length. */
export interface EnteredRow {
  readonly open: OpenRow;
  /** Means of the rows that have ended with it, null for those without a reading. */
  readonly ended: readonly (number | null)[];
}

/**
 * Makes even rows of readings at any rate: each is the mean of its readings, and ends with the first reading after it.
 *
 * @param mostMissing Rows of a gap beyond these are left out.
 * @returns Undefined for a reading of a row that has ended.
 */
export function enterRow(
  open: OpenRow | undefined,
  row: number,
  value: number,
  mostMissing: number,
): EnteredRow | undefined {
  if (open === undefined) return { open: [row, value, 1], ended: [] };
  const [current, sum, count] = open;
  if (row < current) return undefined;
  if (row === current) return { open: [row, sum + value, count + 1], ended: [] };
  const missing = Math.min(row - current - 1, mostMissing);
  return { open: [row, value, 1], ended: [sum / count, ...new Array<null>(missing).fill(null)] };
}
