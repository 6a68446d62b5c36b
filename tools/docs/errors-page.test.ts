import { expect, test } from "vitest";
import { makeFolder } from "../testing/house.js";
import { scanErrorCodes } from "./error-codes.js";
import { compareMeanings } from "./errors-page.js";

const source = `
import { fail } from "./errors.js";
const code = "room/constant";
export const table = { tab: { code: "room/table", message: "" } };
export function a(x: boolean, code = "room/default") {
  fail({ code: x ? "room/yes" : ("room/no" as const), message: code });
}
export const b = (error: { code?: string }) => error.code ?? "room/fallback";
export const model = "family/name";
export const compared = (error: { code: string }) => error.code === "room/yes";
`;

test("finds every way in which the sources give a code to an error", () => {
  const root = makeFolder({ "packages/p/src/room/a.ts": source });
  const { codes, doubtful } = scanErrorCodes(root);
  expect([...codes.keys()].sort()).toEqual([
    "room/constant",
    "room/default",
    "room/fallback",
    "room/no",
    "room/table",
    "room/yes",
  ]);
  expect(codes.get("room/table")).toEqual(["packages/p/src/room/a.ts:4"]);
  expect([...doubtful]).toEqual([]);
});

test("tests, vector adapters and built files are no sources of codes", () => {
  const line = 'export const x = { code: "room/x" };';
  const root = makeFolder({
    "packages/p/src/a.test.ts": line,
    "packages/p/src/a.vectors.ts": line,
    "packages/p/src/testing/a.ts": line,
    "packages/p/dist/a.ts": line,
  });
  expect(scanErrorCodes(root).codes.size).toBe(0);
});

test("a code handed over in another way is told, so that none is missed", () => {
  const root = makeFolder({
    "packages/p/src/a.ts": 'complain("room/hidden"); export const x = { code: "room/known" };',
  });
  const scan = scanErrorCodes(root);
  expect(compareMeanings(scan, { "room/known": ["m", "t"] }, { room: "r" })).toEqual([
    'packages/p/src/a.ts:1 has "room/hidden": write it as code: "room/hidden", or rename it',
  ]);
});

test("a code without meaning, a meaning without code and a room without sentence are told", () => {
  const root = makeFolder({ "packages/p/src/a.ts": 'export const x = { code: "new/one" };' });
  expect(compareMeanings(scanErrorCodes(root), { "old/one": ["m", "t"] }, { old: "r" })).toEqual([
    "new/one (packages/p/src/a.ts:1) has no entry in tools/docs/error-meanings.ts",
    "old/one has an entry, but no error has this code",
    "the room new has no sentence",
    "the room old has a sentence, but no error is from there",
  ]);
});
