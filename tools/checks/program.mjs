// A program with a time limit that ends its helpers too.
import { spawn } from "node:child_process";

/**
 * Runs a Node program with its output on ours.
 *
 * @param {readonly string[]} args
 * @param {{ folder: string, minutes: number, env?: Readonly<Record<string, string>> }} options
 * @returns {Promise<{ status: number | null, timedOut: boolean }>}
 */
export function runProgram(args, { folder, minutes, env = {} }) {
  // A group of its own, so that workers in an endless loop end with it.
  const grouped = process.platform !== "win32";
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
    detached: grouped,
  });
  const end = () => {
    if (grouped && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  };
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, minutes * 60_000);
    // The terminal's Ctrl-C does not reach another group by itself.
    const interrupt = () => {
      end();
      process.exit(130);
    };
    process.once("SIGINT", interrupt);
    process.once("SIGTERM", interrupt);
    const done = () => {
      clearTimeout(timer);
      process.removeListener("SIGINT", interrupt);
      process.removeListener("SIGTERM", interrupt);
    };
    child.once("error", (error) => {
      done();
      reject(error);
    });
    child.once("exit", (status) => {
      done();
      resolve({ status, timedOut });
    });
  });
}
