import { expect, test } from "vitest";
import { build, state } from "../model/index.js";
import { type EnsembleOptions, ensemble } from "./ensemble.js";
import { standingWorkers } from "./standing.js";
import { type Overheard, threadsHere } from "./testing/threads-here.js";
import type { EnsembleWorkers } from "./threads.js";

const program = build({
  title: "GBM",
  epoch: "1 day",
  states: { price: state("1", "price * exp(0.04 * normal(0, 1))", "price") },
});
const other = build({
  title: "Odds",
  epoch: "1 day",
  states: { price: state("1", "price * exp(0.04 * normal(0, 1)) / max(0, price - 0.7) * (price - 0.7)", "price") },
});

/** Workers that say how many threads they started, and how many of them ended. */
function counted(workers: EnsembleWorkers) {
  const seen = { started: 0, ended: 0 };
  const counting: EnsembleWorkers = {
    ...workers,
    start: (listener) => {
      seen.started++;
      const thread = workers.start(listener);
      return {
        post: (message, moved) => thread.post(message, moved),
        end: () => {
          seen.ended++;
          thread.end();
        },
      };
    },
  };
  return { seen, workers: standingWorkers(counting) };
}

const bits = async (options: EnsembleOptions, own = program) => {
  const result = await ensemble(own, options);
  return [...result.bands("price").values, result.mean("price"), ...result.paths("price")];
};

test.each([true, false])(
  "threads that stay give the bits of none, ensemble after ensemble (shared: %s)",
  async (shares) => {
    const { seen, workers } = counted(threadsHere(2, shares));
    for (const memoryBudget of [1e9, 0, 1e9]) {
      for (const [seed, runs] of [
        [1n, 300],
        [2n, 40],
        [1n, 300],
      ] as const) {
        const options = { runs, steps: 20, seed, memoryBudget, paths: 3 };
        expect(await bits({ ...options, workers })).toEqual(await bits(options));
      }
    }
    expect(seen).toEqual({ started: 2, ended: 0 });
  },
);

test.each([true, false])("an ensemble that is stopped says nothing to the next one (shared: %s)", async (shares) => {
  const { seen, workers } = counted(threadsHere(2, shares));
  const alone = await bits({ runs: 200, steps: 30, seed: 5n });
  for (let time = 0; time < 5; time++) {
    const signal = { aborted: false };
    const onProgress = () => {
      signal.aborted = true;
    };
    const stopped = ensemble(program, { runs: 20_000, steps: 300, workers, signal, onProgress });
    await expect(stopped).rejects.toThrow("run/cancelled");
    expect(await bits({ runs: 200, steps: 30, seed: 5n, workers })).toEqual(alone);
  }
  expect(seen.started).toBe(2);
});

test("a fault is told as without threads, and the threads compute what comes after it", async () => {
  const { seen, workers } = counted(threadsHere(2, true));
  const alone = await ensemble(other, { runs: 200, steps: 200 }).catch(String);
  expect(alone).toContain("run/not-finite");
  expect(await ensemble(other, { runs: 200, steps: 200, workers }).catch(String)).toBe(alone);
  expect(await bits({ runs: 60, steps: 9, workers })).toEqual(await bits({ runs: 60, steps: 9 }));
  expect(seen.started).toBe(2);
});

test("two ensembles at once have threads of their own", async () => {
  const { seen, workers } = counted(threadsHere(2, true));
  const options = { runs: 100, steps: 10 };
  const [one, two] = await Promise.all([bits({ ...options, workers }), bits({ ...options, seed: 7n, workers })]);
  expect(one).toEqual(await bits(options));
  expect(two).toEqual(await bits({ ...options, seed: 7n }));
  expect(seen.started).toBe(4);
});

test("a thread that breaks is not used again", async () => {
  const heard: Overheard = { told: [], heard: [], mostWaiting: 0 };
  const healthy = threadsHere(1, true, heard);
  let isBroken = true;
  const { seen, workers } = counted({
    ...healthy,
    start: (listener) => {
      if (!isBroken) return healthy.start(listener);
      setTimeout(() => listener.message({ kind: "broken", message: "out of memory" }));
      return { post: () => {}, end: () => {} };
    },
  });
  await expect(ensemble(program, { runs: 5, steps: 3, workers })).rejects.toThrow("out of memory");
  isBroken = false;
  expect(await bits({ runs: 5, steps: 3, workers })).toEqual(await bits({ runs: 5, steps: 3 }));
  expect(seen).toEqual({ started: 2, ended: 1 });
});
