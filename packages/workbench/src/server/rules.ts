/** What of a request decides whether it is answered at all. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  /** Every Host header there is. */
  readonly hosts: readonly string[];
  readonly origin: string | undefined;
  /** Sec-Fetch-Site: where the browser says the request comes from. */
  readonly site: string | undefined;
  readonly contentType: string | undefined;
  /** The header that only the studio's own scripts send. */
  readonly own: string | undefined;
}

/** Begins every address that is not a file of the page. */
export const apiPrefix = "/api/";

/** Name of the header that a page of another origin cannot send without asking first, which is never granted. */
export const ownHeader = "x-tokenwright-studio";

export interface Refusal {
  readonly status: number;
  /** For a page of the studio's own; empty where the reader may be another's. */
  readonly reason: string;
  readonly allow?: string;
}

const namesOfLoopback = ["127.0.0.1", "[::1]", "localhost"];

/** The values of Host under which the studio answers, and no others: a name that was rebound to this machine is none of them. */
export function hostsOf(port: number): ReadonlySet<string> {
  const hosts = namesOfLoopback.map((name) => `${name}:${port}`);
  // A browser leaves out the port of http.
  return new Set(port === 80 ? [...hosts, ...namesOfLoopback] : hosts);
}

const changing: ReadonlySet<string> = new Set(["POST", "PUT"]);

/** Why a request is not answered; undefined when it may be. Whether there is such a page, and a session, is asked later. */
export function refusalOf(asked: Asked, hosts: ReadonlySet<string>): Refusal | undefined {
  const host = asked.hosts.length === 1 ? asked.hosts[0]! : "";
  if (!hosts.has(host)) return { status: 421, reason: "" };
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(asked.target)) return { status: 400, reason: "" };
  const isApi = asked.target.startsWith(apiPrefix);
  if (asked.origin !== undefined && asked.origin !== `http://${host}`) return { status: 403, reason: "" };
  if (!isApi) {
    // A page typed or pasted comes from nowhere ("none"); a file of the page from the page; browsers of old say nothing.
    if (!["none", "same-origin", undefined].includes(asked.site)) return { status: 403, reason: "" };
    return ["GET", "HEAD"].includes(asked.method) ? undefined : { status: 405, reason: "", allow: "GET, HEAD" };
  }
  if (asked.site !== "same-origin") return { status: 403, reason: "" };
  if (asked.own === undefined || asked.own === "") return { status: 403, reason: "" };
  if (asked.method === "GET") return undefined;
  if (!changing.has(asked.method)) return { status: 405, reason: "", allow: "GET, POST, PUT" };
  if (asked.origin === undefined) return { status: 403, reason: "" };
  if (!/^application\/json(; *charset=utf-8)?$/i.test(asked.contentType ?? ""))
    return { status: 415, reason: "application/json is taken" };
  return undefined;
}
