import type { Conveyor } from "./vocabulary.js";

/** A conveyor in a few words: `21 day`, or `4 year, linear after 1 year`. */
export function conveyorText({ time, release, cliff }: Conveyor): string {
  if (release !== "linear") return time;
  return cliff === undefined ? `${time}, linear` : `${time}, linear after ${cliff}`;
}
