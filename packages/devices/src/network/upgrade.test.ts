import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ModuleDefinition } from "../insight/contract/module.js";
import { defaultGates } from "../insight/life-cycle/gates.js";
import { builtInRegistry } from "../insight/modules/built-in.js";
import { nowCastModule } from "../insight/modules/now-cast.js";
import { startSimulated } from "./simulate.js";
import { smallPlan } from "./testing/plan.js";

const root = mkdtempSync(join(tmpdir(), "tokenwright-upgrade-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The same module under another version; a broken one throws as soon as it is told to. */
function version(name: string, isBroken: () => boolean): ModuleDefinition {
  const manifest = { ...nowCastModule.manifest, version: name };
  return {
    manifest,
    create: (host) => {
      const inner = nowCastModule.create(host);
      return new Proxy(inner, {
        get: (target, key) => {
          if (key === "manifest") return manifest;
          if (key === "update") {
            return (batch: Parameters<typeof inner.update>[0]) => {
              if (isBroken()) throw new Error("broken");
              target.update(batch);
            };
          }
          const value: unknown = Reflect.get(target, key);
          return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        },
      });
    },
  };
}

test("a module is replaced while messages come in: no reading is lost, and a broken version goes back by itself", async () => {
  const modules = builtInRegistry();
  const network = await startSimulated(smallPlan(root, { policy: undefined }), { modules });
  const stage = network.feed!.pipeline.stage("nowcast");
  const { seed, parameters, parametersVersion } = stage.running;
  let breaks = false;
  const configured = (name: string, isBroken: () => boolean) => {
    const definition = version(name, isBroken);
    const module = modules.add({ manifest: definition.manifest, definition, worker: undefined });
    return { module, seed, parameters, parametersVersion };
  };
  const plan = { shadowBatches: 8, canaryBatches: 8, canaryShare: 0.5, watchBatches: 8, gates: defaultGates };
  const begun: Promise<unknown>[] = [];
  let told = 0;
  await network.run((share) => {
    if (told === 0 && share > 0.2) {
      told = 1;
      begun.push(
        stage.beginUpgrade(
          configured("1.1.0", () => false),
          plan,
        ),
      );
    }
    if (told === 1 && share > 0.6 && stage.upgrade?.isUnderWay === false) {
      told = 2;
      const broken = stage.beginUpgrade(
        configured("1.2.0", () => breaks),
        plan,
      );
      // It is started and warmed like any other, and fails on what comes then.
      begun.push(
        broken.then(() => {
          breaks = true;
        }),
      );
    }
  });
  await Promise.all(begun);
  await network.intake.drained();
  expect(stage.changes.map(({ what }) => what)).toEqual(["begun", "promoted", "kept", "begun", "rolled-back"]);
  expect(stage.running.module.manifest.version).toBe("1.1.0");
  const { intake, insight } = network.status();
  // Every stored message is one record, and there are as many answers as when nothing is replaced.
  expect(insight?.records).toBe(intake.stored);
  const of = (one: typeof insight) => one?.stages.find(({ name }) => name === "nowcast");
  expect(of(insight)).toMatchObject({ version: "1.1.0", degraded: 0, misfit: 0, withoutValue: 0 });
  await network.stop();
  const untouched = await startSimulated(smallPlan(root, { policy: undefined, store: "untouched" }), {});
  await untouched.run();
  await untouched.intake.drained();
  expect(of(insight)!.answers).toBe(of(untouched.status().insight)!.answers);
  expect(of(insight)!.answers).toBeGreaterThan(100);
  await untouched.stop();
});
