import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesIn, readScenario, runFiles, simulate, writeRun } from "@tokenwright/workbench";
import { type Studio, serveStudio as serveLocally } from "@tokenwright/workbench/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium, startChromium } from "../bundle/chromium.js";
import { repository } from "../house.js";
import { studioFolder } from "./make.js";
import { serveStudio as serveStatically } from "./serve.js";

const executable = findChromium();
const missing = "Chromium is not installed: sudo apt-get install chromium";
const evil = "evil.example";

let page: string;
let folder: string;
let browser: Browser | undefined;
/** Where the browser finds the evil name: a server that hands over to the studio, as a rebound name does. */
let rebinder: Rebinder;

const small = readFileSync(join(repository, "packages/cli/templates/blank.yaml"), "utf8");

beforeAll(async () => {
  if (executable === undefined) return;
  page = studioFolder();
  folder = mkdtempSync(join(tmpdir(), "tokenwright-studio-"));
  writeFileSync(join(folder, "small.yaml"), small);
  mkdirSync(join(folder, "fees"));
  for (const name of ["scenario.yaml", "burn.csv", "fees.csv"]) {
    writeFileSync(join(folder, "fees", name), readFileSync(join(repository, "examples/fees", name)));
  }
  rebinder = await startRebinder();
  browser = await startChromium(executable, [`--host-resolver-rules=MAP ${evil} 127.0.0.1:${rebinder.port}`]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await rebinder?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A browser of its own with the studio invited into it; every request and complaint is written down. */
async function withStudio(act: (tab: Page, studio: Studio, seen: Seen) => Promise<void>): Promise<void> {
  const studio = await serveLocally({ page, folder });
  const context = await browser!.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const seen = watch(context, tab);
  try {
    await tab.goto(studio.invite());
    await act(tab, studio, seen);
  } finally {
    await context.close();
    await studio.close();
  }
}

interface Seen {
  readonly requests: string[];
  readonly complaints: string[];
}

function watch(context: BrowserContext, tab: Page): Seen {
  const seen: Seen = { requests: [], complaints: [] };
  context.on("request", (request) => seen.requests.push(request.url()));
  tab.on("pageerror", (error) => seen.complaints.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error") seen.complaints.push(message.text());
  });
  return seen;
}

const openDialog = async (tab: Page) => {
  await tab.getByRole("button", { name: /^Folder/ }).click();
  return tab.getByRole("dialog");
};

test("the address that is printed opens the folder; its scenarios are opened, changed and saved", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(async (tab, studio, seen) => {
    await tab.getByText(/The folder .* is connected: 2 scenarios/).waitFor();
    expect(tab.url(), "the code is gone from the address").toBe(`http://127.0.0.1:${studio.port}/`);
    expect(await tab.evaluate(() => [crossOriginIsolated, document.referrer])).toEqual([true, ""]);
    await (await openDialog(tab)).getByRole("button", { name: /^The smallest economy/ }).click();
    await tab.getByRole("heading", { level: 1, name: "The smallest economy" }).waitFor();
    await tab
      .getByRole("contentinfo")
      .or(tab.locator("footer"))
      .getByText(/^run [0-9a-f]{12}/)
      .first()
      .waitFor();

    await tab.getByRole("tab", { name: "Text" }).click();
    const editor = tab.locator(".cm-content");
    await editor.click();
    await tab.keyboard.press("Control+Home");
    await tab.keyboard.type("# changed in the studio\n");
    await tab.getByRole("button", { name: "Folder (not saved)" }).waitFor();
    await tab.keyboard.press("Control+s");
    await tab.getByText("Saved small.yaml.").waitFor();
    expect(readFileSync(join(folder, "small.yaml"), "utf8")).toBe(`# changed in the studio\n${small}`);

    // Another program changes the file: what it wrote is not lost.
    writeFileSync(join(folder, "small.yaml"), `# by an editor\n${small}`);
    await editor.click();
    await tab.keyboard.type("# and again\n");
    await tab.keyboard.press("Control+s");
    await tab
      .getByText(/changed by another program/)
      .first()
      .waitFor();
    expect(readFileSync(join(folder, "small.yaml"), "utf8")).toBe(`# by an editor\n${small}`);
    const dialog = await openDialog(tab);
    await dialog.getByLabel("File name").fill("../outside.yaml");
    await dialog.getByRole("button", { name: "Save to the folder" }).click();
    await dialog
      .getByRole("alert")
      .getByText(/cannot be used/)
      .waitFor();
    await dialog.getByLabel("File name").fill("other.yaml");
    await dialog.getByRole("button", { name: "Save to the folder" }).click();
    await tab.getByText("Saved other.yaml.").waitFor();
    expect(readFileSync(join(folder, "other.yaml"), "utf8")).toMatch(/^# changed in the studio\n/);
    rmSync(join(folder, "other.yaml"));
    writeFileSync(join(folder, "small.yaml"), small);

    // Loaded again, the session goes on; the code is of no use to anybody else.
    await tab.reload();
    await tab.getByText(/The folder .* is connected/).waitFor();
    const own = `http://127.0.0.1:${studio.port}/`;
    expect(seen.requests.filter((address) => !address.startsWith(own) && !/^(data|blob):/.test(address))).toEqual([]);
    expect(seen.requests.filter((address) => address.includes("launch."))).toEqual([]);
    // A refused save is an answer with a status, which the console mentions.
    expect(seen.complaints.filter((text) => !/status of (400|409)/.test(text))).toEqual([]);
  });
});

test("a scenario with tables opens with them, and a run of the command line is computed again as the same run", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  const overrides = ["ensemble.runs=40", "ensemble.seed=7"];
  const own = join(folder, "fees");
  const text = readFileSync(join(own, "scenario.yaml"), "utf8");
  const scenario = readScenario(text, { file: "scenario.yaml", overrides, readDataFile: filesIn(own) });
  const { record, series } = await simulate(scenario);
  writeRun(join(folder, "runs"), runFiles({ record, series, scenarioText: text }), record.id);
  await withStudio(async (tab) => {
    await tab.getByText(/The folder .* is connected/).waitFor();
    const name = new RegExp(`runs/${record.id}$`);
    await (await openDialog(tab)).getByRole("button", { name }).click();
    await tab.getByText(new RegExp(`^run ${record.id} · seed 7 · 40 futures`)).waitFor();
    await (await openDialog(tab)).getByRole("button", { name: /fees\/scenario\.yaml$/ }).click();
    await tab.getByText("Opened fees/scenario.yaml.").waitFor();
    expect(await tab.getByRole("alert").count()).toBe(0);
  });
});

test("a page whose name was rebound to this machine reads 0 bytes of the studio", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  await withStudio(async (tab, studio) => {
    await tab.getByText(/The folder .* is connected/).waitFor();
    // What it would read if it were let in.
    expect(await tab.evaluate(attack)).toBeGreaterThan(1_000);
    const other = await tab.context().newPage();
    rebinder.target = undefined;
    await other.goto(`http://${evil}:${studio.port}/`);
    expect(await other.title()).toBe("evil");
    rebinder.target = studio.port;
    rebinder.answers.length = 0;
    expect(await other.evaluate(attack)).toBe(0);
    // All of it reached the studio, which refused every one.
    expect(rebinder.answers.length).toBeGreaterThan(10);
    expect(new Set(rebinder.answers)).toEqual(new Set(["HTTP/1.1 421"]));
    expect(readFileSync(join(folder, "small.yaml"), "utf8")).toBe(small);
  });
});

