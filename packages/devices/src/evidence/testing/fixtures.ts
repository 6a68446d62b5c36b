import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMessage } from "../../device/open-message.js";
import type { Registry } from "../../device/registry.js";
import { type NeighbourhoodOptions, neighbourhood, type SimulationPlan } from "../../device/simulate/plan.js";
import { type Simulation, simulateDevices } from "../../device/simulate/simulate.js";
import type { AcceptedMessage } from "../store/contract.js";

export const start = Date.UTC(2026, 5, 1) / 1000;
export const day = 86_400;
export const athens = { latitude: 37.98, longitude: 23.73, altitude: 90 };

/** Good stations around Athens that speak every ten minutes. */
export function goodPlan(options: Partial<NeighbourhoodOptions> = {}): SimulationPlan {
  const base = { seed: 42n, start, interval: 600, form: "json", centre: athens, radius: 0.05 } as const;
  return neighbourhood({ ...base, stations: 3, bad: 0, ...options });
}

/** A message as ingest hands it over. */
export function accept(bytes: Uint8Array, registry: Registry, received: number, node = "a"): AcceptedMessage {
  return { bytes, received, node, opened: openMessage(bytes, registry, received) };
}

/** All messages of a plan over some days, as one node accepted them. */
export function acceptedOf(
  plan: SimulationPlan,
  days = 1,
  node = "a",
): {
  simulation: Simulation;
  accepted: AcceptedMessage[];
} {
  const simulation = simulateDevices(plan);
  const accepted: AcceptedMessage[] = [];
  for (const { bytes, at } of simulation.messages(plan.start, plan.start + days * day + 7_300)) {
    try {
      const one = accept(bytes, simulation.registry, at, node);
      // Late ones of the last hours are waited for; what is sent after the days is not asked for.
      if (one.opened.envelope.time < plan.start + days * day) accepted.push(one);
    } catch {
      // Forged messages end here, as they do at ingest.
    }
  }
  return { simulation, accepted };
}

/** A folder that is gone when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-evidence-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
