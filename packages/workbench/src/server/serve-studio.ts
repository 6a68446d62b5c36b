import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fail } from "@tokenwright/engine";
import { answerApi, type Reply, refused, TooLarge } from "./api.js";
import { Folder } from "./folder.js";
import { headers } from "./headers.js";
import { type PageFile, readPage } from "./page-files.js";
import { apiPrefix, hostsOf, ownHeader, refusalOf } from "./rules.js";
import { Sessions } from "./sessions.js";

export interface StudioOptions {
  /** The folder of the built page. */
  readonly page: string;
  /** The folder whose scenarios may be opened and saved; none when left out. */
  readonly folder?: string;
  /** Left out or 0: a free one. */
  readonly port?: number;
  /** Told of what went wrong while a request was answered; the page is told that something did. */
  readonly onProblem?: (problem: unknown) => void;
  /** Milliseconds that only go forward, for the life of launch codes. */
  readonly now?: () => number;
}

/** The studio, served to this machine alone. */
export interface Studio {
  readonly port: number;
  /** The addresses it listens on. */
  readonly listening: readonly string[];
  /** An address to open once, within a minute; the one given before no longer counts. The code in it is never sent in a request line. */
  invite(): string;
  close(): Promise<void>;
}

/**
 * Serves the built page, and the files of a folder to those who were invited, on the loopback alone.
 *
 * @throws TokenwrightError `server/no-page`, `server/not-a-folder`, `server/port`.
 */
export async function serveStudio(options: StudioOptions): Promise<Studio> {
  const files = readPage(options.page);
  const folder = options.folder === undefined ? undefined : new Folder(options.folder);
  const sessions = new Sessions(options.now);
  let answer = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
  const { servers, port } = await listen(options.port ?? 0, (request, response) => answer(request, response));
  const hosts = hostsOf(port);
  const site = { sessions, folder, cookieName: `tokenwright-${port}` };
  answer = (request, response) => {
    const reply = replyTo(request, hosts, files, (url) => answerApi(request, url, site));
    void reply
      .catch((problem: unknown): Reply => {
        if (problem instanceof TooLarge) return { ...refused(413, "too large"), headers: { connection: "close" } };
        options.onProblem?.(problem);
        return refused(500, "something went wrong; the terminal says what");
      })
      .then((one) => send(request, response, one));
  };
  return {
    port,
    listening: servers.map((server) => (server.address() as AddressInfo).address),
    invite: () => `http://127.0.0.1:${port}/#launch.${sessions.issue()}`,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

async function replyTo(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
  files: ReadonlyMap<string, PageFile>,
  api: (url: string) => Promise<Reply>,
): Promise<Reply> {
  const url = request.url ?? "";
  const one = (name: string) => request.headersDistinct[name];
  const only = (name: string) => {
    const all = one(name);
    // Of two that contradict each other neither is believed.
    return all === undefined ? undefined : all.length === 1 ? all[0]! : "";
  };
  const refusal = refusalOf(
    {
      method: request.method ?? "",
      target: url,
      hosts: one("host") ?? [],
      origin: only("origin"),
      site: only("sec-fetch-site"),
      contentType: only("content-type"),
      own: only(ownHeader),
    },
    hosts,
  );
  if (refusal !== undefined) {
    const { status, reason, allow } = refusal;
    return { ...refused(status, reason), ...(allow === undefined ? {} : { headers: { allow } }) };
  }
  if (url.startsWith(apiPrefix)) return api(url);
  const file = files.get(url.split("?")[0]!);
  if (file === undefined) return { status: 404, type: "text/plain; charset=utf-8", body: "Nothing is here.\n" };
  const cache = file.isLasting ? "public, max-age=31536000, immutable" : "no-cache";
  return { status: 200, type: file.type, body: file.bytes, headers: { "cache-control": cache } };
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, headers: own }: Reply): void {
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : (body ?? new Uint8Array());
  // What of a body was not read would be taken for the next request.
  const rest = request.complete ? {} : { connection: "close" };
  response.writeHead(status, {
    ...headers,
    "cache-control": "no-store",
    "content-length": bytes.length,
    ...(type === undefined ? {} : { "content-type": type }),
    ...rest,
    ...own,
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Listening {
  readonly servers: readonly Server[];
  readonly port: number;
}

/** Free ports that are tried: one may be free on one loopback and taken on the other. */
const attempts = 8;

/** Listens on both loopbacks with one port; on one, where the machine has no other. */
async function listen(wanted: number, handler: Handler): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    const first = await listenOn("127.0.0.1", wanted, handler);
    if (typeof first === "string") return noPort(wanted, first);
    const { port } = first.address() as AddressInfo;
    const second = await listenOn("::1", port, handler);
    if (typeof second !== "string") return { servers: [first, second], port };
    if (second === "EADDRNOTAVAIL" || second === "EAFNOSUPPORT") return { servers: [first], port };
    // Somebody else has the port there: a browser that turns localhost into ::1 would ask them.
    await closeServer(first);
    if (wanted !== 0 || attempt === attempts) return noPort(wanted, second);
  }
}

function listenOn(host: string, port: number, handler: Handler): Promise<Server | string> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 }, handler);
  server.maxConnections = 64;
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true, ipv6Only: host === "::1" }, () => resolve(server));
  });
}

function noPort(port: number, code: string): never {
  const isTaken = code === "EADDRINUSE";
  return fail({
    code: "server/port",
    message: isTaken ? `The port ${port} is taken.` : `The port ${port} cannot be listened on (${code}).`,
    expected: "a free port of this machine",
    hint: "leave --port out, and a free one is chosen",
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
