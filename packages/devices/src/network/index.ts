/** A node of a device network: everything in one process, wired from a file. */
export { type Clock, SetClock, wallClock } from "./clock.js";
export {
  type DeviceShare,
  type EpochDetail,
  EpochKeeper,
  type EpochOptions,
  type EpochSpan,
  type Judge,
  type SettledEpoch,
} from "./epochs.js";
export { type NodeKey, nodeKeyIn } from "./exchange/node-key.js";
export { type Peer, type PullOptions, type PullReport, pull } from "./exchange/pull.js";
export { type Alert, InsightFeed, type StageFigures } from "./insight-feed.js";
export { type NetworkPlan, readNetworkFile, type SimulatePlan } from "./network-file.js";
export { type NetworkEvent, type NetworkOptions, type RunningNetwork, startNetwork } from "./node.js";
export { type SimulatedNetwork, startSimulated } from "./simulate.js";
export type { EpochStatus, NetworkStatus, PeerStatus } from "./status.js";
