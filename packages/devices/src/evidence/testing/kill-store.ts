import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { random } from "@tokenwright/engine";
import { openEvidence } from "../store/file-store.js";
import type { ListedMessage } from "./append-all.js";
import { acceptedOf, goodPlan, inFolder, listOf } from "./fixtures.js";

export interface KillResult {
  readonly kills: number;
  /** Messages that were said to be durable before a kill. */
  readonly acknowledged: number;
  readonly messages: number;
}

const always = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const script = fileURLToPath(new URL("./append-all.ts", import.meta.url));

/**
 * Kills a process that appends and seals, as `kill -9` does, at random moments, and looks at what is there: after each
 * kill everything acknowledged, once; at the end the hash of a store that nobody killed.
 *
 * @throws Error that names the kill after which something was lost or doubled.
 */
export async function killStore(kills: number, seed = 42n): Promise<KillResult> {
  const { accepted } = acceptedOf(goodPlan({ stations: 4 }));
  const list = accepted.map(({ bytes, received, opened }): ListedMessage => {
    return { id: opened.id, received, base64: Buffer.from(bytes).toString("base64") };
  });
  const key = random.drawKey(seed, "kill");
  const acknowledged = new Set<string>();
  return inFolder(async (folder) => {
    const listFile = join(folder, "messages.json");
    const killed = join(folder, "killed");
    writeFileSync(listFile, JSON.stringify(list));
    for (let kill = 0; kill < kills; kill++) {
      // Where it begins moves on, so that every kill meets new messages; the rest comes again as duplicates.
      const first = Math.floor((kill / kills) * list.length * 0.8);
      const milliseconds = 1 + 600 * random.uniform(key, kill, 0, 0);
      for (const id of await appendUntil(killed, listFile, first, milliseconds)) acknowledged.add(id);
      await checkStore(killed, acknowledged, `kill ${kill} of seed ${seed}, after ${milliseconds} ms`);
    }
    await appendUntil(killed, listFile, 0, undefined);
    const whole = await openEvidence(join(folder, "whole"));
    await Promise.all(accepted.map((one) => whole.append(one)));
    const expected = await whole.evidenceHash(...always);
    await whole.close();
    const store = await openEvidence(killed);
    const hash = await store.evidenceHash(...always);
    await store.close();
    if (hash !== expected) throw new Error(`after ${kills} kills of seed ${seed} the evidence has another hash`);
    return { kills, acknowledged: acknowledged.size, messages: list.length };
  });
}

/** Runs the process until it ends, or for so long after it opened the store; gives the ids it said aloud. */
function appendUntil(folder: string, list: string, first: number, killAfter: number | undefined): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--conditions=source", "--import", "tsx", script, folder, list, String(first)],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    let [said, complaints] = ["", ""];
    child.stdout.on("data", (part: Buffer) => {
      if (said === "" && killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
      said += part.toString();
    });
    child.stderr.on("data", (part: Buffer) => {
      complaints += part.toString();
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") reject(new Error(`internal: the process ended: ${complaints}`));
      // A line that was cut by the kill was not said.
      else
        resolve(
          said
            .slice(0, said.lastIndexOf("\n") + 1)
            .split("\n")
            .filter((line) => line.length === 64),
        );
    });
  });
}

async function checkStore(folder: string, acknowledged: ReadonlySet<string>, when: string): Promise<void> {
  const store = await openEvidence(folder);
  const ids = (await listOf(store.entries(...always))).map(({ id }) => id);
  const readings = new Set<string>();
  let count = 0;
  for await (const { id } of store.readings({ from: always[0], to: always[1] })) {
    readings.add(id);
    count++;
  }
  const { sealed, unsealed } = store.counts();
  await store.close();
  const there = new Set(ids);
  const lost = [...acknowledged].filter((id) => !there.has(id));
  if (lost.length > 0) throw new Error(`${when}: ${lost.length} acknowledged messages are lost`);
  if (there.size !== ids.length || sealed + unsealed !== ids.length)
    throw new Error(`${when}: messages are there twice`);
  // Eight channels a message.
  if (readings.size !== count || count !== 8 * ids.length)
    throw new Error(`${when}: readings are there twice or missing`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await killStore(Number(process.argv[2] ?? 200), BigInt(process.argv[3] ?? 42));
  console.log(`${result.kills} kills: of ${result.acknowledged} acknowledged messages 0 lost, 0 doubled`);
}
