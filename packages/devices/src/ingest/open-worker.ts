import { parentPort, workerData } from "node:worker_threads";
import { registryFromData } from "../device/registry-from-data.js";
import { VerifiedStatements } from "../device/verified-statements.js";
import type { OpenCall, OpenReply, RegistryChange } from "./open-call.js";
import { openOne } from "./opener.js";

let registry = registryFromData(workerData);
const statements = new VerifiedStatements();

parentPort?.on("message", (message: OpenCall | RegistryChange) => {
  if ("registry" in message) {
    registry = registryFromData(message.registry);
    return;
  }
  const { call, bytes, ends, received } = message;
  let from = 0;
  const results = Array.from(ends, (end, index) => {
    const sealed = { bytes: bytes.subarray(from, end), received: received[index]! };
    from = end;
    return openOne(sealed, registry, statements);
  });
  const reply: OpenReply = { call, results };
  parentPort?.postMessage(reply);
});
