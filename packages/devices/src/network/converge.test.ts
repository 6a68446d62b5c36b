import { random } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { type EvidenceStore, judgeEpoch } from "../evidence/index.js";
import { defaultRules, Gate, Intake, type Opened, type Opener, openHere, type Refused } from "../ingest/index.js";
import { fleet } from "../ingest/testing/fleet.js";
import { settle } from "../reward/settle.js";
import { type Peer, pull } from "./exchange/pull.js";
import { MemoryStore } from "./testing/memory-store.js";
import { testPolicy } from "./testing/policy.js";

const devices = fleet(5);
const start = Date.UTC(2026, 5, 1) / 1000;
const span = { number: 0, start, end: start + 3600 };
const policy = testPolicy(3600);
const noise = random.drawKey(3n, "noise");
/** An hour of five devices, a reading every five minutes. */
const messages = devices.names.flatMap((_, device) =>
  Array.from({ length: 12 }, (_, step) =>
    devices.message(device, step + 1, start + 300 * step + device, 20 + random.uniform(noise, device, step, 0)),
  ),
);

/** Signatures are checked once for all seeds. */
async function remembering(): Promise<Opener> {
  const inner = openHere(devices.registry);
  const results = await inner.open(messages.map((bytes) => ({ bytes, received: start })));
  const known = new Map(messages.map((bytes, index) => [Buffer.from(bytes).toString("latin1"), results[index]!]));
  const find = (bytes: Uint8Array): Opened | Refused => known.get(Buffer.from(bytes).toString("latin1"))!;
  return { ...inner, open: (batch) => Promise.resolve(batch.map(({ bytes }) => find(bytes))) };
}

const asPeer = (name: string, store: MemoryStore): Peer => ({
  name,
  hash: (from, to) => store.evidenceHash(from, to),
  entries: (from, to) => store.entries(from, to),
  messages: (entries) => store.messages(entries),
  erasures: () => [],
});
/** The judge asks for nothing that the memory has not. */
const asStore = (store: MemoryStore): EvidenceStore => store as unknown as EvidenceStore;

async function outcome(store: MemoryStore): Promise<{ readonly hash: string; readonly root: string | null }> {
  const settings = { intervals: { default: 300 }, grace: 600 };
  const { evidence, evidenceHash } = await judgeEpoch(asStore(store), span, devices.registry, settings);
  return { hash: evidenceHash, root: settle({ network: "test", policy, evidence }).root };
}

test("two nodes with other halves, in other orders and with duplicates, come to the same evidence and payout: 1,000 seeds", async () => {
  const opener = await remembering();
  const whole = new MemoryStore();
  for (const { bytes, opened } of (await opener.open(messages.map((bytes) => ({ bytes, received: start })))).map(
    (opened, index) => ({ opened, bytes: messages[index]! }),
  )) {
    if ("reason" in opened) throw new Error(opened.reason);
    await whole.append({ bytes, opened, received: start, node: "w" });
  }
  const expected = await outcome(whole);
  expect(expected.root).toMatch(/^0x[0-9a-f]{64}$/);
  for (let seed = 0n; seed < 1_000n; seed++) {
    const key = random.drawKey(seed, "delivery");
    const draw = (step: number, element: number): number => random.uniform(key, 0, step, element);
    const stores = [new MemoryStore(), new MemoryStore()] as const;
    const sizes: number[] = [];
    for (const [node, store] of stores.entries()) {
      const gate = new Gate(defaultRules);
      const intake = new Intake({ ...{ opener, gate, store }, node: String(node), now: () => 0 });
      const deliveries = messages
        .flatMap((bytes, index) => {
          // To the one, to the other, or to both; some twice.
          const to = draw(index, 0);
          const comes = node === 0 ? to < 0.6 : to > 0.4;
          const times = comes ? (draw(index, 1 + node) < 0.2 ? 2 : 1) : 0;
          return Array.from({ length: times }, (_, time) => ({ bytes, place: draw(index, 3 + 2 * node + time) }));
        })
        .sort((one, other) => one.place - other.place);
      const outcomes = await Promise.all(
        deliveries.map(({ bytes }) => intake.offer(bytes, start + 3_300, { keeps: true })),
      );
      expect(outcomes.every(({ kind }) => kind !== "refused")).toBe(true);
      sizes.push(store.size);
    }
    expect(Math.max(...sizes)).toBeLessThan(messages.length);
    const [a, b] = stores;
    const open = opener.open.bind(opener);
    const first = await pull(asPeer("b", b), start - 86_400, start + 86_400, { store: a, open });
    const second = await pull(asPeer("a", a), start - 86_400, start + 86_400, { store: b, open });
    expect([first.isEqual, second.isEqual, a.size, b.size]).toEqual([false, true, messages.length, messages.length]);
    expect(await a.evidenceHash(0, 1e12)).toBe(await b.evidenceHash(0, 1e12));
    expect(await outcome(a)).toEqual(expected);
    expect(await outcome(b)).toEqual(expected);
  }
});

test("a node takes nothing over that is not signed by a registered device, or stands under another's id", async () => {
  const opener = openHere(devices.registry);
  const from = new MemoryStore();
  const open = opener.open.bind(opener);
  const [good] = await open([{ bytes: messages[0]!, received: start }]);
  const [other] = await open([{ bytes: messages[1]!, received: start }]);
  if (good === undefined || other === undefined || "reason" in good || "reason" in other) throw new Error("unreadable");
  // The bytes of one under the id of the other, and bytes that nobody signed.
  await from.append({ bytes: messages[0]!, opened: other, received: start, node: "b" });
  const broken = messages[2]!.slice();
  broken[broken.length - 10] = broken[broken.length - 10] === 0x41 ? 0x42 : 0x41;
  await from.append({ bytes: broken, opened: { ...good, id: "ab".repeat(32) }, received: start, node: "b" });
  const to = new MemoryStore();
  const report = await pull(asPeer("b", from), start - 86_400, start + 86_400, { store: to, open });
  expect(report).toMatchObject({ taken: 0, refused: 2, isEqual: false });
  expect(to.size).toBe(0);
});
