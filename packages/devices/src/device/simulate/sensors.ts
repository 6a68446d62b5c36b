import type { ClaimedPlace } from "../registry.js";
import type { SenmlPack, SenmlRecord } from "../senml/record.js";
import type { Chance } from "./chance.js";
import { type SimulatedChannel, type SimulatedEnvironment, simulatedChannels } from "./environment.js";
import { type ConductKind, conductOf, type SimulatedStation, type SimulationPlan } from "./plan.js";

/** Values as the sensors of stations show them, with what the plan says is wrong with them. */
export class SimulatedSensors {
  constructor(
    readonly plan: SimulationPlan,
    readonly environment: SimulatedEnvironment,
    readonly chance: Chance,
  ) {}

  /** What a station sends at a step. */
  pack(index: number, step: number, baseName: string, time: number): SenmlPack {
    const station = this.plan.stations[index]!;
    const records: SenmlRecord[] = station.channels.map((channel) => ({
      n: channel,
      u: simulatedChannels[channel].unit,
      v: this.value(index, channel, step),
    }));
    if (conductOf(station, "teleports") !== undefined) {
      const { latitude, longitude } = this.#placeOfTeleporter(station, index, step);
      records.push({ n: "latitude", u: "lat", v: latitude }, { n: "longitude", u: "lon", v: longitude });
    }
    const [first, ...rest] = records;
    // 26 is version 10 with the feature of secondary units, such as hPa (RFC 9100 section 3, RFC 8798).
    return [{ bn: baseName, bt: time, bver: 26, ...first }, ...rest];
  }

  value(index: number, channel: SimulatedChannel, step: number): number {
    const { chance } = this;
    const { start, interval, stations } = this.plan;
    const station = stations[index]!;
    const copies = conductOf(station, "copies");
    if (copies !== undefined) return this.value(copies.of, channel, step);
    const shown = this.#stepShown(station, channel, step);
    const time = start + shown * interval;
    const { noise, decimals, least, most } = simulatedChannels[channel];
    const bias = 0.5 * noise * chance.normal(`bias of ${channel}`, 0, index);
    const ideal = this.environment.at(station.place, time)[channel];
    let value = ideal + bias + noise * chance.normal(`noise of ${channel}`, shown, index);
    for (const one of station.conduct) {
      if (one.kind === "drift" && one.channel === channel) value += (one.perDay * (time - start)) / 86_400;
    }
    value += this.#spike(index, channel, step);
    // Directions go round; everything else ends at the sensor's range.
    const within = channel === "wind_direction" ? ((value % 360) + 360) % 360 : value;
    const scale = decimals === 0 ? 1 : decimals === 1 ? 10 : 100;
    return Math.min(most, Math.max(least, Math.round(within * scale) / scale));
  }

  /** The kinds of fault that show in the values of one message. */
  faults(index: number, step: number): ConductKind[] {
    const station = this.plan.stations[index]!;
    return station.conduct.flatMap((one): ConductKind[] => {
      if (one.kind === "stuck") return this.#stepShown(station, one.channel, step) === step ? [] : ["stuck"];
      if (one.kind === "spikes") return this.#spike(index, one.channel, step) === 0 ? [] : ["spikes"];
      return [];
    });
  }

  /** The step whose value a channel shows: an earlier one while it is stuck. */
  #stepShown(station: SimulatedStation, channel: SimulatedChannel, step: number): number {
    const { interval } = this.plan;
    for (const one of station.conduct) {
      if (one.kind !== "stuck" || one.channel !== channel) continue;
      if (step * interval >= one.from && step * interval < one.to) return Math.ceil(one.from / interval);
    }
    return step;
  }

  #spike(index: number, channel: SimulatedChannel, step: number): number {
    const { chance } = this;
    let spike = 0;
    for (const one of this.plan.stations[index]!.conduct) {
      if (one.kind !== "spikes" || one.channel !== channel) continue;
      if (chance.share("spike", step, index) >= one.share) continue;
      spike += chance.share("spike sign", step, index) < 0.5 ? -one.size : one.size;
    }
    return spike;
  }

  /** Now where it stands, now on the other side of the earth. */
  #placeOfTeleporter({ place }: SimulatedStation, index: number, step: number): ClaimedPlace {
    if (this.chance.share("teleport", step, index) < 0.5) return place;
    const { latitude, longitude } = place;
    return { latitude: -latitude, longitude: longitude > 0 ? longitude - 180 : longitude + 180 };
  }
}
