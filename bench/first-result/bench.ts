import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figure } from "../reference-economy/bench.js";
import { grownModel } from "../vector-code/grown-model.js";

const job = join(fileURLToPath(new URL(".", import.meta.url)), "job.mjs");

interface Waited {
  readonly import: number;
  readonly first: number;
  readonly full: number;
}

/** What a user waits for in a process that has just begun: the fastest of several, from what has been built. */
export function benchFirstResult(repetitions = 7): Figure[] {
  const input = JSON.stringify(grownModel(8));
  const waited = Array.from({ length: repetitions }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [job], { input, encoding: "utf8" });
    if (status !== 0) throw new Error(`the first result failed: ${stderr}`);
    return JSON.parse(stdout) as Waited;
  });
  const least = (key: keyof Waited) => Math.min(...waited.map((one) => one[key]));
  return [
    { name: "process start to engine imported", value: least("import"), unit: "ms" },
    {
      ...{ name: "import to first bands, 200 nodes", value: least("first"), unit: "ms" },
      ...{ ratio: least("first") / 60, peer: "the bar of 60 ms" },
    },
    {
      ...{ name: "import to full speed, 200 nodes", value: least("full"), unit: "ms" },
      ...{ ratio: least("full") / 120, peer: "the bar of 120 ms" },
    },
  ];
}
