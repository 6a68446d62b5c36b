/**
 * Where in a user's text something was found. Lines and columns count from 1.
 * `path` is the key path inside a structured file (`economy.supply.parameters.rho`).
 */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Number of characters to underline, at least 1. */
  readonly length?: number;
  /** The text of the line, as the user wrote it. */
  readonly lineText?: string;
  readonly path?: string;
}

/** One finding about a user's input: what was found, what was expected, where, and one thing to try. */
export interface Diagnostic {
  /** Stable, `room/what`, for example `unit/unknown`. Every code has an entry in docs/errors.md. */
  readonly code: string;
  /** One sentence that names what was found. */
  readonly message: string;
  readonly expected?: string;
  /** One thing to try. */
  readonly hint?: string;
  readonly place?: Place;
  readonly severity?: "error" | "warning";
}

/**
 * Thrown for a mistake in the input. Carries every finding that was made before giving up, the first
 * one also as the message. A bug of ours is thrown by `internal()` instead.
 */
export class TokenwrightError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [diagnostics as Diagnostic];
    super(list.map((diagnostic) => `${diagnostic.message} (${diagnostic.code})`).join("\n"));
    this.name = "TokenwrightError";
    this.diagnostics = list;
  }

  get code(): string {
    return this.diagnostics[0]?.code ?? "internal/no-code";
  }
}

/** Throws a TokenwrightError with one finding. */
export function fail(diagnostic: Diagnostic): never {
  throw new TokenwrightError(diagnostic);
}

/** Throws an error that is our own fault; its message begins `internal:`. */
export function internal(message: string): never {
  throw new Error(`internal: ${message}`);
}

/** Runs `action`; when it throws a TokenwrightError, adds `place` to every finding that has less. */
export function within<T>(place: Place, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    throw new TokenwrightError(
      error.diagnostics.map((diagnostic) => ({ ...diagnostic, place: { ...place, ...diagnostic.place } })),
    );
  }
}

/** The finding as text for a terminal: message, place, the line with a caret, what to try, code. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { place } = diagnostic;
  const lines: string[] = [];
  const where =
    place === undefined ? "" : [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
  const severity = diagnostic.severity ?? "error";
  lines.push(`${where === "" ? "" : `${where}: `}${severity}: ${diagnostic.message}`);
  if (place?.lineText !== undefined && place.column !== undefined) {
    const gutter = place.line === undefined ? "" : String(place.line);
    const blank = " ".repeat(gutter.length);
    const before = Array.from(place.lineText.slice(0, place.column - 1), (c) => (c === "\t" ? "\t" : " ")).join("");
    const width = Math.max(1, Math.min(place.length ?? 1, place.lineText.length - place.column + 1));
    lines.push(`  ${gutter} | ${place.lineText}`, `  ${blank} | ${before}${"^".repeat(width)}`);
  }
  if (place?.path !== undefined) lines.push(`  at: ${place.path}`);
  if (diagnostic.expected !== undefined) lines.push(`  expected: ${diagnostic.expected}`);
  if (diagnostic.hint !== undefined) lines.push(`  try: ${diagnostic.hint}`);
  lines.push(`  (${diagnostic.code})`);
  return lines.join("\n");
}
