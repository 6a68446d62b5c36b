import { expect, test } from "vitest";
import { judgeEpoch } from "../judge/judge-epoch.js";
import { openEvidence } from "../store/file-store.js";
import { acceptedOf, day, goodPlan, inFolder, listOf, start } from "../testing/fixtures.js";
import { qualityOfEpochs, sensorThings } from "./sensor-things.js";

interface Thing {
  readonly "@iot.id": string;
  readonly name: string;
  readonly description: string;
  readonly Locations: readonly {
    readonly encodingType: string;
    readonly location: { readonly coordinates: readonly number[] };
  }[];
  readonly Datastreams: readonly {
    readonly name: string;
    readonly unitOfMeasurement: { readonly symbol: string };
    readonly observationType: string;
    readonly Sensor: { readonly encodingType: string };
    readonly ObservedProperty: { readonly name: string; readonly definition: string };
    readonly Observations: readonly {
      readonly phenomenonTime: string;
      readonly resultTime: string;
      readonly result: number;
      readonly resultQuality: { readonly score: number; readonly annotations: readonly { readonly name: string }[] };
    }[];
  }[];
}

test("evidence as SensorThings: entities with what version 1.1 makes mandatory, results and their quality", () =>
  inFolder(async (folder) => {
    const { simulation, accepted } = acceptedOf(goodPlan({ stations: 3, bad: 1 / 3, kinds: ["stuck"] }));
    const store = await openEvidence(folder);
    await Promise.all(accepted.map((one) => store.append(one)));
    const judged = await judgeEpoch(store, { number: 0, start, end: start + day }, simulation.registry, {
      intervals: { default: 600 },
    });
    const query = { from: start, to: start + day };
    const text = (await listOf(sensorThings(store, simulation.registry, query, qualityOfEpochs([judged])))).join("");
    const { value } = JSON.parse(text) as { value: readonly Thing[] };
    expect(value.map((thing) => thing["@iot.id"])).toEqual([...simulation.devices].sort());
    const stuck = value.find(({ name }) => name === simulation.devices[2])!;
    const { place } = simulation.registry.get(simulation.devices[2]!)!;
    expect(stuck.Locations[0]).toMatchObject({
      encodingType: "application/geo+json",
      location: { type: "Point", coordinates: [place!.longitude, place!.latitude, place!.altitude] },
    });
    expect(stuck.Datastreams).toHaveLength(8);
    const humidity = stuck.Datastreams.find(({ name }) => name.startsWith("humidity"))!;
    expect(humidity).toMatchObject({
      unitOfMeasurement: { symbol: "%RH" },
      observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
      ObservedProperty: { name: "Relative humidity" },
    });
    const first = await listOf(
      store.readings({ ...query, devices: [simulation.devices[2]!], channels: ["humidity"], order: "time" }),
    );
    expect(humidity.Observations.map(({ result }) => result)).toEqual(first.map((one) => one.value));
    expect(humidity.Observations[0]!.phenomenonTime).toBe("2026-06-01T00:00:00.000Z");
    expect(humidity.Observations[0]!.resultQuality).toEqual({ score: 10_000, annotations: [] });
    expect(humidity.Observations[60]!.resultQuality).toMatchObject({
      score: 0,
      annotations: [{ name: "short-constant" }],
    });
    const none = (await listOf(sensorThings(store, simulation.registry, { from: 0, to: 1 }))).join("");
    expect(JSON.parse(none)).toEqual({ value: [] });
    await store.close();
  }));
