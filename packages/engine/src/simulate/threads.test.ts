import { expect, test } from "vitest";
import { auxiliary, build, check, flow, type Model, type Program, parameter, state, stock } from "../model/index.js";
import { type EnsembleOptions, ensemble, ensembleInBatches, planBatches } from "./ensemble.js";
import { Gathering } from "./gathering.js";
import { batchAt, type EnsembleJob } from "./job.js";
import { hashOf } from "./testing/bits.js";
import { type Overheard, threadsHere } from "./testing/threads-here.js";
import type { EnsembleWorkers } from "./threads.js";

/** Walks up and down through zero, stands still, grows, jumps; a check that fails and a decision that is taken. */
const market: Model = {
  title: "Market",
  epoch: "1 day",
  assets: { token: { decimals: 3 } },
  parameters: { drift: parameter("normal(0, 0.01)", "per run", { unit: "1" }) },
  states: {
    price: state("1", "price * exp(drift + 0.1 * normal(0, 1))", "price"),
    walk: state("0", "walk + normal(0, 1)", "both signs"),
  },
  stocks: { pot: stock("100 token", "pot"), out: stock("0 token", "out") },
  auxiliaries: { jumps: auxiliary("1", "poisson(0.2) * price ^ 3 - 2 * bernoulli(0.3)", "many zeros") },
  flows: { leak: flow("pot", "out", "uniform(0, 2) * price * {5 token/epoch}") },
  checks: { cheap: check("price < 1.3", "the price is low") },
  decisions: { patch: { when: "out > {50 token}", set: { drift: "0" }, meaning: "stops the drift" } },
};

const callerPauses = () => new Promise<void>((resolve) => setTimeout(resolve));

const base = { steps: 20, runs: 700, paths: 5, seed: 7n };

async function fingerprint(program: Program, options: Partial<EnsembleOptions>, runsAtOnce?: number): Promise<string> {
  const all = { ...base, ...options };
  const result = await (runsAtOnce === undefined
    ? ensemble(program, all)
    : ensembleInBatches(program, all, runsAtOnce));
  const series = result.names.flatMap((name) => [
    ...result.bands(name).values,
    result.mean(name),
    ...result.paths(name),
  ]);
  return `${result.method} ${hashOf(series)} ${JSON.stringify([result.report, result.decisions])}`;
}

test.each([
  ["exact", 1e9],
  ["sketch", 0],
])("%s: threads, shared memory, the size of batches and the backend change no bit", async (method, memoryBudget) => {
  const program = build(market);
  const alone = await fingerprint(program, { memoryBudget });
  expect(alone).toContain(method);
  for (const size of [1, 13, 256, 700]) {
    expect(await fingerprint(program, { memoryBudget }, size), `batches of ${size}`).toBe(alone);
  }
  expect(await fingerprint(program, { memoryBudget, backend: "js" }), "js").toBe(alone);
  for (const sharesMemory of [true, false]) {
    for (const count of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const workers = threadsHere(count, sharesMemory);
      expect(await fingerprint(program, { memoryBudget, workers }), `${count} threads`).toBe(alone);
    }
    for (const count of [1, 2, 5]) {
      const workers = { ...threadsHere(count, sharesMemory), callerPauses };
      expect(await fingerprint(program, { memoryBudget, workers }, 40), `${count}, the caller too`).toBe(alone);
    }
    const workers = threadsHere(3, sharesMemory);
    expect(await fingerprint(program, { memoryBudget, workers, backend: "js" }), "js, threads").toBe(alone);
    expect(await fingerprint(program, { memoryBudget, workers }, 9), "small batches, threads").toBe(alone);
  }
});

test("where the caller computes too, one thread less is started, and none is needed for one", async () => {
  const program = build(market);
  for (const [count, sharesMemory, started] of [
    [1, true, 0],
    [3, true, 2],
    [3, false, 3],
  ] as const) {
    const overheard: Overheard = { told: [], heard: [], mostWaiting: 0 };
    await ensemble(program, { ...base, workers: { ...threadsHere(count, sharesMemory, overheard), callerPauses } });
    expect(overheard.told.filter((kind) => kind === "job")).toHaveLength(started);
  }
});

