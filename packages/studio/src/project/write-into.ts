import { Refused } from "../compute/client.js";
import type { ProjectStore } from "./project.js";

/** What became of a change of the text: it is written, or refused in words, or the text has changed meanwhile. */
export interface Written {
  readonly isWritten: boolean;
  readonly refused?: string;
}

/**
 * Tries what the text would be with changes written into it, as `--set` takes them; what the sliders changed stays
 * beside it. The scenario is read and built with them, so that nothing unsound is ever written.
 *
 * @returns Undefined where the scenario was edited meanwhile.
 */
export async function tryChanges(
  project: ProjectStore,
  changes: readonly string[],
): Promise<{ readonly refused?: string; readonly text?: string } | undefined> {
  return project.getState().inquire(async (compute, draft) => {
    try {
      return { text: await compute.write({ ...draft, changes }) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { refused: refusalOf(error) };
    }
  });
}

/** The same, and writes it. */
export async function writeInto(project: ProjectStore, changes: readonly string[]): Promise<Written> {
  const before = project.getState().history.present.text;
  const answer = await tryChanges(project, changes);
  // What was typed meanwhile is worth more than a click.
  const isOld = project.getState().history.present.text !== before;
  if (answer?.refused !== undefined) return { isWritten: false, refused: answer.refused };
  if (answer?.text === undefined || isOld) return { isWritten: false };
  project.getState().edit(answer.text);
  return { isWritten: true };
}

/** A text as the value of a change, whatever characters it has. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

function refusalOf({ findings, message }: Refused): string {
  const [first] = findings;
  if (first === undefined) return message;
  const { expected, hint } = first;
  return [first.message, expected === undefined ? "" : `(${expected})`, hint === undefined ? "" : `→ ${hint}`]
    .filter((part) => part !== "")
    .join(" ");
}
