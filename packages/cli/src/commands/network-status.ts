import type { NetworkStatus } from "@tokenwright/devices/network";
import { fail } from "@tokenwright/engine";
import { exitCodes } from "../exit-codes.js";
import { Exit, sayFindings } from "../failure.js";
import { statusText } from "../network-view.js";
import { print } from "../terminal.js";

const waitMilliseconds = 5_000;
const longestAnswer = 16 * 1024 * 1024;

/** `network status`: what a running node says of itself. Exit status 6 when it cannot be asked. */
export async function networkStatusCommand(url: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { formatDiagnostic, TokenwrightError } = await import("@tokenwright/engine");
  let status: NetworkStatus;
  try {
    status = await ask(url);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    sayFindings(error.diagnostics, formatDiagnostic);
    if (json === true) print(JSON.stringify({ schema: 1, errors: error.diagnostics }, undefined, 2));
    throw new Exit(exitCodes.network);
  }
  if (json === true) print(JSON.stringify(status, undefined, 2));
  else print(statusText(status, (units) => String(units)));
}

async function ask(url: string): Promise<NetworkStatus> {
  const refuse = (what: string): never =>
    fail({
      code: "network/away",
      message: `The node at ${url} ${what}.`,
      expected: "a running node: tokenwright network start network.yaml",
      hint: "its file says under api: where it listens",
    });
  try {
    const answer = await fetch(`${url}/v1/status`, {
      redirect: "error",
      signal: AbortSignal.timeout(waitMilliseconds),
    });
    const text = await answer.text();
    if (!answer.ok || text.length > longestAnswer) return refuse(`answers ${answer.status}`);
    const status = JSON.parse(text) as NetworkStatus;
    return status.schema === 1 ? status : refuse("answers in another form");
  } catch (error) {
    if (error instanceof SyntaxError) return refuse("answers what is no JSON");
    const { cause, name } = error as { readonly cause?: NodeJS.ErrnoException; readonly name?: string };
    if (name === "TokenwrightError") throw error;
    return refuse(`cannot be reached (${cause?.code ?? name ?? "unknown"})`);
  }
}
