import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Studio, serveStudio } from "./serve-studio.js";
import { type Answered, type Asking, ask, askRaw } from "./testing/ask.js";
import { scenario, smallPage } from "./testing/page.js";

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
let page: string;
let folder: string;
let studio: Studio;
let cookie: string;
let key: string;

beforeAll(async () => {
  page = smallPage();
  folder = await mkdtemp(join(tmpdir(), "tokenwright-folder-"));
  writeFileSync(join(folder, "own.yaml"), scenario("own"));
  studio = await serveStudio({ page, folder });
  const answer = await launch(codeOf(studio.invite()));
  cookie = String(answer.headers["set-cookie"]).split(";")[0]!;
  key = (JSON.parse(answer.body) as { key: string }).key;
});
afterAll(async () => {
  await studio.close();
  agent.destroy();
  rmSync(page, { recursive: true });
  rmSync(folder, { recursive: true });
});

const codeOf = (address: string) => address.split("#launch.")[1]!;
const own = (port: number) => `127.0.0.1:${port}`;

function launch(code: string, more: Asking["headers"] = {}): Promise<Answered> {
  const host = own(studio.port);
  const headers = {
    host,
    origin: `http://${host}`,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    "x-tokenwright-studio": "launch",
    ...more,
  };
  return ask(studio.port, { method: "POST", target: "/api/session", headers, body: JSON.stringify({ code }) });
}

/** What a page of the studio's own sends. */
function mine(asking: Asking): Asking {
  const host = own(studio.port);
  const isChange = (asking.method ?? "GET") !== "GET";
  const headers = {
    host,
    "sec-fetch-site": "same-origin",
    "x-tokenwright-studio": key,
    cookie,
    ...(isChange ? { origin: `http://${host}`, "content-type": "application/json" } : {}),
    ...asking.headers,
  };
  return { ...asking, headers };
}

/** A generator of whole numbers below a bound, the same in every run (Numerical Recipes' constants). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("of 10,000 combinations of Host, Origin, site, method, type, key and cookie none is answered outside the list", async () => {
  const { port } = studio;
  const next = numbers(7);
  const pick = <T>(all: readonly T[]): T => all[next(all.length)]!;
  /** What is right in eight of ten draws, so that most requests have one fault or two. */
  const mostly = <T>(right: T, all: readonly T[]): T => (next(10) < 8 ? right : pick(all));
  const good = [own(port), `[::1]:${port}`, `localhost:${port}`];
  const hosts = [
    ...["127.0.0.1", "localhost", "[::1]", "", "evil.example", `evil.example:${port}`, `LOCALHOST:${port}`],
    ...[`localhost.:${port}`, `127.1:${port}`, `2130706433:${port}`, `0x7f000001:${port}`, `0.0.0.0:${port}`],
    ...[`[::]:${port}`, `[::ffff:127.0.0.1]:${port}`, `127.0.0.1.evil.example:${port}`, `evil.localhost:${port}`],
    ...[
      `127.0.0.1:${port}@evil.example`,
      `evil.example, 127.0.0.1:${port}`,
      `127.0.0.1:0${port}`,
      `127.0.0.1:${port}0`,
    ],
    ...[`127.0.0.1:${port + 1}`, `127.0.0.2:${port}`, `127.0.0.1 :${port}`, `::1:${port}`],
  ];
  const sites = ["none", "same-site", "cross-site", undefined, "", "Same-Origin", "same-origin, none"];
  const methods = ["HEAD", "POST", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "QUERY"];
  const json = "application/json";
  const types = [
    ...["application/json; charset=utf-8", undefined, "text/plain", "application/jsonx"],
    ...["text/plain; x=application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
  ];
  const targets = ["/", "/index.html", "/assets/index-d36tJETz.js", "/api/folder", "/api/file?name=own.yaml"];
  const counts = {
    accepted: { pages: 0, reads: 0, changes: 0 },
    refused: 0,
    outside: [] as unknown[],
    wronglyRefused: [] as unknown[],
  };

  for (let batch = 0; batch < 10_000; batch += 8) {
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const host = mostly(pick(good), hosts);
        const target = pick(targets);
        const method = mostly(target.endsWith("own.yaml") ? pick(["GET", "PUT"]) : "GET", methods);
        const origins = [undefined, "null", "", "http://evil.example", `https://${host}`, `http://${host}.evil`];
        const ports = [`http://${pick(good)}`, `http://localhost:${port + 1}`];
        const origin = mostly(method === "GET" ? undefined : `http://${host}`, [...origins, ...ports]);
        const [site, type] = [mostly("same-origin", sites), mostly(json, types)];
        const [ownKey, ownCookie] = [
          mostly(key, ["", "1", undefined]),
          mostly(cookie, ["x=1", `${cookie}x`, undefined]),
        ];
        const isRead = method === "GET" || method === "HEAD";
        // The list: written here anew, as the rules of the server are not to be their own witness.
        const isOwnHost = good.includes(host);
        const isOwnOrigin = origin === `http://${host}`;
        const isPage = !target.startsWith("/api/");
        const asPage =
          isPage &&
          isRead &&
          [undefined, "none", "same-origin"].includes(site) &&
          (origin === undefined || isOwnOrigin);
        const isKnown = site === "same-origin" && ownKey === key && ownCookie === cookie;
        const asRead = !isPage && method === "GET" && isKnown && (origin === undefined || isOwnOrigin);
        const isJson = type === json || type === "application/json; charset=utf-8";
        const asChange = target.startsWith("/api/file") && method === "PUT" && isKnown && isOwnOrigin && isJson;
        const isListed = isOwnHost && (asPage || asRead || asChange);
        const before = scenario("own");
        const body = isRead ? undefined : JSON.stringify({ text: before, replaces: await hashOf(before) });
        const answer = await ask(port, {
          method,
          target,
          agent,
          ...(body === undefined ? {} : { body }),
          headers: {
            ...(body === undefined ? {} : { "content-length": String(body.length) }),
            ...{ host, origin, "sec-fetch-site": site, "content-type": type },
            ...{ "x-tokenwright-studio": ownKey, cookie: ownCookie },
          },
        });
        const asked = { host, origin, site, method, type, target, ownKey, ownCookie, status: answer.status };
        const isAccepted = answer.status < 400;
        if (isAccepted) counts.accepted[asPage ? "pages" : asRead ? "reads" : "changes"]++;
        else counts.refused++;
        if (isAccepted && !isListed) counts.outside.push(asked);
        if (!isAccepted && isListed) counts.wronglyRefused.push(asked);
        if (!isOwnHost && answer.body !== "") counts.outside.push(asked);
        if (answer.headers["access-control-allow-origin"] !== undefined) counts.outside.push(asked);
      }),
    );
  }
  expect(readFileSync(join(folder, "own.yaml"), "utf8")).toBe(scenario("own"));
  expect(counts.outside).toEqual([]);
  expect(counts.wronglyRefused).toEqual([]);
  const { pages, reads, changes } = counts.accepted;
  expect(pages + reads + changes + counts.refused).toBe(10_000);
  expect(Math.min(pages, reads, changes)).toBeGreaterThan(100);
});

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Buffer.from(bytes).toString("hex");
}

