import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addToBundle, makeBundle } from "../bundle/make.js";

/** The fingerprint as a program of two files that any Node of the list runs, made from the browser bundle. */
export interface GoldenProgram {
  readonly folder: string;
  /** The file to run. */
  readonly file: string;
  remove(): void;
}

export async function makeGoldenProgram(): Promise<GoldenProgram> {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-golden-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await makeBundle(folder);
    await addToBundle(folder, { golden: "tools/golden/in-node.ts" });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    return { folder, file: join(folder, "golden.js"), remove };
  } catch (error) {
    remove();
    throw error;
  }
}
