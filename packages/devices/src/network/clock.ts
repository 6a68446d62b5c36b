/** What a node takes for now. */
export interface Clock {
  /** Seconds since 1970 UTC. */
  now(): number;
}

/** This machine's clock. */
export const wallClock: Clock = { now: () => Date.now() / 1000 };

/** A clock that is set, for simulated time. It never goes back. */
export class SetClock implements Clock {
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = Math.max(this.#now, now);
  }
}
