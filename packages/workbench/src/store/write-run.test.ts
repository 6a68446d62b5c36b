import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenwrightError } from "@tokenwright/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWritable, writeNew, writeWhole } from "../disk/index.js";
import { writeRun } from "./write-run.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = new Map([
  ["a.txt", "one\n"],
  ["b.txt", "two\n"],
]);

/** The one finding of what is refused. */
function refusal(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics[0];
    throw error;
  }
  throw new Error("it was accepted");
}

test("a run folder appears with all its files, and nothing else is left", () => {
  expect(writeRun(join(folder, "runs"), files, "abc")).toEqual({ folder: join(folder, "runs", "abc"), isNew: true });
  expect(readdirSync(join(folder, "runs"))).toEqual(["abc"]);
  expect(readdirSync(join(folder, "runs", "abc"))).toEqual(["a.txt", "b.txt"]);
  expect(readFileSync(join(folder, "runs", "abc", "b.txt"), "utf8")).toBe("two\n");
});

test("the same run again changes nothing, other content under its name is refused and left as it is", () => {
  writeRun(folder, files, "abc");
  const before = statSync(join(folder, "abc", "a.txt")).mtimeMs;
  expect(writeRun(folder, files, "abc").isNew).toBe(false);
  expect(statSync(join(folder, "abc", "a.txt")).mtimeMs).toBe(before);
  expect(refusal(() => writeRun(folder, new Map([["a.txt", "other\n"]]), "abc"))).toMatchObject({
    code: "store/conflict",
  });
  expect(readFileSync(join(folder, "abc", "a.txt"), "utf8")).toBe("one\n");
});

test("a report beside a run is renewed, the run is not", () => {
  writeRun(folder, files, "abc", new Map([["report.html", "old"]]));
  writeRun(folder, files, "abc", new Map([["report.html", "new"]]));
  expect(readFileSync(join(folder, "abc", "report.html"), "utf8")).toBe("new");
});

test("what a killed process of the same number left behind is no obstacle", () => {
  mkdirSync(join(folder, `.abc-${process.pid}`));
  writeFileSync(join(folder, `.abc-${process.pid}`, "a.txt"), "half");
  expect(writeRun(folder, files, "abc").isNew).toBe(true);
  expect(readdirSync(folder)).toEqual(["abc"]);
});

test("a file in the way of a folder is named", () => {
  writeFileSync(join(folder, "runs"), "");
  expect(refusal(() => checkWritable(join(folder, "runs")))).toMatchObject({
    code: "store/not-a-folder",
    message: expect.stringMatching(/runs" cannot be a folder/),
  });
  expect(refusal(() => checkWritable(join(folder, "runs", "deeper")))).toMatchObject({ code: "store/not-a-folder" });
  expect(refusal(() => writeRun(join(folder, "runs"), files, "abc"))).toMatchObject({ code: "store/not-a-folder" });
});

test("a folder without permission to write is named", () => {
  chmodSync(folder, 0o500);
  // Root may write anywhere, so it tries as somebody else.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(refusal(() => checkWritable(folder))).toMatchObject({ code: "store/not-writable" });
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o700);
  }
});

// Node's own mkdir never returns here.
test.skipIf(process.platform !== "linux")("a place where no folder can be made is refused at once", () => {
  expect(refusal(() => checkWritable("/proc/tokenwright/runs"))).toMatchObject({ code: "store/failed" });
});

test("a file is replaced whole, and a folder is not taken for one", () => {
  const path = join(folder, "deep", "report.html");
  writeWhole(path, "one");
  writeWhole(path, "two");
  expect(readFileSync(path, "utf8")).toBe("two");
  expect(readdirSync(join(folder, "deep"))).toEqual(["report.html"]);
  expect(refusal(() => writeWhole(folder, "x"))).toMatchObject({
    code: "store/is-a-folder",
    message: expect.stringMatching(/is a folder/),
  });
});

test("a file that is there is never written over by a new one", () => {
  const path = join(folder, "scenario.yaml");
  writeNew(path, "mine");
  expect(refusal(() => writeNew(path, "other"))).toMatchObject({
    code: "store/exists",
    message: expect.stringMatching(/left as it is/),
  });
  expect(readFileSync(path, "utf8")).toBe("mine");
});