test("every run is in one batch of a plan, whatever the number of threads", () => {
  const program = build(market);
  for (const runs of [1, 15, 16, 64, 1000, 10_007]) {
    for (const threads of [0, 1, 2, 3, 8, 64]) {
      const plan = planBatches(program, runs, threads);
      let next = 0;
      for (let index = 0; ; index++) {
        const batch = batchAt(plan, runs, index);
        if (batch === undefined) break;
        expect(batch.firstRun).toBe(next);
        expect(batch.runs).toBeGreaterThan(0);
        next += batch.runs;
      }
      expect(next, `${runs} runs, ${threads} threads`).toBe(runs);
    }
  }
});

test("a fault told is that of the first run that has one, whoever computes it and in batches of any size", async () => {
  const program = build({
    ...market,
    auxiliaries: { odds: auxiliary("1", "1 / max(0, price - 0.7)", "breaks when the price falls") },
  });
  const told = (options: object, size?: number) =>
    fingerprint(program, options, size).then(
      () => "nothing",
      (error: Error) => error.message,
    );
  const alone = await told({});
  expect(alone).toMatch(/run\/not-finite/u);
  for (const size of [1, 10, 99, 700]) expect(await told({}, size), `batches of ${size}`).toBe(alone);
  expect(await told({ backend: "js" })).toBe(alone);
  for (const sharesMemory of [true, false]) {
    for (const count of [1, 2, 5]) {
      expect(await told({ workers: threadsHere(count, sharesMemory) })).toBe(alone);
      expect(await told({ workers: threadsHere(count, sharesMemory) }, 20)).toBe(alone);
      expect(await told({ workers: { ...threadsHere(count, sharesMemory), callerPauses } }, 20)).toBe(alone);
    }
  }
});

/** One batch of runs, which is computed in several parts. */
const long = { runs: 512, steps: 8000, record: ["price"], memoryBudget: 0 };
const walk: Model = {
  title: "Walk",
  epoch: "1 day",
  states: { price: state("1", "price * exp(0.01 * normal(0, 1))", "price") },
};

test("an ensemble stops in the middle of a batch, and tells progress there", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const stopped = ensemble(build(walk), {
    ...long,
    signal: controller.signal,
    onProgress: (done) => {
      seen.push(done);
      controller.abort();
    },
  });
  await expect(stopped).rejects.toThrow(/stopped after \d+ of 512 runs\. \(run\/cancelled\)/u);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBeLessThan(512);
});

