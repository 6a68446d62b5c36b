/**
 * Binds one group of a vector file (`npm run vectors`) to the code it tests. Adapters live in
 * `*.vectors.ts` beside that code and are found by group name.
 */
export interface VectorAdapter {
  /** Name of the group in the file. */
  readonly group: string;
  /**
   * The values the code gives for one case, by the names used in the case's `out`. A name of `out` that
   * is missing here counts as a failure, so nothing is passed over.
   *
   * @param input The case's `in`.
   * @param parameters The group's shared `params`, empty when it has none.
   * @param wanted The names in the case's `out`, for adapters that compute only what is asked.
   */
  compute(
    input: Readonly<Record<string, unknown>>,
    parameters: Readonly<Record<string, unknown>>,
    wanted: readonly string[],
  ): Readonly<Record<string, unknown>>;
}
