import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, win32 } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Folder } from "./folder.js";
import { partsOf } from "./names.js";
import { scenario } from "./testing/page.js";

const secret = "tokenwright: 1\ntitle: secret\n";
let outside: string;
let root: string;
let folder: Folder;

beforeAll(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), "tokenwright-server-")));
  root = join(outside, "folder");
  mkdirSync(join(root, "deep", "deeper"), { recursive: true });
  // A neighbour whose name begins with the folder's own.
  mkdirSync(join(outside, "folder-of-others"));
  for (const path of ["secret.yaml", "folder-of-others/secret.yaml"]) writeFileSync(join(outside, path), secret);
  writeFileSync(join(root, "a.yaml"), scenario("A"));
  writeFileSync(join(root, "deep", "b.yml"), scenario("'B: second'"));
  writeFileSync(join(root, "deep", "deeper", "prices.csv"), "a,b\n1,2\n");
  writeFileSync(join(root, "notes.yaml"), "title: no scenario\n");
  writeFileSync(join(root, "key.pem"), "private");
  writeFileSync(join(root, ".hidden.yaml"), scenario("hidden"));
  mkdirSync(join(root, "runs", "3f2a90c1d4e7"), { recursive: true });
  writeFileSync(join(root, "runs", "3f2a90c1d4e7", "run.json"), '{"schema": 1, "title": "Run \\"one\\""}\n');
  writeFileSync(join(root, "runs", "3f2a90c1d4e7", "scenario.yaml"), scenario("A"));
  symlinkSync(join(outside, "secret.yaml"), join(root, "link.yaml"));
  symlinkSync(outside, join(root, "up"), "junction");
  symlinkSync(join(root, "a.yaml"), join(root, "within.yaml"));
  folder = new Folder(root);
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

function readText(name: string): string {
  const found = folder.read(name);
  return typeof found === "string" ? found : Buffer.from(found.bytes).toString();
}

test("scenarios, tables and runs are listed by name and title; links and what is hidden are not", () => {
  expect(folder.list()).toEqual({
    folder: "folder",
    scenarios: [
      { name: "a.yaml", bytes: 24, title: "A" },
      { name: "deep/b.yml", bytes: 34, title: "B: second" },
    ],
    tables: [{ name: "deep/deeper/prices.csv", bytes: 8 }],
    runs: [{ name: "runs/3f2a90c1d4e7", bytes: 38, title: 'Run "one"' }],
    isComplete: true,
  });
});

test("what is listed can be read, with the hash that sha256sum gives", () => {
  expect(folder.read("deep/deeper/prices.csv")).toEqual({
    bytes: Buffer.from("a,b\n1,2\n"),
    sha256: "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470",
  });
  expect(readText("runs/3f2a90c1d4e7/run.json")).toContain("one");
  expect(readText("runs/3f2a90c1d4e7/scenario.yaml")).toBe(scenario("A"));
});

/** Ways out of a folder that were found in other servers, around a name that is there. */
function hostileNames(): string[] {
  const ups = [
    "..",
    ".",
    "...",
    "....",
    "..;",
    "%2e%2e",
    "%252e%252e",
    ".%2e",
    "\u2024\u2024",
    "\uff0e\uff0e",
    ".. ",
    "..\0",
  ];
  const separators = [
    "/",
    "\\",
    "//",
    "/./",
    "\\/",
    "%2f",
    "%5c",
    "..%2f",
    "..%5c",
    "\u2215",
    "\uff0f",
    "%c0%af",
    ":",
    "\0/",
  ];
  const ends = ["secret.yaml", "folder-of-others/secret.yaml", "folder/../secret.yaml", "../secret.yaml"];
  const built = ups.flatMap((up) => separators.flatMap((separator) => ends.map((end) => `${up}${separator}${end}`)));
  const absolute = [join(outside, "secret.yaml"), "/etc/passwd", "C:\\Windows\\win.ini", "\\\\host\\share\\a.yaml"];
  const schemes = [
    "file:///etc/passwd",
    "//host/a.yaml",
    "~/a.yaml",
    "~root/a.yaml",
    "$HOME/a.yaml",
    "\\\\?\\C:\\a.yaml",
  ];
  const devices = ["con.yaml", "NUL.yaml", "aux", "com1.yaml", "LPT9.yaml", "com¹.yaml", "conin$.yaml", "prn .yaml"];
  const odd = [
    "",
    "/",
    "a.yaml/",
    "a.yaml\0",
    "a.yaml\0.csv",
    "a.yaml.",
    "a.yaml ",
    "a.yaml::$DATA",
    "a.yaml:b",
    "deep//b.yml",
  ];
  const links = ["link.yaml", "up/secret.yaml", "up/folder/a.yaml", "within.yaml", "deep/../../secret.yaml"];
  const hidden = [
    ".hidden.yaml",
    ".git/config.yaml",
    "deep/.env.yaml",
    "key.pem",
    "deep",
    "a\u202elmay.yaml",
    "a\nb.yaml",
  ];
  return [
    ...built,
    ...absolute,
    ...schemes,
    ...devices,
    ...odd,
    ...links,
    ...hidden,
    "x".repeat(300),
    "a/".repeat(500),
  ];
}

test("of more than 500 hostile names none is read, and none is written", () => {
  const names = hostileNames();
  expect(names.length).toBeGreaterThan(500);
  const before = everything(outside);
  for (const name of names) {
    expect(["name", "missing"], JSON.stringify(name)).toContain(folder.read(name));
    const written = folder.write(name, "tokenwright: 1\n", undefined);
    // A plain name in a folder that is not there is no way out; everything else is no name.
    expect(["name", "missing", "changed"], JSON.stringify(name)).toContain(written);
  }
  expect(everything(outside)).toEqual(before);
});

