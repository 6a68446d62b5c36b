/**
 * The table of WeatherXM's quality of data, version 1 (weatherxm-network/qod at 6f3c196, README and
 * `initial_params.py`). Where its text and its code differ, which is for pressure only, this follows the text: a jump of
 * 0.5 hPa, and no hard maximum for constancy.
 */
export interface WeatherRule {
  readonly bounds: { readonly WS1000: Range; readonly WS2000: Range };
  /** Minutes that the value may stay the same. */
  readonly constant?: number;
  /** Minutes after which nothing excuses it. */
  readonly longConstant?: number;
  readonly jump?: {
    /** Between two readings of a fast station. */
    readonly raw: number;
    /** Between the means of two minutes of a fast station. */
    readonly minute: number;
    /** Between two readings of a slow station, for each minute between them. */
    readonly perMinute: number;
    /** And at most so much. */
    readonly cap: number;
  };
  /** Share of an hour's readings that must be there and good. */
  readonly availability: number;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

const both = (least: number, most: number): WeatherRule["bounds"] => ({
  WS1000: { least, most },
  WS2000: { least, most },
});

const jump = (raw: number, minute: number, perMinute: number, cap: number) => ({ raw, minute, perMinute, cap });

export const weatherRules = {
  /** °C */
  temperature: {
    bounds: { WS1000: { least: -40, most: 60 }, WS2000: { least: -40, most: 80 } },
    constant: 240,
    longConstant: 1440,
    jump: jump(2, 3, 3, 15),
    availability: 0.67,
  },
  /** % */
  humidity: {
    bounds: { WS1000: { least: 10, most: 99 }, WS2000: { least: 1, most: 99 } },
    constant: 360,
    jump: jump(5, 10, 10, 80),
    availability: 0.67,
  },
  /** m/s */
  wind_speed: {
    bounds: both(0, 50),
    constant: 360,
    longConstant: 1440,
    jump: jump(20, 10, 10, 15),
    availability: 0.75,
  },
  /** Degrees */
  wind_direction: { bounds: both(0, 359), constant: 360, longConstant: 1440, availability: 0.75 },
  /** hPa */
  pressure: {
    bounds: { WS1000: { least: 300, most: 1100 }, WS2000: { least: 540, most: 1100 } },
    constant: 120,
    jump: jump(0.5, 0.5, 0.5, 15),
    availability: 0.67,
  },
  /** lx */
  illuminance: {
    bounds: { WS1000: { least: 0, most: 400_000 }, WS2000: { least: 0, most: 200_000 } },
    constant: 120,
    jump: jump(97_600, 97_600, 97_600, 146_400),
    availability: 0.67,
  },
  /** mm for each second between two readings of the accumulated sum */
  precipitation_accumulated: { bounds: both(0, 0.254), availability: 0.85 },
} as const satisfies Readonly<Record<string, WeatherRule>>;

export type WeatherChannel = keyof typeof weatherRules;
export type StationType = keyof WeatherRule["bounds"];

/** Seconds between two readings, as the two station types report. */
export const reportingInterval: { readonly [K in StationType]: number } = { WS1000: 16, WS2000: 180 };

export function isWeatherChannel(channel: string): channel is WeatherChannel {
  return Object.hasOwn(weatherRules, channel);
}

/**
 * Whether a value can be: inside the range of its station type, ends included.
 *
 * @param value In the unit of the rule; for `precipitation_accumulated` the millimetres that fell in a step.
 * @param step Seconds of that step; the station type's reporting interval when not given.
 */
export function isInBounds(
  station: StationType,
  channel: WeatherChannel,
  value: number,
  step = reportingInterval[station],
): boolean {
  const { least, most } = (weatherRules[channel] as WeatherRule).bounds[station];
  return value >= least && value <= (channel === "precipitation_accumulated" ? most * step : most);
}

/**
 * How far two readings of a slow station may lie apart: the limit for a minute times the minutes between them, and never
 * more than the cap. Infinite for what may jump: wind direction and rain.
 */
export function slowJumpLimit(channel: WeatherChannel, minutes: number): number {
  const { jump: rule } = weatherRules[channel] as WeatherRule;
  return rule === undefined ? Number.POSITIVE_INFINITY : Math.min(rule.perMinute * minutes, rule.cap);
}
