import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail } from "@tokenwright/engine";
import { writeNew } from "@tokenwright/workbench";
import { readRegistry } from "../device/read-registry.js";
import { type Registry, visibilityOf } from "../device/registry.js";
import { type EvidenceStore, type JudgeSettings, judgeEpoch, openEvidence } from "../evidence/index.js";
import {
  type BrokerFollower,
  followBroker,
  Intake,
  type MqttServer,
  type Opener,
  openHere,
  openInThreads,
  recoverGate,
  serveMqtt,
  type TakenMessage,
  topicLevel,
} from "../ingest/index.js";
import { builtInRegistry } from "../insight/modules/built-in.js";
import { Pipeline } from "../insight/pipeline/pipeline.js";
import { readPipeline } from "../insight/pipeline/read-pipeline.js";
import { resolvePipeline } from "../insight/pipeline/resolve-pipeline.js";
import type { ModuleRegistry } from "../insight/registry/registry.js";
import { type Policy, readPolicy } from "../reward/policy.js";
import { type Api, serveApi } from "./api/serve-api.js";
import { type Clock, wallClock } from "./clock.js";
import { EpochKeeper, type EpochSpan, instantText, type Judge, type SettledEpoch } from "./epochs.js";
import { Exchange } from "./exchange/exchange.js";
import { nodeKeyIn } from "./exchange/node-key.js";
import { type Alert, InsightFeed } from "./insight-feed.js";
import type { NetworkPlan } from "./network-file.js";
import type { EpochStatus, NetworkStatus } from "./status.js";

/** Something that happened, for whoever watches. */
export type NetworkEvent =
  | { readonly kind: "alert"; readonly alert: Alert }
  | { readonly kind: "epoch"; readonly epoch: SettledEpoch }
  | { readonly kind: "problem"; readonly message: string };

