import type { Diagnostic } from "@tokenwright/engine";
import type {
  AllBands,
  Answer,
  Bands,
  CatalogueEntry,
  Completion,
  Crowd,
  Detail,
  Draft,
  Futures,
  Opened,
  ParquetFile,
  Question,
  Replayed,
  Sampled,
  Structure,
  Turn,
  Wanted,
  Why,
  Wiring,
} from "./messages.js";

/** What is asked was wrong with the scenario, not with the studio. */
export class Refused extends Error {
  constructor(readonly findings: readonly Diagnostic[]) {
    super(findings[0]?.message ?? "refused");
  }
}

/** A newer question has taken the place of this one. */
export class Superseded extends Error {}

/** Nobody wants to know these any more of a scenario that has been edited. */
const ofTheScenario: readonly Question["kind"][] = ["open", "futures", "preview", "bands", "why", "sample", "crowd"];

/** What makes way for previews while a slider moves, and is computed after them. */
const interruptible: readonly Question["kind"][] = ["futures", "bands", "sample", "crowd"];

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
  onerror?: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
}

/**
 * Asks the thread that computes. Of the questions of a kind only the newest is worth an answer: an older one that
 * waits is dropped, and one that is being computed is stopped. Whoever opens a scenario has no use for answers about
 * an older one. While a slider moves, the futures that are being computed make way for its previews, and are computed
 * after them.
 */
export class ComputeClient {
  readonly #port: ComputePort;
  readonly #waiting = new Map<number, Waiting>();
  /** Questions that are asked again once they are stopped. */
  readonly #putOffs = new Set<number>();
  #numbers = 0;

  constructor(port: ComputePort) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#take(data);
    port.onerror = (event) => {
      event.preventDefault?.();
      this.#end(event.message ?? "");
    };
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

  /** The bands of all futures, as soon as they are known; undefined where the scenario must be opened first. */
  async bands(draft: Draft): Promise<AllBands | undefined> {
    const answer = await this.#ask({ kind: "bands", number: this.#next(), draft });
    return answer.kind === "bands" ? answer.all : unexpected(answer);
  }

  async why(draft: Draft, name: string, step: number): Promise<Why> {
    const answer = await this.#ask({ kind: "why", number: this.#next(), draft, name, step });
    return answer.kind === "why" ? answer.why : unexpected(answer);
  }

  /** Single futures of some variables. */
  async sample(draft: Draft, wanted: Wanted): Promise<Sampled> {
    const answer = await this.#ask({ kind: "sample", number: this.#next(), draft, wanted });
    return answer.kind === "sample" ? answer.sampled : unexpected(answer);
  }

  async structure(draft: Draft, detail: Detail = "auto"): Promise<Structure> {
    const answer = await this.#ask({ kind: "structure", number: this.#next(), draft, detail });
    return answer.kind === "structure" ? answer.structure : unexpected(answer);
  }

  /** How unequal the agents of a population are. */
  async crowd(draft: Draft, key: string): Promise<Crowd> {
    const answer = await this.#ask({ kind: "crowd", number: this.#next(), draft, key });
    return answer.kind === "crowd" ? answer.crowd : unexpected(answer);
  }

  /** What the modules of the economy take from each other. */
  async wiring(draft: Draft): Promise<Wiring> {
    const answer = await this.#ask({ kind: "wiring", number: this.#next(), draft });
    return answer.kind === "wiring" ? answer.wiring : unexpected(answer);
  }

  /** The tables of the run as Parquet: those that the command line writes, to the last byte. */
  async tables(draft: Draft): Promise<readonly ParquetFile[]> {
    const answer = await this.#ask({ kind: "tables", number: this.#next(), draft });
    return answer.kind === "tables" ? answer.tables : unexpected(answer);
  }

  /** The text of a scenario with a model of the library and one of its named sets of values. */
  async scenario(path: string, name: string): Promise<string> {
    const answer = await this.#ask({ kind: "scenario", number: this.#next(), path, name });
    return answer.kind === "scenario" ? answer.text : unexpected(answer);
  }

  /** The mechanisms there are. */
  async catalogue(): Promise<readonly CatalogueEntry[]> {
    const answer = await this.#ask({ kind: "catalogue", number: this.#next() });
    return answer.kind === "catalogue" ? answer.entries : unexpected(answer);
  }

