import { type Agent, request } from "node:http";
import { connect } from "node:net";

export interface Asking {
  readonly method?: string;
  readonly target?: string;
  /** As they are sent; undefined leaves one out. Node adds none. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly agent?: Agent;
  readonly address?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request by Node's own client. */
export function ask(port: number, asking: Asking): Promise<Answered> {
  const { method = "GET", target = "/", headers = {}, body, agent, address = "127.0.0.1" } = asking;
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: address,
        port,
        method,
        path: target,
        setHost: false,
        headers: given as Record<string, string>,
        ...(agent === undefined ? {} : { agent }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Bytes as they are, and what comes back first; nothing when the other side closes. */
export function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let found = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setTimeout(20_000, () => socket.destroy(new Error("no answer")));
    socket.on("data", (chunk: Buffer) => {
      found += chunk.toString("latin1");
      if (found.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET") reject(error);
    });
    socket.on("close", () => resolve(found));
  });
}
