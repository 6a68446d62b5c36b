import { closeSync, fsyncSync, openSync } from "node:fs";

/** Forces the names in a folder to disk. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === "win32") return;
  syncFile(folder);
}

/** Forces a file's content to disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
