import { expect, test } from "vitest";
import { auxiliary, build, check, flow, type Model, parameter, state, stock } from "../model/index.js";
import { batchSize, ensemble, ensembleInBatches } from "./ensemble.js";
import { run } from "./run.js";
import { hashOf } from "./testing/bits.js";

/** A price that walks, a pot that leaks and is now and then overdrawn, every kind of draw. */
const market: Model = {
  title: "Market",
  epoch: "1 day",
  assets: { token: { decimals: 3 } },
  parameters: { drift: parameter("normal(0, 0.01)", "per run", { unit: "1" }) },
  states: { price: state("1", "price * exp(drift + 0.1 * normal(0, 1))", "price") },
  stocks: { pot: stock("100 token", "pot"), out: stock("0 token", "out") },
  auxiliaries: {
    counts: auxiliary("1", "poisson(3) + binomial(5, 0.5) + bernoulli(0.5)", "counts"),
    sizes: auxiliary("1", "gamma(2, 1) + beta(1, 2) + student_t(9) + exponential(1) + triangular(0, 1, 3)", "sizes"),
  },
  flows: { leak: flow("pot", "out", "uniform(0, 2) * price * {5 token/epoch}") },
  checks: { cheap: check("price < 1.3", "the price is low") },
};

const options = { steps: 30, runs: 150, paths: 150, seed: 7n };

async function hashes(model: Model, given = options): Promise<Record<string, string>> {
  const result = await ensemble(build(model), given);
  return Object.fromEntries(result.names.map((name) => [name, hashOf(result.paths(name))]));
}

test("how runs are cut into batches never changes a bit of bands, means, paths or report", async () => {
  const program = build(market);
  const fingerprint = async (runsAtOnce: number, memoryBudget: number) => {
    const result = await ensembleInBatches(program, { ...options, memoryBudget }, runsAtOnce);
    const series = result.names.flatMap((name) => [
      ...result.bands(name).values,
      result.mean(name),
      ...result.paths(name),
    ]);
    return `${result.method} ${hashOf(series)} ${JSON.stringify(result.report)}`;
  };
  for (const budget of [1e9, 0]) {
    const whole = await fingerprint(150, budget);
    expect(whole).toContain(budget === 0 ? "sketch" : "exact");
    expect(whole).toContain('"stock":"pot"');
    expect(whole).toContain('"check":"cheap"');
    for (const size of [1, 7, 64, 149]) expect(await fingerprint(size, budget), `batches of ${size}`).toBe(whole);
  }
  expect(batchSize(program)).toBe(512);
});

test("a path of the ensemble is the run of that number", async () => {
  const program = build(market);
  const result = await ensemble(program, options);
  for (const number of [0, 1, 97, 149]) {
    const alone = run(program, { steps: 30, seed: 7n, run: number });
    for (const name of result.names) expect([...alone.series(name)]).toEqual([...result.paths(name)[number]!]);
  }
});

test("the same seed gives the same bytes, another seed others", async () => {
  const first = await hashes(market);
  expect(await hashes(market)).toEqual(first);
  const other = await hashes(market, { ...options, seed: 8n });
  for (const name of Object.keys(first)) expect(other[name], name).not.toBe(first[name]);
});

test("a variable more, with a draw of its own, leaves all others as they were to the bit", async () => {
  const first = await hashes(market);
  const more = await hashes({
    ...market,
    auxiliaries: { aNoise: auxiliary("1", "normal(0, 1) + uniform(0, 1)", "noise"), ...market.auxiliaries },
  });
  const { aNoise, ...rest } = more;
  expect(aNoise).toBeDefined();
  expect(rest).toEqual(first);
});

test("two scenarios under one seed share their luck: only what a change touches differs", async () => {
  const first = await hashes(market);
  const changed = await hashes({ ...market, stocks: { ...market.stocks, pot: stock("1000 token", "more") } });
  const differing = Object.keys(first).filter((name) => changed[name] !== first[name]);
  expect(differing.sort()).toEqual(["out", "pot"]);
  expect(await hashes({ ...market, title: "The same under another title" })).toEqual(first);
});

/** Type 7 of Hyndman and Fan 1996 by its definition: the order statistic at 1 + (n - 1) p, interpolated. */
function typeSeven(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (position - Math.floor(position)) * (above - below);
}

test("bands are type-7 quantiles of the paths, and the mean is their mean", async () => {
  const quantiles = [0, 0.05, 0.37, 0.5, 0.95, 1];
  const result = await ensemble(build(market), { ...options, quantiles });
  for (const name of ["price", "pot", "counts"]) {
    const { values } = result.bands(name);
    for (let step = 0; step <= 30; step += 5) {
      const sample = result.paths(name).map((path) => path[step]!);
      for (const [index, share] of quantiles.entries()) {
        expect(values[index]![step]).toBeCloseTo(typeSeven(sample, share), 12);
      }
      const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
      expect(Math.abs(result.mean(name)[step]! - mean)).toBeLessThan(1e-12 * Math.abs(mean) + 1e-15);
    }
  }
  expect(result.bands("price").quantiles).toEqual(quantiles);
});

