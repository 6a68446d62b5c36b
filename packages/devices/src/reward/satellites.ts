/**
 * Multiplier of a GNSS reference station by the number of satellites it hears with a signal-to-noise ratio of at least
 * 32: 0 up to 26, 1 from 29 on, linear between (GEODNET GIP 6, April 2025; read in excerpts only, so unverified).
 *
 * @param nothing,whole The two corners; before GIP 6 they were 20 and 30.
 */
export function satelliteMultiplier(satellites: number, nothing = 26, whole = 29): number {
  return Math.min(1, Math.max(0, (satellites - nothing) / (whole - nothing)));
}
