import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cliPackage = fileURLToPath(new URL("../../", import.meta.url));

/** The file that npm links as `tokenwright`. */
export const launcher = join(cliPackage, "bin", "tokenwright.js");

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the command is under way. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the real command line to its end. */
export function tokenwright(args: readonly string[], options: CommandOptions): Promise<Finished> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: options.cwd,
    env: { ...environment, ...options.env },
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text.stderr += part;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  options.onStart?.(child);
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, ...text })));
}

/** Resolves when the command has said something that matches. */
export function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = "";
  return new Promise((resolve) => {
    child.stderr!.on("data", (part: Buffer | string) => {
      text += String(part);
      if (pattern.test(text)) resolve();
    });
  });
}
