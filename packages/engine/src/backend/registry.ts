import { fail } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import { exact } from "./exact.js";
import { js } from "./js.js";

/** The backends by name. */
export const backends = { exact, js } as const;

export type BackendName = keyof typeof backends;

/** @throws TokenwrightError `run/unknown-backend`. */
export function backendNamed(name: string): BackendName {
  if (Object.hasOwn(backends, name)) return name as BackendName;
  const known = Object.keys(backends);
  return fail({
    code: "run/unknown-backend",
    message: `There is no backend "${name}".`,
    expected: known.join(" or "),
    hint: didYouMean(name, known) ?? "js is for futures, exact for replays",
  });
}
