import type { EvidenceStore } from "../../evidence/index.js";
import type { Gate, Intake, Opened, Opener, TakenMessage } from "../../ingest/index.js";
import type { NetworkPlan } from "../network-file.js";
import type { PeerStatus } from "../status.js";
import { httpPeer } from "./http-peer.js";
import type { NodeKey } from "./node-key.js";
import { type Peer, pull } from "./pull.js";

export interface ExchangeOptions {
  readonly plan: NetworkPlan;
  readonly nodeKey: NodeKey;
  readonly store: EvidenceStore;
  readonly gate: Gate;
  readonly opener: Opener;
  readonly intake: Intake;
  /** Told of messages that others had, as of those that came here. */
  readonly onStored: (messages: readonly TakenMessage[]) => Promise<void>;
  /** Seconds since 1970 UTC by this machine's clock. */
  readonly wallClock: () => number;
}

/** Seconds back from now that every round looks at; older evidence is exchanged when an epoch is frozen. */
const usualSpan = 2 * 86_400;
/** Seconds between two rounds. */
const roundSeconds = 10;

interface Known {
  readonly peer: Peer;
  status: PeerStatus;
}

/** Takes over from all known nodes what they have, again and again. */
export class Exchange {
  readonly #peers: readonly Known[];
  #last = 0;
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(readonly options: ExchangeOptions) {
    const { plan, nodeKey, wallClock } = options;
    this.#peers = plan.peers.map(({ name, url, key }) => ({
      peer: httpPeer({ name, url, did: key, own: nodeKey, wallClock }),
      status: { name, url, heard: null, isEqual: false, taken: 0, refused: 0, problem: "" },
    }));
  }

  get status(): readonly PeerStatus[] {
    return this.#peers.map(({ status }) => status);
  }

  /**
   * One round with every node: of the time given, or, when some seconds have passed, of the last days. A node that is
   * away is passed over and named in the status.
   */
  round(from?: number, to?: number): Promise<void> {
    const now = this.options.wallClock();
    if (this.#peers.length === 0 || this.#isClosed) return Promise.resolve();
    if (from === undefined && now - this.#last < roundSeconds) return Promise.resolve();
    if (from === undefined) this.#last = now;
    const done = this.#tail.then(() => this.#round(from ?? now - usualSpan, to ?? now + 86_400));
    this.#tail = done;
    return done;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#tail;
  }

  async #round(from: number, to: number): Promise<void> {
    const { store, opener, intake, gate, onStored, wallClock } = this.options;
    const grid = 6 * 3600;
    for (const known of this.#peers) {
      const fresh: TakenMessage[] = [];
      const onTaken = (opened: Opened, received: number): void => {
        const { device, keyId, sequence } = opened.envelope;
        // What another node let in is seen here too: sent here again, it is a duplicate.
        gate.remember({ id: opened.id, device, keyId, sequence });
        intake.noteExchanged();
        fresh.push({ ...opened, received, lane: "late" });
      };
      try {
        const report = await pull(known.peer, Math.floor(from / grid) * grid, Math.ceil(to / grid) * grid, {
          ...{ store, onTaken },
          open: (batch) => opener.open(batch),
        });
        const { taken, refused } = known.status;
        known.status = {
          ...known.status,
          heard: wallClock(),
          isEqual: report.isEqual,
          taken: taken + report.taken,
          refused: refused + report.refused,
          problem: report.reason === undefined ? "" : `messages were refused: ${report.reason}`,
        };
      } catch (error) {
        known.status = {
          ...known.status,
          isEqual: false,
          problem: error instanceof Error ? error.message : String(error),
        };
      }
      if (fresh.length > 0) await onStored(fresh);
    }
  }
}
