import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AutoETS, initSync as startEts } from "@bsull/augurs/ets";
import { MSTL, initSync as startMstl } from "@bsull/augurs/mstl";
import type { ForecastMethod, NamedMethod } from "./method.js";
import { deseasonalise } from "./seasonal-index.js";

let started = false;

/** Starts the library's two WebAssembly modules, once. */
function start(): void {
  if (started) return;
  const { resolve } = createRequire(import.meta.url);
  const bytesOf = (name: string): Uint8Array =>
    readFileSync(resolve(`@bsull/augurs/${name}`).replace(/\.js$/, "_bg.wasm"));
  startEts({ module: bytesOf("ets") });
  startMstl({ module: bytesOf("mstl") });
  started = true;
}

/** A model of the library for one use. */
interface Model {
  fit(history: Float64Array): void;
  predict(horizon: number): { readonly point: readonly number[] };
  free(): void;
}

/** The library throws for what it cannot fit, a constant history for one: that is no forecast. */
function predictWith(create: () => Model, history: Float64Array, horizon: number): Float64Array | undefined {
  start();
  let model: Model | undefined;
  try {
    model = create();
    model.fit(history);
    const point = Float64Array.from(model.predict(horizon).point);
    return point.every(Number.isFinite) ? point : undefined;
  } catch {
    return undefined;
  } finally {
    model?.free();
  }
}

/** Exponential smoothing with error, trend and damping chosen by AICc, on the history without its season. */
const ets: ForecastMethod = (history, horizon, period) => {
  if (history.length < 8) return undefined;
  const { values, factorAhead } = deseasonalise(history, period);
  const ahead = predictWith(() => new AutoETS(1, "ZZN"), values, horizon);
  return ahead?.map((value, index) => value * factorAhead(index + 1));
};

/** Several seasons taken apart by MSTL (Bandara, Hyndman & Bergmeir 2021), the rest by ETS. */
function mstl(multiples: readonly number[]): ForecastMethod {
  return (history, horizon, period) => {
    const periods = multiples.map((multiple) => multiple * period);
    if (period < 2 || history.length < 2 * Math.max(...periods) + 2) return undefined;
    return predictWith(() => MSTL.ets([...periods]), history, horizon);
  };
}

/**
 * Methods of the library augurs (https://github.com/grafana/augurs), compiled to WebAssembly with its own elementary
 * functions, so that they too give the same bits everywhere. On hourly series of a month they take some twelve times as
 * long as all of `candidateMethods` and the combination is no better for them, so they are there for whoever asks.
 */
export const augursMethods: readonly NamedMethod[] = [
  { name: "ETS (augurs)", forecast: ets },
  { name: "MSTL, one season (augurs)", forecast: mstl([1]) },
  { name: "MSTL, two seasons (augurs)", forecast: mstl([1, 7]) },
];
