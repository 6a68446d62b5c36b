import { type AlertRule, Alerts } from "../alert/alerts.js";
import { defineModule, numberOf } from "./define.js";

const fallback: AlertRule = {
  name: "alert",
  side: "above",
  threshold: 0,
  clearAt: 0,
  holdSeconds: 0,
  coolDownSeconds: 0,
  groupSeconds: 0,
};
const seconds = { type: "number", minimum: 0 } as const;

/** Alerts with reasons from any value: raised, joined to an incident, cleared. */
export const thresholdAlertModule = defineModule(
  import.meta.url,
  {
    id: "alert.threshold",
    version: "1.0.0",
    kind: "report",
    title: "Alerts with hysteresis, cool-down and grouping.",
    capabilities: ["alert"],
    input: {
      type: "object",
      properties: { value: { type: "number" }, group: { type: "string", maxLength: 256 } },
      required: ["value"],
    },
    output: {
      type: "object",
      properties: {
        alarm: { type: "boolean" },
        event: { enum: ["raised", "joined", "cleared"] },
        incident: { type: "string", maxLength: 600 },
        reason: { type: "string", maxLength: 300 },
      },
      required: ["alarm", "event", "incident", "reason"],
      additionalProperties: false,
    },
    parameters: {
      type: "object",
      properties: {
        name: { type: "string", minLength: 1, maxLength: 60 },
        side: { enum: ["above", "below"] },
        threshold: { type: "number" },
        clearAt: { type: "number" },
        holdSeconds: seconds,
        coolDownSeconds: seconds,
        groupSeconds: seconds,
      },
      required: ["name", "side", "threshold", "clearAt"],
      additionalProperties: false,
    },
    units: { input: {}, output: {} },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 400 },
  },
  () => {
    let alerts = new Alerts(fallback);
    return {
      init: (parameters) => {
        alerts = new Alerts({ ...fallback, ...(parameters as unknown as AlertRule) });
      },
      take: ({ id, device, time, values }) => {
        const value = numberOf(values, "value");
        if (value === undefined) return undefined;
        const group = typeof values["group"] === "string" ? values["group"] : device;
        const event = alerts.observe({ device, group, time, value, record: id });
        if (event === undefined) return undefined;
        const { kind, incident, reason } = event;
        const said = { alarm: kind !== "cleared", event: kind, incident, reason: reason.text };
        return { answer: { device, time, values: said }, why: { ...reason }, of: reason.records };
      },
      save: () => new TextDecoder().decode(alerts.saveState()),
      load: (state) => alerts.loadState(new TextEncoder().encode(String(state))),
    };
  },
);
