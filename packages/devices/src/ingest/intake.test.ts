import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type EvidenceStore, openEvidence } from "../evidence/index.js";
import { type AcceptanceRules, defaultRules, Gate } from "./gate.js";
import { Intake, type IntakeOptions, type Outcome, type TakenMessage } from "./intake.js";
import { openInThreads } from "./open-in-threads.js";
import { type Opener, openHere } from "./opener.js";
import { recoverGate } from "./recover-gate.js";
import { fleet, forged } from "./testing/fleet.js";

const root = mkdtempSync(join(tmpdir(), "tokenwright-intake-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(root, String(folders++));

const devices = fleet(4);
const noon = Date.UTC(2026, 5, 1, 12) / 1000;
const keeps = { keeps: true };

async function withIntake(
  use: (intake: Intake, store: EvidenceStore) => Promise<void>,
  more: Partial<IntakeOptions> & { readonly rules?: AcceptanceRules; readonly folder?: string } = {},
): Promise<void> {
  const store = await openEvidence(more.folder ?? newFolder());
  const gate = await recoverGate(store, more.rules ?? defaultRules);
  const opener = more.opener ?? openHere(devices.registry);
  const intake = new Intake({ opener, gate, store, node: "a", now: () => 0, ...more });
  try {
    await use(intake, store);
  } finally {
    await intake.stop();
    await opener.close();
    await store.close();
  }
}

const kindOf = (outcome: Outcome): string => (outcome.kind === "refused" ? outcome.reason : outcome.kind);

async function idsIn(store: EvidenceStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.entries(0, 1e15)) ids.push(id);
  return ids;
}

test("each message has one fate, counted by its reason; what is stored is what was acknowledged", async () => {
  await withIntake(async (intake, store) => {
    const good = devices.message(0, 1, noon);
    const late = devices.message(1, 1, noon - 7_200);
    const batch = devices.batch(2, 1, noon, 3);
    const sent: readonly (readonly [Uint8Array, string])[] = [
      [good, "stored"],
      [good, "duplicate"],
      [forged(devices.message(0, 2, noon)), "device/signature"],
      [late, "stored"],
      [devices.message(0, 3, noon + 301), "ingest/ahead"],
      [devices.message(0, 1, noon, 21), "ingest/sequence-used"],
      [fleet(5).message(4, 1, noon), "device/unknown-device"],
      [new TextEncoder().encode("hello"), "device/form"],
      [new Uint8Array(200_000), "device/too-large"],
      ...batch.map((piece) => [piece, "stored"] as const),
      [batch[1]!, "duplicate"],
    ];
    const outcomes: string[] = [];
    for (const [bytes] of sent) outcomes.push(kindOf(await intake.offer(bytes, noon, keeps)));
    expect(outcomes).toEqual(sent.map(([, expected]) => expected));
    expect(intake.counts).toEqual({
      offered: sent.length,
      stored: 5,
      late: 1,
      readings: 5,
      duplicates: 2,
      exchanged: 0,
      refused: {
        "device/form": 1,
        "device/signature": 1,
        "device/too-large": 1,
        "device/unknown-device": 1,
        "ingest/ahead": 1,
        "ingest/sequence-used": 1,
      },
    });
    expect(await idsIn(store)).toHaveLength(5);
  });
});

test("a gate that is built again from the store refuses what was stored before, and lets the rest of a batch in", async () => {
  const folder = newFolder();
  const batch = devices.batch(2, 9, noon, 4);
  const message = devices.message(0, 5, noon);
  await withIntake(
    async (intake) => {
      for (const bytes of [message, batch[0]!, batch[2]!]) await intake.offer(bytes, noon, keeps);
    },
    { folder },
  );
  await withIntake(
    async (intake) => {
      const outcomes: string[] = [];
      for (const bytes of [message, devices.message(0, 5, noon, 3), devices.message(0, 4, noon), ...batch]) {
        outcomes.push(kindOf(await intake.offer(bytes, noon + 60, keeps)));
      }
      expect(outcomes).toEqual([
        ...["duplicate", "ingest/sequence-used", "stored"],
        ...["duplicate", "stored", "duplicate", "stored"],
      ]);
    },
    { folder },
  );
});

test("when there is no room, who keeps a message waits and loses nothing, and of the others the oldest are dropped", async () => {
  let open = (): void => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  const inner = openHere(devices.registry);
  const slow: Opener = { ...inner, open: (batch) => closed.then(() => inner.open(batch)) };
  await withIntake(
    async (intake) => {
      const messages = Array.from({ length: 200 }, (_, index) => devices.message(0, index + 1, noon));
      const size = messages[0]!.length + 2_048;
      // The first 64 are under way at once and can no longer be dropped.
      const lossy = messages.slice(0, 100).map((bytes) => intake.offer(bytes, noon, { keeps: false }));
      const kept = messages.slice(100).map((bytes) => intake.offer(bytes, noon, keeps));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(intake.held).toBeLessThanOrEqual(80 * size);
      open();
      const fates = (await Promise.all(lossy)).map(kindOf);
      expect((await Promise.all(kept)).map(kindOf)).toEqual(kept.map(() => "stored"));
      const dropped = fates.filter((fate) => fate === "ingest/dropped").length;
      expect(dropped).toBeGreaterThan(10);
      // The oldest that were still in the queue went, the newest stayed.
      expect(fates.lastIndexOf("ingest/dropped")).toBeLessThan(fates.length - 1);
      expect(intake.counts.refused["ingest/dropped"]).toBe(dropped);
      expect(intake.counts.stored).toBe(200 - dropped);
      expect(intake.held).toBe(0);
    },
    { opener: slow, queueBytes: 80 * (devices.message(0, 1, noon).length + 2_048) },
  );
});

test("a slow listener is told of every stored message once and in order, and holds the sender back", async () => {
  const told: TakenMessage[] = [];
  let most = 0;
  const queueBytes = 120_000;
  let intakeOf: Intake | undefined;
  await withIntake(
    async (intake) => {
      intakeOf = intake;
      const outcomes = await Promise.all(
        Array.from({ length: 300 }, (_, index) => intake.offer(devices.message(1, index + 1, noon), noon, keeps)),
      );
      expect(outcomes.every(({ kind }) => kind === "stored")).toBe(true);
      await intake.drained();
      expect(told).toHaveLength(300);
      expect(new Set(told.map(({ id }) => id)).size).toBe(300);
      expect(most).toBeLessThanOrEqual(queueBytes);
    },
    {
      queueBytes,
      onStored: async (messages) => {
        most = Math.max(most, intakeOf?.held ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 5));
        told.push(...messages);
      },
    },
  );
});