  /** One mechanism of the library. */
  async page(path: string): Promise<Structure> {
    const answer = await this.#ask({ kind: "page", number: this.#next(), path });
    return answer.kind === "structure" ? answer.structure : unexpected(answer);
  }

  /** What may stand at a place of a scenario; see `completionsAt`. */
  async completion(path: readonly string[], key: string | undefined): Promise<readonly Completion[]> {
    const answer = await this.#ask({ kind: "completion", number: this.#next(), path, key });
    return answer.kind === "completion" ? answer.completions : unexpected(answer);
  }

  /** The report of the scenario's futures: one page, complete in itself. */
  async report(draft: Draft): Promise<string> {
    const answer = await this.#ask({ kind: "report", number: this.#next(), draft });
    return answer.kind === "report" ? answer.page : unexpected(answer);
  }

  /** The text of the scenario with its changes written into it. */
  async write(draft: Draft): Promise<string> {
    const answer = await this.#ask({ kind: "write", number: this.#next(), draft });
    return answer.kind === "write" ? answer.text : unexpected(answer);
  }

  /** The model driven by the recorded data that the scenario names. */
  async replay(draft: Draft): Promise<Replayed> {
    const answer = await this.#ask({ kind: "replay", number: this.#next(), draft });
    return answer.kind === "replay" ? answer.replayed : unexpected(answer);
  }

  #next(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  #ask(question: Question, onProgress?: (done: number, runs: number) => void): Promise<Answer> {
    for (const waiting of this.#waitingFor((other) => isOutdatedBy(question, other))) this.#supersede(waiting);
    if (question.kind === "preview") {
      for (const waiting of this.#waitingFor(({ kind }) => interruptible.includes(kind))) this.#putOff(waiting);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.number, { question, resolve, reject, ...(onProgress && { onProgress }) });
      this.#port.postMessage(question);
    });
  }

  #waitingFor(isMeant: (question: Question) => boolean): readonly Waiting[] {
    return [...this.#waiting.values()].filter(({ question }) => isMeant(question));
  }

  #supersede({ question: { number }, reject }: Waiting): void {
    this.#waiting.delete(number);
    this.#putOffs.delete(number);
    this.#port.postMessage({ kind: "stop", number });
    reject(new Superseded());
  }

  /** The question is stopped, and asked again once the thread says so. */
  #putOff({ question: { number } }: Waiting): void {
    if (this.#putOffs.has(number)) return;
    this.#putOffs.add(number);
    this.#port.postMessage({ kind: "stop", number });
  }

  #askAgain(waiting: Waiting): void {
    const { number } = waiting.question;
    this.#waiting.delete(number);
    this.#putOffs.delete(number);
    const question = { ...waiting.question, number: this.#next() } as Question;
    this.#waiting.set(question.number, { ...waiting, question });
    this.#port.postMessage(question);
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    if (waiting === undefined) return;
    if (answer.kind === "progress") {
      waiting.onProgress?.(answer.done, answer.runs);
      return;
    }
    if (answer.kind === "stopped" && this.#putOffs.has(answer.number)) {
      this.#askAgain(waiting);
      return;
    }
    this.#waiting.delete(answer.number);
    this.#putOffs.delete(answer.number);
    if (answer.kind === "refused") waiting.reject(new Refused(answer.findings));
    else if (answer.kind === "stopped") waiting.reject(new Superseded());
    else waiting.resolve(answer);
  }

  /** The thread is gone, or never began: nobody is left waiting for it. */
  #end(message: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#putOffs.clear();
    const finding: Diagnostic = {
      code: "studio/thread-failed",
      message: `The thread that computes has failed${message === "" ? "" : `: ${message}`}.`,
      hint: "load the page again; what is on it is kept",
    };
    for (const { reject } of waiting) reject(new Refused([finding]));
  }
}

function unexpected(answer: Answer): never {
  throw new Error(`internal: the thread that computes answered ${answer.kind}`);
}

/** A newer question for the same purpose, or a scenario that is opened anew. */
function isOutdatedBy(question: Question, other: Question): boolean {
  if (question.kind === "open") return ofTheScenario.includes(other.kind);
  if (question.kind === "sample" && other.kind === "sample") return question.wanted.purpose === other.wanted.purpose;
  return question.kind === other.kind;
}
