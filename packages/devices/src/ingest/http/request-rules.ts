import type { FastifyInstance } from "fastify";

const namesOfLoopback = ["127.0.0.1", "[::1]", "localhost"];

/** The values of Host under which a node answers, and no others: a name that was rebound to this machine is none of them. */
export function hostsOf(port: number, more: readonly string[] = []): ReadonlySet<string> {
  const hosts = namesOfLoopback.map((name) => `${name}:${port}`);
  // The port of http is left out by browsers.
  return new Set([...hosts, ...(port === 80 ? namesOfLoopback : []), ...more]);
}

/**
 * Refuses what a page of somebody else's could make a browser send: another Host than ours, any Origin but our own, and
 * requests that the browser says come from elsewhere. Devices and tools send neither Origin nor Sec-Fetch-Site.
 *
 * @param hosts Asked for with each request, as the port may not be known yet.
 */
export function guardRequests(server: FastifyInstance, hosts: () => ReadonlySet<string>): void {
  server.addHook("onRequest", async (request, reply) => {
    const named = request.raw.headersDistinct["host"] ?? [];
    const host = named.length === 1 ? named[0]! : "";
    if (!hosts().has(host))
      return reply.code(421).send({ code: "network/host", message: "No node answers to that name." });
    const { origin } = request.headers;
    const site = request.headers["sec-fetch-site"];
    const isForeign = origin !== undefined && origin !== `http://${host}`;
    if (isForeign || (site !== undefined && site !== "same-origin" && site !== "none")) {
      return reply.code(403).send({ code: "network/origin", message: "Pages of another origin are not answered." });
    }
    return undefined;
  });
  server.addHook("onSend", async (_, reply) => {
    reply.header("x-content-type-options", "nosniff");
    reply.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    reply.header("cache-control", "no-store");
  });
}
