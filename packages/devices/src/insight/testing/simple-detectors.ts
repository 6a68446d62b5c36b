import { numeric } from "@tokenwright/engine";

/** Detectors so simple that a sentence defines them: they test the scorer, not the data. */
export function simpleDetector(name: string): (values: Float64Array) => Float64Array {
  const everyRow = /every (\d{1,6})(?:st|nd|rd|th) row/.exec(name);
  if (everyRow !== null) return (values) => everyNthRow(values, Number(everyRow[1]));
  const extreme = /new extreme beyond (\d{1,3}(?:\.\d{1,6})?) % of the range/.exec(name);
  if (extreme !== null) return (values) => newExtreme(values, Number(extreme[1]) / 100);
  throw new Error(`there is no detector "${name.slice(0, 80)}"`);
}

/** The benchmark's two rows: every 500th counts from the end of each 500, every other from the start. */
function everyNthRow(values: Float64Array, n: number): Float64Array {
  const place = n === 500 ? n - 1 : 0;
  return values.map((_, row) => (row % n === place ? 1 : 0));
}

/** 1 where the value lies more than a share of the range of the earlier rows outside of that range. */
export function newExtreme(values: Float64Array, share: number): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return values.map((value) => {
    const margin = share * (high - low);
    const alarm = high > low && (value > high + margin || value < low - margin) ? 1 : 0;
    low = Math.min(low, value);
    high = Math.max(high, value);
    return alarm;
  });
}

/**
 * The benchmark's windowed Gaussian: the two-sided rarity of a value under a normal law with the mean and deviation of
 * the last 6,400 rows, renewed every 100. Source: nab/detectors/gaussian/windowedGaussian_detector.py of numenta/NAB.
 */
export function windowedGaussian(values: Float64Array): Float64Array {
  const [size, step] = [6400, 100];
  let window: number[] = [];
  let waiting: number[] = [];
  let [mean, deviation] = [0, 1];
  const renew = (): void => {
    mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    deviation = Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length) || 1e-6;
  };
  return values.map((value) => {
    const score = window.length === 0 ? 0 : 1 - 0.5 * numeric.erfc(Math.abs(value - mean) / deviation / Math.SQRT2);
    if (window.length < size) window.push(value);
    else waiting.push(value);
    if (waiting.length === step) {
      window = [...window.slice(step), ...waiting];
      waiting = [];
      renew();
    } else if (waiting.length === 0) renew();
    // The benchmark's result files hold twelve decimals, which makes equals of the rarest values.
    return Number(score.toFixed(12));
  });
}