/** Every file below a folder with its content; links by where they lead. */
function everything(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const own = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${own}: ${readFileSync(own, "base64")}` : own;
    })
    .sort();
}

test("of a million generated names none leads out of its folder, on this system or on Windows", () => {
  const pieces = [
    "..",
    ".",
    "/",
    "\\",
    "a",
    "b.yml",
    "deep",
    "%2f",
    ":",
    " ",
    "\0",
    "C:",
    "~",
    "con",
    "é",
    "·",
    "link.yaml",
    "up",
  ];
  let state = 11;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let taken = 0;
  for (let count = 0; count < 1_000_000; count++) {
    let name = "";
    for (let length = 1 + next(6); length > 0; length--) name += pieces[next(pieces.length)]!;
    const parts = partsOf(name);
    if (parts === undefined) continue;
    taken++;
    for (const [system, top] of [
      [posix, "/top/root"],
      [win32, "C:\\top\\root"],
    ] as const) {
      const path = system.resolve(top, ...parts);
      if (path !== top + system.sep + parts.join(system.sep)) throw new Error(`${JSON.stringify(name)} is ${path}`);
    }
    if (taken % 40 === 0 && readText(name) === secret) throw new Error(`${JSON.stringify(name)} was read`);
  }
  expect(taken).toBeGreaterThan(50_000);
});

test("a scenario is saved over what was read, and not over what somebody changed meanwhile", () => {
  const first = folder.write("new.yaml", scenario("one"), undefined);
  if (typeof first === "string") throw new Error(first);
  expect(folder.write("new.yaml", scenario("two"), undefined)).toBe("changed");
  writeFileSync(join(root, "new.yaml"), scenario("by an editor"));
  expect(folder.write("new.yaml", scenario("two"), first.sha256)).toBe("changed");
  expect(readText("new.yaml")).toBe(scenario("by an editor"));
  const again = folder.read("new.yaml");
  if (typeof again === "string") throw new Error(again);
  expect(folder.write("new.yaml", scenario("two"), again.sha256)).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(readText("new.yaml")).toBe(scenario("two"));
  rmSync(join(root, "new.yaml"));
  expect(folder.write("new.yaml", scenario("three"), first.sha256)).toBe("changed");
  expect(readdirSync(root).filter((name) => name.includes("new"))).toEqual([]);
});

test("tables, runs, other files and folders that are not there are never written", () => {
  for (const name of ["prices.csv", "runs/3f2a90c1d4e7/run.json", "key.pem", "a.yaml.exe"]) {
    expect(folder.write(name, "x", undefined), name).toBe("name");
  }
  expect(folder.write("none/a.yaml", "x", undefined)).toBe("missing");
  expect(folder.write("a.yaml/b.yaml", "x", undefined)).toBe("missing");
  expect(folder.write("link.yaml", "x", undefined)).toBe("name");
  expect(folder.write("up/new.yaml", "x", undefined)).toBe("missing");
  expect(folder.write("big.yaml", "x".repeat(1024 * 1024 + 1), undefined)).toBe("too-large");
  expect(readdirSync(outside).sort()).toEqual(["folder", "folder-of-others", "secret.yaml"]);
});

test("eight gigabytes are refused by their length, a pipe is not waited for, and what may not be read is missing", () => {
  writeFileSync(join(root, "huge.csv"), "a,b\n");
  truncateSync(join(root, "huge.csv"), 8 * 1024 ** 3);
  expect(folder.read("huge.csv")).toBe("too-large");
  rmSync(join(root, "huge.csv"));
  if (process.platform === "win32") return;
  execFileSync("mkfifo", [join(root, "pipe.yaml")]);
  expect(folder.read("pipe.yaml")).toBe("missing");
  expect(folder.write("pipe.yaml", "x", undefined)).toBe("name");
  expect(folder.list().scenarios.map(({ name }) => name)).toEqual(["a.yaml", "deep/b.yml"]);
  rmSync(join(root, "pipe.yaml"));
  if (process.getuid?.() === 0) return;
  writeFileSync(join(root, "mine.yaml"), secret);
  chmodSync(join(root, "mine.yaml"), 0);
  expect(folder.read("mine.yaml")).toBe("missing");
  rmSync(join(root, "mine.yaml"));
});

test.skipIf(process.platform !== "linux")(
  "a folder that is swapped for a link 10,000 times while files are read and written never leads outside",
  async () => {
    const [place, real, link] = ["swapped", ".real", ".link"].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ];
    mkdirSync(real);
    writeFileSync(join(real, "secret.yaml"), scenario("inside"));
    symlinkSync(join(outside, "folder-of-others"), link);
    const stop = new SharedArrayBuffer(4);
    const worker = new Worker(new URL("./testing/swap.mjs", import.meta.url), {
      workerData: { place, folder: real, link, stop },
    });
    await new Promise((resolve) => worker.once("online", resolve));
    const counts: Record<string, number> = {};
    for (let count = 0; count < 10_000; count++) {
      const found = readText("swapped/secret.yaml");
      if (found === secret) throw new Error("the outside was read");
      counts[found] = (counts[found] ?? 0) + 1;
      if (count % 20 === 0) folder.write(`swapped/new-${count}.yaml`, "x", undefined);
    }
    Atomics.store(new Int32Array(stop), 0, 1);
    await new Promise((resolve) => worker.once("exit", resolve));
    expect(readFileSync(join(outside, "folder-of-others", "secret.yaml"), "utf8")).toBe(secret);
    expect(readdirSync(join(outside, "folder-of-others"))).toEqual(["secret.yaml"]);
    expect(counts[scenario("inside")]).toBeGreaterThan(10);
    expect(counts["missing"]).toBeGreaterThan(10);
    rmSync(real, { recursive: true });
    rmSync(link);
  },
);