test("a page of another local server, in a browser with a session, reads 0 bytes, frames nothing and writes nothing", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  const host = await startRebinder();
  try {
    await withStudio(async (tab, studio) => {
      await tab.getByText(/The folder .* is connected/).waitFor();
      const cookies = await tab.context().cookies(`http://127.0.0.1:${studio.port}/api/`);
      expect(cookies).toMatchObject([{ httpOnly: true, sameSite: "Strict", path: "/api/" }]);
      expect(await tab.evaluate(() => document.cookie)).toBe("");
      for (const name of ["127.0.0.1", "localhost"]) {
        const other = await tab.context().newPage();
        await other.goto(`http://${name}:${host.port}/`);
        for (const to of ["127.0.0.1", "localhost"]) {
          expect(await other.evaluate(attackFrom, `http://${to}:${studio.port}`), `${name} to ${to}`).toBe(0);
        }
        await other.close();
      }
      expect(readFileSync(join(folder, "small.yaml"), "utf8")).toBe(small);
    });
  } finally {
    await host.close();
  }
});

test("a launch code that was used opens nothing in another browser", async ({ skip }) => {
  if (browser === undefined) return skip(missing);
  const studio = await serveLocally({ page, folder });
  const address = studio.invite();
  const first = await browser.newContext();
  const second = await browser.newContext();
  const [one, two] = [await first.newPage(), await second.newPage()];
  await one.goto(address);
  await one.getByText(/The folder .* is connected/).waitFor();
  await two.goto(address);
  await two.getByText(/^run [0-9a-f]{12}/).waitFor({ timeout: 60_000 });
  expect(await two.getByRole("button", { name: /^Folder/ }).count()).toBe(0);
  expect(two.url()).not.toContain("launch");
  await first.close();
  await second.close();
  await studio.close();
});

