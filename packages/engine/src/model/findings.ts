import { type Diagnostic, type Place, TokenwrightError } from "../base/errors.js";

/** Runs `action` and keeps its findings, so that one mistake does not hide the next. */
export function collect(findings: Diagnostic[], place: Place, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    for (const finding of error.diagnostics) findings.push({ ...finding, place: { ...place, ...finding.place } });
  }
}

/** Ends the work on something that has a finding already, which this one would only repeat. */
export function giveUp(): never {
  throw new TokenwrightError([]);
}
