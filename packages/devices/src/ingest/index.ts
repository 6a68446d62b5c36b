/** The way of signed messages into the store. */
export type { IntakeCounts } from "./counters.js";
export { type AcceptanceRules, type Decision, defaultRules, Gate, type Lane, type Passenger } from "./gate.js";
export { addMessageRoutes, type Receipt } from "./http/message-routes.js";
export { guardRequests, hostsOf } from "./http/request-rules.js";
export { type ImportReport, importFile } from "./import-file.js";
export { Intake, type IntakeOptions, type OfferOptions, type Outcome, type TakenMessage } from "./intake.js";
export { type BrokerFollower, type FollowOptions, followBroker } from "./mqtt/follow-broker.js";
export { type MqttOptions, type MqttServer, serveMqtt } from "./mqtt/serve-mqtt.js";
export { topicLevel } from "./mqtt/topics.js";
export { openInThreads } from "./open-in-threads.js";
export { type Opened, type Opener, openHere, type Refused, type Sealed } from "./opener.js";
export { type Rate, TokenBucket } from "./quota.js";
export { type IngestRefusalCode, ingestRefusals, isPassing, type Reason, reasons } from "./reasons.js";
export { recoverGate } from "./recover-gate.js";
export { registryData } from "./registry-data.js";
export { type Seen, SequenceWindow, windowWidth } from "./sequence-window.js";
