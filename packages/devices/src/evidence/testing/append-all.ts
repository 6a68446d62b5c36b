import { readFileSync, writeSync } from "node:fs";
import { openEvidence } from "../store/file-store.js";
import { openStored } from "../store/open-stored.js";

/**
 * Appends the messages of a file to a store and says aloud which ones are durable, one id a line. Runs as a process of its
 * own, so that it can be killed.
 *
 *   node --conditions=source --import tsx append-all.ts STORE MESSAGES FIRST
 */
export interface ListedMessage {
  readonly id: string;
  readonly received: number;
  readonly base64: string;
}

const [folder = "", list = "", first = "0"] = process.argv.slice(2);
const messages = JSON.parse(readFileSync(list, "utf8")) as readonly ListedMessage[];
// Small segments, so that a kill meets rolling, sealing and joining as often as writing.
const store = await openEvidence(folder, { segmentBytes: 24_000, sealAfter: 2, memory: 64 });
const say = (text: string): void => void writeSync(1, `${text}\n`);
say("open");
let next = Number(first);
const worker = async (): Promise<void> => {
  while (next < messages.length) {
    const { id, received, base64 } = messages[next++]!;
    const bytes = Buffer.from(base64, "base64");
    const { envelope } = openStored(bytes, received);
    await store.append({ bytes, received, node: "a", opened: { id, envelope } });
    say(id);
    if (next % 100 === 0) await store.seal();
    if (next % 250 === 0) await store.compact();
  }
};
await Promise.all(Array.from({ length: 8 }, worker));
await store.seal();
await store.close();
say("done");
