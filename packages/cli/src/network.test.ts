import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NetworkStatus } from "@tokenwright/devices/network";
import { afterAll, beforeAll, expect, test } from "vitest";
import { said, tokenwright } from "./testing/command.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-network-cli-"));
  const policy = readFileSync(new URL("../../../examples/air-quality/policy.yaml", import.meta.url), "utf8");
  writeFileSync(join(folder, "policy.yaml"), policy.replace("seconds: 86400", "seconds: 3600"));
  const common = {
    ...{ network: 1, name: "small", mqtt: { listen: "127.0.0.1:0" }, api: { listen: "127.0.0.1:0" } },
    judge: { intervals: { default: 600 } },
  };
  const simulate = { stations: 6, bad: 0.5, hours: 2, interval: 600, seed: 4 };
  const epochs = { graceSeconds: 60, start: "2026-06-01" };
  writeFileSync(join(folder, "small.json"), JSON.stringify({ ...common, policy: "policy.yaml", epochs, simulate }));
  writeFileSync(join(folder, "real.json"), JSON.stringify({ ...common, registry: "registry.json", store: "real" }));
  writeFileSync(join(folder, "registry.json"), '{"devices":{}}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (args: readonly string[], more: Partial<Parameters<typeof tokenwright>[1]> = {}) =>
  tokenwright(["network", ...args], { cwd: folder, ...more });

test("a simulated network runs to its end, says what became of every message, and its epochs verify", async () => {
  const { status, stdout, stderr } = await run(["start", "small.json"]);
  expect([status, stderr]).toEqual([0, expect.stringContaining("epoch 1 settled")]);
  expect(stdout).toMatch(/\d+ messages offered: \d+ stored/);
  expect(stdout).toContain("tokenwright epoch verify");
  // Where there is no terminal there is nothing that only a terminal shows.
  expect(stderr).not.toContain("\u001b");
  const verified = await tokenwright(["epoch", "verify", "epochs/epoch-000001", "--previous", "epochs/epoch-000000"], {
    cwd: folder,
  });
  expect(verified.status).toBe(0);
});

test("a node runs until Ctrl-C, answers status meanwhile, and then ends well", async () => {
  let asked: Awaited<ReturnType<typeof run>> | undefined;
  let again: Awaited<ReturnType<typeof run>> | undefined;
  const ended = await run(["start", "real.json", "--json"], {
    onStart: (child) => {
      let text = "";
      child.stderr!.on("data", (part: Buffer | string) => {
        text += String(part);
      });
      void said(child, /evidence in/).then(async () => {
        const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
        asked = await run(["status", url]);
        again = await run(["start", "real.json"]);
        child.kill("SIGINT");
      });
    },
  });
  expect(asked).toMatchObject({ status: 0, stdout: expect.stringContaining("small · node a · running") });
  // One process holds the evidence.
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining("evidence/locked") });
  expect(ended.status).toBe(0);
  expect(JSON.parse(ended.stdout) as NetworkStatus).toMatchObject({ schema: 1, state: "stopped", devices: 0 });
});

test("a node that is not there is status 6, an address that is none 2, a wrong file 3 with its line", async () => {
  expect(await run(["status", "http://127.0.0.1:1"])).toMatchObject({
    status: 6,
    stderr: expect.stringContaining("network/away"),
  });
  expect((await run(["status", "nowhere"])).status).toBe(2);
  writeFileSync(join(folder, "wrong.yaml"), "network: 1\nname: a\nregistry: r.json\nacceptance: { skewSeconds: -1 }\n");
  const { status, stderr } = await run(["start", "wrong.yaml"]);
  expect(status).toBe(3);
  expect(stderr).toContain("wrong.yaml:4");
  writeFileSync(join(folder, "missing.yaml"), "network: 1\nname: a\nregistry: none.json\n");
  const missing = await run(["start", "missing.yaml"]);
  expect([missing.status, missing.stderr]).toEqual([3, expect.stringContaining("network/no-file")]);
});
