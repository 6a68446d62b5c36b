/**
 * Where Bitcoin's chain stood when: measured, not computed. The model makes coins of blocks; how many blocks there were on a
 * day only the chain says. Block 0 is not counted, for its coins cannot be spent.
 */

/** Blocks made until the end of a day (UTC). */
export interface CountedBlocks {
  readonly date: string;
  readonly made: number;
}

/** Counted day by day in the first months, when the pace was uneven: coinmetrics btc.csv. */
export const countedBlocks: readonly CountedBlocks[] = [
  { date: "2009-01-03", made: 0 },
  { date: "2009-01-08", made: 0 },
  { date: "2009-01-09", made: 19 },
  { date: "2009-01-10", made: 80 },
  { date: "2009-01-11", made: 173 },
  { date: "2009-01-12", made: 267 },
  { date: "2009-01-13", made: 390 },
  { date: "2009-01-30", made: 2410 },
  { date: "2009-01-31", made: 2548 },
  { date: "2009-02-27", made: 5829 },
  { date: "2009-02-28", made: 5928 },
  { date: "2009-03-30", made: 9284 },
  { date: "2009-03-31", made: 9394 },
  { date: "2009-04-01", made: 9508 },
];

/** The time that a block has in its header (UTC). */
export interface TimeOfBlock {
  readonly height: number;
  readonly date: string;
  /** Seconds since midnight. */
  readonly second: number;
}

/**
 * Blocks at which the subsidy was halved: bitcoin-halving-times for the first two; the seconds of the later two are from memory and unverified. A
 * header's time may be an hour or two off.
 */
export const halvingBlocks: readonly TimeOfBlock[] = [
  { height: 210_000, date: "2012-11-28", second: 15 * 3600 + 24 * 60 + 38 },
  { height: 420_000, date: "2016-07-09", second: 16 * 3600 + 46 * 60 + 13 },
  { height: 630_000, date: "2020-05-11", second: 19 * 3600 + 23 * 60 + 43 },
  { height: 840_000, date: "2024-04-20", second: 9 * 60 + 27 },
];
