import { expect, test } from "vitest";
import { sha256Hex, utf8 } from "../../device/bytes.js";
import { qualityOf, workOf } from "../../device/epoch-evidence.js";
import { openEvidence } from "../store/file-store.js";
import { acceptedOf, day, goodPlan, inFolder, start } from "../testing/fixtures.js";
import { epochEvidence, type JudgedEpoch, judgeEpoch } from "./judge-epoch.js";

const epoch = { number: 7, start, end: start + day };
const account = (index: number): string => `0x${String(index + 1).padStart(40, "0")}`;

/** Everything of an epoch as text, big integers included. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "bigint" ? `${one}n` : one instanceof Map ? [...(one as Map<unknown, unknown>)] : one,
  );

/** A hash, as the text is long. What a node's own clock says is no part of a judgement. */
const judgementHash = (judged: JudgedEpoch): string =>
  sha256Hex(utf8(textOf(judged).replaceAll(/"received":[\d.]+/g, "")));

test("the same messages give the same judgement bit by bit, in any order, from any node, sealed or not", async () => {
  const plan = goodPlan({ stations: 8, bad: 0.5, kinds: ["spikes", "stuck", "copies", "late"], interval: 1200 });
  const { simulation, accepted } = acceptedOf(plan);
  const accounts = Object.fromEntries(plan.stations.map(({ owner }, index) => [owner, account(index)]));
  const settings = { intervals: { default: 1200 }, accounts };
  const judge = (order: (list: typeof accepted) => typeof accepted, sealAt: number, seconds: number) =>
    inFolder(async (folder) => {
      const store = await openEvidence(folder, { segmentBytes: 100_000 });
      for (const [index, one] of order(accepted).entries()) {
        await store.append({ ...one, received: one.received + seconds, node: seconds === 0 ? "a" : "b" });
        if (index === sealAt) await store.seal();
      }
      const judged = await judgeEpoch(store, epoch, simulation.registry, settings);
      await store.close();
      return judged;
    });
  const one = await judge((list) => list, -1, 0);
  const other = await judge((list) => [...list].reverse(), 300, 77.25);
  expect(other.evidenceHash).toBe(one.evidenceHash);
  expect(other.evidence).toEqual(one.evidence);
  expect(judgementHash(other)).toBe(judgementHash(one));
  expect(one.evidence.devices.map(({ device }) => device)).toEqual([...simulation.devices].sort());
  // Another set has another hash.
  const less = await judge((list) => list.slice(1), -1, 0);
  expect(less.evidenceHash).not.toBe(one.evidenceHash);
});

test("what a good day is due, done and worth, and what gaps and faults leave of it", () =>
  inFolder(async (folder) => {
    const plan = goodPlan({ stations: 5, bad: 0.2, kinds: ["gaps"] });
    const { simulation, accepted } = acceptedOf(plan);
    const store = await openEvidence(folder);
    await Promise.all(accepted.map((one) => store.append(one)));
    const accounts = Object.fromEntries(plan.stations.map(({ owner }, index) => [owner, account(index)]));
    const evidence = await epochEvidence(store, epoch, simulation.registry, { intervals: { default: 600 }, accounts });
    expect(evidence).toMatchObject({ epoch: 7, start: "2026-06-01T00:00:00Z", end: "2026-06-02T00:00:00Z" });
    const of = (index: number) => evidence.devices.find(({ device }) => device === simulation.devices[index])!;
    for (let index = 0; index < 4; index++) {
      const good = of(index);
      expect(good).toMatchObject({ owner: account(index), due: 8 * 144, standing: 10_000 });
      expect(good.readings).toHaveLength(8 * 144);
      expect(qualityOf(good)).toBeGreaterThan(9_900);
      // Channel-seconds: eight channels for a day, less what was marked.
      const bad = good.readings.filter(({ quality }) => quality === 0).length;
      expect(workOf(good, "presence")).toBe(BigInt(8 * day - 600 * bad));
    }
    const gaps = of(4);
    const sent = accepted.filter(({ opened }) => opened.envelope.device === simulation.devices[4]).length;
    expect(gaps.due).toBe(8 * 144);
    expect(gaps.readings).toHaveLength(8 * sent);
    expect(qualityOf(gaps)).toBeLessThanOrEqual(Math.floor((10_000 * sent) / 144));
    // Owners without an account are judged and not paid.
    const judged = await judgeEpoch(store, epoch, simulation.registry, { intervals: { default: 600 } });
    expect(judged.evidence.devices).toEqual([]);
    expect(judged.scores.map(({ leftOut }) => leftOut)).toEqual(new Array(5).fill("no account"));
    expect(judged.scores.find(({ device }) => device === simulation.devices[4])!.channels.get("noise")).toMatchObject({
      due: 144,
      present: sent,
      hoursWithoutData: (144 - sent) / 6,
    });
    await store.close();
  }));

test("who sends twice as often is not paid twice, and a reading from the future counts for nothing", () =>
  inFolder(async (folder) => {
    const { simulation, accepted } = acceptedOf(goodPlan({ stations: 1, interval: 300 }));
    const store = await openEvidence(folder);
    await Promise.all(accepted.map((one) => store.append(one)));
    const [score] = (
      await judgeEpoch(store, epoch, simulation.registry, { intervals: { default: 600 }, unverified: 10_000 })
    ).scores;
    expect(score!.due).toBe(8 * 144);
    expect(score!.readings.filter(({ counts }) => counts)).toHaveLength(8 * 144);
    expect(score!.readings).toHaveLength(8 * 288);
    expect(score!.findings.map(({ signal }) => signal)).toEqual(["unverified"]);
    await store.close();
  }));

test.each([
  [{ number: -1, start, end: start + day }, { intervals: { default: 600 } }],
  [{ number: 0, start, end: start }, { intervals: { default: 600 } }],
  [epoch, { intervals: {} }],
  [epoch, { intervals: { default: 0.5 } }],
  [epoch, { intervals: { default: 600 }, unverified: 20_000 }],
])("an epoch or settings that cannot be are refused: %o", (wrong, settings) =>
  inFolder(async (folder) => {
    const store = await openEvidence(folder);
    await expect(judgeEpoch(store, wrong, new Map(), settings)).rejects.toMatchObject({ code: "evidence/settings" });
    await store.close();
  }),
);
