/**
 * A way to forecast: from a history without gaps to the next values.
 *
 * @returns `horizon` finite values, or undefined when the history is too short for the method.
 */
export type ForecastMethod = (history: Float64Array, horizon: number, period: number) => Float64Array | undefined;

/** A method with the name it is reported under. */
export interface NamedMethod {
  readonly name: string;
  readonly forecast: ForecastMethod;
}