test("the network's own quota says when to come again", async () => {
  await withIntake(
    async (intake) => {
      const outcomes: Outcome[] = [];
      for (let one = 1; one <= 3; one++) outcomes.push(await intake.offer(devices.message(0, one, noon), noon, keeps));
      expect(outcomes.map(kindOf)).toEqual(["stored", "stored", "ingest/network-quota"]);
      expect(outcomes[2]).toMatchObject({ retryAfter: 0.25 });
    },
    { networkRate: { perSecond: 4, burst: 2 } },
  );
});

test("when the disk refuses nothing is acknowledged, then or later", async () => {
  const store = { append: () => Promise.reject(new Error("no space left")) };
  const failures: unknown[] = [];
  const intake = new Intake({
    ...{ opener: openHere(devices.registry), gate: new Gate(defaultRules), store, node: "a", now: () => 0 },
    onFailure: (error) => failures.push(error),
  });
  for (const sequence of [1, 2]) {
    await expect(intake.offer(devices.message(0, sequence, noon), noon, keeps)).rejects.toThrow("no space left");
  }
  expect(failures).toHaveLength(1);
  expect(intake.counts.stored).toBe(0);
});

test("threads find what this thread finds, message by message", async () => {
  const batch = devices.batch(3, 1, noon, 2);
  const cases = [
    ...[devices.message(0, 1, noon), forged(devices.message(1, 1, noon)), devices.message(2, 1, noon, 5, "cbor")],
    ...[...batch, new Uint8Array(), new TextEncoder().encode('{"statement":1}')],
  ].map((bytes) => ({ bytes, received: noon }));
  const here = openHere(devices.registry);
  const threads = openInThreads(devices.registry, 2, new URL("./testing/open-worker.mjs", import.meta.url));
  try {
    expect(await threads.open(cases)).toEqual(await here.open(cases));
    const nobody = new Map();
    for (const opener of [here, threads]) opener.use(nobody);
    const [first] = await threads.open(cases.slice(0, 1));
    expect(first).toMatchObject({ reason: "device/unknown-device" });
  } finally {
    await threads.close();
  }
});
