/** How much may come: so many at once, and so many per second on the long run. */
export interface Rate {
  /** Messages per second, above 0. */
  readonly perSecond: number;
  /** Messages that may come at once, at least 1. */
  readonly burst: number;
}

/** A token bucket (Turner 1986, "New directions in communications"): filled by time that is given, never read. */
export class TokenBucket {
  #tokens: number;
  #filled: number;

  /** @param now Seconds of a clock that never goes back. */
  constructor(
    readonly rate: Rate,
    now: number,
  ) {
    this.#tokens = rate.burst;
    this.#filled = now;
  }

  /** Takes one token; false when there is none. */
  take(now: number): boolean {
    const { perSecond, burst } = this.rate;
    this.#tokens = Math.min(burst, this.#tokens + Math.max(0, now - this.#filled) * perSecond);
    this.#filled = Math.max(this.#filled, now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Seconds until there is a token again. */
  wait(now: number): number {
    const { perSecond, burst } = this.rate;
    const tokens = Math.min(burst, this.#tokens + Math.max(0, now - this.#filled) * perSecond);
    return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
  }
}
