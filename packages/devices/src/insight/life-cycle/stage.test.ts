import { random } from "@tokenwright/engine";
import { expect, test } from "vitest";
import type { StageResult } from "./stage-result.js";
import { configured, plan, record, stageOf } from "./testing/stages.js";
import { trialModule } from "./testing/trial-module.js";

const one = trialModule("1.0.0");
const two = trialModule("2.0.0");
const statistical = trialModule("0.1.0", 1_000_000);
const counts = ({ records }: StageResult) => records.map(({ values }) => values["count"]);

test("a batch that the module fails on is answered by the next rung, flagged with the reason", async () => {
  const stage = stageOf(two, [one, statistical]);
  expect((await stage.push([record(0)])).rung).toBe("primary");
  const result = await stage.push([record(1, "throw@2.0.0")]);
  expect(result).toMatchObject({ rung: "previous", degraded: true, sequence: 1 });
  expect(result.reasons).toEqual(["test.trial 2.0.0: error: the module gave up"]);
  expect(result.records.every(({ degraded }) => degraded === true)).toBe(true);
  // The older version had been shown the first batch too.
  expect(counts(result)).toEqual([2]);
  expect(result.records[0]?.by.version).toBe("1.0.0");
});

test("when every rung fails there is no answer, with a reason for each", async () => {
  const stage = stageOf(two, [one, statistical]);
  const result = await stage.push([record(0, "nan")]);
  expect(result).toMatchObject({ rung: "none", degraded: true, records: [] });
  expect(result.reasons).toHaveLength(3);
  expect(result.reasons[0]).toMatch(/not-finite/);
});

test("after a rest the module is tried again and knows what it knew, the batch that broke it left out", async () => {
  const stage = stageOf(two, [statistical]);
  const rungs: string[] = [];
  let last: StageResult | undefined;
  for (let index = 0; index < 12; index++) {
    last = await stage.push([record(index, index === 3 ? "throw@2.0.0" : "")]);
    rungs.push(last.rung);
  }
  expect(rungs.slice(0, 3)).toEqual(["primary", "primary", "primary"]);
  expect(rungs[3]).toBe("baseline");
  expect(rungs.at(-1)).toBe("primary");
  // Of twelve records it has counted all but the one it broke on.
  expect(counts(last!)).toEqual([11]);
});

test("a thread that ends costs no knowledge but the batch it ended on: the state and the batches since are had again", async () => {
  const stage = stageOf(one, [statistical], { inThread: true });
  for (let index = 0; index < 70; index++) await stage.push([record(index)]);
  // The thread ends itself after this batch was sent to it.
  expect((await stage.push([record(70, "exit@1.0.0")])).rung).toBe("baseline");
  let last: StageResult | undefined;
  for (let index = 71; index < 80; index++) last = await stage.push([record(index)]);
  expect(last?.rung).toBe("primary");
  expect(counts(last!)).toEqual([79]);
  await stage.close();
});

test("a hanging thread delays one batch by its budget and harms no other", async () => {
  const stage = stageOf(one, [statistical], { inThread: true });
  await stage.push([record(0)]);
  const start = performance.now();
  const result = await stage.push([record(1, "hang@1.0.0")]);
  expect(result).toMatchObject({ rung: "baseline", degraded: true });
  expect(result.reasons[0]).toMatch(/timeout/);
  expect(performance.now() - start).toBeLessThan(5_000);
  expect((await stage.push([record(2)])).records).toHaveLength(1);
  await stage.close();
});

