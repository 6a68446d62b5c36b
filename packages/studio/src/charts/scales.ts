/** Places values on a chart. */
export interface Scale {
  readonly domain: readonly [number, number];
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** Evenly, between round ends. */
export function linearScale(values: Extent, range: readonly [number, number], count = 5): Scale {
  const [low, high] = widened(values);
  const step = roundStep((high - low) / count);
  const domain = [Math.floor(low / step) * step, Math.ceil(high / step) * step] as const;
  return { domain, at: placing(domain, range), ticks: multiples(domain, step) };
}

/** Evenly, between the very ends: for time. */
export function tightScale(values: Extent, range: readonly [number, number], ticks: readonly number[]): Scale {
  const domain = widened(values);
  return { domain, at: placing(domain, range), ticks: ticks.filter((one) => one >= domain[0] && one <= domain[1]) };
}

/** By powers of ten; only for values above zero. */
export function logScale(values: Extent, range: readonly [number, number]): Scale {
  const [low, high] = [Math.floor(Math.log10(values[0])), Math.ceil(Math.log10(values[1]))];
  const ends = [low, high > low ? high : low + 1] as const;
  const place = placing(ends, range);
  const between = ends[1] - ends[0] <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = ends[0]; power <= ends[1]; power++) {
    for (const digit of between) if (power < ends[1] || digit === 1) ticks.push(digit * 10 ** power);
  }
  return { domain: [10 ** ends[0], 10 ** ends[1]], at: (value) => place(Math.log10(value)), ticks };
}

export type Extent = readonly [number, number];

export function extentOf(series: Iterable<ArrayLike<number>>): Extent {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of series) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

function widened([low, high]: Extent): Extent {
  if (high > low) return [low, high];
  const margin = low === 0 ? 1 : 0.05 * Math.abs(low);
  return [low - margin, high + margin];
}

function placing([low, high]: Extent, [from, to]: readonly [number, number]): (value: number) => number {
  const factor = (to - from) / (high - low);
  return (value) => from + (value - low) * factor;
}

/** 1, 2 or 5 times a power of ten, not below what is asked for. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return digit * power;
}

export function multiples([low, high]: Extent, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, Math.min(100, last - first + 1)) }, (_, index) => (first + index) * step);
}

/** Seconds since 1970 of the starts of years, or of months where there are few years. */
export function dateTicks([low, high]: Extent, count: number): readonly number[] {
  const months = (high - low) / (30.44 * 86_400);
  const every = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((one) => months / one <= count) ?? 1200;
  const start = new Date(1000 * low);
  const ticks: number[] = [];
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let month = Math.floor(first / every) * every; ticks.length <= 2 * count; month += every) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000;
    if (at > high) break;
    if (at >= low) ticks.push(at);
  }
  return ticks;
}

export function dateText(seconds: number, isYearly: boolean): string {
  const text = new Date(1000 * seconds).toISOString();
  return isYearly ? text.slice(0, 4) : text.slice(0, 7);
}
