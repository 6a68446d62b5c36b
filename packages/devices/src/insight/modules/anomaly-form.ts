import type { OwnManifest } from "./define.js";

/** What every anomaly module takes and gives, so that one can stand in for another. */
export const anomalyForm = {
  kind: "anomaly",
  input: { type: "object", properties: { value: { type: "number" } }, required: ["value"] },
  output: {
    type: "object",
    properties: {
      alarm: { type: "boolean" },
      /** How odd, on the module's own scale. */
      score: { type: "number", minimum: 0 },
      threshold: { type: "number", minimum: 0 },
    },
    required: ["alarm", "score", "threshold"],
    additionalProperties: false,
  },
  units: { input: {}, output: {} },
  deterministic: true,
} as const satisfies Partial<OwnManifest>;
