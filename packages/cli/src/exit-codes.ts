/** What the exit status of a command means. Documented in docs/cli.md, tested, never reused. */
export const exitCodes = {
  ok: 0,
  /** The work was started and failed: disk, memory, a run that left the numbers. */
  failure: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A file is missing, unreadable or wrong: schema, units, equations. */
  input: 3,
  /** A check or guard rail did not hold, or a replay missed without an explanation. */
  violated: 4,
  /** Finished, with part of the work failed. */
  partial: 5,
  /** A network or connector failed. */
  network: 6,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
