/** Mosquitto's own broker and clients, as Debian's packages install them. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Debian installs the broker where only the administrator looks. */
const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

function pathOf(program: string): string | undefined {
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

const programs = ["mosquitto", "mosquitto_pub", "mosquitto_sub"] as const;
const missing = programs.filter((program) => pathOf(program) === undefined);

/** Why the tests with mosquitto cannot run here; undefined when they can. */
export const withoutMosquitto =
  missing.length === 0 ? undefined : `${missing.join(", ")} not installed: apt-get install mosquitto mosquitto-clients`;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of mosquitto's clients to its end. */
export function client(
  program: "mosquitto_pub" | "mosquitto_sub",
  port: number,
  args: readonly string[],
  input?: Uint8Array,
): Promise<Ended> & { readonly child: ChildProcess } {
  const child = spawn(pathOf(program)!, ["-h", "127.0.0.1", "-p", String(port), ...args]);
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text.stderr += part;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const ended = new Promise<Ended>((resolve) => child.on("close", (status) => resolve({ status, ...text })));
  return Object.assign(ended, { child });
}

export interface Broker {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts mosquitto on a port; it keeps its sessions in a folder, so that it can be stopped and begun again. */
export async function startMosquitto(folder?: string, wanted?: number): Promise<Broker> {
  const own = folder ?? mkdtempSync(join(tmpdir(), "tokenwright-mosquitto-"));
  const port = wanted ?? (await freePort());
  const file = join(own, "mosquitto.conf");
  const lines = [`listener ${port} 127.0.0.1`, "allow_anonymous true", "max_queued_messages 0", "persistence true"];
  writeFileSync(file, `${[...lines, `persistence_location ${own}/`, "user root"].join("\n")}\n`);
  const child = spawn(pathOf("mosquitto")!, ["-c", file], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await listening(port);
  return {
    port,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      if (folder === undefined) rmSync(own, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const asked = client("mosquitto_pub", port, ["-t", "probe", "-n"]);
    if ((await asked).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("mosquitto does not listen");
}
