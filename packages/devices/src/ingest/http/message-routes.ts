import type { FastifyInstance, FastifyReply } from "fastify";
import { fromUtf8, utf8 } from "../../device/bytes.js";
import { longestMessage } from "../../device/verify-envelope.js";
import { messageOfLine } from "../import-file.js";
import type { Intake, Outcome } from "../intake.js";
import type { Reason } from "../reasons.js";

/** Bytes of a body of many messages, and how many there may be. */
const mostBatch = 4 * 1024 * 1024;
const mostMessages = 4_096;

/** Content types of one message, signed: JWS (RFC 7515), COSE (RFC 9052), and a pack of a batch in JSON or CBOR. */
const single = ["application/jose", "application/cose", "application/json", "application/cbor"] as const;
/** Readings that nobody signed (RFC 8428 section 12.3). */
const unsigned = ["application/senml+json", "application/senml+cbor"] as const;

/** The answer of the endpoint. */
export interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: readonly { readonly index: number; readonly reason: Reason; readonly message: string }[];
}

class BadBody extends Error {
  constructor(
    readonly reason: Reason,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * `POST /v1/messages`: one signed message, or many as lines (`application/x-ndjson`). It is answered when all of them are
 * on disk: 200 when something was taken in or was there, 422 when nothing can be, 429 with Retry-After when there is no
 * room for some now; sending everything again then is right, as what was stored is counted once.
 *
 * @param clock Seconds since 1970 UTC.
 */
export async function addMessageRoutes(server: FastifyInstance, intake: Intake, clock: () => number): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...single], { parseAs: "buffer", bodyLimit: longestMessage }, (_, body, done) =>
      done(null, [body]),
    );
    scope.addContentTypeParser(
      "application/x-ndjson",
      { parseAs: "buffer", bodyLimit: mostBatch },
      (_, body: Buffer, done) => {
        try {
          done(null, linesOf(body));
        } catch (error) {
          done(error as Error);
        }
      },
    );
    scope.addContentTypeParser([...unsigned], { parseAs: "buffer", bodyLimit: longestMessage }, (_, __, done) =>
      done(new BadBody("ingest/unsigned", 415, "The readings are not signed: send them as JWS or COSE.")),
    );
    scope.setErrorHandler((error: Error & { readonly code?: string; readonly statusCode?: number }, _, reply) => {
      if (error instanceof BadBody) return refuse(intake, reply, error.status, error.reason, error.message);
      if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
        return refuse(intake, reply, 413, "device/too-large", `A message has at most ${longestMessage} bytes.`);
      }
      if (error.statusCode === 415) {
        const types = [...single, "application/x-ndjson"].join(", ");
        return refuse(intake, reply, 415, "ingest/body", `The content type is none of ${types}.`);
      }
      if (error.statusCode !== undefined && error.statusCode < 500) {
        return refuse(intake, reply, error.statusCode, "ingest/body", "The request cannot be read.");
      }
      // The store failed; nothing of it is told to a stranger.
      return reply
        .code(503)
        .header("retry-after", "5")
        .send({ code: "network/failed", message: "Nothing can be stored." });
    });
    scope.post("/v1/messages", async (request, reply) => {
      const messages = request.body as readonly Uint8Array[];
      if (!Array.isArray(messages)) throw new BadBody("ingest/body", 400, "The request has no message.");
      const received = clock();
      const outcomes = await Promise.all(messages.map((bytes) => intake.offer(bytes, received, { keeps: true })));
      const receipt = receiptOf(outcomes);
      const later = Math.max(0, ...outcomes.map((one) => (one.kind === "refused" ? (one.retryAfter ?? 0) : 0)));
      if (later > 0) reply.code(429).header("retry-after", String(Math.ceil(later)));
      else if (receipt.stored + receipt.duplicates === 0) reply.code(422);
      return receipt;
    });
  });
}

function refuse(intake: Intake, reply: FastifyReply, status: number, reason: Reason, message: string): FastifyReply {
  intake.refuse(reason);
  const receipt: Receipt = { stored: 0, duplicates: 0, refused: [{ index: 0, reason, message }] };
  return reply.code(status).send(receipt);
}

function linesOf(body: Buffer): Uint8Array[] {
  const text = fromUtf8(body);
  if (text === undefined) throw new BadBody("ingest/body", 400, "The lines are not text in UTF-8.");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0 || lines.length > mostMessages) {
    throw new BadBody("ingest/body", 400, `There are ${lines.length} lines; 1 to ${mostMessages} are taken.`);
  }
  // A line that is no message is one that is refused; the others are still taken. What it says of its arrival is not
  // believed: it comes from the sender.
  return lines.map((line) => {
    try {
      return messageOfLine(line, "the body", 0).bytes;
    } catch {
      return utf8(line);
    }
  });
}

function receiptOf(outcomes: readonly Outcome[]): Receipt {
  const refused = outcomes.flatMap((one, index) =>
    one.kind === "refused" ? [{ index, reason: one.reason, message: one.message }] : [],
  );
  const count = (kind: Outcome["kind"]): number => outcomes.filter((one) => one.kind === kind).length;
  return { stored: count("stored"), duplicates: count("duplicate"), refused };
}
