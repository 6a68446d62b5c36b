import type { Diagnostic } from "@tokenwright/engine";
import type { Answer, Bands, Draft, Futures, Opened, Question, Turn, Why } from "./messages.js";

/** What is asked was wrong with the scenario, not with the studio. */
export class Refused extends Error {
  constructor(readonly findings: readonly Diagnostic[]) {
    super(findings[0]?.message ?? "refused");
  }
}

/** A newer question has taken the place of this one. */
export class Superseded extends Error {}

interface Waiting {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress?: (done: number, runs: number) => void;
}

/** The port to the thread that computes: a Worker, or one of its kind in a test. */
export interface ComputePort {
  postMessage(question: Question): void;
  onmessage: ((event: { readonly data: Answer }) => void) | null;
}

/**
 * Asks the thread that computes. Of the questions of a kind only the newest is worth an answer: an older one that
 * waits is dropped, and one that is being computed is stopped.
 */
export class ComputeClient {
  readonly #port: ComputePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #newest = new Map<Question["kind"], number>();
  #numbers = 0;

  constructor(port: ComputePort) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#take(data);
  }

  async open(draft: Draft): Promise<Opened> {
    const answer = await this.#ask({ kind: "open", number: this.#next(), draft });
    return answer.kind === "opened" ? answer.opened : unexpected(answer);
  }

  /** @param runs How many, where fewer are wanted than the scenario says. */
  async futures(draft: Draft, runs?: number, onProgress?: (done: number, runs: number) => void): Promise<Futures> {
    const number = this.#next();
    const question: Question = { kind: "futures", number, draft, ...(runs === undefined ? {} : { runs }) };
    const answer = await this.#ask(question, onProgress);
    return answer.kind === "futures" ? answer.futures : unexpected(answer);
  }

  /** A parameter with another value, while its slider is dragged. */
  async preview(draft: Draft, turn: Turn): Promise<readonly Bands[]> {
    const answer = await this.#ask({ kind: "preview", number: this.#next(), draft, turn });
    return answer.kind === "preview" ? answer.outputs : unexpected(answer);
  }

  async why(draft: Draft, name: string, step: number): Promise<Why> {
    const answer = await this.#ask({ kind: "why", number: this.#next(), draft, name, step });
    return answer.kind === "why" ? answer.why : unexpected(answer);
  }

  #next(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  #ask(question: Question, onProgress?: (done: number, runs: number) => void): Promise<Answer> {
    const before = this.#newest.get(question.kind);
    if (before !== undefined && this.#waiting.has(before)) {
      this.#port.postMessage({ kind: "stop", number: before });
      this.#waiting.get(before)!.reject(new Superseded());
      this.#waiting.delete(before);
    }
    this.#newest.set(question.kind, question.number);
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.number, { question, resolve, reject, ...(onProgress && { onProgress }) });
      this.#port.postMessage(question);
    });
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    if (waiting === undefined) return;
    if (answer.kind === "progress") {
      waiting.onProgress?.(answer.done, answer.runs);
      return;
    }
    this.#waiting.delete(answer.number);
    if (answer.kind === "refused") waiting.reject(new Refused(answer.findings));
    else if (answer.kind === "stopped") waiting.reject(new Superseded());
    else waiting.resolve(answer);
  }
}

function unexpected(answer: Answer): never {
  throw new Error(`internal: the thread that computes answered ${answer.kind}`);
}
