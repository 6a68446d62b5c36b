import { fail } from "@tokenwright/engine";

/** Refuses a parameter of a private release: a guarantee computed from a wrong one would be none. */
export function refuseParameter(what: string, value: unknown, expected: string): never {
  return fail({
    code: "privacy/parameter",
    message: `${what} is ${String(value).slice(0, 80)}.`,
    expected,
    hint: "docs/guides/rewards.md says what each parameter means",
  });
}

export function requirePositive(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) refuseParameter(what, value, "a finite number above 0");
}

export function requireDelta(delta: number): void {
  if (!(delta > 0 && delta < 1)) refuseParameter("The failure probability δ", delta, "a number between 0 and 1");
}
