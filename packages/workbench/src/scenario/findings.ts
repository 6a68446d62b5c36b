import { type Diagnostic, type Place, TokenwrightError } from "@tokenwright/engine";

/** Findings gathered on the way, so that one mistake does not hide the next. */
export class Findings {
  readonly list: Diagnostic[] = [];

  add(finding: Diagnostic): void {
    this.list.push(finding);
  }

  /** Runs `action`; its findings are kept, with `place` where they have none of their own, and undefined is returned. */
  collect<T>(place: Place | undefined, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      this.list.push(...error.diagnostics.map((one) => ({ ...one, place: { ...place, ...one.place } })));
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.list.length > 0) throw new TokenwrightError(inOrder(this.list));
  }
}

/** Findings as a reader meets them in the file, each once. */
export function inOrder(findings: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort(
      (a, b) =>
        (a.finding.place?.line ?? 0) - (b.finding.place?.line ?? 0) ||
        (a.finding.place?.column ?? 0) - (b.finding.place?.column ?? 0) ||
        a.index - b.index,
    )
    .map(({ finding }) => finding)
    .filter(({ code, message, place }) => {
      // What holds of every element of a name is said of the first.
      const key = JSON.stringify([code, message.replace(/\[[^\]]*\]/g, "[]"), place?.file, place?.line, place?.column]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
