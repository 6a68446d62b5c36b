import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Folder, mostScenarioBytes, type Refused } from "./folder.js";
import { ownHeader } from "./rules.js";
import type { Sessions } from "./sessions.js";

/** An answer, whole. */
export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiSite {
  readonly sessions: Sessions;
  /** Undefined where the studio was started without a folder. */
  readonly folder: Folder | undefined;
  /** Cookies are shared by all ports of a host: the name keeps two studios apart. */
  readonly cookieName: string;
}

/** Every character of a scenario may take six in JSON (`\u0000`), and there are two fields beside. */
const mostBodyBytes = 6 * mostScenarioBytes + 1024;

const launchShape = z.strictObject({ code: z.string().min(1).max(100) });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const saveShape = z.strictObject({ text: z.string().max(mostScenarioBytes), replaces: hash.optional() });

/** Answers what begins with `/api/` and was let in by the rules. */
export async function answerApi(request: IncomingMessage, url: string, site: ApiSite): Promise<Reply> {
  const [path = "", query = ""] = splitOnce(url, "?");
  const method = request.method ?? "";
  if (path === "/api/session") {
    return method === "POST" ? launch(await readJson(request), site) : notAllowed("POST");
  }
  const own = request.headers[ownHeader];
  const cookie = cookieOf(request.headers.cookie, site.cookieName);
  if (!site.sessions.holds(cookie, typeof own === "string" ? own : undefined)) return refused(401, "no session");
  if (path === "/api/folder") {
    if (method !== "GET") return notAllowed("GET");
    return json(200, { schema: 1, ...(site.folder?.list() ?? {}) });
  }
  if (path !== "/api/file") return refused(404, "nothing is here");
  const name = new URLSearchParams(query).get("name");
  if (name === null || site.folder === undefined) return refused(404, "no such file");
  if (method === "GET") return readFile(site.folder, name);
  if (method === "PUT") return saveFile(site.folder, name, await readJson(request));
  return notAllowed("GET, PUT");
}

function launch(body: unknown, { sessions, cookieName }: ApiSite): Reply {
  const found = launchShape.safeParse(body);
  const session = found.success ? sessions.exchange(found.data.code) : undefined;
  if (session === undefined) return refused(401, "the launch code was used before, or is older than a minute");
  const cookie = `${cookieName}=${session.cookie}; Path=/api/; HttpOnly; SameSite=Strict`;
  return json(200, { schema: 1, key: session.key }, { "set-cookie": cookie });
}

function readFile(folder: Folder, name: string): Reply {
  const found = folder.read(name);
  if (typeof found === "string") return refusedFile(found);
  // Whatever it holds, no browser takes it for a page.
  return {
    status: 200,
    type: "application/octet-stream",
    body: found.bytes,
    headers: { etag: `"${found.sha256}"`, "content-disposition": "attachment" },
  };
}

function saveFile(folder: Folder, name: string, body: unknown): Reply {
  const found = saveShape.safeParse(body);
  if (!found.success) return refused(400, "text, and replaces when the file is there");
  const written = folder.write(name, found.data.text, found.data.replaces);
  return typeof written === "string" ? refusedFile(written) : json(200, { schema: 1, ...written });
}

function refusedFile(reason: Refused): Reply {
  switch (reason) {
    case "name":
      return refused(400, "this name cannot be used");
    case "missing":
      return refused(404, "no such file");
    case "too-large":
      return refused(413, "too large");
    case "changed":
      return refused(409, "the file is not what it was when it was read");
  }
}

/** Undefined for what is no JSON. @throws TooLarge */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBodyBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))) as unknown;
  } catch {
    return undefined;
  }
}

/** A body is longer than any that is taken. */
export class TooLarge extends Error {}

/** The one cookie of that name; undefined when there is none, or more than one. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  const own = (header ?? "").split(/; */).filter((pair) => pair.startsWith(`${name}=`));
  return own.length === 1 ? own[0]!.slice(name.length + 1) : undefined;
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: "application/json", body: JSON.stringify(value), headers };
}

export function refused(status: number, reason: string): Reply {
  return reason === "" ? { status } : json(status, { schema: 1, error: reason });
}

function notAllowed(allow: string): Reply {
  return { ...refused(405, "not this method"), headers: { allow } };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
