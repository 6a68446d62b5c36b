import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenwrightError } from "@tokenwright/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDataFile } from "../data/index.js";
import { filesIn } from "./files-in.js";

let outside = "";
let folder = "";
beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), "tokenwright-data-"));
  folder = join(outside, "scenario");
  mkdirSync(join(folder, "deep"), { recursive: true });
  writeFileSync(join(outside, "secret.csv"), "a,b\n1,2\n");
  writeFileSync(join(folder, "prices.csv"), "a,b\n1,2\n");
  writeFileSync(join(folder, "deep", "more.csv"), "a,b\n1,2\n");
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

function refused(name: string, mostBytes = 1_000): string {
  try {
    return readDataFile(filesIn(folder), name, mostBytes).table.columns.join(",");
  } catch (error) {
    if (error instanceof TokenwrightError) return error.code;
    throw error;
  }
}

test("a file of the folder, and of a folder in it, is read with the SHA-256 that sha256sum gives", () => {
  const { table, sha256, bytes } = readDataFile(filesIn(folder), "prices.csv", 1_000);
  expect({ columns: table.columns, size: table.size, bytes }).toEqual({ columns: ["a", "b"], size: 1, bytes: 8 });
  expect(sha256).toBe("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
  expect(refused("deep/more.csv")).toBe("a,b");
});

test("nothing outside the folder is read: not by dots, not by a link to a file or folder", () => {
  symlinkSync(join(outside, "secret.csv"), join(folder, "link.csv"));
  symlinkSync(outside, join(folder, "up"), "junction");
  for (const name of ["../secret.csv", "deep/../../secret.csv", "link.csv", "up/secret.csv", ".."]) {
    expect(refused(name), name).toBe("data/outside");
  }
});

test("a missing file, a folder and bytes that are no text are refused by name", () => {
  writeFileSync(join(folder, "binary.csv"), Uint8Array.of(0x61, 0xff, 0xfe, 0x0a));
  writeFileSync(join(folder, "nul.csv"), "a,b\n1,\0\n");
  expect(refused("none.csv")).toBe("data/no-file");
  expect(refused("prices.csv/none.csv")).toBe("data/no-file");
  expect(refused("deep")).toBe("data/not-a-file");
  expect(refused("binary.csv")).toBe("data/not-text");
  expect(refused("nul.csv")).toBe("data/not-text");
});

test("a file of eight gigabytes is refused by its length, without being read", () => {
  const path = join(folder, "huge.csv");
  writeFileSync(path, "a,b\n");
  truncateSync(path, 8 * 1024 ** 3);
  const before = process.memoryUsage().rss;
  expect(refused("huge.csv", 64 * 1024 * 1024)).toBe("data/too-large");
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  rmSync(path);
});

test.skipIf(process.platform === "win32")("a pipe that nobody writes to is refused and not waited for", () => {
  execFileSync("mkfifo", [join(folder, "pipe.csv")]);
  expect(refused("pipe.csv")).toBe("data/not-a-file");
});
