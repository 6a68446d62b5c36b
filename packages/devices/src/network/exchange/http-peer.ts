import { fail, TokenwrightError } from "@tokenwright/engine";
import { parseBoundedJson } from "../../device/bounded-json.js";
import { fromBase64Url, utf8 } from "../../device/bytes.js";
import { longestMessage } from "../../device/verify-envelope.js";
import type { EvidenceEntry, StoredMessage } from "../../evidence/index.js";
import type { NodeKey } from "./node-key.js";
import { authorization } from "./peer-auth.js";
import type { Peer } from "./pull.js";

export interface HttpPeerOptions {
  readonly name: string;
  /** Such as `http://127.0.0.1:4781`. */
  readonly url: string;
  /** The other node's key. */
  readonly did: string;
  readonly own: NodeKey;
  /** Seconds since 1970 UTC by this machine's clock. */
  readonly wallClock: () => number;
}

const waitMilliseconds = 30_000;
const longestLine = 2 * longestMessage;

/** Another node over HTTP. Its methods throw TokenwrightError `network/peer` when it is away or answers wrongly. */
export function httpPeer({ name, url, did, own, wallClock }: HttpPeerOptions): Peer {
  const refuse = (what: string): never =>
    fail({
      code: "network/peer",
      message: `The node ${name} at ${url} ${what}.`,
      expected: "another node of the same network",
      hint: "is it running, and do both files name the other's key?",
    });
  const ask = async (target: string, body?: unknown): Promise<Response> => {
    const method = body === undefined ? "GET" : "POST";
    const text = body === undefined ? "" : JSON.stringify(body);
    const signed = { audience: did, method, target, body: utf8(text) };
    const headers = {
      authorization: authorization(signed, own, wallClock()),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    let answer: Response;
    try {
      answer = await fetch(`${url}${target}`, {
        ...{ method, headers, redirect: "error", signal: AbortSignal.timeout(waitMilliseconds) },
        ...(body === undefined ? {} : { body: text }),
      });
    } catch (error) {
      return refuse(`cannot be reached (${causeOf(error)})`);
    }
    return answer.ok ? answer : refuse(`answers ${answer.status}`);
  };
  const json = async (target: string): Promise<Readonly<Record<string, unknown>>> => {
    let text = "";
    for await (const line of linesOf(await ask(target), refuse)) text += line;
    try {
      return parseBoundedJson(text) as Readonly<Record<string, unknown>>;
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      return refuse("answers what is no JSON");
    }
  };
  return {
    name,
    hash: async (from, to) => String((await json(`/v1/peer/hash?from=${from}&to=${to}`))["hash"]),
    async *entries(from, to) {
      for await (const line of linesOf(await ask(`/v1/peer/entries?from=${from}&to=${to}`), refuse)) {
        yield entryOf(parsed(line, refuse)) ?? refuse("answers what is no entry");
      }
    },
    async *messages(entries) {
      for await (const line of linesOf(await ask("/v1/peer/messages", { entries }), refuse)) {
        yield messageOf(parsed(line, refuse)) ?? refuse("answers what is no message");
      }
    },
    erasures: async () => {
      const { erasures } = await json("/v1/peer/erasures");
      const list = Array.isArray(erasures) ? (erasures as readonly unknown[]) : refuse("answers no erasures");
      return list.map((one) => {
        const { subject, before } = (one ?? {}) as Readonly<Record<string, unknown>>;
        const isErasure = typeof subject === "string" && /^[0-9a-f]{64}$/.test(subject) && typeof before === "number";
        return isErasure ? { subject, before } : refuse("answers what is no erasure");
      });
    },
  };
}

function causeOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: NodeJS.ErrnoException; readonly name?: string };
  return cause?.code ?? name ?? "unknown";
}

function parsed(line: string, refuse: (what: string) => never): Readonly<Record<string, unknown>> {
  try {
    return (parseBoundedJson(line) ?? {}) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return refuse("answers what is no JSON");
  }
}

function entryOf({ id, time }: Readonly<Record<string, unknown>>): EvidenceEntry | undefined {
  if (typeof id !== "string" || !/^[0-9a-f]{64}(?:\.\d{1,7})?$/.test(id) || typeof time !== "number") return undefined;
  return { id, time };
}

function messageOf(fields: Readonly<Record<string, unknown>>): StoredMessage | undefined {
  const entry = entryOf(fields);
  const { received, node, bytes } = fields;
  if (entry === undefined || typeof received !== "number" || typeof node !== "string" || node.length > 128) {
    return undefined;
  }
  const message = typeof bytes === "string" ? fromBase64Url(bytes) : undefined;
  return message === undefined ? undefined : { ...entry, received, node, bytes: message };
}

/** Lines of an answer, none longer than a message can be. */
async function* linesOf(answer: Response, refuse: (what: string) => never): AsyncGenerator<string> {
  if (answer.body === null) return;
  const decoder = new TextDecoder();
  let held = "";
  try {
    for await (const chunk of answer.body) {
      held += decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = held.split("\n");
      held = lines.pop() ?? "";
      for (const line of lines) if (line !== "") yield line;
      if (held.length > longestLine) refuse("answers a line that is too long");
    }
  } catch (error) {
    if (error instanceof TokenwrightError) throw error;
    refuse(`stopped answering (${causeOf(error)})`);
  }
  if (held !== "") yield held;
}
