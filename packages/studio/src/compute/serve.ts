import { type Diagnostic, TokenwrightError } from "@tokenwright/engine";
import { nextTurn } from "@tokenwright/workbench/portable";
import { Computer } from "./computer.js";
import type { Crew } from "./crew.js";
import type { Answer, Question } from "./messages.js";
import { SameData } from "./same-data.js";

/**
 * Answers questions one after the other; a question to stop is seen between batches of futures.
 *
 * @param crew Threads that help.
 */
export function serveCompute(answer: (answer: Answer) => void, crew?: Crew): (question: Question) => void {
  const computer = new Computer(crew);
  const known = new SameData();
  /** Questions without an answer, and those of them that are to be stopped. */
  const open = new Set<number>();
  const stopped = new Set<number>();
  let last: Promise<void> = Promise.resolve();

  const reply = async (question: Exclude<Question, { kind: "stop" }>): Promise<Answer> => {
    const { number } = question;
    const signal = {
      get aborted() {
        return stopped.has(number);
      },
    };
    switch (question.kind) {
      case "open":
        return { kind: "opened", number, opened: await computer.open(question.draft) };
      case "futures": {
        const onProgress = (done: number, runs: number) => answer({ kind: "progress", number, done, runs });
        return {
          kind: "futures",
          number,
          futures: await computer.futures(question.draft, question.runs, { signal, onProgress }),
        };
      }
      case "preview":
        return { kind: "preview", number, outputs: await computer.preview(question.draft, question.turn, { signal }) };
      case "bands": {
        const all = await computer.bands(question.draft, { signal });
        return { kind: "bands", number, ...(all === undefined ? {} : { all }) };
      }
      case "why":
        return { kind: "why", number, why: computer.why(question.draft, question.name, question.step) };
      case "sample":
        return { kind: "sample", number, sampled: await computer.sample(question.draft, question.wanted, { signal }) };
      case "structure":
        return { kind: "structure", number, structure: await computer.structure(question.draft, question.detail) };
      case "crowd":
        return { kind: "crowd", number, crowd: await computer.crowd(question.draft, question.key, { signal }) };
      case "wiring":
        return { kind: "wiring", number, wiring: await computer.wiring(question.draft) };
      case "tables":
        return { kind: "tables", number, tables: await computer.tables(question.draft, { signal }) };
      case "scenario": {
        const { libraryScenario } = await import("@tokenwright/workbench/portable");
        return { kind: "scenario", number, text: libraryScenario(question.path, question.name) };
      }
      case "catalogue":
        return { kind: "catalogue", number, entries: (await import("./catalogue.js")).catalogueEntries() };
      case "page":
        return { kind: "structure", number, structure: (await import("./catalogue.js")).cataloguePage(question.path) };
      case "completion": {
        const { completionsAt } = await import("./completion.js");
        return { kind: "completion", number, completions: completionsAt(question.path, question.key) };
      }
      case "report":
        return { kind: "report", number, page: await computer.report(question.draft, { signal }) };
      case "write":
        return { kind: "write", number, text: computer.write(question.draft) };
      case "replay":
        return { kind: "replay", number, replayed: computer.replay(question.draft) };
    }
  };

  const work = async (question: Exclude<Question, { kind: "stop" }>): Promise<void> => {
    const { number } = question;
    try {
      answer(stopped.has(number) ? { kind: "stopped", number } : await reply(question));
    } catch (error) {
      const findings = findingsOf(error);
      const isStopped = findings.some(({ code }) => code === "run/cancelled");
      answer(isStopped ? { kind: "stopped", number } : { kind: "refused", number, findings });
    } finally {
      open.delete(number);
      stopped.delete(number);
    }
  };

  return (question) => {
    if (question.kind === "stop") {
      if (open.has(question.number)) stopped.add(question.number);
      return;
    }
    open.add(question.number);
    const own =
      "draft" in question
        ? { ...question, draft: { ...question.draft, data: known.of(question.draft.data) } }
        : question;
    last = last.then(() => nextTurn()).then(() => work(own));
  };
}

/** What went wrong, whatever it was: the questions after it are answered all the same. */
function findingsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof TokenwrightError) return error.diagnostics;
  const message = `The studio has a fault: ${error instanceof Error ? error.message : String(error)}.`;
  return [{ code: "studio/fault", message, hint: "report it with the scenario that shows it" }];
}
