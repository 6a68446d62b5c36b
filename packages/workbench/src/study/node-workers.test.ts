import { availableParallelism } from "node:os";
import { build, ensemble, type Model, parameter, state, stock } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { sha256OfParts } from "../hash/hash.js";
import { workersFor, nodeWorkers as workersOf } from "./node-workers.js";

/** Threads run what the build has made. */
const entry = new URL("./ensemble-worker.js", import.meta.url.replace("/src/study/", "/dist/"));
const nodeWorkers = (count: number, sharesMemory = true) => workersOf(count, entry, sharesMemory);

const market: Model = {
  title: "Market",
  epoch: "1 day",
  assets: { token: { decimals: 3 } },
  parameters: { drift: parameter("normal(0, 0.01)", "per run", { unit: "1" }) },
  states: { price: state("1", "price * exp(drift + 0.1 * normal(0, 1))", "price") },
  stocks: { pot: stock("100 token", "pot"), out: stock("0 token", "out") },
  flows: { leak: { from: "pot", to: "out", equation: "uniform(0, 2) * price * {5 token/epoch}", meaning: "leaks" } },
  checks: { cheap: { equation: "price < 1.3", meaning: "the price is low" } },
  decisions: { patch: { when: "out > {50 token}", set: { drift: "0" }, meaning: "stops the drift" } },
};

test("threads of Node change no bit of bands, means, paths, decisions or report, with shared memory and without", async () => {
  const program = build(market);
  const fingerprint = async (workers: object, memoryBudget: number) => {
    const result = await ensemble(program, { steps: 30, runs: 700, paths: 5, seed: 7n, memoryBudget, ...workers });
    const series = result.names.flatMap((name) => [
      ...result.bands(name).values,
      result.mean(name),
      ...result.paths(name),
    ]);
    return sha256OfParts([
      ...series.map((one) => Buffer.from(one.buffer).toString("base64")),
      JSON.stringify([result.report, result.decisions]),
    ]);
  };
  for (const budget of [1e9, 0]) {
    const alone = await fingerprint({}, budget);
    for (const count of [1, 2, 8]) {
      expect(await fingerprint({ workers: nodeWorkers(count) }, budget), `${count} threads`).toBe(alone);
    }
    expect(await fingerprint({ workers: nodeWorkers(2, false) }, budget), "messages").toBe(alone);
  }
});

test("a fault in a run is told as without threads, and so is that of the first run that has one", async () => {
  const program = build({
    ...market,
    auxiliaries: { odds: { unit: "1", equation: "1 / max(0, price - 0.7)", meaning: "breaks when the price falls" } },
  });
  const options = { steps: 30, runs: 700, seed: 7n };
  const told = async (workers: object) =>
    ensemble(program, { ...options, ...workers }).then(
      () => "nothing",
      (error: Error) => error.message,
    );
  const alone = await told({});
  expect(alone).toMatch(/run\/not-finite/u);
  expect(await told({ workers: nodeWorkers(3) })).toBe(alone);
});

test.each([true, false])("threads stop in the middle of a batch (memory shared: %s)", async (sharesMemory) => {
  const signal = { aborted: false };
  let told = 0;
  const stopped = ensemble(build(market), {
    // Sixteen runs are one batch, which takes seconds.
    ...{ steps: 2_000_000, runs: 16, seed: 7n, record: [], workers: nodeWorkers(2, sharesMemory), signal },
    onProgress: () => {
      told++;
      signal.aborted = true;
    },
  });
  await expect(stopped).rejects.toThrow(/stopped after 0 of 16 runs\. \(run\/cancelled\)/u);
  expect(told).toBe(1);
});

test("a thread that cannot be started is an error", async () => {
  const workers = workersOf(2, new URL("file:///nowhere/no-such-worker.js"));
  await expect(ensemble(build(market), { steps: 2, runs: 3, workers })).rejects.toThrow(/no-such-worker/u);
});

test("small ensembles take no threads, large ones at most one for each processor", () => {
  const program = build(market);
  expect(workersFor(program, 100, 30)).toBe(0);
  expect(workersFor(program, 1_000_000, 10_000)).toBe(
    Math.min(64, availableParallelism()) < 2 ? 0 : Math.min(64, availableParallelism()),
  );
});
