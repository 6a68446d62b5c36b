import { expect, test } from "vitest";
import { Gate, type Passenger } from "./gate.js";

const id = (number: number): string => number.toString(16).padStart(64, "0").split("").reverse().join("");
const passenger = (more: Partial<Passenger>): Passenger => ({
  id: id(1),
  device: "urn:dev:a",
  keyId: "main",
  sequence: 1n,
  sent: 10_000,
  received: 10_000,
  ...more,
});

test("a clock may be off by the allowed seconds: more ahead is refused, more behind is late and kept", () => {
  const said = (sent: number) => {
    const decision = new Gate({ skewSeconds: 300 }).decide(passenger({ sent }), 0);
    return decision.kind === "refuse" ? decision.reason : decision.lane;
  };
  expect([10_300, 10_300.001, 9_700, 9_699.999, 0].map(said)).toEqual([
    ...(["prompt", "ingest/ahead", "prompt", "late", "late"] as const),
  ]);
});

test("the same message again is a duplicate, another one under its sequence is refused, and so is one below the window", () => {
  const gate = new Gate({ skewSeconds: 300 });
  const kinds = [
    ...[passenger({ sequence: 2_000n }), passenger({ sequence: 2_000n }), passenger({ sequence: 2_000n, id: id(2) })],
    ...[passenger({ sequence: 977n, id: id(3) }), passenger({ sequence: 976n, id: id(4) })],
    // Every key counts for itself.
    passenger({ sequence: 5n, keyId: "second", id: id(5) }),
    passenger({ sequence: 5n, device: "urn:dev:b", id: id(6) }),
  ].map((one) => {
    const decision = gate.decide(one, 0);
    return decision.kind === "refuse" ? decision.reason : decision.kind;
  });
  expect(kinds).toEqual(["pass", "again", "ingest/sequence-used", "pass", "ingest/sequence-old", "pass", "pass"]);
});

test("packs of one batch share a sequence and all pass", () => {
  const gate = new Gate({ skewSeconds: 300 });
  for (let piece = 0; piece < 3; piece++) expect(gate.decide(passenger({ piece }), 0).kind).toBe("pass");
  expect(gate.decide(passenger({ id: id(2), piece: 0 }), 0)).toMatchObject({ reason: "ingest/sequence-used" });
});

test("a refused message leaves its sequence free", () => {
  const gate = new Gate({ skewSeconds: 300 });
  expect(gate.decide(passenger({ sent: 99_999 }), 0)).toMatchObject({ reason: "ingest/ahead" });
  expect(gate.decide(passenger({ id: id(2) }), 0)).toMatchObject({ kind: "pass" });
});

test("a device that sends more than its share is refused until its bucket has filled again; another is not", () => {
  const gate = new Gate({ skewSeconds: 300, deviceRate: { perSecond: 2, burst: 3 } });
  const take = (sequence: number, now: number, device = "urn:dev:a") =>
    gate.decide(passenger({ sequence: BigInt(sequence), id: id(sequence), device }), now).kind;
  expect([1, 2, 3, 4].map((sequence) => take(sequence, 100))).toEqual(["pass", "pass", "pass", "refuse"]);
  expect(take(1, 100, "urn:dev:b")).toBe("pass");
  expect([take(4, 100.49), take(4, 100.5), take(5, 100.5)]).toEqual(["refuse", "pass", "refuse"]);
  // A clock that goes back fills nothing.
  expect(take(5, 99)).toBe("refuse");
});