test("a version is upgraded while 3000 batches flow: every record once, in order, from one version each", async () => {
  const stage = stageOf(one, [statistical]);
  const results: Promise<StageResult>[] = [];
  const sent: string[] = [];
  for (let index = 0; index < 3_000; index++) {
    const batch = [0, 1, 2].map((part) => record(3 * index + part));
    sent.push(...batch.map(({ id }) => id));
    results.push(stage.push(batch));
    // Producers do not wait for results.
    if (index === 700) void stage.beginUpgrade(configured(trialModule("2.0.0")), plan);
    if (index % 100 === 0) await Promise.resolve();
  }
  const done = await Promise.all(results);
  expect(done.map(({ sequence }) => sequence)).toEqual(done.map((_, index) => index));
  expect(done.every(({ rung, degraded }) => rung === "primary" && !degraded)).toBe(true);
  const answered = done.flatMap(({ records }) => records);
  expect([...answered.flatMap(({ of }) => of)].sort()).toEqual([...sent].sort());
  expect(new Set(answered.map(({ id }) => id)).size).toBe(9_000);
  // The new version was warmed by replay of the last 100 batches of 3, then counted on.
  expect(stage.changes.map(({ what }) => what)).toEqual(["begun", "promoted", "kept"]);
  expect(stage.running.module.manifest.version).toBe("2.0.0");
  const [shadow, canary] = stage.upgrade!.reports;
  expect(shadow?.report).toMatchObject({ batches: 30, alertOverlap: 1, newFaults: [], broken: [] });
  expect(canary?.phase).toBe("canary");
  const versions = (from: number, to: number) =>
    new Set(done.slice(from, to).flatMap(({ records }) => records.map(({ by }) => by.version)));
  expect(versions(0, 730)).toEqual(new Set(["1.0.0"]));
  expect(versions(732, 758)).toEqual(new Set(["1.0.0", "2.0.0"]));
  expect(versions(770, 3_000)).toEqual(new Set(["2.0.0"]));
});

test("the canary is a fixed share of devices: one speaks with one voice throughout", async () => {
  const stage = stageOf(one);
  const upgrade = await stage.beginUpgrade(configured(trialModule("2.0.0")), {
    ...plan,
    shadowBatches: 0,
    canaryBatches: 200,
  });
  const voices = new Map<string, Set<string>>();
  for (let index = 0; index < 150; index++) {
    const { records } = await stage.push(Array.from({ length: 20 }, (_, part) => record(20 * index + part)));
    for (const { device, by } of records) voices.set(device, (voices.get(device) ?? new Set()).add(by.version));
  }
  expect([...voices.values()].every((heard) => heard.size === 1)).toBe(true);
  const thousand = Array.from({ length: 1_000 }, (_, index) => upgrade.isCanary(`device-${index}`));
  // Binomial(1000, 0.3): within five standard deviations.
  expect(Math.abs(thousand.filter(Boolean).length - 300)).toBeLessThan(5 * Math.sqrt(210));
});

test("state is carried over from version 1 to version 2 where it knows how", async () => {
  const stage = stageOf(one);
  for (let index = 0; index < 500; index++) await stage.push([record(index)]);
  const young = trialModule("2.0.0");
  await stage.beginUpgrade(configured(young), { ...plan, shadowBatches: 0, canaryBatches: 0 }, async (from, state) =>
    young.migrate?.(from, state),
  );
  expect(counts(await stage.push([record(500)]))).toEqual([501]);
});

test.each([
  ["raises other alerts", "alarm@2.0.0", /Alerts overlap/],
  ["fails in a new way", "throw@2.0.0", /New class of fault: error/],
  ["answers what is no number", "nan@2.0.0", /New class of fault: not-finite/],
])("a version that %s in its shadow is rolled back by itself and was never heard", async (_, act, reason) => {
  const stage = stageOf(one, [statistical]);
  await stage.beginUpgrade(configured(trialModule("2.0.0")), plan);
  const results: StageResult[] = [];
  for (let index = 0; index < 60; index++) results.push(await stage.push([record(index, index > 2 ? act : "")]));
  expect(stage.changes.map(({ what }) => what)).toEqual(["begun", "rolled-back"]);
  expect(stage.changes.at(-1)?.reasons[0]).toMatch(reason);
  expect(results.every(({ rung, records }) => rung === "primary" && records[0]?.by.version === "1.0.0")).toBe(true);
  expect(counts(results.at(-1)!)).toEqual([60]);
});

test("a version that turns bad only after it was promoted goes back, and not one record is lost", async () => {
  const stage = stageOf(one, [statistical]);
  await stage.beginUpgrade(configured(trialModule("2.0.0")), { ...plan, shadowBatches: 5, canaryBatches: 5 });
  const results: StageResult[] = [];
  for (let index = 0; index < 40; index++) {
    results.push(await stage.push([record(index, index === 25 ? "throw@2.0.0" : "")]));
  }
  expect(stage.changes.map(({ what, sequence }) => [what, sequence])).toEqual([
    ["begun", 0],
    ["promoted", 10],
    ["rolled-back", 26],
  ]);
  expect(results.every(({ rung, records }) => rung === "primary" && records.length === 1)).toBe(true);
  // The very batch on which the new version fell was answered by the old one, still running beside it.
  expect(results[24]?.records[0]?.by.version).toBe("2.0.0");
  expect(results[25]?.records[0]?.by.version).toBe("1.0.0");
  expect(counts(results.at(-1)!)).toEqual([40]);
});

