import type { RegisteredDevice, Registry } from "../../device/registry.js";
import type { JudgedEpoch } from "../judge/judge-epoch.js";
import { type Annotation, annotations } from "../quality/annotation.js";
import type { EvidenceStore, ReadingQuery, StoredReading } from "../store/contract.js";

/** How a device's readings were judged, for the export. */
export interface ExportQuality {
  /** Annotations of a reading; undefined when it was not judged. */
  readonly annotationsOf: (reading: string) => readonly Annotation[] | undefined;
}

/** Observed properties by channel: name and where it is defined (QUDT and CF standard names). */
const properties: Readonly<Record<string, readonly [name: string, definition: string]>> = {
  temperature: ["Air temperature", "http://vocab.nerc.ac.uk/standard_name/air_temperature/"],
  humidity: ["Relative humidity", "http://vocab.nerc.ac.uk/standard_name/relative_humidity/"],
  pressure: ["Air pressure", "http://vocab.nerc.ac.uk/standard_name/air_pressure/"],
  wind_speed: ["Wind speed", "http://vocab.nerc.ac.uk/standard_name/wind_speed/"],
  wind_direction: ["Wind from direction", "http://vocab.nerc.ac.uk/standard_name/wind_from_direction/"],
  pm2_5: [
    "PM2.5",
    "http://vocab.nerc.ac.uk/standard_name/mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air/",
  ],
  pm10: ["PM10", "http://vocab.nerc.ac.uk/standard_name/mass_concentration_of_pm10_ambient_aerosol_particles_in_air/"],
};

const observationTypes = "http://www.opengis.net/def/observationType/OGC-OM/2.0/";

/** `annotationsOf` from judged epochs. */
export function qualityOfEpochs(epochs: readonly JudgedEpoch[]): ExportQuality {
  const known = new Map<string, readonly Annotation[]>();
  for (const { scores } of epochs) {
    for (const { readings } of scores) for (const one of readings) known.set(one.reading.id, one.annotations);
  }
  return { annotationsOf: (reading) => known.get(reading) };
}

/**
 * Evidence as entities of OGC SensorThings (18-088, version 1.1), as one JSON document in pieces: a Thing for each device
 * with its Location, and its Datastreams with Sensor, ObservedProperty and Observations nested as for a deep insert.
 * An observation's phenomenonTime is when the device says it measured, resultTime when the network received it, its
 * resultQuality the annotations and their share of the whole in basis points. Memory does not grow with the number of
 * readings.
 *
 * Only numbers, texts and truth values are exported. Who may see which channel is for the caller: name the channels.
 */
export async function* sensorThings(
  store: EvidenceStore,
  registry: Registry,
  query: Omit<ReadingQuery, "order">,
  quality?: ExportQuality,
): AsyncGenerator<string> {
  yield '{"value":[';
  let [device, channel]: [string | undefined, string | undefined] = [undefined, undefined];
  for await (const reading of store.readings({ ...query, order: "device" })) {
    const registered = registry.get(reading.device);
    if (registered === undefined || reading.value instanceof Uint8Array) continue;
    if (reading.device !== device) {
      if (device !== undefined) yield "]}]},";
      yield `${open(thing(registered))},"Datastreams":[`;
      channel = undefined;
    }
    if (reading.channel !== channel) {
      if (channel !== undefined) yield "]},";
      yield `${open(datastream(reading, registered))},"Observations":[`;
    } else yield ",";
    [device, channel] = [reading.device, reading.channel];
    yield JSON.stringify(observation(reading, quality?.annotationsOf(reading.id)));
  }
  yield device === undefined ? "]}" : "]}]}]}";
}

/** An object's text without its last brace, so that more can follow. */
const open = (entity: object): string => JSON.stringify(entity).slice(0, -1);

function thing({ device, hardware, place }: RegisteredDevice): object {
  const location =
    place === undefined
      ? []
      : [
          {
            name: `Registered place of ${device}`,
            description: "where its owner says that it stands",
            encodingType: "application/geo+json",
            location: {
              type: "Point",
              // GeoJSON has the longitude first (RFC 7946 section 3.1.1).
              coordinates: [place.longitude, place.latitude, ...(place.altitude === undefined ? [] : [place.altitude])],
            },
          },
        ];
  return { "@iot.id": device, name: device, description: hardware, properties: { hardware }, Locations: location };
}

function datastream({ channel, unit, value, device }: StoredReading, { hardware }: RegisteredDevice): object {
  const [name, definition] = properties[channel] ?? [channel, `urn:tokenwright:channel:${channel}`];
  const type =
    typeof value === "number"
      ? "OM_Measurement"
      : typeof value === "boolean"
        ? "OM_TruthObservation"
        : "OM_Observation";
  return {
    "@iot.id": `${device}/${channel}`,
    name: `${channel} of ${device}`,
    description: name,
    observationType: observationTypes + type,
    // Names of units are those of the SenML registry.
    unitOfMeasurement: {
      name: unit || null,
      symbol: unit || null,
      definition: unit === "" ? null : `https://www.iana.org/assignments/senml#${unit}`,
    },
    Sensor: {
      name: hardware,
      description: `${channel} sensor of hardware class ${hardware}`,
      encodingType: "text/plain",
      metadata: hardware,
    },
    ObservedProperty: { name, definition, description: name },
  };
}

function observation({ id, time, received, value }: StoredReading, found: readonly Annotation[] | undefined): object {
  return {
    "@iot.id": id,
    phenomenonTime: instant(time),
    resultTime: instant(received),
    result: value,
    ...(found === undefined
      ? {}
      : {
          resultQuality: {
            score: found.length === 0 ? 10_000 : 0,
            annotations: found.map((name) => ({ name, meaning: annotations[name] })),
          },
        }),
  };
}

function instant(time: number): string {
  return new Date(Math.round(1000 * time)).toISOString();
}
