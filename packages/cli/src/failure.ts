import type { Diagnostic } from "@tokenwright/engine";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { clean, print, say, stylist } from "./terminal.js";

/** Ends a command with a status after it has said all it had to say. */
export class Exit extends Error {
  constructor(readonly code: ExitCode) {
    super(`exit ${code}`);
  }
}

/** A mistake on the command line: exit status 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Codes of findings that are not about the user's input. */
const failures = [
  /^store\/(not-writable|disk-full|not-a-folder|is-a-folder|failed|exists|conflict)$/,
  /^run\/(not-finite|negative-stock)$/,
  /^exact\//,
  /^cli\/memory$/,
  /^server\/(port|no-page)$/,
  /^ingest\/(port|broker)$/,
  /^evidence\/(locked|failed)$/,
];

function isFailure({ code }: Diagnostic): boolean {
  return failures.some((pattern) => pattern.test(code));
}

/** Says what went wrong and returns the exit status. Never shows a stack for a user's mistake. */
export async function reportFailure(error: unknown, asJson: boolean, subject?: string): Promise<ExitCode> {
  if (error instanceof Exit) return error.code;
  if (error instanceof UsageError) {
    sayUsage(error.message, error.hint);
    if (asJson) printErrors([{ code: "cli/usage", message: error.message, hint: error.hint }]);
    return exitCodes.usage;
  }
  const { formatDiagnostic, TokenwrightError } = await import("@tokenwright/engine");
  if (error instanceof TokenwrightError) {
    const isAboutInput = !error.diagnostics.every(isFailure);
    sayFindings(error.diagnostics, formatDiagnostic, isAboutInput ? subject : undefined);
    if (asJson) printErrors(error.diagnostics);
    if (error.code === "run/cancelled") return exitCodes.interrupted;
    return isAboutInput ? exitCodes.input : exitCodes.failure;
  }
  sayInternal(error);
  if (asJson) printErrors([{ code: "internal/error", message: messageOf(error) }]);
  return exitCodes.failure;
}

function sayUsage(message: string, hint: string): void {
  say(`${stylist(process.stderr)("red", "error")}: ${clean(message)}\n  try: ${clean(hint)}\n  (cli/usage)`);
}

/** All findings, then how many there are. */
export function sayFindings(
  diagnostics: readonly Diagnostic[],
  format: (one: Diagnostic) => string,
  subject?: string,
): void {
  const style = stylist(process.stderr);
  for (const diagnostic of diagnostics) {
    const [first = "", ...rest] = clean(format(diagnostic)).split("\n");
    say(
      [
        first.replace(
          /(^|: )(error|warning): /,
          (_, before: string, word: string) => `${before}${style(word === "error" ? "red" : "yellow", word)}: `,
        ),
        ...rest,
      ].join("\n"),
    );
  }
  const errors = diagnostics.filter(({ severity }) => severity !== "warning").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    errors > 0 || warnings === 0 ? plural(errors, "error") : "",
    warnings > 0 ? plural(warnings, "warning") : "",
  ].filter((text) => text !== "");
  say(`${counts.join(" and ")}${subject === undefined ? "" : ` in ${clean(subject)}`}`);
}

function sayInternal(error: unknown): void {
  const message = messageOf(error).replace(/^internal: /, "");
  say(
    `${stylist(process.stderr)("red", "internal")}: ${clean(message)}\n  This is a fault of Tokenwright, not of your input. Please report it to the project's issue tracker,\n  with the command, the scenario and the output of tokenwright --version.\n  For the place in the code: TOKENWRIGHT_DEBUG=1`,
  );
  if ((process.env["TOKENWRIGHT_DEBUG"] ?? "") !== "" && error instanceof Error) say(error.stack ?? "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function printErrors(errors: readonly Diagnostic[]): void {
  print(JSON.stringify({ schema: 1, errors }, undefined, 2));
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
