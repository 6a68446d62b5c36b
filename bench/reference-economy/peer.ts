import { random } from "@tokenwright/engine";

/** Final values of every run, by name. */
export interface PeerResult {
  readonly price: Float64Array;
  readonly treasury: Float64Array;
  readonly circulating: Float64Array;
}

/**
 * The reference economy written by hand as a careful programmer would: flat arrays over runs, one loop,
 * the platform's Math functions, no units, no checks, no recorded series. The draws are the engine's, so
 * that the results can be compared before anything is timed.
 */
export function handWritten(seed: bigint, runs: number, steps: number): PeerResult {
  const dt = 1 / 365;
  const c1 = (0.15 - (0.8 * 0.8) / 2) * dt;
  const c2 = 0.8 * Math.sqrt(dt);
  const key = random.drawKey(seed, "demandNext");
  const demand = new Float64Array(runs).fill(1);
  const price = new Float64Array(runs).fill(0.2);
  const reserve = new Float64Array(runs).fill(6e8);
  const circulating = new Float64Array(runs).fill(4e8);
  const staked = new Float64Array(runs).fill(0.3);
  const treasury = new Float64Array(runs).fill(1e6);
  const average = new Float64Array(runs).fill(0.2);
  const burned = new Float64Array(runs);
  const even = new Float64Array(runs);
  const odd = new Float64Array(runs);
  for (let step = 0; step < steps; step++) {
    if (step % 2 === 0) random.fillNormalPair(key, step / 2, 0, runs, 0, even, odd);
    const z = step % 2 === 0 ? even : odd;
    for (let run = 0; run < runs; run++) {
      const emission = 3e-4 * reserve[run]!;
      const apr = (365 * emission) / (circulating[run]! * staked[run]!);
      const d = demand[run]! * Math.exp(c1 + c2 * z[run]!);
      const f = staked[run]! + 0.02 * (0.8 / (1 + Math.exp(-6 * (apr - 0.3))) - staked[run]!);
      const volume = 1e6 * d ** 0.8;
      const fee = 0.01 * volume;
      const support = price[run]! < average[run]! ? 0.02 * treasury[run]! : 0;
      const bought = (0.5 * fee + support) / price[run]!;
      const c = Math.max(circulating[run]! + emission - bought, 1e6);
      const fair = (volume * 365) / 8 / (c * (1 - f));
      const next = price[run]! + 0.1 * (fair - price[run]!);
      demand[run] = d;
      reserve[run] = reserve[run]! - emission;
      circulating[run] = c;
      burned[run] = burned[run]! + bought;
      staked[run] = f;
      treasury[run] = treasury[run]! + 0.5 * fee - support;
      average[run] = average[run]! + (next - average[run]!) * (2 / 31);
      price[run] = next;
    }
  }
  return { price, treasury, circulating };
}
