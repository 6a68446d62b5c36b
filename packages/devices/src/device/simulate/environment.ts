import { numeric, random } from "@tokenwright/engine";
import type { ClaimedPlace } from "../registry.js";

const { cos, exp, sin, pow } = numeric;

/**
 * The channels of a simulated station, with their units in the SenML registry, the spread of a sensor's noise, the
 * decimals it shows and its range.
 */
export const simulatedChannels = {
  temperature: { unit: "Cel", noise: 0.1, decimals: 2, least: -40, most: 60 },
  humidity: { unit: "%RH", noise: 0.8, decimals: 1, least: 1, most: 99 },
  pressure: { unit: "hPa", noise: 0.05, decimals: 2, least: 300, most: 1100 },
  wind_speed: { unit: "m/s", noise: 0.25, decimals: 2, least: 0, most: 50 },
  wind_direction: { unit: "deg", noise: 6, decimals: 0, least: 0, most: 359 },
  pm2_5: { unit: "ug/m3", noise: 0.6, decimals: 1, least: 0, most: 1000 },
  pm10: { unit: "ug/m3", noise: 1.2, decimals: 1, least: 0, most: 1000 },
  noise: { unit: "dB", noise: 0.8, decimals: 1, least: 25, most: 120 },
} as const;

export type SimulatedChannel = keyof typeof simulatedChannels;
export const simulatedChannelNames = Object.keys(simulatedChannels) as readonly SimulatedChannel[];

export type Environment = { readonly [K in SimulatedChannel]: number };

const turn = 2 * Math.PI;
const day = 86_400;

/**
 * The true state of the air at a place and time: what ideal sensors would show. A made-up climate with the shapes of a
 * real one, and no forecast of any place: sun time from the longitude, the warmest hour at 15, humidity from a slow dew
 * point by the Magnus formula, pressure by the barometric formula with the tide of 12 hours, wind that rises in the
 * afternoon, particles with the two peaks of traffic that wind dilutes, noise with quiet nights. Weather passes in
 * waves of 2 to 9 days that move east, so neighbours agree and distant places do not.
 */
export class SimulatedEnvironment {
  readonly #waves: readonly Wave[];

  /** @param seed In [0, 2^64): the same seed, the same weather. */
  constructor(seed: bigint) {
    const phases = random.drawKey(seed, "weather phase");
    this.#waves = wavePeriods.map((days, index) => ({
      period: days * day,
      // One wave spans 8 to 20 degrees.
      degrees: 8 + 3 * index,
      phases: [0, 1, 2].map((variable) => random.uniform(phases, variable, 0, index)),
    }));
  }

  /** @param time Seconds since 1970 UTC. */
  at(place: ClaimedPlace, time: number): Environment {
    const { latitude, longitude, altitude = 0 } = place;
    const hour = (((time / 3600 + longitude / 15) % 24) + 24) % 24;
    const season = cos(turn * (time / (365.2425 * day) - 0.55)) * (latitude < 0 ? -1 : 1);
    const [warm, high, gust] = [0, 1, 2].map((variable) => this.#wave(variable, place, time)) as [
      number,
      number,
      number,
    ];
    const polar = Math.abs(latitude) / 90;
    const daily = cos((turn * (hour - 15)) / 24);
    // 6.5 K per km is the standard atmosphere's lapse rate.
    const temperature = 27 - 38 * polar * polar + 14 * polar * season + 4 * warm + 4.5 * daily - 0.0065 * altitude;
    const dewPoint = 27 - 38 * polar * polar + 12 * polar * season + 3 * warm - 6 - 0.004 * altitude - 2 * high;
    const seaLevel = 1013.25 + 9 * high + 0.9 * cos((turn * (hour - 10)) / 12);
    const wind = Math.max(0.2, 3 + 1.4 * cos((turn * (hour - 14)) / 24) + 1.8 * gust - 0.8 * high);
    const traffic = 0.25 + bump(hour, 8, 1.6) + 0.9 * bump(hour, 18.5, 2.2);
    const particles = Math.max(1, (5 + 9 * traffic + 3.5 * high) * (2.6 / (1 + 0.45 * wind)));
    return {
      temperature,
      humidity: Math.min(100, (100 * vapourPressure(Math.min(dewPoint, temperature))) / vapourPressure(temperature)),
      // The international barometric formula (ICAO standard atmosphere, troposphere).
      pressure: seaLevel * pow(1 - 2.25577e-5 * altitude, 5.25588),
      wind_speed: wind,
      wind_direction: (((220 + 60 * gust + 25 * sin((turn * hour) / 24)) % 360) + 360) % 360,
      pm2_5: particles,
      pm10: 1.6 * particles + 1.1 * wind,
      noise: 46 + 9 * Math.min(1, traffic) + 6 * dayShare(hour) + 0.6 * wind,
    };
  }

  /** A number of about -1 to 1 that changes over days and hundreds of kilometres. */
  #wave(variable: number, { latitude, longitude }: ClaimedPlace, time: number): number {
    let sum = 0;
    for (const { period, degrees, phases } of this.#waves) {
      sum += sin(turn * (time / period - (longitude + 0.7 * latitude) / degrees + phases[variable]!));
    }
    return sum / 2;
  }
}

interface Wave {
  readonly period: number;
  readonly degrees: number;
  readonly phases: readonly number[];
}

/** Without a common multiple, so that no week repeats. */
const wavePeriods = [2.3, 3.7, 5.9, 8.9];

/** Over water, hPa: Magnus's formula with the coefficients of WMO-No. 8, annex 4.B. */
function vapourPressure(celsius: number): number {
  return 6.112 * exp((17.62 * celsius) / (243.12 + celsius));
}

/** 1 at an hour of the day, falling off as a bell of this width in hours; midnight is no edge. */
function bump(hour: number, at: number, width: number): number {
  const away = Math.abs(hour - at);
  const hours = Math.min(away, 24 - away) / width;
  return exp(-0.5 * hours * hours);
}

/** 1 by day, 0 by night, with dawn and dusk of an hour or two. */
function dayShare(hour: number): number {
  return 1 / (1 + exp(-8 * cos((turn * (hour - 13.5)) / 24) - 3));
}