test("a version that is too slow is rolled back, by the clock that is given in", async () => {
  let time = 0;
  const stage = stageOf(one, [], { milliseconds: () => time++ });
  const slow = trialModule("2.0.0");
  const young = configured({
    ...slow,
    create: (host) => {
      const inner = slow.create(host);
      const update = inner.update.bind(inner);
      inner.update = (batch) => {
        time += 200;
        update(batch);
      };
      return inner;
    },
  });
  await stage.beginUpgrade(young, plan);
  for (let index = 0; index < 40; index++) await stage.push([record(index)]);
  expect(stage.upgrade?.phase).toBe("rolled-back");
  expect(stage.upgrade?.reasons[0]).toMatch(/95th percentile of latency is 20[0-9]\.[0-9] ms/);
});

test("a version of less skill is rolled back, one of as much is kept", async () => {
  const loss = (answers: readonly { readonly values: Readonly<Record<string, unknown>> }[]) =>
    Number(answers[0]?.values["count"]);
  for (const [add, phase] of [
    [1_000, "rolled-back"],
    [0, "done"],
  ] as const) {
    const stage = stageOf(one);
    await stage.beginUpgrade(configured(trialModule("2.0.0", add)), { ...plan, gates: { ...plan.gates, loss } });
    for (let index = 0; index < 100; index++) await stage.push([record(index)]);
    expect(stage.upgrade?.phase).toBe(phase);
  }
});

test("new parameters are a new version of them, recorded with every answer", async () => {
  const stage = stageOf(one);
  const before = await stage.push([record(0)]);
  await stage.reconfigure({ offset: 50 }, { ...plan, watchBatches: 5 });
  const after = await stage.push([record(1)]);
  expect(counts(after)).toEqual([52]);
  expect([before.records[0]?.by.parametersVersion, after.records[0]?.by.parametersVersion]).toEqual([1, 2]);
  expect(after.records[0]?.by.parametersSha256).not.toBe(before.records[0]?.by.parametersSha256);
  expect(stage.changes.at(-1)).toMatchObject({ what: "promoted", sequence: 1, parametersVersion: 2 });
});

test("a version whose values have another unit or form is refused before it runs", async () => {
  const stage = stageOf(one);
  const other = trialModule("2.0.0");
  const manifest = { ...other.manifest, units: { input: {}, output: { count: "s" } } };
  const upgrade = stage.beginUpgrade(configured({ ...other, manifest }), plan);
  await expect(upgrade).rejects.toThrow(/differs from test.trial 1.0.0 in its units. \(module\/upgrade\)/);
  expect((await stage.push([record(0)])).rung).toBe("primary");
});

test("whatever goes wrong, each of 40 seeds of chaos gives each batch one result and each record at most one", async () => {
  const acts = ["", "", "", "", "throw@1.0.0", "throw@2.0.0", "nan@1.0.0", "range@2.0.0", "garbage", "function@2.0.0"];
  for (let seed = 0; seed < 40; seed++) {
    const key = random.drawKey(BigInt(seed), "chaos");
    const stage = stageOf(one, [statistical]);
    const pushed: Promise<StageResult>[] = [];
    for (let index = 0; index < 120; index++) {
      const act = acts[Math.floor(random.uniform(key, index, 0, 0) * acts.length)]!;
      pushed.push(stage.push([record(index, act)]));
      if (index % 40 === 10)
        stage
          .beginUpgrade(configured(trialModule("2.0.0")), {
            ...plan,
            shadowBatches: 3,
            canaryBatches: 3,
            watchBatches: 3,
          })
          .catch(() => {});
    }
    const results = await Promise.all(pushed);
    expect(results.map(({ sequence }) => sequence)).toEqual(results.map((_, index) => index));
    for (const [index, { rung, records, reasons, degraded }] of results.entries()) {
      expect(records.length, `seed ${seed}, batch ${index}`).toBe(rung === "none" ? 0 : 1);
      if (rung !== "none") expect(records[0]?.of).toEqual([`r${index}`]);
      if (rung !== "primary") expect([degraded, reasons.length > 0]).toEqual([true, true]);
    }
    expect(results.some(({ rung }) => rung === "none")).toBe(true);
  }
});
