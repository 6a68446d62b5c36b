import { reasons } from "../../ingest/index.js";

type Parts = Readonly<Record<string, unknown>>;

const json = (schema: Parts): Parts => ({ content: { "application/json": { schema } } });
const text = (type: string): Parts => ({ content: { [type]: { schema: { type: "string" } } } });
const answer = (description: string, content: Parts = {}): Parts => ({ description, ...content });
const ref = (name: string): Parts => ({ $ref: `#/components/schemas/${name}` });
const query = (name: string, description: string, schema: Parts, required = false): Parts => ({
  ...{ name, in: "query", description, required, schema },
});

const number = { type: "number" } as const;
const whole = { type: "integer", minimum: 0 } as const;
const words = { type: "string" } as const;
const binary = { schema: { type: "string", format: "binary" } } as const;
const receipts = {
  "200": answer("Something was stored, or was there already. All of it is on disk.", json(ref("Receipt"))),
  "413": answer("A message or the body is too long.", json(ref("Receipt"))),
  "415": answer("The content is of another type, or unsigned.", json(ref("Receipt"))),
  "422": answer("Nothing of it can be taken in, now or later.", json(ref("Receipt"))),
  "429": answer("There is no room for some of it now: send all of it again after Retry-After.", json(ref("Receipt"))),
  "503": answer("The node cannot store anything."),
} as const;

/** The node's addresses as OpenAPI 3.1 describes them; `server.test.ts` holds it against what is served. */
export function openApi(title: string, url: string): Parts {
  const get = (summary: string, responses: Parts, parameters: readonly Parts[] = []): Parts => ({
    get: { summary, parameters, responses },
  });
  return {
    openapi: "3.1.0",
    info: { title: `Device network ${title}`, version: "1" },
    servers: [{ url }],
    paths: {
      "/v1/messages": {
        post: {
          summary: "Offer signed messages: one, or many as lines of JSON or JWS.",
          requestBody: {
            required: true,
            content: {
              "application/jose": { schema: words },
              "application/cose": binary,
              "application/json": { schema: { type: "object" } },
              "application/cbor": binary,
              "application/x-ndjson": { schema: words },
            },
          },
          responses: receipts,
        },
      },
      "/v1/status": get("What the node does and has done.", { "200": answer("Figures.", json({ type: "object" })) }),
      "/v1/readings": get(
        "Readings of channels that are visible to everybody, as lines of JSON in the order of time.",
        { "200": answer("One reading a line.", text("application/x-ndjson")), "400": answer("The question is none.") },
        [
          query("from", "Measured from this time on, seconds since 1970 UTC.", number, true),
          query("to", "Measured before this time; at most 31 days after `from`.", number, true),
          query("device", "One device.", words),
          query("channel", "One channel.", words),
          query("cell", "Devices that are registered in an H3 cell.", words),
          query("limit", "At most so many, 1,000 if left out.", { ...whole, maximum: 100_000 }),
        ],
      ),
      "/v1/alerts": get("The last alerts.", { "200": answer("The newest last.", json({ type: "object" })) }),
      "/v1/epochs": get("Settled epochs.", { "200": answer("The newest last.", json({ type: "object" })) }),
      "/v1/epochs/{number}/{file}": {
        get: {
          summary: "A file of a settled epoch, byte by byte as it was published.",
          parameters: [
            { name: "number", in: "path", required: true, schema: whole },
            {
              name: "file",
              in: "path",
              required: true,
              schema: { enum: ["manifest.json", "evidence.jsonl", "payouts.csv", "leaves.csv", "root"] },
            },
          ],
          responses: { "200": answer("The file."), "404": answer("There is no such epoch.") },
        },
      },
      "/v1/events": get("What happens, as server-sent events: reading, alert, epoch, status.", {
        "200": answer("A stream.", text("text/event-stream")),
        "503": answer("There are too many listeners."),
      }),
      "/metrics": get("Figures for Prometheus.", { "200": answer("Text format 0.0.4.", text("text/plain")) }),
      "/openapi.json": get("This description.", { "200": answer("OpenAPI 3.1.", json({ type: "object" })) }),
    },
    components: {
      schemas: {
        Receipt: {
          type: "object",
          required: ["stored", "duplicates", "refused"],
          properties: {
            stored: whole,
            duplicates: whole,
            refused: {
              type: "array",
              items: {
                type: "object",
                required: ["index", "reason", "message"],
                properties: { index: whole, reason: { enum: reasons }, message: words },
              },
            },
          },
        },
      },
    },
  };
}
