import type { EvidenceStore } from "../evidence/index.js";
import { type AcceptanceRules, Gate } from "./gate.js";

/** Seconds since 1970 UTC, beyond every time that a message can name. */
const endOfTime = 1e15;

/** A gate that has seen every message of the store: what it stands on after a crash, however that came. */
export async function recoverGate(store: Pick<EvidenceStore, "headers">, rules: AcceptanceRules): Promise<Gate> {
  const gate = new Gate(rules);
  for await (const { id, device, keyId, sequence } of store.headers(-endOfTime, endOfTime)) {
    // Packs of a batch share the message's own id, which stands before the dot.
    gate.remember({ id: id.slice(0, 64), device, keyId, sequence });
  }
  return gate;
}
