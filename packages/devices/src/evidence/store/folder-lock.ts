import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { refuseStore } from "./refuse.js";

/** Folders that this process holds. */
const held = new Set<string>();

/**
 * Keeps a folder for one store at a time. The lock is a file with the process's number and when that process began;
 * one whose process is gone is taken over.
 *
 * @returns What lets go of it.
 * @throws TokenwrightError `evidence/locked`.
 */
export function lockFolder(folder: string): () => void {
  const path = join(resolve(folder), "lock");
  const own = `${process.pid} ${beginningOf(process.pid)}\n`;
  if (held.has(path)) refuseLocked(folder, process.pid);
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, own);
  try {
    // A link is made only where none is, at once and with its content.
    for (let attempt = 0; !tryLink(mine, path); attempt++) {
      const owner = ownerOf(path);
      if (owner !== undefined && isAlive(owner)) refuseLocked(folder, owner.process);
      if (attempt > 10) refuseLocked(folder, owner?.process ?? 0);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  held.add(path);
  return () => {
    if (!held.delete(path)) return;
    rmSync(path, { force: true });
  };
}

interface Owner {
  readonly process: number;
  readonly beginning: string;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function ownerOf(path: string): Owner | undefined {
  try {
    const [number = "", beginning = ""] = readFileSync(path, "utf8").trim().split(" ");
    return /^\d+$/.test(number) ? { process: Number(number), beginning } : undefined;
  } catch {
    return undefined;
  }
}

/** In this process it would be in `held`; a process of the same number that began at another time is another one. */
function isAlive({ process: number, beginning }: Owner): boolean {
  if (number === process.pid) return false;
  try {
    process.kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = beginningOf(number);
  return beginning === "" || now === "" || now === beginning;
}

/** When a process began, in the kernel's ticks: the 22nd field of proc(5)'s stat. Empty where there is none. */
function beginningOf(number: number): string {
  try {
    const text = readFileSync(`/proc/${number}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function refuseLocked(folder: string, owner: number): never {
  return refuseStore(
    "evidence/locked",
    `The evidence in ${JSON.stringify(folder)} is held by process ${owner}.`,
    "one process writes a store: end the other one, or give this one a folder of its own",
    folder,
  );
}
