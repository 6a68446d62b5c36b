/** Few alerts, each with its reason. */
export { type AlertEvent, type AlertObservation, type AlertReason, type AlertRule, Alerts } from "./alerts.js";
