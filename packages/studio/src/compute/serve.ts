import { TokenwrightError } from "@tokenwright/engine";
import { Computer } from "./computer.js";
import type { Answer, Question } from "./messages.js";

/** Answers questions one after the other; a question to stop is seen between batches of futures. */
export function serveCompute(answer: (answer: Answer) => void): (question: Question) => void {
  const computer = new Computer();
  const stopped = new Set<number>();
  let last: Promise<void> = Promise.resolve();

  const reply = async (question: Exclude<Question, { kind: "stop" }>): Promise<Answer> => {
    const { number, draft } = question;
    const signal = {
      get aborted() {
        return stopped.has(number);
      },
    };
    switch (question.kind) {
      case "open":
        return { kind: "opened", number, opened: await computer.open(draft) };
      case "futures": {
        const onProgress = (done: number, runs: number) => answer({ kind: "progress", number, done, runs });
        return {
          kind: "futures",
          number,
          futures: await computer.futures(draft, question.runs, { signal, onProgress }),
        };
      }
      case "preview":
        return { kind: "preview", number, outputs: await computer.preview(draft, question.turn, { signal }) };
      case "why":
        return { kind: "why", number, why: computer.why(draft, question.name, question.step) };
    }
  };

  const work = async (question: Exclude<Question, { kind: "stop" }>): Promise<void> => {
    const { number } = question;
    if (stopped.delete(number)) {
      answer({ kind: "stopped", number });
      return;
    }
    try {
      answer(await reply(question));
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      const isStopped = error.diagnostics.some(({ code }) => code === "run/cancelled");
      answer(isStopped ? { kind: "stopped", number } : { kind: "refused", number, findings: error.diagnostics });
    } finally {
      stopped.delete(number);
    }
  };

  return (question) => {
    if (question.kind === "stop") stopped.add(question.number);
    else last = last.then(() => work(question));
  };
}
