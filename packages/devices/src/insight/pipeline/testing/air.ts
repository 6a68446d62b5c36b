/** A pipeline for tests, and readings for it. */
import type { DataRecord } from "../../contract/module.js";

export const airPipeline = `pipeline: 1
title: Air of a town
sources:
  readings: { pm: ug/m3 }
stages:
  index:
    use: { kind: report, capability: air-quality-index, version: ^1.0.0 }
    inputs:
      - { from: nowcast, take: { pm25: nowCast } }
  nowcast:
    use: { kind: report, capability: now-cast, version: ^1.0.0 }
    inputs:
      - { from: readings, take: { concentration: pm } }
    parameters: { leastReadings: 1 }
  odd:
    use: { kind: anomaly, capability: streaming-anomaly, version: ^1.0.0, id: anomaly.neighbours }
    inputs:
      - { from: readings, take: { value: pm } }
    fallback:
      - { use: { kind: anomaly, capability: baseline, version: ^1.0.0 }, parameters: { warmUp: 10 } }
  alert:
    use: { kind: report, capability: alert, version: ^1.0.0 }
    inputs:
      - { from: index, take: { value: index } }
    parameters: { name: unhealthy, side: above, threshold: 101, clearAt: 95, coolDownSeconds: 3600 }
outputs: [index, alert]
`;

/** Hourly readings of two devices; the second meets a smoke from hour 30 to 40. */
export function airReadings(hours: number): DataRecord[][] {
  return Array.from({ length: hours }, (_, hour) =>
    ["a", "b"].map((device) => ({
      id: `${device}${hour}`,
      device,
      time: 1_767_225_600 + 3600 * hour,
      values: { pm: device === "b" && hour >= 30 && hour < 40 ? 120 : 8 + (hour % 3) },
    })),
  );
}