test("quantiles of a geometric Brownian motion lie within three standard errors of the lognormal ones", async () => {
  const program = build({
    title: "GBM",
    epoch: "1 day",
    states: { price: state("1", "price * exp(0.002 - 0.04 ^ 2 / 2 + 0.04 * normal(0, 1))", "price") },
  });
  // Standard normal quantiles of 5, 25, 50, 75 and 95 %, Abramowitz and Stegun table 26.5.
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
  const z = [-1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817, 1.6448536269514722];
  const runs = 400;
  const steps = 9;
  let inside = 0;
  let all = 0;
  for (let seed = 0n; seed < 200n; seed++) {
    const { values } = (await ensemble(program, { steps, runs, seed, quantiles: shares, record: ["price"] })).bands(
      "price",
    );
    for (const [index, share] of shares.entries()) {
      const spread = 0.04 * Math.sqrt(steps);
      const exact = Math.exp((0.002 - 0.04 ** 2 / 2) * steps + spread * z[index]!);
      const density = Math.exp(-(z[index]! ** 2) / 2) / (Math.sqrt(2 * Math.PI) * spread * exact);
      const error = Math.sqrt((share * (1 - share)) / runs) / density;
      if (Math.abs(values[index]![steps]! - exact) <= 3 * error) inside++;
      all++;
    }
  }
  expect(inside / all).toBeGreaterThanOrEqual(0.99);
});

test("beyond the memory budget quantiles come from counts, within the error it states", async () => {
  const program = build({
    title: "Sketched",
    epoch: "1 day",
    auxiliaries: {
      lognormal: auxiliary("1", "lognormal(0, 2)", "right tail"),
      negative: auxiliary("1", "-exponential(3)", "below zero"),
      mixed: auxiliary("1", "normal(0, 1)", "both signs"),
      counts: auxiliary("1", "poisson(0.5)", "many zeros"),
    },
  });
  const given = { steps: 3, runs: 2000, quantiles: [0.01, 0.05, 0.25, 0.4, 0.75, 0.95, 0.999] };
  const exact = await ensemble(program, given);
  const sketch = await ensemble(program, { ...given, memoryBudget: 1000 });
  expect([exact.method, exact.error, sketch.method, sketch.error]).toEqual(["exact", 0, "sketch", 1 / 256]);
  for (const name of exact.names) {
    for (const [index, values] of exact.bands(name).values.entries()) {
      for (const [step, wanted] of values.entries()) {
        const found = sketch.bands(name).values[index]![step]!;
        expect(Math.abs(found - wanted), `${name} ${index} ${step}`).toBeLessThanOrEqual(Math.abs(wanted) / 256);
      }
    }
    for (const [step, mean] of exact.mean(name).entries()) expect(sketch.mean(name)[step]).toBeCloseTo(mean, 12);
  }
});

test("progress is told after every batch, and what it returns is waited for", async () => {
  const seen: string[] = [];
  const program = build(market);
  await ensembleInBatches(
    program,
    {
      ...options,
      steps: 1,
      onProgress: async (done, all) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push(`${done}/${all}`);
      },
    },
    64,
  );
  expect(seen).toEqual(["64/150", "128/150", "150/150"]);
});

test("a cancelled ensemble stops after the batch it is in", async () => {
  const controller = new AbortController();
  let batches = 0;
  const work = ensembleInBatches(
    build(market),
    {
      ...options,
      signal: controller.signal,
      onProgress: () => {
        batches++;
        if (batches === 2) controller.abort();
      },
    },
    10,
  );
  await expect(work).rejects.toThrow("stopped after 20 of 150 runs. (run/cancelled)");
  expect(batches).toBe(2);
});

test("without options there are five quantiles, no paths, seed 42 and everything but parameters", async () => {
  const result = await ensemble(build(market), { steps: 1, runs: 3 });
  expect([...result.names].sort()).toEqual(["counts", "leak", "out", "pot", "price", "sizes"]);
  expect(result.bands("pot").quantiles).toEqual([0.05, 0.25, 0.5, 0.75, 0.95]);
  expect(result.paths("pot")).toEqual([]);
  expect(result.seed).toBe(42n);
  expect((await ensemble(build(market), { steps: 1, runs: 2, paths: 9 })).paths("pot")).toHaveLength(2);
});

test("counts, shares, names and seeds that make no sense are refused", async () => {
  const program = build(market);
  const code = async (given: object) => {
    try {
      await ensemble(program, { steps: 1, runs: 1, ...given });
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return "";
  };
  expect(await code({ runs: 0 })).toBe("run/count");
  expect(await code({ runs: 1.5 })).toBe("run/count");
  expect(await code({ runs: 1e9 })).toBe("run/count");
  expect(await code({ steps: -1 })).toBe("run/count");
  expect(await code({ paths: -1 })).toBe("run/count");
  expect(await code({ quantiles: [50] })).toBe("quantile/share");
  expect(await code({ quantiles: [Number.NaN] })).toBe("quantile/share");
  expect(await code({ record: ["prise"] })).toBe("run/unknown-name");
  expect(await code({ seed: -1n })).toBe("random/seed");
  expect(await code({ seed: 1n << 64n })).toBe("random/seed");
  expect(await code({ parameters: { rift: 0 } })).toBe("run/unknown-name");
  const result = await ensemble(program, { steps: 0, runs: 1, record: ["pot", "pot"] });
  expect(result.names).toEqual(["pot"]);
  expect(() => result.bands("pit")).toThrow("run/unknown-name");
  expect(() => result.bands("price")).toThrow("internal:");
});

test("vector code and the reference give the same bits, and say which of them it was", async () => {
  const program = build(market);
  const options = { steps: 40, runs: 300, paths: 3 };
  const fast = await ensemble(program, options);
  const plain = await ensemble(program, { ...options, backend: "js" });
  expect([fast.backend, plain.backend]).toEqual(["wasm", "js"]);
  for (const name of fast.names) {
    expect(fast.bands(name).values, name).toEqual(plain.bands(name).values);
    expect(fast.paths(name), name).toEqual(plain.paths(name));
  }
  expect(fast.report).toEqual(plain.report);
});
