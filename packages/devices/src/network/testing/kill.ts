/** kill -9 of a node under load, and what must hold afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "@tokenwright/engine";
import { connect, type MqttClient } from "mqtt";
import { judgeEpoch, openEvidence } from "../../evidence/index.js";
import { openHere, registryData } from "../../ingest/index.js";
import { type Fleet, fleet } from "../../ingest/testing/fleet.js";
import { settle } from "../../reward/settle.js";
import { type NodeProcess, startNodeProcess } from "./child.js";
import { testPolicy } from "./policy.js";

export interface KillOptions {
  readonly kills: number;
  readonly seed: bigint;
  /** Milliseconds of load before each kill, at most. */
  readonly longest: number;
  readonly onKill?: (kill: number, acknowledged: number) => void;
}

export interface KillReport {
  readonly kills: number;
  readonly messages: number;
  /** Messages that were acknowledged before a kill. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly stored: number;
  readonly root: string | null;
  readonly uninterruptedRoot: string | null;
  readonly evidenceHash: string;
  readonly uninterruptedHash: string;
}

const devicesCount = 20;
const window = 400;

/**
 * Sends messages with QoS 1, kills the node at random moments, starts it again and goes on; what was not acknowledged is
 * sent again, and now and then something that was. At the end every message is stored once, and the epoch's payout is
 * that of a store which was never interrupted.
 */
export async function runKills({ kills, seed, longest, onKill }: KillOptions): Promise<KillReport> {
  const root = mkdtempSync(join(tmpdir(), "tokenwright-kill-"));
  const folder = join(root, "evidence");
  const devices = fleet(devicesCount);
  const registryFile = join(root, "registry.json");
  writeFileSync(registryFile, JSON.stringify(registryData(devices.registry)));
  const moments = random.drawKey(seed, "moment of the kill");
  const start = Math.floor(Date.now() / 1000) - 60;
  const sent: Uint8Array[] = [];
  const acknowledged = new Set<number>();
  let node: NodeProcess | undefined;
  try {
    for (let kill = 0; kill <= kills; kill++) {
      node = await startNodeProcess([folder, registryFile, "0", "65536"]);
      const load = new Load(node.port, devices, start, sent, acknowledged);
      if (kill < kills) {
        const wait = longest * random.uniform(moments, kill, 0, 0);
        await new Promise((resolve) => setTimeout(resolve, 50 + wait));
        await node.kill();
        await load.end();
        onKill?.(kill, acknowledged.size);
      } else {
        await load.finish();
        await node.stop();
      }
      node = undefined;
    }
    return await compare(folder, join(root, "uninterrupted"), devices, start, sent, acknowledged, kills);
  } finally {
    await node?.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Publishes what was not acknowledged, then new messages, as fast as they are acknowledged. */
class Load {
  readonly #client: MqttClient;
  readonly #resend: number[];
  #underWay = 0;
  #isFinishing = false;
  #isEnded = false;
  #done = (): void => {};

  constructor(
    port: number,
    readonly devices: Fleet,
    readonly start: number,
    readonly sent: Uint8Array[],
    readonly acknowledged: Set<number>,
  ) {
    this.#client = connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, clientId: "load" });
    this.#client.on("error", () => {});
    this.#resend = sent.flatMap((_, index) => (acknowledged.has(index) && index % 37 !== 0 ? [] : [index]));
    this.#client.once("connect", () => this.#fill());
  }

  #fill(): void {
    while (this.#underWay < window && !this.#isEnded) {
      const index = this.#resend.shift() ?? (this.#isFinishing ? undefined : this.#next());
      if (index === undefined) {
        if (this.#underWay === 0) this.#done();
        return;
      }
      this.#underWay++;
      this.#client.publish("up", Buffer.from(this.sent[index]!), { qos: 1 }, (error) => {
        this.#underWay--;
        if (error === undefined || error === null) this.acknowledged.add(index);
        if (!this.#isEnded) this.#fill();
      });
    }
  }

  #next(): number {
    const index = this.sent.length;
    const device = index % devicesCount;
    const sequence = Math.floor(index / devicesCount) + 1;
    this.sent.push(this.devices.message(device, sequence, this.start + sequence / 16, noisy(index)));
    return index;
  }

  /** Sends nothing new, and waits for the rest. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    await new Promise<void>((resolve) => {
      this.#done = resolve;
      this.#fill();
    });
    await this.end();
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#client.endAsync(true);
  }
}

async function compare(
  folder: string,
  other: string,
  devices: Fleet,
  start: number,
  sent: readonly Uint8Array[],
  acknowledged: ReadonlySet<number>,
  kills: number,
): Promise<KillReport> {
  const interrupted = await openEvidence(folder);
  const uninterrupted = await openEvidence(other);
  const opener = openHere(devices.registry);
  const opened = await opener.open(sent.map((bytes) => ({ bytes, received: start })));
  const ids: string[] = [];
  await Promise.all(
    opened.map(async (one, index) => {
      if ("reason" in one) throw new Error(one.reason);
      ids[index] = one.id;
      await uninterrupted.append({ bytes: sent[index]!, opened: one, received: start, node: "b" });
    }),
  );
  const stored: string[] = [];
  for await (const { id } of interrupted.entries(0, 1e12)) stored.push(id);
  const there = new Set(stored);
  const epochStart = Math.floor(start / 86_400) * 86_400;
  const span = { number: 0, start: epochStart, end: epochStart + 86_400 };
  const rootOf = async (store: typeof interrupted): Promise<string | null> => {
    const { evidence } = await judgeEpoch(store, span, devices.registry, { intervals: { default: 60 } });
    return settle({ network: "test", policy: testPolicy(), evidence }).root;
  };
  const report: KillReport = {
    kills,
    messages: sent.length,
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((index) => !there.has(ids[index]!)).length,
    stored: stored.length,
    root: await rootOf(interrupted),
    uninterruptedRoot: await rootOf(uninterrupted),
    evidenceHash: await interrupted.evidenceHash(0, 1e12),
    uninterruptedHash: await uninterrupted.evidenceHash(0, 1e12),
  };
  await interrupted.close();
  await uninterrupted.close();
  return report;
}

/** Values that no two devices share, and that move less than 3 degrees a minute, which would be a jump. */
function noisy(index: number): number {
  return 20 + ((index * 2_654_435_761) % 1_009) / 1_009 / 500;
}