test("two Host headers, none, a whole address as target, and two lengths are refused", async () => {
  const { port } = studio;
  const refused = [
    `GET / HTTP/1.1\r\nHost: ${own(port)}\r\nHost: ${own(port)}\r\nConnection: close\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${own(port)}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    `GET http://evil.example/ HTTP/1.1\r\nHost: ${own(port)}\r\nConnection: close\r\n\r\n`,
    `GET //evil.example/ HTTP/1.1\r\nHost: ${own(port)}\r\nConnection: close\r\n\r\n`,
    `CONNECT evil.example:80 HTTP/1.1\r\nHost: ${own(port)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${own(port)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-Fetch-Site: cross-site\r\n\r\n`,
    `PUT /api/file?name=own.yaml HTTP/1.1\r\nHost: ${own(port)}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${own(port)}\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
  ];
  for (const text of refused) {
    const answer = await askRaw(port, text);
    expect(answer === "" ? "closed" : answer.split(" ")[1], text.slice(0, 120)).toMatch(/^(closed|4\d\d)$/);
    expect(answer).not.toContain("<!doctype");
  }
});

test("every answer carries the same protecting headers: pages, files, refusals and mistakes", async () => {
  const { port } = studio;
  const answers = [
    await ask(port, { headers: { host: own(port) } }),
    await ask(port, { headers: { host: own(port) }, target: "/assets/index-d36tJETz.js" }),
    await ask(port, { headers: { host: own(port) }, target: "/nothing" }),
    await ask(port, { headers: { host: own(port) }, method: "DELETE" }),
    await ask(port, { headers: { host: "evil.example" } }),
    await ask(port, { headers: { host: own(port) }, target: "/api/folder" }),
    await ask(port, mine({ target: "/api/folder" })),
    await ask(port, mine({ target: "/api/file?name=own.yaml" })),
    await ask(port, mine({ target: "/api/file?name=../own.yaml" })),
    await ask(port, mine({ target: "/api/nothing" })),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 405, 421, 403, 200, 200, 400, 404]);
  for (const { headers } of answers) {
    const { "content-security-policy": policy, ...others } = headers;
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toMatch(/object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(others).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(Object.keys(others).filter((name) => /^access-control|^server$|^x-powered/.test(name))).toEqual([]);
  }
  expect(answers[0]!.headers["cache-control"]).toBe("no-cache");
  expect(answers[1]!.headers["cache-control"]).toContain("immutable");
  expect(answers[6]!.headers["cache-control"]).toBe("no-store");
});

test("a launch code opens one session, once, within a minute, and no later one", async () => {
  const first = codeOf(studio.invite());
  const second = codeOf(studio.invite());
  expect(first).toMatch(/^[\w-]{22}$/);
  expect((await launch(first)).status, "replaced by the next").toBe(401);
  const answer = await launch(second);
  expect(answer.status).toBe(200);
  const given = String(answer.headers["set-cookie"]);
  expect(given).toMatch(new RegExp(`^tokenwright-${studio.port}=[\\w-]{22}; Path=/api/; HttpOnly; SameSite=Strict$`));
  expect(answer.body).not.toContain(given.split(/[=;]/)[1]!);
  expect((await launch(second)).status, "replayed").toBe(401);
  expect((await launch("")).status).toBe(401);
  expect((await launch(`${second}x`)).status).toBe(401);
  expect((await launch(codeOf(studio.invite()), { "sec-fetch-site": "cross-site" })).status).toBe(403);

  let time = 0;
  const slow = await serveStudio({ page, now: () => time });
  const late = codeOf(slow.invite());
  time = 60_001;
  const host = own(slow.port);
  const asking = (code: string) =>
    ask(slow.port, {
      ...mine({ method: "POST", target: "/api/session", body: JSON.stringify({ code }) }),
      headers: {
        ...{ host, origin: `http://${host}`, "sec-fetch-site": "same-origin" },
        ...{ "content-type": "application/json", "x-tokenwright-studio": "launch" },
      },
    });
  expect((await asking(late)).status).toBe(401);
  const inTime = codeOf(slow.invite());
  time += 60_000;
  expect((await asking(inTime)).status).toBe(200);
  await slow.close();
});

