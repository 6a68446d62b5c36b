import { expect, test } from "vitest";
import { ComputeClient, type ComputePort, Refused, Superseded } from "./client.js";
import type { Answer, Bands, Draft, Futures, Opened, Question } from "./messages.js";

const draft: Draft = { file: "a.yaml", text: "title: A", changes: [], data: {} };
const opened = { title: "A" } as Opened;
const futures = { id: "f" } as Futures;
const turn = { name: "x", value: "1", runs: 200 };

/** A thread that answers when the test says so. */
class Thread implements ComputePort {
  readonly asked: Question[] = [];
  onmessage: ComputePort["onmessage"] = null;
  onerror: NonNullable<ComputePort["onerror"]> | null = null;
  postMessage(question: Question) {
    this.asked.push(structuredClone(question));
  }
  answer(answer: Answer) {
    this.onmessage!({ data: answer });
  }
  numberOf(kind: Question["kind"], nth = -1): number {
    return this.asked.filter((question) => question.kind === kind).at(nth)!.number;
  }
  stopped(): readonly number[] {
    return this.asked.filter(({ kind }) => kind === "stop").map(({ number }) => number);
  }
}

function begin() {
  const thread = new Thread();
  return { thread, client: new ComputeClient(thread) };
}

/** How a promise stands by now. */
async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise.catch((error: unknown) => error), new Promise((done) => setTimeout(done, 5, "waits"))]);
}

test("an answer goes to the question of its number", async () => {
  const { thread, client } = begin();
  const [one, other] = [client.open(draft), client.futures(draft)];
  thread.answer({ kind: "futures", number: thread.numberOf("futures"), futures });
  thread.answer({ kind: "opened", number: thread.numberOf("open"), opened });
  expect(await other).toEqual(futures);
  expect(await one).toEqual(opened);
});

test("of the questions of a kind the newest wins: the older one is stopped, and its late answer is not heard", async () => {
  const { thread, client } = begin();
  const older = client.why(draft, "a", 1);
  const newer = client.why(draft, "b", 1);
  await expect(older).rejects.toThrow(Superseded);
  expect(thread.stopped()).toEqual([thread.numberOf("why", 0)]);
  const why = { name: "late", unit: "1", meaning: "", value: 1, causes: [] };
  thread.answer({ kind: "why", number: thread.numberOf("why", 0), why });
  expect(await stateOf(newer)).toBe("waits");
  thread.answer({ kind: "why", number: thread.numberOf("why"), why: { ...why, name: "b" } });
  expect(await newer).toMatchObject({ name: "b" });
});

test("a hundred edits in a row leave one answer to be computed", async () => {
  const { thread, client } = begin();
  const all = Array.from({ length: 100 }, () => stateOf(client.open(draft)));
  thread.answer({ kind: "opened", number: thread.numberOf("open"), opened });
  const states = await Promise.all(all);
  expect(states.filter((state) => state instanceof Superseded)).toHaveLength(99);
  expect(states.at(-1)).toEqual(opened);
  expect(thread.stopped()).toHaveLength(99);
});

test("an edit stops the futures, the preview and the reasons of what was there before", async () => {
  const { thread, client } = begin();
  const before = [client.futures(draft), client.why(draft, "a", 1), client.preview(draft, turn)];
  const next = client.open({ ...draft, text: "title: B" });
  for (const one of before) await expect(one).rejects.toThrow(Superseded);
  expect(new Set(thread.stopped())).toEqual(
    new Set([thread.numberOf("futures"), thread.numberOf("why"), thread.numberOf("preview")]),
  );
  expect(await stateOf(next)).toBe("waits");
});

test("while a slider moves the futures make way for its previews, and are computed after them", async () => {
  const { thread, client } = begin();
  const seen: number[] = [];
  const all = client.futures(draft, undefined, (done) => seen.push(done));
  const first = thread.numberOf("futures");
  const previews = [client.preview(draft, turn), client.preview(draft, { ...turn, value: "2" })];
  await expect(previews[0]).rejects.toThrow(Superseded);
  // Told once, however often the slider moves.
  expect(thread.stopped().filter((number) => number === first)).toHaveLength(1);
  thread.answer({ kind: "stopped", number: first });
  const again = thread.numberOf("futures");
  expect(again).not.toBe(first);
  expect(await stateOf(all)).toBe("waits");
  const outputs: readonly Bands[] = [];
  thread.answer({ kind: "preview", number: thread.numberOf("preview"), outputs });
  expect(await previews[1]).toBe(outputs);
  thread.answer({ kind: "progress", number: again, done: 128, runs: 1000 });
  thread.answer({ kind: "futures", number: again, futures });
  expect(await all).toEqual(futures);
  expect(seen).toEqual([128]);
});

test("the bands of all futures make way for previews as the futures do, and are stopped by a newer release", async () => {
  const { thread, client } = begin();
  const older = client.bands(draft);
  void client.preview(draft, turn).catch(() => {});
  thread.answer({ kind: "stopped", number: thread.numberOf("bands") });
  expect(thread.asked.filter(({ kind }) => kind === "bands")).toHaveLength(2);
  const newer = client.bands({ ...draft, changes: ["x=2"] });
  await expect(older).rejects.toThrow(Superseded);
  thread.answer({ kind: "bands", number: thread.numberOf("bands"), all: { runs: 1000, outputs: [] } });
  expect(await newer).toEqual({ runs: 1000, outputs: [] });
});

test("futures that were done before they could be stopped count", async () => {
  const { thread, client } = begin();
  const all = client.futures(draft);
  void client.preview(draft, turn).catch(() => {});
  thread.answer({ kind: "futures", number: thread.numberOf("futures"), futures });
  expect(await all).toEqual(futures);
  expect(thread.asked.filter(({ kind }) => kind === "futures")).toHaveLength(1);
});

test("progress is told while it is wanted, and not of a question that was dropped", async () => {
  const { thread, client } = begin();
  const seen: (readonly [number, number])[] = [];
  const own = client.futures(draft, 500, (...done) => seen.push(done));
  const number = thread.numberOf("futures");
  thread.answer({ kind: "progress", number, done: 128, runs: 500 });
  void client.futures(draft).catch(() => {});
  await expect(own).rejects.toThrow(Superseded);
  thread.answer({ kind: "progress", number, done: 256, runs: 500 });
  expect(seen).toEqual([[128, 500]]);
});

test("what is wrong with a scenario comes with all its findings", async () => {
  const { thread, client } = begin();
  const own = client.open(draft);
  const findings = [
    { code: "a/b", message: "One." },
    { code: "a/c", message: "Two." },
  ];
  thread.answer({ kind: "refused", number: thread.numberOf("open"), findings });
  const error = await stateOf(own);
  expect(error).toBeInstanceOf(Refused);
  expect((error as Refused).findings).toEqual(findings);
});

test("a thread that fails leaves nobody waiting", async () => {
  const { thread, client } = begin();
  const all = [client.open(draft), client.futures(draft)];
  thread.onerror!({ message: "out of memory" });
  for (const one of all) await expect(one).rejects.toThrow("The thread that computes has failed: out of memory.");
});
