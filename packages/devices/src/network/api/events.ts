import type { ServerResponse } from "node:http";

/** A listener that has so many bytes still to take misses what comes. */
const mostWaiting = 256 * 1024;

const mostListeners = 64;

/** Server-sent events (HTML standard, section 9.2) to many listeners, none of whom can hold the node up. */
export class EventStreams {
  readonly #listeners = new Set<ServerResponse>();
  #dropped = 0;
  #number = 0;

  /** Events that listeners were too slow for. */
  get dropped(): number {
    return this.#dropped;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Begins a stream. False when there are too many. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>): boolean {
    if (this.#listeners.size >= mostListeners) return false;
    response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
    response.write(": the node's events\n\n");
    this.#listeners.add(response);
    response.once("close", () => this.#listeners.delete(response));
    return true;
  }

  send(event: string, data: unknown): void {
    if (this.#listeners.size === 0) return;
    const text = `id: ${++this.#number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const response of this.#listeners) {
      if (response.writableLength > mostWaiting) this.#dropped++;
      else response.write(text);
    }
  }

  close(): void {
    for (const response of this.#listeners) response.end();
    this.#listeners.clear();
  }
}