test("the cookie of one session with the key of another opens nothing", async () => {
  const answer = await launch(codeOf(studio.invite()));
  const otherKey = (JSON.parse(answer.body) as { key: string }).key;
  const mixed = await ask(studio.port, mine({ target: "/api/folder", headers: { "x-tokenwright-studio": otherKey } }));
  expect(mixed.status).toBe(401);
  const doubled = await ask(studio.port, mine({ target: "/api/folder", headers: { cookie: `${cookie}; ${cookie}` } }));
  expect(doubled.status).toBe(401);
});

test("a body beyond the bound, broken JSON and keys that nobody asked for are refused, and nothing is written", async () => {
  const put = (body: string) => ask(studio.port, mine({ method: "PUT", target: "/api/file?name=own.yaml", body }));
  expect((await put("x".repeat(7 * 1024 * 1024))).status).toBe(413);
  expect((await put('{"text": "a"')).status).toBe(400);
  expect((await put('{"text": "a", "more": 1}')).status).toBe(400);
  expect((await put('{"text": 1}')).status).toBe(400);
  expect((await put('{"__proto__": {"text": "a"}}')).status).toBe(400);
  expect((await put(JSON.stringify({ text: "a" }))).status, "it is there already").toBe(409);
  expect(readFileSync(join(folder, "own.yaml"), "utf8")).toBe(scenario("own"));
});

test("it listens on the loopback alone, on both where there are two, and a taken port is refused", async () => {
  expect(studio.listening.filter((address) => address !== "::1")).toEqual(["127.0.0.1"]);
  if (studio.listening.includes("::1")) {
    const answer = await ask(studio.port, { address: "::1", headers: { host: `[::1]:${studio.port}` } });
    expect(answer.status).toBe(200);
  }
  await expect(serveStudio({ page, port: studio.port })).rejects.toMatchObject({ code: "server/port" });
  await expect(serveStudio({ page: folder })).rejects.toMatchObject({ code: "server/no-page" });
  await expect(serveStudio({ page, folder: join(folder, "own.yaml") })).rejects.toMatchObject({
    code: "server/not-a-folder",
  });
});

test("without a folder there is none to list, read or write", async () => {
  const bare = await serveStudio({ page });
  const host = own(bare.port);
  const same = { host, "sec-fetch-site": "same-origin", origin: `http://${host}`, "content-type": "application/json" };
  const body = JSON.stringify({ code: codeOf(bare.invite()) });
  const headers = { ...same, "x-tokenwright-studio": "launch" };
  const answer = await ask(bare.port, { method: "POST", target: "/api/session", headers, body });
  const known = {
    ...same,
    cookie: String(answer.headers["set-cookie"]).split(";")[0]!,
    "x-tokenwright-studio": (JSON.parse(answer.body) as { key: string }).key,
  };
  expect(JSON.parse((await ask(bare.port, { target: "/api/folder", headers: known })).body)).toEqual({ schema: 1 });
  expect((await ask(bare.port, { target: "/api/file?name=package.json", headers: known })).status).toBe(404);
  await bare.close();
});
