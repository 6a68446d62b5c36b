import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import {
  commitmentOf,
  committedReadingId,
  eraseSubject,
  newSubjectKey,
  openMessage,
  opens,
  saltFor,
  sealMessage,
} from "./erasure.js";
import { seededBytes } from "./testing/stream.js";
import { accessTo, visibleReadings } from "./visibility.js";

const random = seededBytes("erasure");
const anna = newSubjectKey(random);
const ben = newSubjectKey(random);
const message = (text: string) => new TextEncoder().encode(text);

test("commitments are what the module says, computed by other means", () => {
  const bytes = message("21.5 Cel");
  const inner = createHash("sha256").update(bytes).digest("hex");
  const salt = createHmac("sha256", anna).update(inner).digest("hex");
  expect(saltFor(anna, bytes)).toBe(salt);
  const expected = createHash("sha256").update(`tokenwright/commitment/1\n${salt}\n${inner}`).digest("hex");
  expect(commitmentOf(salt, bytes)).toBe(expected);
});

test("two nodes with the same key keep the same ids, whatever their own chance", () => {
  const one = sealMessage("anna", anna, message("21.5"), seededBytes("node 1"));
  const other = sealMessage("anna", anna, message("21.5"), seededBytes("node 2"));
  expect(one.commitment).toBe(other.commitment);
  expect(one.sealed).not.toEqual(other.sealed);
  expect(committedReadingId(one.commitment, 0)).toBe(committedReadingId(other.commitment, 0));
  expect(committedReadingId(one.commitment, 0)).not.toBe(committedReadingId(one.commitment, 1));
});

test("a person's data goes, the evidence stays, and others lose nothing", () => {
  const stored = [sealMessage("anna", anna, message("21.5"), random), sealMessage("ben", ben, message("19.0"), random)];
  const evidence = (list: typeof stored) =>
    createHash("sha256")
      .update(list.map(({ commitment }) => committedReadingId(commitment, 0)).join())
      .digest("hex");
  const after = eraseSubject(stored, "anna");
  expect(evidence(after)).toBe(evidence(stored));
  expect(openMessage(anna, after[0]!)).toBeUndefined();
  expect(openMessage(ben, after[1]!)).toEqual(message("19.0"));
  // A copy of the sealed payload is worth nothing without the key.
  expect(openMessage(ben, stored[0]!)).toBeUndefined();
});

test("a guess cannot be tried against a commitment without the salt, and a salt opens one message only", () => {
  const stored = sealMessage("anna", anna, message("21.5"), random);
  const salt = saltFor(anna, message("21.5"));
  expect(opens(stored.commitment, salt, message("21.5"))).toBe(true);
  expect(opens(stored.commitment, salt, message("21.6"))).toBe(false);
  const second = sealMessage("anna", anna, message("22.0"), random);
  expect(opens(second.commitment, salt, message("22.0"))).toBe(false);
  // Everything a guesser can compute from the message alone differs from what is published.
  const bare = createHash("sha256").update(message("21.5")).digest("hex");
  expect([bare, committedReadingId(bare, 0)]).not.toContain(stored.commitment);
  const damaged = { ...stored, sealed: stored.sealed!.map((byte, at) => (at === 15 ? byte ^ 1 : byte)) };
  expect(openMessage(anna, damaged)).toBeUndefined();
  expect(openMessage(anna, { ...second, sealed: stored.sealed })).toBeUndefined();
  expect(() => saltFor(new Uint8Array(5), message("x"))).toThrow("privacy/parameter");
  expect(() => commitmentOf("salt", message("x"))).toThrow("privacy/parameter");
});

test("a channel is seen by whom its visibility names", () => {
  const stranger = { kind: "public" } as const;
  const owner = { kind: "owner", owner: "0xaa" } as const;
  expect(
    ["public", "aggregate", "private", undefined].map((one) => accessTo(one as "public", "0xaa", stranger)),
  ).toEqual(["values", "aggregates", "nothing", "nothing"]);
  expect(accessTo("private", "0xaa", owner)).toBe("values");
  expect(accessTo("private", "0xbb", owner)).toBe("nothing");
  expect(accessTo("private", "0xbb", { kind: "network" })).toBe("values");
  const readings = [
    { device: "a", channel: "pm2_5" },
    { device: "a", channel: "noise" },
    { device: "b", channel: "noise" },
  ];
  const visibilityOf = (_: string, channel: string) => (channel === "pm2_5" ? "public" : "private");
  const ownerOf = (device: string) => (device === "a" ? "0xaa" : "0xbb");
  expect(visibleReadings(readings, visibilityOf, ownerOf, stranger)).toEqual([readings[0]]);
  expect(visibleReadings(readings, visibilityOf, ownerOf, owner)).toEqual([readings[0], readings[1]]);
});
