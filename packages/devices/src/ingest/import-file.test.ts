import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { importFile } from "./import-file.js";
import { fleet, forged } from "./testing/fleet.js";
import { nodeUnderTest } from "./testing/node-under-test.js";

const folder = mkdtempSync(join(tmpdir(), "tokenwright-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (text: string): string => {
  const path = join(folder, `${Math.random()}.jsonl`);
  writeFileSync(path, text);
  return path;
};
const devices = fleet(2);
const noon = Date.UTC(2026, 5, 1, 12) / 1000;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test("a file of messages is taken in once, each judged at the time its line says", async () => {
  const node = await nodeUnderTest(devices);
  const lines = [
    ...Array.from({ length: 600 }, (_, index) =>
      JSON.stringify({ at: noon + index, message: text(devices.message(0, index + 1, noon + index)) }),
    ),
    JSON.stringify({ at: noon, base64: Buffer.from(devices.message(1, 1, noon, 3, "cbor")).toString("base64") }),
    text(forged(devices.message(1, 2, noon))),
    "",
    ...devices.batch(1, 3, noon, 2).map(text),
  ];
  const path = file(`${lines.join("\r\n")}\n`);
  expect(await importFile(path, node.intake, noon)).toEqual({ lines: 605, stored: 603, duplicates: 0, refused: 1 });
  expect(await importFile(path, node.intake, noon)).toEqual({ lines: 605, stored: 0, duplicates: 603, refused: 1 });
  expect(node.intake.counts.late).toBe(0);
  await node.close();
});

test.each([
  ["{broken\n", 1],
  ['\n\n{"at":1}\n', 3],
  [`x\n${"y".repeat(500_000)}`, 2],
])("a line that is no message is named", async (content, line) => {
  const node = await nodeUnderTest(devices);
  const path = file(content);
  await expect(importFile(path, node.intake, noon)).rejects.toMatchObject({
    code: "ingest/file",
    diagnostics: [{ place: { file: path, line } }],
  });
  await node.close();
});

test("a file that is not there is named", async () => {
  const node = await nodeUnderTest(devices);
  await expect(importFile(join(folder, "none"), node.intake, noon)).rejects.toMatchObject({ code: "ingest/file" });
  await node.close();
});