test("under a sub-path of a static host the same build opens and computes, and asks nobody for anything else", async ({
  skip,
}) => {
  if (browser === undefined) return skip(missing);
  const { address, close } = await serveStatically(page, { base: "/tools/studio/" });
  const context = await browser.newContext();
  const tab = await context.newPage();
  const seen = watch(context, tab);
  await tab.goto(address);
  await tab.getByText(/^run [0-9a-f]{12}/).waitFor({ timeout: 60_000 });
  expect(seen.requests.filter((one) => !/^(data|blob):/.test(one) && !one.startsWith(address))).toEqual([]);
  expect(seen.requests.filter((one) => one.includes("/api/"))).toEqual([]);
  expect(seen.complaints).toEqual([]);
  expect(await tab.getByRole("button", { name: /^Folder/ }).count()).toBe(0);
  await context.close();
  await close();
});

interface Rebinder {
  readonly port: number;
  /** The studio's port, once the name leads there; undefined while the evil page itself is served. */
  target: number | undefined;
  /** First line of everything the studio said, without its reason. */
  readonly answers: string[];
  close(): Promise<void>;
}

/** Serves an evil page, and later hands every connection to the studio, byte by byte. */
function startRebinder(): Promise<Rebinder> {
  const body = "<!doctype html><title>evil</title><body>evil";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (rebound.target === undefined) {
      socket.once("data", () =>
        socket.end(
          `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        ),
      );
      return;
    }
    const studio = dial(rebound.target, "127.0.0.1");
    studio.on("error", () => socket.destroy());
    studio.on("data", (chunk: Buffer) => {
      for (const [line] of chunk.toString("latin1").matchAll(/^HTTP\/1\.1 \d{3}/gm)) rebound.answers.push(line);
    });
    socket.pipe(studio).pipe(socket);
  });
  const rebound: Rebinder & { port: number } = {
    port: 0,
    target: undefined,
    answers: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      rebound.port = (server.address() as AddressInfo).port;
      resolve(rebound);
    }),
  );
}

/** Runs in the page: all it can read of its own origin, in bytes. */
async function attack(): Promise<number> {
  let bytes = 0;
  const own = { "content-type": "application/json", "x-tokenwright-studio": "1" };
  const saved = JSON.stringify({ text: "tokenwright: 1\ntitle: evil\n" });
  const asked: readonly (readonly [string, RequestInit])[] = [
    ["/", {}],
    ["/index.html", { credentials: "include" }],
    ["/", { method: "HEAD" }],
    ["/api/folder", {}],
    ["/api/folder", { headers: own }],
    ["/api/file?name=small.yaml", { headers: own, credentials: "include" }],
    ["/api/file?name=small.yaml", { method: "PUT", headers: own, body: saved }],
    ["/api/file?name=new.yaml", { method: "PUT", headers: own, body: saved }],
    ["/api/session", { method: "POST", headers: own, body: JSON.stringify({ code: "0".repeat(22) }) }],
    ["/api/session", { method: "POST", body: "code=0" }],
    ["/", { method: "OPTIONS" }],
    ["/", { mode: "no-cors" }],
    ["/", { referrerPolicy: "no-referrer", cache: "no-store" }],
  ];
  for (const [address, init] of asked) {
    try {
      bytes += (await (await fetch(address, init)).arrayBuffer()).byteLength;
    } catch {
      // Nothing was read.
    }
  }
  const frame = document.createElement("iframe");
  await new Promise<void>((resolve) => {
    frame.onload = () => resolve();
    setTimeout(resolve, 3_000);
    frame.src = "/index.html";
    document.body.append(frame);
  });
  try {
    bytes += frame.contentDocument?.body.textContent?.length ?? 0;
  } catch {
    // Another origin's.
  }
  frame.remove();
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/`);
    socket.onmessage = (event) => {
      bytes += String(event.data).length;
    };
    socket.onerror = () => resolve();
    setTimeout(resolve, 3_000);
  });
  await new Promise<void>((resolve) => {
    const events = new EventSource("/api/folder");
    events.onmessage = (event) => {
      bytes += String(event.data).length;
    };
    events.onerror = () => {
      events.close();
      resolve();
    };
    setTimeout(resolve, 3_000);
  });
  return bytes;
}

