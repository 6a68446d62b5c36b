import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

/** A server of one folder, for this machine alone. */
export interface Served {
  /** Where it answers: `http://127.0.0.1:40123/`. */
  readonly address: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  map: "application/json",
};

/** What a page must be sent with so that it may share memory between its threads. */
export const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
} as const;

/**
 * Serves the files that stand in a folder, none of those below it, on a free port of the loopback.
 *
 * @param headers Sent with every file.
 */
export async function serve(folder: string, headers: Readonly<Record<string, string>> = {}): Promise<Served> {
  const server = createServer((request, response) => {
    const name = /^\/([\w-]+\.(html|js|js\.map))$/.exec(new URL(request.url ?? "/", "http://localhost").pathname)?.[1];
    const type = types[name?.split(".").at(-1) ?? ""];
    if (request.method !== "GET" || name === undefined || type === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { "content-type": type, ...headers }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
