import { expect, test } from "vitest";
import type { DataRecord } from "../contract/module.js";
import type { ModuleFault } from "./faults.js";
import { runInThread } from "./run-in-thread.js";
import { trialModule } from "./testing/trial-module.js";

const entry = new URL("./testing/trial-worker.mjs", import.meta.url).href;
const threads = { execArgv: ["--conditions=source"] };
const { manifest } = trialModule("1.0.0");
const clock = { now: () => 1_700_000_000 };
const record = (act: string): DataRecord => ({ id: act, device: "d", time: 1, values: { value: 1, act } });
const started = (milliseconds = 2_000) => runInThread(entry, manifest, { milliseconds, mebibytes: 32 }, clock, threads);

async function faultOf(act: string, milliseconds?: number): Promise<string> {
  const module = started(milliseconds);
  await module.init({}, 0n);
  try {
    await module.update([record(act)]);
    await module.infer({ ask: "latest" }, 1);
    return "none";
  } catch (error) {
    return (error as ModuleFault).kind;
  } finally {
    await module.close();
  }
}

test("a module in a thread answers, saves its state and goes on from it elsewhere", async () => {
  const [one, other] = [started(), started()];
  await one.init({ offset: 100 }, 1n);
  await one.update([record("a"), record("b")]);
  const answers = await one.infer({ ask: "latest" }, 2);
  expect(answers.map(({ values }) => values)).toEqual([
    { count: 101, alarm: false },
    { count: 102, alarm: false },
  ]);
  await other.init({ offset: 100 }, 1n);
  await other.loadState(await one.saveState());
  await other.update([record("c")]);
  expect((await other.infer({ ask: "latest" }, 1))[0]?.values).toEqual({ count: 103, alarm: false });
  expect(await other.explain("c")).toEqual({ id: "c", count: 3 });
  expect(await other.health()).toEqual({ ok: true, note: "", records: 3 });
  await Promise.all([one.close(), other.close()]);
});

test.each([
  ["throw", "error"],
  ["exit", "crash"],
  ["nan", "not-finite"],
  ["garbage", "schema"],
  ["function", "error"],
  ["range", "schema"],
])("a module that goes wrong by %s is a fault of the kind %s, and this thread lives on", async (act, kind) => {
  expect(await faultOf(act)).toBe(kind);
});

test("a module that hangs is ended when its time is over", async () => {
  const start = performance.now();
  expect(await faultOf("hang", 300)).toBe("timeout");
  expect(performance.now() - start).toBeLessThan(15_000);
});

test("a module that eats memory is ended at its limit, and this process does not grow with it", async () => {
  const before = process.memoryUsage().rss;
  expect(await faultOf("memory", 20_000)).toBe("memory");
  expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
});

test("after its end every call is refused, and none waits for ever", async () => {
  const module = started();
  await module.init({}, 0n);
  await expect(module.update([record("exit")])).rejects.toThrow(/ended with 3/);
  await expect(module.health()).rejects.toThrow(/ended with 3/);
  await module.close();
});
