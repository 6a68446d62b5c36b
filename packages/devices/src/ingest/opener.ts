import { TokenwrightError } from "@tokenwright/engine";
import { type OpenedMessage, openMessage } from "../device/open-message.js";
import type { Registry } from "../device/registry.js";
import { VerifiedStatements } from "../device/verified-statements.js";
import { isReason, type Reason } from "./reasons.js";

/** A message whose signature held, as far as the rest of the way needs it. */
export type Opened = Pick<OpenedMessage, "id" | "envelope" | "piece" | "readings">;

export interface Refused {
  readonly reason: Reason;
  /** One sentence for whoever sent it. */
  readonly message: string;
}

export interface Sealed {
  readonly bytes: Uint8Array;
  /** Seconds since 1970 UTC. */
  readonly received: number;
}

/** Checks signatures and reads what was signed, here or in threads. */
export interface Opener {
  /** Batches that may be asked for at once with profit. */
  readonly width: number;
  /** What came of each message, in their order. */
  open(batch: readonly Sealed[]): Promise<readonly (Opened | Refused)[]>;
  /** From now on another registry counts. */
  use(registry: Registry): void;
  close(): Promise<void>;
}

export function isRefused(result: Opened | Refused): result is Refused {
  return "reason" in result;
}

/** Opens messages in this thread. */
export function openHere(registry: Registry): Opener {
  let current = registry;
  const statements = new VerifiedStatements();
  return {
    width: 1,
    open: (batch) => Promise.resolve(batch.map((sealed) => openOne(sealed, current, statements))),
    use: (next) => {
      current = next;
    },
    close: () => Promise.resolve(),
  };
}

/** One message, with its refusal as a value. */
export function openOne(
  { bytes, received }: Sealed,
  registry: Registry,
  statements: VerifiedStatements,
): Opened | Refused {
  try {
    const { id, envelope, piece, readings } = openMessage(bytes, registry, received, statements);
    return { id, envelope, readings, ...(piece === undefined ? {} : { piece }) };
  } catch (error) {
    const finding = error instanceof TokenwrightError ? error.diagnostics[0] : undefined;
    if (finding === undefined || !isReason(finding.code)) throw error;
    return { reason: finding.code, message: finding.message };
  }
}
