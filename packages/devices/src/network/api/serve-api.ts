import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import { type Registry, visibilityOf } from "../../device/registry.js";
import type { EvidenceStore, ReadingQuery, StoredReading } from "../../evidence/index.js";
import { addMessageRoutes, guardRequests, hostsOf, type Intake } from "../../ingest/index.js";
import { refusePort } from "../../ingest/mqtt/serve-mqtt.js";
import { publishedFiles } from "../../reward/manifest.js";
import { folderName } from "../../reward/publish.js";
import { addPeerRoutes } from "../exchange/peer-routes.js";
import type { Alert } from "../insight-feed.js";
import type { NetworkStatus } from "../status.js";
import { EventStreams } from "./events.js";
import { metricsText } from "./metrics.js";
import { openApi } from "./openapi.js";

export interface ApiOptions {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Values of Host besides those of this machine. */
  readonly hosts: readonly string[];
  readonly network: string;
  readonly intake: Intake;
  readonly store: EvidenceStore;
  readonly registry: () => Registry;
  readonly status: () => NetworkStatus;
  readonly alerts: () => readonly Alert[];
  /** Where settled epochs are published; undefined when nothing is settled here. */
  readonly epochs: string | undefined;
  /** Seconds since 1970 UTC by the node's clock. */
  readonly clock: () => number;
  readonly peers: { readonly did: string; readonly known: ReadonlySet<string>; readonly wallClock: () => number };
}

export interface Api {
  readonly url: string;
  readonly events: EventStreams;
  close(): Promise<void>;
}

/** Longest time that readings are asked for at once. */
const longestSpan = 31 * 86_400;

const readingsForm = {
  querystring: {
    type: "object",
    properties: {
      from: { type: "number" },
      to: { type: "number" },
      device: { type: "string", maxLength: 128 },
      channel: { type: "string", maxLength: 200 },
      cell: { type: "string", pattern: "^[0-9a-f]{15}$" },
      limit: { type: "integer", minimum: 1, maximum: 100_000, default: 1_000 },
    },
    required: ["from", "to"],
    additionalProperties: false,
  },
} as const;

interface ReadingsAsked {
  readonly from: number;
  readonly to: number;
  readonly device?: string;
  readonly channel?: string;
  readonly cell?: string;
  readonly limit: number;
}

const fileTypes: Readonly<Record<string, string>> = {
  [publishedFiles.manifest]: "application/json",
  [publishedFiles.evidence]: "application/x-ndjson",
  [publishedFiles.lines]: "text/csv; charset=utf-8",
  [publishedFiles.leaves]: "text/csv; charset=utf-8",
  [publishedFiles.root]: "text/plain; charset=utf-8",
};

/**
 * The node over HTTP: messages in, and what everybody may see out. Nothing is changed by asking; the only thing that is
 * taken is signed messages. `openApi` describes it.
 *
 * @throws TokenwrightError `ingest/port`.
 */
export async function serveApi(options: ApiOptions): Promise<Api> {
  const { host, port: wanted, intake, store, status } = options;
  const events = new EventStreams();
  const server = Fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 64 },
    ajv: { customOptions: { removeAdditional: false } },
  });
  let port = wanted;
  guardRequests(server, () => hostsOf(port, options.hosts));
  server.setNotFoundHandler((_, reply) =>
    reply.code(404).send({ code: "network/no-page", message: "Nothing is here." }),
  );
  server.setErrorHandler((error: Error & { readonly statusCode?: number }, _, reply) => {
    const isTheirs = error.statusCode !== undefined && error.statusCode < 500;
    if (isTheirs) return reply.code(error.statusCode).send({ code: "network/request", message: error.message });
    return reply
      .code(500)
      .send({ code: "network/failed", message: "Something went wrong; the node's terminal says what." });
  });
  await addMessageRoutes(server, intake, options.clock);
  await addPeerRoutes(server, { store, ...options.peers });
  addReadings(server, options);
  server.get("/v1/status", async () => status());
  server.get("/v1/alerts", async () => ({ alerts: options.alerts() }));
  server.get("/v1/epochs", async () => ({ epochs: status().epochs?.settled ?? [] }));
  server.get<{ Params: { readonly number: string; readonly file: string } }>(
    "/v1/epochs/:number/:file",
    async ({ params }, reply) => {
      const type = Object.hasOwn(fileTypes, params.file) ? fileTypes[params.file] : undefined;
      const isNumber = /^\d{1,9}$/.test(params.number);
      const path =
        options.epochs === undefined || type === undefined || !isNumber
          ? undefined
          : join(options.epochs, folderName(Number(params.number)), params.file);
      if (path === undefined || !existsSync(path)) return reply.callNotFound();
      return reply.type(type!).send(createReadStream(path));
    },
  );
  server.get("/v1/events", (_, reply) => {
    const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
    if (!events.add(reply.raw, headers)) {
      void reply.code(503).send({ code: "network/listeners", message: "There are too many listeners." });
      return;
    }
    reply.hijack();
  });
  server.get("/metrics", async (_, reply) => {
    const { dropped, listeners } = events;
    reply.type("text/plain; version=0.0.4; charset=utf-8");
    return metricsText(status(), { droppedEvents: dropped, listeners, residentBytes: process.memoryUsage.rss() });
  });
  server.get("/openapi.json", async () => openApi(options.network, urlOf(host, port)));
  try {
    await server.listen({ host, port: wanted });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    refusePort(host, wanted, code);
  }
  const address = server.server.address();
  port = typeof address === "object" && address !== null ? address.port : wanted;
  return {
    url: urlOf(host, port),
    events,
    close: async () => {
      events.close();
      await server.close();
    },
  };
}

function urlOf(host: string, port: number): string {
  const name = host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
  return `http://${name}:${port}`;
}

function addReadings(server: FastifyInstance, { store, registry }: ApiOptions): void {
  server.get<{ Querystring: ReadingsAsked }>("/v1/readings", { schema: readingsForm }, async ({ query }, reply) => {
    const { from, to, device, channel, cell, limit } = query;
    if (!(to > from && to - from <= longestSpan)) {
      return reply.code(400).send({ code: "network/request", message: "The time is empty, or longer than 31 days." });
    }
    const asked: ReadingQuery = {
      ...{ from, to },
      ...(device === undefined ? {} : { devices: [device] }),
      ...(channel === undefined ? {} : { channels: [channel] }),
      ...(cell === undefined ? {} : { cell }),
    };
    reply.type("application/x-ndjson");
    return reply.send(Readable.from(visibleLines(store.readings(asked), registry(), limit)));
  });
}

async function* visibleLines(
  readings: AsyncIterable<StoredReading>,
  registry: Registry,
  limit: number,
): AsyncGenerator<string> {
  let left = limit;
  for await (const reading of readings) {
    const device = registry.get(reading.device);
    if (device === undefined || visibilityOf(device, reading.channel) !== "public") continue;
    const value =
      reading.value instanceof Uint8Array ? Buffer.from(reading.value).toString("base64url") : reading.value;
    yield `${JSON.stringify({ ...reading, value })}\n`;
    if (--left === 0) return;
  }
}
