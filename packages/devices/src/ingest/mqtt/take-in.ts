import { setTimeout as sleep } from "node:timers/promises";
import type { Intake, Outcome } from "../intake.js";

/**
 * Takes in one message of MQTT. With QoS 1 and 2 the sender keeps it until it is acknowledged: when quotas have no room
 * for it now, it waits here, and its connection is not read; MQTT 3.1.1 has no word for "later". With QoS 0 it is refused.
 *
 * @returns When it may be acknowledged.
 * @throws When it may not: the store failed, or the node is stopping.
 */
export async function takeIn(
  intake: Intake,
  bytes: Uint8Array,
  clock: () => number,
  keeps: boolean,
  stop: AbortSignal,
): Promise<Outcome> {
  for (;;) {
    const outcome = await intake.offer(bytes, clock(), { keeps });
    if (!keeps || outcome.kind !== "refused" || outcome.retryAfter === undefined) return outcome;
    if (stop.aborted || outcome.reason === "ingest/stopping") throw new Error("the node is stopping");
    await sleep(1_000 * outcome.retryAfter, undefined, { signal: stop });
  }
}
