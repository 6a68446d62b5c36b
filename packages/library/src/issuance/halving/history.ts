/**
 * Blocks of Bitcoin by day, for finding the height of a date. The first blocks are counted as coinmetrics does: without block 0, whose
 * coins cannot be spent.
 */
export interface DayOfBlocks {
  /** UTC. */
  readonly date: string;
  /** Blocks made until the end of the day, block 0 not counted. */
  readonly made: number;
  /** Blocks made on the day, where it is known. */
  readonly onTheDay?: number;
}

/**
 * First days and ends of months: coinmetrics btc.csv. Days of halvings: their blocks are the protocol's, their dates public; blocks made later
 * on those days are reckoned at ten minutes each from the time of the halving, and unverified, but for 2016-07-09, where the supply
 * implied by market data says 44.
 */
export const daysOfBlocks: readonly DayOfBlocks[] = [
  { date: "2009-01-03", made: 0, onTheDay: 0 },
  { date: "2009-01-08", made: 0, onTheDay: 0 },
  { date: "2009-01-09", made: 19, onTheDay: 19 },
  { date: "2009-01-10", made: 80, onTheDay: 61 },
  { date: "2009-01-11", made: 173, onTheDay: 93 },
  { date: "2009-01-12", made: 267, onTheDay: 94 },
  { date: "2009-01-13", made: 390, onTheDay: 123 },
  { date: "2009-01-31", made: 2548, onTheDay: 138 },
  { date: "2009-02-28", made: 5928, onTheDay: 99 },
  { date: "2009-03-31", made: 9394, onTheDay: 110 },
  { date: "2009-04-01", made: 9508, onTheDay: 114 },
  { date: "2012-11-28", made: 210_051 },
  { date: "2016-07-09", made: 420_044 },
  { date: "2020-05-11", made: 630_027 },
  { date: "2024-04-20", made: 840_143 },
];
