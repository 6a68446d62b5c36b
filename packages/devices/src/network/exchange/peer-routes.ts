import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { toBase64Url } from "../../device/bytes.js";
import type { EvidenceEntry, EvidenceStore } from "../../evidence/index.js";
import { signerOf } from "./peer-auth.js";

/** What a node needs to answer others. */
export interface PeerRoutesOptions {
  readonly store: EvidenceStore;
  /** This node's own key, as others name it. */
  readonly did: string;
  /** Keys of the nodes that may ask. */
  readonly known: ReadonlySet<string>;
  /** Seconds since 1970 UTC by this machine's clock. */
  readonly wallClock: () => number;
}

/** Entries that may be asked for at once. */
export const mostAsked = 256;

const numberForm = { type: "number" } as const;
const intervalForm = {
  querystring: {
    type: "object",
    properties: { from: numberForm, to: numberForm },
    required: ["from", "to"],
    additionalProperties: false,
  },
} as const;
const askedForm = {
  body: {
    type: "object",
    properties: {
      entries: {
        type: "array",
        maxItems: mostAsked,
        items: {
          type: "object",
          properties: { id: { type: "string", pattern: "^[0-9a-f]{64}(\\.[0-9]{1,7})?$" }, time: numberForm },
          required: ["id", "time"],
          additionalProperties: false,
        },
      },
    },
    required: ["entries"],
    additionalProperties: false,
  },
} as const;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * What nodes ask of each other: the hash of what was signed in a time, its entries, messages by their entries, and
 * erasures. Answered to known keys alone; without known nodes there are no such addresses.
 */
export async function addPeerRoutes(server: FastifyInstance, options: PeerRoutesOptions): Promise<void> {
  const { store, did, known, wallClock } = options;
  if (known.size === 0) return;
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const raw = new WeakMap<FastifyRequest, Uint8Array>();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer", bodyLimit: 64 * 1024 },
      (request, body: Buffer, done) => {
        raw.set(request, body);
        try {
          done(null, JSON.parse(body.toString("utf8")));
        } catch {
          done(Object.assign(new Error("The body is no JSON."), { statusCode: 400 }));
        }
      },
    );
    scope.addHook("preValidation", async (request, reply) => {
      const asked = {
        audience: did,
        method: request.method,
        target: request.raw.url ?? "",
        body: raw.get(request) ?? new Uint8Array(),
      };
      if (signerOf(request.headers.authorization, asked, known, wallClock()) !== undefined) return undefined;
      return reply.code(401).send({ code: "network/peer", message: "The request is not signed by a known node." });
    });
    scope.get<{ Querystring: Interval }>("/v1/peer/hash", { schema: intervalForm }, async ({ query }) => ({
      hash: await store.evidenceHash(query.from, query.to),
    }));
    scope.get<{ Querystring: Interval }>("/v1/peer/entries", { schema: intervalForm }, async ({ query }, reply) => {
      reply.type("application/x-ndjson");
      return reply.send(Readable.from(linesOf(store.entries(query.from, query.to))));
    });
    scope.post<{ Body: { readonly entries: readonly EvidenceEntry[] } }>(
      "/v1/peer/messages",
      { schema: askedForm },
      async ({ body }, reply) => {
        reply.type("application/x-ndjson");
        return reply.send(Readable.from(messagesOf(store, body.entries)));
      },
    );
    scope.get("/v1/peer/erasures", async () => ({ erasures: store.erasures() }));
  });
}

async function* linesOf(entries: AsyncIterable<EvidenceEntry>): AsyncGenerator<string> {
  let lines = "";
  for await (const { id, time } of entries) {
    lines += `${JSON.stringify({ id, time })}\n`;
    if (lines.length < 32_768) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

async function* messagesOf(store: EvidenceStore, entries: readonly EvidenceEntry[]): AsyncGenerator<string> {
  for (const entry of entries) {
    const message = await store.message(entry);
    if (message === undefined) continue;
    const { id, time, received, node, bytes } = message;
    yield `${JSON.stringify({ id, time, received, node, bytes: toBase64Url(bytes) })}\n`;
  }
}
