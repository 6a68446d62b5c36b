import { type Diagnostic, TokenwrightError } from "../../base/errors.js";

/** The first finding of the error that `action` throws; fails the test when it throws none, or a bug of ours. */
export function caught(action: () => unknown): Diagnostic {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("nothing was thrown");
}
