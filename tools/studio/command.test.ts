import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../house.js";
import { studioFolder } from "./make.js";

const launcher = join(repository, "packages/cli/bin/tokenwright.js");
let folder: string;

beforeAll(() => {
  // Where the command looks for it; npm run studio builds it there.
  const page = join(repository, "packages/studio/dist");
  if (!existsSync(join(page, "index.html"))) cpSync(studioFolder(), page, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "tokenwright-command-"));
  writeFileSync(join(folder, "a.yaml"), "tokenwright: 1\ntitle: A\n");
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly text: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
  /** Resolves with the first address that was printed. */
  readonly address: Promise<string>;
}

function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, [launcher, "studio", ...args], { cwd: folder });
  const text = { stdout: "", stderr: "" };
  child.stderr.on("data", (part: Buffer) => {
    text.stderr += part.toString();
  });
  const address = new Promise<string>((resolve) =>
    child.stdout.on("data", (part: Buffer) => {
      text.stdout += part.toString();
      if (text.stdout.includes("\n")) resolve(text.stdout.split("\n")[0]!);
    }),
  );
  return { child, text, address, ended: new Promise((resolve) => child.on("close", resolve)) };
}

test("studio prints one address on standard output, serves the page there, and ends with Ctrl-C and status 0", async () => {
  const { child, text, address, ended } = start(["."]);
  const found = await address;
  expect(found).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#launch\.[\w-]{22}$/);
  const answer = await fetch(found.split("#")[0]!);
  expect([answer.status, answer.headers.get("content-security-policy")]).toEqual([
    200,
    expect.stringContaining("frame-ancestors 'none'"),
  ]);
  expect(await answer.text()).toContain('<div id="root">');
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(text.stderr).toMatch(/the scenarios in \. can be opened and saved/);
  expect(text.stderr).toMatch(/stopped\n$/);
  // The code stands in the address and nowhere else.
  expect(text.stderr).not.toContain(found.split("launch.")[1]!);
});

test("a taken port, a port that is none and a folder that is none are refused with their status", async () => {
  const first = start([]);
  const { port } = new URL(await first.address);
  const second = start(["--port", port]);
  expect(await second.ended).toBe(1);
  expect(second.text.stderr).toMatch(new RegExp(`The port ${port} is taken.*\\(server/port\\)`, "s"));
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  const third = start(["--port", "65536"]);
  expect(await third.ended).toBe(2);
  const fourth = start(["a.yaml"]);
  expect(await fourth.ended).toBe(3);
  expect(fourth.text.stderr).toContain("server/not-a-folder");
});

test("no other command loads the server", async () => {
  const main = JSON.stringify(join(repository, "packages/cli/dist/main.js"));
  const script = `
    const { main } = await import(${main});
    await main(["init", "--list"]);
    await main(["check", "a.yaml"]);
    console.error("loaded", process.moduleLoadList.some((one) => one.includes("_http_server")));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { cwd: folder });
  let said = "";
  child.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  expect(said).toContain("loaded false");
});
