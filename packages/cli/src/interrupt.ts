import { exitCodes } from "./exit-codes.js";
import { say } from "./terminal.js";

/**
 * Ctrl-C once: the signal is aborted, and the work stops where it can without leaving anything half done.
 * Twice: exit now; nothing that is half written has a final name.
 */
export function interruptible(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
    say("\nstopping after this batch; Ctrl-C again stops at once");
  };
  process.on("SIGINT", onInterrupt);
  return { signal: controller.signal, release: () => process.off("SIGINT", onInterrupt) };
}
