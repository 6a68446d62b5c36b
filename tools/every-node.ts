/**
 * `npm run every-node [-- --nodes FOLDER] [--generated COUNT]`: computes everything that is kept and more on Node 20, 22,
 * 24 and 26, compares one hash, and says how fast each of them is. What has to be fetched goes to a temporary folder, or to
 * the folder named, where the next time finds it. A Node that cannot be had is skipped, and it is said why.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { InNode } from "./golden/in-node.js";
import { findNode, majors, runIn } from "./golden/nodes.js";
import { makeGoldenProgram } from "./golden/program.js";
import type { Speed } from "./golden/speed.js";
import { isMain } from "./house.js";

/** Least speed of a later Node, as a share of that of the first. */
const leastSpeed = 0.75;
const rounds = 3;

interface Found {
  readonly major: number;
  readonly path: string;
  readonly version: string;
  readonly sha256: string;
  /** Whether vector code had the bits of the reference. */
  readonly isSound: boolean;
  speed: number;
}

async function everyNode(folder: string, generated: readonly string[]): Promise<number> {
  const program = await makeGoldenProgram();
  const found: Found[] = [];
  let failed = 0;
  let missing = 0;
  try {
    for (const major of majors) {
      const node = findNode(major, folder);
      if ("why" in node) {
        missing++;
        console.error(`Node ${major}: skipped, ${node.why}`);
        continue;
      }
      const computed = runIn<InNode>(node.path, [program.file, ...generated], program.folder);
      if ("why" in computed) {
        failed++;
        console.error(`Node ${major}: ${computed.why}`);
        continue;
      }
      const { node: version, sha256, cases, differing } = computed.answer;
      const inVectors = cases.filter(({ wasm }) => wasm !== undefined).length;
      console.log(`Node ${version}: ${sha256}, ${cases.length} cases, ${inVectors} of them in vector code too`);
      for (const name of differing) console.error(`  vector code has other bits: ${name}`);
      failed += differing.length;
      found.push({ major, path: node.path, version, sha256, isSound: differing.length === 0, speed: 0 });
    }
    // Taken in turns: what else the machine does at a time then slows all of them down.
    for (let round = 0; round < rounds; round++) {
      for (const one of found) {
        const measured = runIn<Speed>(one.path, [program.file, "--speed"], program.folder);
        if ("answer" in measured) one.speed = Math.max(one.speed, measured.answer.runSteps);
      }
    }
  } finally {
    program.remove();
  }
  const [first] = found;
  if (first === undefined) return 1;
  for (const one of found.slice(1)) {
    if (one.sha256 === first.sha256) continue;
    failed++;
    console.error(`Node ${one.version} has other bits than Node ${first.version}`);
  }
  for (const { version, speed } of found) {
    const share = speed / first.speed;
    const verdict = share >= leastSpeed ? "" : `, below ${leastSpeed}`;
    console.log(
      `Node ${version}: ${speed.toFixed(1)} M run-steps/s, ${share.toFixed(2)} of Node ${first.version}${verdict}`,
    );
  }
  const agreeing = found.filter(({ sha256, isSound }) => isSound && sha256 === first.sha256).length;
  console.log(`${agreeing} of ${majors.length} agree${missing === 0 ? "" : `, ${missing} skipped`}`);
  return failed === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) {
  const args = process.argv.slice(2);
  const valueAfter = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const kept = valueAfter("--nodes");
  const generated = valueAfter("--generated");
  const folder =
    kept === undefined
      ? mkdtempSync(join(tmpdir(), "tokenwright-nodes-"))
      : resolve(process.env["INIT_CWD"] ?? process.cwd(), kept);
  try {
    process.exitCode = await everyNode(folder, generated === undefined ? [] : ["--generated", generated]);
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
