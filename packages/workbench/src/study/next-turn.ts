/** Browsers have no setImmediate; their timers wait for milliseconds, and a message to oneself does not. */
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: undefined): void;
  close(): void;
}

/** Lets waiting events be handled: signals such as Ctrl-C, and messages that ask to stop. */
export function nextTurn(): Promise<void> {
  return new Promise((resume) => {
    if (typeof setImmediate === "function") {
      setImmediate(resume);
      return;
    }
    const { port1, port2 } = new MessageChannel() as unknown as { readonly port1: Port; readonly port2: Port };
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(undefined);
  });
}