/** Runs in a page of another origin: what it can read of `target`, in bytes, after it tried to write as well. */
async function attackFrom(target: string): Promise<number> {
  let bytes = 0;
  const saved = JSON.stringify({ text: "tokenwright: 1\ntitle: evil\n" });
  const file = `${target}/api/file?name=small.yaml`;
  const own = { "content-type": "application/json", "x-tokenwright-studio": "1" };
  const asked: readonly (readonly [string, RequestInit])[] = [
    [`${target}/`, { credentials: "include" }],
    [`${target}/`, { mode: "no-cors", credentials: "include" }],
    [`${target}/api/folder`, { credentials: "include" }],
    [`${target}/api/folder`, { credentials: "include", headers: own }],
    [file, { mode: "no-cors", credentials: "include" }],
    [file, { method: "PUT", credentials: "include", headers: own, body: saved }],
    [file, { method: "POST", mode: "no-cors", credentials: "include", body: saved }],
    [`${target}/api/session`, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }],
  ];
  for (const [address, init] of asked) {
    try {
      bytes += (await (await fetch(address, init)).arrayBuffer()).byteLength;
    } catch {
      // Nothing was read.
    }
  }
  // A form that sends what looks like JSON, and frames.
  const frame = document.createElement("iframe");
  frame.name = "caught";
  document.body.append(frame);
  const form = document.createElement("form");
  Object.assign(form, { method: "POST", enctype: "text/plain", action: file, target: "caught" });
  const field = document.createElement("input");
  Object.assign(field, { name: '{"text": "tokenwright: 1\\n', value: '"}' });
  form.append(field);
  document.body.append(form);
  form.submit();
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const address of [`${target}/`, `${target}/api/folder`]) {
    await new Promise<void>((resolve) => {
      frame.onload = () => resolve();
      setTimeout(resolve, 3_000);
      frame.src = address;
    });
    try {
      bytes += frame.contentDocument?.body.textContent?.length ?? 0;
    } catch {
      // Another origin's.
    }
    // A page that let itself be framed would have frames of its own to count, and could be clicked through.
    bytes += frame.contentWindow?.length ?? 0;
  }
  const script = document.createElement("script");
  const known = Object.keys(globalThis).length;
  await new Promise<void>((resolve) => {
    script.onload = script.onerror = () => resolve();
    script.src = file;
    document.body.append(script);
  });
  return bytes + Object.keys(globalThis).length - known;
}
