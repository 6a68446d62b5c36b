import { expect, test } from "vitest";
import { nowCastPm } from "../environment/now-cast.js";
import { usAqi } from "../environment/us-aqi.js";
import { defaultUpgradePlan } from "../life-cycle/upgrade.js";
import { builtInRegistry } from "../modules/built-in.js";
import { nowCastModule } from "../modules/now-cast.js";
import { lockText, readLock } from "./lock.js";
import { Pipeline, type PipelineResult } from "./pipeline.js";
import { readPipeline } from "./read-pipeline.js";
import { resolvePipeline } from "./resolve-pipeline.js";
import { airPipeline, airReadings } from "./testing/air.js";

const surroundings = { now: () => 0, milliseconds: () => 0 };
const registry = builtInRegistry();
const plan = readPipeline(airPipeline, "air.yaml");

async function run(hours: number, pipeline = new Pipeline(resolvePipeline(plan, registry), surroundings)) {
  return Promise.all(airReadings(hours).map((readings) => pipeline.push({ readings })));
}

const valuesOf = (result: PipelineResult | undefined, stage: string, device: string) =>
  result?.[stage]?.records.find((record) => record.device === device)?.values;

test("readings become a NowCast, an index and one alert with its reason", async () => {
  const results = await run(60);
  const means = Array.from({ length: 12 }, (_, back) => (31 - back >= 30 ? 120 : 8 + ((31 - back) % 3)));
  const nowCast = nowCastPm(means)!;
  expect(valuesOf(results[31], "nowcast", "b")).toEqual({ nowCast });
  expect(valuesOf(results[31], "index", "b")).toMatchObject({ index: usAqi("pm25", nowCast), responsible: "pm25" });
  const alerts = results.flatMap((result) => result["alert"]?.records ?? []);
  expect(alerts.map(({ device, values }) => [device, values["event"], values["alarm"]])).toEqual([
    ["b", "raised", true],
    ["b", "cleared", false],
  ]);
  expect(alerts[0]?.values["reason"]).toMatch(/is above 101/);
});

test("the same readings give the same bytes, ids and provenance included", async () => {
  const [one, other] = [await run(40), await run(40)];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  const { by, of } = one[20]!["nowcast"]!.records[0]!;
  expect(of).toEqual(["a20"]);
  expect(by).toMatchObject({ id: "environment.now-cast", version: "1.0.0", parametersVersion: 1 });
  expect(by.module).toMatch(/^[0-9a-f]{64}$/);
});

test("the lock file pins what ran: a newer module waits until the lock is made anew", async () => {
  const { lock } = resolvePipeline(plan, registry);
  const kept = readLock(lockText(lock), "air.lock.json");
  expect(kept).toEqual(lock);
  const later = builtInRegistry();
  const manifest = { ...nowCastModule.manifest, version: "1.1.0" };
  later.add({ manifest, definition: { ...nowCastModule, manifest }, worker: undefined });
  const versions = (resolved: ReturnType<typeof resolvePipeline>) =>
    resolved.stages[0]?.primary.module.manifest.version;
  expect(versions(resolvePipeline(plan, later, { lock: kept }))).toBe("1.0.0");
  expect(versions(resolvePipeline(plan, later))).toBe("1.1.0");
  expect(() => readLock('{"lock":1,"stages":{"a":{}}}', "x")).toThrow(/pipeline\/lock/);
  const gone = {
    ...lock,
    stages: { nowcast: { primary: { ...lock.stages["nowcast"]!.primary, address: "00".repeat(32) }, fallback: [] } },
  };
  expect(() => resolvePipeline(plan, registry, { lock: gone })).toThrow(/module\/unknown/);
});

test("one stage is upgraded alone while readings flow; the others do not notice", async () => {
  const later = builtInRegistry();
  const manifest = { ...nowCastModule.manifest, version: "1.1.0" };
  const module = later.add({ manifest, definition: { ...nowCastModule, manifest }, worker: undefined });
  const pipeline = new Pipeline(resolvePipeline(plan, registry), surroundings);
  const quiet = await run(200);
  const pushed: Promise<PipelineResult>[] = [];
  for (const [hour, readings] of airReadings(200).entries()) {
    pushed.push(pipeline.push({ readings }));
    if (hour === 50) {
      const stage = pipeline.stage("nowcast");
      const phases = { shadowBatches: 20, canaryBatches: 20, canaryShare: 0.5, watchBatches: 20 };
      void stage.beginUpgrade({ ...stage.running, module }, { ...defaultUpgradePlan, ...phases });
    }
  }
  const results = await Promise.all(pushed);
  expect(pipeline.stage("nowcast").changes.map(({ what }) => what)).toEqual(["begun", "promoted", "kept"]);
  const told = (all: readonly PipelineResult[], stage: string) =>
    all.map((result) => result[stage]?.records.map(({ device, time, values }) => [device, time, values]).sort());
  for (const stage of ["nowcast", "index", "alert"]) expect(told(results, stage)).toEqual(told(quiet, stage));
});

test("values that do not fit are passed over and counted, the rest goes on", async () => {
  const pipeline = new Pipeline(resolvePipeline(plan, registry), surroundings);
  const [[good]] = airReadings(1) as [[{ id: string; device: string; time: number; values: { pm: number } }]];
  const readings = [good, { ...good, id: "x", values: { pm: -5 } }, { ...good, id: "y", values: { other: 1 } }];
  const result = await pipeline.push({ readings });
  expect(pipeline.passedOver("nowcast")).toEqual({ withoutValue: 1, misfit: 1 });
  expect(result["odd"]?.records.map(({ of }) => of[0])).toEqual([good.id, "x"]);
});

test("what a degraded stage says is flagged in all that is made of it", async () => {
  const pipeline = new Pipeline(resolvePipeline(plan, registry), surroundings);
  const hours = airReadings(4).map((readings) => readings.map((one) => ({ ...one, degraded: true })));
  for (const readings of hours) {
    const result = await pipeline.push({ readings });
    for (const { degraded } of Object.values(result)) expect(degraded).toBe(true);
  }
});

test("in threads of their own the modules say the same bytes as in this one", async () => {
  const worker = new URL("../modules/testing/built-in-worker.mjs", import.meta.url).href;
  const threaded = readPipeline(airPipeline.replaceAll("    inputs:", "    run: thread\n    inputs:"), "air.yaml");
  const options = { ...surroundings, threads: { execArgv: ["--conditions=source"] } };
  const pipeline = new Pipeline(resolvePipeline(threaded, builtInRegistry(worker)), options);
  const results = await run(40, pipeline);
  expect(JSON.stringify(results)).toBe(JSON.stringify(await run(40)));
  await pipeline.close();
});
