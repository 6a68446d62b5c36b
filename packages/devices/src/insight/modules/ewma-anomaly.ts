import { anomalyForm } from "./anomaly-form.js";
import { defineModule, numberOf, PerDevice } from "./define.js";

/** Moving mean and variance, and how many values they are of. */
type Moving = readonly [mean: number, variance: number, count: number];

/**
 * The statistical baseline of anomaly detection: how many standard deviations a value lies from the exponentially
 * weighted mean of those before it (Roberts 1959, Technometrics 1). It learns from every value, alarms included.
 */
export const ewmaAnomalyModule = defineModule(
  import.meta.url,
  {
    ...anomalyForm,
    id: "anomaly.ewma",
    version: "1.0.0",
    title: "Distance from an exponentially weighted mean, in standard deviations.",
    capabilities: ["streaming-anomaly", "baseline"],
    parameters: {
      type: "object",
      properties: {
        weight: { type: "number", exclusiveMinimum: 0, maximum: 1, description: "of a new value, 0.05 if left out" },
        threshold: { type: "number", exclusiveMinimum: 0, description: "standard deviations, 5 if left out" },
        warmUp: { type: "integer", minimum: 2, description: "values before the first alarm, 50 if left out" },
      },
      additionalProperties: false,
    },
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 100 },
  },
  () => {
    const devices = new PerDevice<Moving>();
    let [weight, threshold, warmUp] = [0.05, 5, 50];
    return {
      init: (parameters) => {
        weight = numberOf(parameters, "weight") ?? weight;
        threshold = numberOf(parameters, "threshold") ?? threshold;
        warmUp = numberOf(parameters, "warmUp") ?? warmUp;
      },
      take: ({ device, time, values }) => {
        const value = numberOf(values, "value");
        if (value === undefined) return undefined;
        const [mean, variance, count] = devices.get(device) ?? [value, 0, 0];
        const off = value - mean;
        const spread = Math.sqrt(variance);
        const score = count < warmUp ? 0 : spread > 0 ? Math.min(Math.abs(off) / spread, 1e6) : off === 0 ? 0 : 1e6;
        // West 1979 (CACM 22): mean and variance in one step.
        const step = Math.max(weight, 1 / (count + 1)) * off;
        devices.set(device, [mean + step, (1 - weight) * (variance + off * step), count + 1]);
        const alarm = score >= threshold;
        return {
          answer: { device, time, values: { alarm, score, threshold } },
          why: { value, mean, spread, values: count },
        };
      },
      save: () => devices.save(),
      load: (state) => devices.load(state),
    };
  },
);
