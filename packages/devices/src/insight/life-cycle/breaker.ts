/** When a module that fails is left alone, and when it is tried again. */
export interface BreakerPolicy {
  /** Faults in a row that open the breaker, at least 1. */
  readonly faults: number;
  /** Batches that it stays open; twice as long after each trial that fails, at most 64 times. */
  readonly restBatches: number;
}

export const defaultBreaker: BreakerPolicy = { faults: 1, restBatches: 8 };

/**
 * A circuit breaker (Nygard, Release It!, 2007) that counts batches instead of reading a clock, so that a replay
 * opens and closes it at the same records. Closed it lets calls through; open it lets none; after its rest it lets one
 * through as a trial.
 */
export class CircuitBreaker {
  #faults = 0;
  #trials = 0;
  #rest = 0;
  #isOpen = false;

  constructor(readonly policy: BreakerPolicy = defaultBreaker) {}

  get state(): "closed" | "open" | "trial" {
    if (!this.#isOpen) return "closed";
    return this.#rest > 0 ? "open" : "trial";
  }

  /** Whether the next batch may go to the module; counts the batch. */
  admits(): boolean {
    if (!this.#isOpen || this.#rest === 0) return true;
    this.#rest--;
    return this.#rest === 0;
  }

  succeeded(): void {
    this.#faults = 0;
    this.#trials = 0;
    this.#isOpen = false;
  }

  failed(): void {
    this.#faults++;
    if (!this.#isOpen && this.#faults < this.policy.faults) return;
    this.#isOpen = true;
    this.#rest = this.policy.restBatches * 2 ** Math.min(this.#trials, 6);
    this.#trials++;
  }
}
