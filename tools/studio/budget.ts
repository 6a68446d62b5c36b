/**
 * Most bytes by gzip that the studio loads before it answers. The page's scripts take 0.7 s at 2.5 Mbit/s; the thread that
 * computes comes beside them, and holds the engine, the library and the reader of scenarios.
 */
export const budget = { page: 225_000, worker: 360_000, style: 41_000 } as const;
