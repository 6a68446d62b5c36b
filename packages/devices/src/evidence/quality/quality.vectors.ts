import { internal, type VectorAdapter } from "@tokenwright/engine";
import { isInBounds, isWeatherChannel, slowJumpLimit, type WeatherChannel } from "./weather-rules.js";

/** Other names for the channels. */
const names: Readonly<Record<string, WeatherChannel>> = {
  rain: "precipitation_accumulated",
  precipitation: "precipitation_accumulated",
  lux: "illuminance",
  wind: "wind_speed",
  relative_humidity: "humidity",
};

function channelOf(value: unknown): WeatherChannel {
  const name = String(value);
  return names[name] ?? (isWeatherChannel(name) ? name : internal(`a case has the unknown variable ${name}`));
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "quality.weatherxm_bounds",
    compute(input) {
      const station = input["station"] === "WS1000" ? "WS1000" : "WS2000";
      const step = input["step_s"] ?? input["step_seconds"];
      const value = Number(input["value"]);
      return {
        in_bounds: isInBounds(
          station,
          channelOf(input["variable"]),
          value,
          step === undefined ? undefined : Number(step),
        ),
      };
    },
  },
  {
    group: "quality.weatherxm_jump",
    compute(input) {
      const limit = slowJumpLimit(channelOf(input["variable"]), Number(input["minutes_between"]));
      return { jump: Math.abs(Number(input["step"])) > limit };
    },
  },
];