export interface NetworkOptions {
  /** Default: this machine's. */
  readonly clock?: Clock;
  /** Instead of the file's registry. */
  readonly registry?: Registry;
  readonly modules?: ModuleRegistry;
  /** Default: the room evidence's, by the file's settings. */
  readonly judge?: Judge;
  readonly onEvent?: (event: NetworkEvent) => void;
  /** The file that a thread which checks signatures runs. */
  readonly openWorker?: URL;
  /** Environment, for the broker's password. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A node that runs. */
export interface RunningNetwork {
  readonly plan: NetworkPlan;
  readonly api: Api;
  readonly mqtt: MqttServer | undefined;
  readonly intake: Intake;
  readonly store: EvidenceStore;
  readonly feed: InsightFeed | undefined;
  readonly epochs: EpochKeeper | undefined;
  readonly exchange: Exchange;
  readonly policy: Policy | undefined;
  status(): NetworkStatus;
  /** Settles what is due by the node's clock. Called every second by itself; simulated time calls it. */
  tick(): Promise<readonly SettledEpoch[]>;
  /** Takes no more messages, stores and passes on what it has, and lets go of everything. */
  stop(): Promise<void>;
}

const tickMilliseconds = 1_000;
const largestRegistry = 64 * 1024 * 1024;

/**
 * Starts a node: store, broker, HTTP, modules, epochs and exchange in one process.
 *
 * @throws TokenwrightError of the parts, when a file or port is not what it should be; then nothing is left running.
 */
export async function startNetwork(plan: NetworkPlan, options: NetworkOptions): Promise<RunningNetwork> {
  const undo: (() => Promise<unknown> | undefined)[] = [];
  try {
    return await start(plan, options, undo);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

async function start(
  plan: NetworkPlan,
  options: NetworkOptions,
  undo: (() => Promise<unknown> | undefined)[],
): Promise<RunningNetwork> {
  const { clock = wallClock, onEvent = () => {} } = options;
  const isSimulated = clock !== wallClock;
  const registry = options.registry ?? readRegistry(readText(plan.registry!, largestRegistry), plan.registry!);
  const judge = options.judge ?? judgeOf(plan, registry);
  const policy = plan.policy === undefined ? undefined : readPolicy(readText(plan.policy), plan.policy);
  const pipeline = plan.pipeline === undefined ? undefined : pipelineOf(plan.pipeline, options, clock);
  if (pipeline !== undefined) undo.push(() => pipeline.close());
  mkdirSync(plan.store, { recursive: true });
  const nodeKey = nodeKeyIn(plan.node.key);
  const store = await openEvidence(plan.store, { placeOf: (device) => registry.get(device)?.place });
  undo.push(() => store.close());
  const { acceptance } = plan;
  const gate = await recoverGate(store, {
    skewSeconds: acceptance.skewSeconds,
    ...(acceptance.deviceRate === undefined ? {} : { deviceRate: acceptance.deviceRate }),
  });
  const opener = openerOf(registry, acceptance.threads, options.openWorker);
  undo.push(() => opener.close());

  let problem = "";
  let epochProblem = "";
  let state: NetworkStatus["state"] = "running";
  const tell = (message: string): void => onEvent({ kind: "problem", message });
  const feed =
    pipeline === undefined
      ? undefined
      : new InsightFeed(pipeline, (alert) => {
          api?.events.send("alert", alert);
          publishDown(`alerts/${topicLevel(alert.stage)}/${topicLevel(alert.device)}`, alert);
          onEvent({ kind: "alert", alert });
        });
  let api: Api | undefined;
  let mqtt: MqttServer | undefined;
  let follower: BrokerFollower | undefined;
  const publishDown = (topic: string, data: unknown): void => {
    const text = JSON.stringify(data);
    mqtt?.publish(topic, text);
    follower?.publish(topic, text);
  };
  const onStored = async (messages: readonly TakenMessage[]): Promise<void> => {
    for (const message of messages) publishReadings(message, registry, publishDown, api);
    await feed?.take(messages);
  };
  const intake = new Intake({
    ...{ opener, gate, store, node: plan.node.name, onStored },
    now: () => performance.now() / 1000,
    queueBytes: acceptance.queueMebibytes * 1024 * 1024,
    ...(acceptance.networkRate === undefined ? {} : { networkRate: acceptance.networkRate }),
    onFailure: (error) => {
      problem = messageOf(error);
      state = "failed";
      tell(problem);
    },
  });
  const exchange = new Exchange({
    ...{ plan, nodeKey, store, gate, opener, intake, onStored },
    wallClock: () => wallClock.now(),
  });
  const epochs =
    policy === undefined
      ? undefined
      : new EpochKeeper({
          ...{ network: plan.name, policy, store, judge },
          folder: plan.epochs.folder,
          start: plan.epochs.start ?? firstDay(plan, clock.now()),
          settleAfter: plan.epochs.graceSeconds + acceptance.skewSeconds,
          beforeFreeze: ({ start, end }: EpochSpan) => exchange.round(start - 86_400, end + 86_400),
        });

  const status = (): NetworkStatus => {
    const { sealed, unsealed, files } = store.counts();
    return {
      ...{ schema: 1, network: plan.name, node: plan.node.name, key: nodeKey.did, state, problem, isSimulated },
      now: clock.now(),
      devices: registry.size,
      intake: intake.counts,
      heldBytes: intake.held,
      store: { folder: plan.store, messages: sealed + unsealed, files },
      mqtt: mqtt === undefined ? null : { port: mqtt.port, connections: mqtt.connections, dropped: mqtt.dropped },
      follows: follower === undefined ? null : { url: plan.mqtt.follow!.url, isConnected: follower.isConnected },
      api: { url: api?.url ?? "" },
      insight: feed === undefined ? null : { records: feed.records, alerts: feed.alerted, stages: feed.stages },
      epochs:
        epochs === undefined
          ? null
          : {
              next: { number: epochs.next.number, end: instantText(epochs.next.end) },
              settled: epochs.settled.map(statusOf),
              problem: epochProblem,
            },
      peers: exchange.status,
    };
  };

  api = await serveApi({
    ...plan.api.listen,
    hosts: plan.api.hosts,
    network: plan.title ?? plan.name,
    ...{ intake, store, status },
    registry: () => registry,
    alerts: () => feed?.alerts ?? [],
    epochs: policy === undefined ? undefined : plan.epochs.folder,
    clock: () => clock.now(),
    peers: {
      did: nodeKey.did,
      known: new Set(plan.peers.map(({ key }) => key)),
      wallClock: () => wallClock.now(),
    },
  });
  undo.push(() => api?.close());
  if (plan.mqtt.listen !== "off") {
    mqtt = await serveMqtt({ ...plan.mqtt.listen, intake, clock: () => clock.now() });
    undo.push(() => mqtt?.close());
  }
  if (plan.mqtt.follow !== undefined) {
    follower = await follow(plan, intake, clock, options.environment ?? process.env);
    undo.push(() => follower?.close());
  }

  const tick = async (): Promise<readonly SettledEpoch[]> => {
    if (epochs === undefined) return [];
    try {
      const settled = await epochs.tick(clock.now());
      epochProblem = "";
      for (const epoch of settled) {
        api?.events.send("epoch", statusOf(epoch));
        publishDown(`epochs/${epoch.number}`, statusOf(epoch));
        onEvent({ kind: "epoch", epoch });
      }
      return settled;
    } catch (error) {
      if (messageOf(error) !== epochProblem) tell(messageOf(error));
      epochProblem = messageOf(error);
      if (isSimulated) throw error;
      return [];
    }
  };
  let isTicking = false;
  const timer = setInterval(() => {
    api?.events.send("status", status());
    if (isSimulated || isTicking) return;
    isTicking = true;
    void exchange
      .round()
      .then(tick)
      .finally(() => {
        isTicking = false;
      });
  }, tickMilliseconds);

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (state === "running") state = "draining";
    clearInterval(timer);
    await follower?.close();
    await mqtt?.close();
    await intake.stop();
    await exchange.close();
    await api?.close();
    await pipeline?.close();
    await opener.close();
    await store.close();
    if (state === "draining") state = "stopped";
  };
  return {
    ...{ plan, api, mqtt, intake, store, feed, epochs, exchange, policy, status, tick },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Judges by the file's settings: equal files and equal evidence give equal epochs. */
export function judgeOf({ judge, epochs }: NetworkPlan, registry: Registry): Judge {
  const credits = BigInt(judge.credits);
  const settings: JudgeSettings = {
    intervals: judge.intervals,
    grace: epochs.graceSeconds,
    accounts: judge.accounts,
    ...(judge.unverified === undefined ? {} : { unverified: judge.unverified }),
    ...(credits === 0n ? {} : { workOf: () => ({ credits }) }),
  };
  return (store, span) => judgeEpoch(store, span, registry, settings);
}

function pipelineOf(file: string, { modules = builtInRegistry() }: NetworkOptions, clock: Clock): Pipeline {
  const resolved = resolvePipeline(readPipeline(readText(file), file), modules);
  return new Pipeline(resolved, { now: () => clock.now(), milliseconds: () => performance.now() });
}

function openerOf(registry: Registry, threads: number, entry: URL | undefined): Opener {
  if (threads === 0) return openHere(registry);
  return entry === undefined ? openInThreads(registry, threads) : openInThreads(registry, threads, entry);
}

async function follow(
  { mqtt, node, name }: NetworkPlan,
  intake: Intake,
  clock: Clock,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BrokerFollower> {
  const { url, version, filter, connections, username, passwordFrom } = mqtt.follow!;
  const password = passwordFrom === undefined ? undefined : environment[passwordFrom];
  return followBroker({
    ...{ url, version, filter, connections, intake },
    name: `tokenwright-${name}-${node.name}`,
    clock: () => clock.now(),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
}

/** Tells everybody what everybody may see of a message. */
function publishReadings(
  { readings }: TakenMessage,
  registry: Registry,
  publish: (topic: string, data: unknown) => void,
  api: Api | undefined,
): void {
  for (const { id, device, channel, unit, time, value } of readings) {
    const registered = registry.get(device);
    if (registered === undefined || visibilityOf(registered, channel) !== "public") continue;
    if (value instanceof Uint8Array) continue;
    publish(`readings/${topicLevel(device)}/${topicLevel(channel)}`, { id, unit, time, value });
    api?.events.send("reading", { id, device, channel, unit, time, value });
  }
}

/** The day that the node was first started on; kept, as later starts must count from the same. */
function firstDay({ store }: NetworkPlan, now: number): number {
  const file = join(store, "first-day");
  const day = Math.floor(now / 86_400) * 86_400;
  if (!existsSync(file)) writeNew(file, `${instantText(day)}\n`);
  const start = Date.parse(readFileSync(file, "utf8").trim()) / 1000;
  if (Number.isFinite(start)) return start;
  return fail({
    code: "network/epochs",
    message: `${JSON.stringify(file)} does not say on which day the first epoch began.`,
    expected: "an instant such as 2026-06-01T00:00:00Z",
    hint: "name it in the network's file: epochs: { start: 2026-06-01 }",
    place: { file },
  });
}

function statusOf(epoch: SettledEpoch): EpochStatus {
  const { number, start, end, root, manifestSha256, devices, readings, paid, unallocated, isVerified, folder } = epoch;
  return {
    ...{ number, root, devices, readings, isVerified, folder },
    start: instantText(start),
    end: instantText(end),
    manifest: manifestSha256,
    paid: String(paid),
    unallocated: String(unallocated),
  };
}

const mostText = 1024 * 1024;

function readText(file: string, most = mostText): string {
  const refuse = (what: string): never =>
    fail({
      code: "network/no-file",
      message: `${JSON.stringify(file)} ${what}.`,
      expected: "a file that the network's file names",
      hint: "paths are relative to the network's file",
      place: { file },
    });
  try {
    const about = statSync(file);
    if (!about.isFile()) return refuse("is no file");
    if (about.size > most) return refuse(`has more than ${most} bytes`);
    return readFileSync(file, "utf8");
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    return refuse(`cannot be read (${code})`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
