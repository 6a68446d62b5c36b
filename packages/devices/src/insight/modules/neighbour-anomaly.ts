import { AnomalyDetector, standardThreshold } from "../anomaly/detector.js";
import { anomalyForm } from "./anomaly-form.js";
import { neighbourCards } from "./benchmark-cards.js";
import { defineModule, numberOf } from "./define.js";

/** A detector is some 60 kB. */
const mostDevices = 5_000;

/** The causal streaming detector, one for each device. */
export const neighbourAnomalyModule = defineModule(
  import.meta.url,
  {
    ...anomalyForm,
    id: "anomaly.neighbours",
    version: "1.0.0",
    title: "Rarity of the last rows among the stream's own past, by nearest neighbours and range.",
    capabilities: ["streaming-anomaly"],
    parameters: {
      type: "object",
      properties: {
        threshold: {
          type: "number",
          exclusiveMinimum: 0,
          maximum: 10,
          description: `${standardThreshold} if left out`,
        },
      },
      additionalProperties: false,
    },
    // 60 µs a row.
    cost: { millisecondsPerThousand: 60, bytesPerDevice: 60_000 },
    benchmarks: neighbourCards,
  },
  () => {
    const devices = new Map<string, AnomalyDetector>();
    let threshold = standardThreshold;
    return {
      init: (parameters) => {
        threshold = numberOf(parameters, "threshold") ?? standardThreshold;
      },
      take: ({ device, time, values }) => {
        const value = numberOf(values, "value");
        if (value === undefined) return undefined;
        const detector = devices.get(device) ?? new AnomalyDetector(threshold);
        devices.set(device, detector);
        if (devices.size > mostDevices) devices.delete(devices.keys().next().value!);
        const { alarm, evidence, threshold: needed, reasons } = detector.observe(value);
        const why = { reasons: reasons.map(({ part, evidence: share, text }) => ({ part, evidence: share, text })) };
        return { answer: { device, time, values: { alarm, score: evidence, threshold: needed } }, why };
      },
      save: () => [...devices].map(([device, detector]) => [device, new TextDecoder().decode(detector.saveState())]),
      load: (saved) => {
        devices.clear();
        for (const [device, state] of saved as readonly (readonly [string, string])[]) {
          devices.set(device, AnomalyDetector.loadState(new TextEncoder().encode(state), threshold));
        }
      },
    };
  },
);
