import type { VectorAdapter } from "@tokenwright/engine";
import { briggs, type StabilityClass } from "./briggs.js";
import { dayEveningNightLevel } from "./noise.js";
import { nowCastPm } from "./now-cast.js";
import { plumeConcentration } from "./plume.js";
import { type AqiPollutant, usAqi } from "./us-aqi.js";

export const adapters: readonly VectorAdapter[] = [
  {
    group: "environment.aqi",
    compute: ({ pollutant, concentration }) => ({
      aqi: usAqi(pollutant as AqiPollutant, concentration as string) ?? null,
    }),
  },
  {
    group: "environment.nowcast_pm",
    compute: ({ hourly_ug_m3_newest_first: hours }) => ({
      nowcast: nowCastPm(hours as (number | null)[]) ?? null,
    }),
  },
  {
    group: "environment.lden",
    compute: (input) => ({
      Lden: dayEveningNightLevel(Number(input["Lday"]), Number(input["Levening"]), Number(input["Lnight"])),
    }),
  },
  {
    group: "environment.gaussian_plume",
    compute: (input) => {
      const number = (name: string): number => Number(input[name]);
      const stability = input["stability"] as StabilityClass;
      const urban = input["urban"] === true;
      const place = { downwind: number("x_m"), crosswind: number("y_m"), height: number("z_m") };
      const { across, up } = briggs(stability, urban, place.downwind);
      const weather = { windSpeed: number("u_m_s"), stability, urban };
      return {
        sigma_y_m: across,
        sigma_z_m: up,
        c_g_m3: plumeConcentration(number("Q_g_s"), number("H_m"), place, weather),
      };
    },
  },
];