test("an ensemble that the caller's thread computes too is stopped from outside", async () => {
  const controller = new AbortController();
  const workers = { ...threadsHere(1, true), callerPauses };
  const stopped = ensemble(build(walk), { ...long, runs: 50_000, workers, signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(stopped).rejects.toThrow(/run\/cancelled/u);
});

test("two ensembles of one program that take turns in the middle of their batches do not disturb each other", async () => {
  const program = build(walk);
  const turns: number[] = [];
  const compute = async (seed: bigint, own: number) => {
    const onProgress = async () => {
      turns.push(own);
      await new Promise((resolve) => setTimeout(resolve));
    };
    const result = await ensemble(program, { ...long, seed, onProgress });
    return hashOf(result.bands("price").values);
  };
  const alone = [await compute(1n, 0), await compute(2n, 0)];
  turns.length = 0;
  expect(await Promise.all([compute(1n, 1), compute(2n, 2)])).toEqual(alone);
  expect(turns.slice(0, 3)).toEqual([1, 2, 1]);
});

test("an ensemble whose threads are silent stops when its signal says so", async () => {
  const controller = new AbortController();
  let ended = 0;
  const workers: EnsembleWorkers = {
    count: 2,
    sharesMemory: true,
    start: () => ({ post: () => {}, end: () => ended++ }),
  };
  const stopped = ensemble(build(walk), { ...long, workers, signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(stopped).rejects.toThrow(/run\/cancelled/u);
  expect(ended).toBe(2);
});

test("a thread that is lost, or breaks, takes the ensemble with it", async () => {
  const lost: EnsembleWorkers = {
    count: 2,
    sharesMemory: false,
    start: (listener) => {
      setTimeout(() => listener.failed(new Error("no such thread")));
      return { post: () => {}, end: () => {} };
    },
  };
  await expect(ensemble(build(market), { ...base, workers: lost })).rejects.toThrow("no such thread");
  const broken: EnsembleWorkers = {
    ...lost,
    start: (listener) => {
      setTimeout(() => listener.message({ kind: "broken", message: "out of memory" }));
      return { post: () => {}, end: () => {} };
    },
  };
  await expect(ensemble(build(market), { ...base, workers: broken })).rejects.toThrow("out of memory");
});

test("threads without shared memory know of few batches ahead, and with it are told of none", async () => {
  const overheard = (): Overheard => ({ told: [], heard: [], mostWaiting: 0 });
  const told = overheard();
  await ensembleInBatches(build(market), { ...base, workers: threadsHere(3, false, told) }, 10);
  expect(told.told.filter((kind) => kind === "batch")).toHaveLength(70);
  expect(told.mostWaiting).toBe(6);
  const shared = overheard();
  await ensembleInBatches(build(market), { ...base, workers: threadsHere(3, true, shared) }, 10);
  expect(shared.told).toEqual(["job", "job", "job"]);
  expect(shared.heard).not.toContain("batch");
});

test("progress in threads never goes back and ends with all runs", async () => {
  for (const sharesMemory of [true, false]) {
    const seen: number[] = [];
    const onProgress = async (done: number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(done);
    };
    await ensembleInBatches(build(market), { ...base, workers: threadsHere(2, sharesMemory), onProgress }, 50);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(700);
  }
});

test("bytes held for bands alone do not grow with the number of runs", () => {
  const { units: _, ...program } = build(market);
  const price = program.variables.get("price")!.node;
  const effects = program.decisions.map(({ effect }) => effect);
  const bytes = (runs: number) => {
    const job: EnsembleJob = {
      ...{ program, steps: 30, runs, seed: 7n, inputs: new Map(), parameters: new Map(), isPlain: false, paths: 0 },
      ...{ recorded: [price, ...effects], gathered: [0], isCounted: true },
      batches: { large: 500, largeBatches: Math.ceil(runs / 500), small: 500 },
    };
    const gathering = new Gathering(job);
    for (let index = 0; batchAt(job.batches, runs, index) !== undefined; index++) {
      for (const _ of gathering.compute(batchAt(job.batches, runs, index)!));
    }
    return gathering.bytes;
  };
  const few = bytes(1000);
  // A page more at most, since more runs spread farther.
  expect(bytes(10_000)).toBeLessThanOrEqual(few + (1 << 20) + 31 * 4 * 2048);
});

test("what computed an ensemble is told honestly: vector code, the reference, or both", async () => {
  const program = build({
    title: "Delays",
    epoch: "1 day",
    parameters: { rare: parameter("bernoulli(0.02)", "one run in fifty", { unit: "1" }) },
    auxiliaries: { late: auxiliary("1", "delay(time / epoch, {3 day} + rare * {2 day})", "later in some runs") },
  });
  const options = { steps: 8, runs: 320, seed: 3n };
  const mixed = await ensembleInBatches(program, options, 16);
  const slow = await ensembleInBatches(program, options, 320);
  const plain = await ensemble(program, { ...options, backend: "js" });
  expect([mixed.backend, slow.backend, plain.backend]).toEqual(["mixed", "js", "js"]);
  expect(mixed.whyNotFaster).toMatch(/^in \d+ of 20 batches of runs a delay has another length/u);
  expect(plain.whyNotFaster).toBeUndefined();
  expect(mixed.bands("late").values).toEqual(plain.bands("late").values);
  expect((await ensemble(build(market), base)).backend).toBe("wasm");
});
