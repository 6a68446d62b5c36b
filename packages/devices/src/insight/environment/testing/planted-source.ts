/** A source that is planted, and what sensors about it would see. */
import { numeric, random } from "@tokenwright/engine";
import type { PlumeObservation, SourceSearch } from "../find-source.js";
import { alongWind, plumeConcentration } from "../plume.js";

export interface Trial {
  readonly source: { readonly east: number; readonly north: number; readonly emission: number };
  readonly observations: readonly PlumeObservation[];
  readonly search: SourceSearch;
}

export const side = 2_000;
const noiseFloor = 1e-6;
const releaseHeight = 5;

/** Everything is drawn by address from the seed: the source, the sensors' places, the winds and the noise. */
export function plantSource(seed: number, sensors: number, winds: number, relativeNoise: number): Trial {
  const draw = (name: string, index = 0) => random.uniform(random.drawKey(11n, name), index, seed, 0);
  const noise = (index: number) => random.normal(random.drawKey(11n, "noise"), index, seed, 0);
  const source = {
    east: side * draw("east"),
    north: side * draw("north"),
    emission: 0.1 * numeric.pow(100, draw("emission")),
  };
  const weather = { windSpeed: 3, stability: "D", urban: false } as const;
  const observations: PlumeObservation[] = [];
  for (let wind = 0; wind < winds; wind++) {
    const windFrom = 360 * draw("wind", wind);
    for (let sensor = 0; sensor < sensors; sensor++) {
      const [east, north] = [side * draw("sensorEast", sensor), side * draw("sensorNorth", sensor)];
      const along = alongWind(east - source.east, north - source.north, windFrom);
      const real = plumeConcentration(source.emission, releaseHeight, { ...along, height: 2 }, weather);
      const spread = Math.sqrt(noiseFloor * noiseFloor + relativeNoise * relativeNoise * real * real);
      const concentration = real + spread * noise(observations.length);
      observations.push({ east, north, height: 2, windFrom, weather, concentration });
    }
  }
  const area = { west: 0, east: side, south: 0, north: side };
  return {
    source,
    observations,
    search: { area, releaseHeight, emission: { least: 0.1, greatest: 10 }, relativeNoise, noiseFloor },
  };
}
