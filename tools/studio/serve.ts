import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Served } from "../bundle/serve.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/**
 * The strictest policy that the studio must work under: no script but its own files. Styles are set by Mantine and
 * uPlot on elements, and 'wasm-unsafe-eval' allows vector code, which is no eval of scripts.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface StaticHost {
  /** Where the studio stands at the host: `/` or a path such as `/tools/studio/`. */
  readonly base?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A static host on the loopback that has the studio's files and nothing else. */
export async function serveStudio(folder: string, { base = "/", headers = {} }: StaticHost = {}): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname === base ? "index.html" : pathname.startsWith(base) ? pathname.slice(base.length) : "";
    if (request.method !== "GET" || !/^(?:assets\/)?[\w.-]+$/.test(name) || name.includes("..")) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(folder, name)).then(
      (bytes) => {
        const body = gzipSync(bytes, { level: 1 });
        response.writeHead(200, {
          "content-type": types[extname(name)] ?? "application/octet-stream",
          "content-encoding": "gzip",
          "content-security-policy": policy,
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-embedder-policy": "require-corp",
          "cross-origin-resource-policy": "same-origin",
          ...headers,
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    address: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
