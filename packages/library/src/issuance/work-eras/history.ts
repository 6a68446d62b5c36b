/** All ETH at the end of a day (UTC). Source: Etherscan's daily supply, as distributed with cadlabs-ethereum. */
export const supplyOn: ReadonlyMap<string, string> = new Map([
  ["2015-07-30", "72049306.59375"],
  ["2016-01-01", "76166284.40625"],
  ["2016-05-31", "80575141.125"],
  ["2016-06-30", "81541688"],
  ["2017-01-01", "87493855.34375"],
  ["2017-10-31", "95445491"],
  ["2017-11-30", "96055954.34375"],
  ["2018-01-01", "96712863.6875"],
  ["2018-05-31", "99789952.90625"],
  ["2018-06-30", "100407167.9375"],
  ["2019-01-01", "104142773.46875"],
  ["2019-05-31", "106302389.96875"],
  ["2019-06-30", "106710481.59375"],
  ["2020-01-01", "109104323.84375"],
  ["2020-05-31", "111161261.59375"],
  ["2020-06-30", "111569801.46875"],
  ["2021-01-01", "114078562.28125"],
]);

/** The first block of a year and of the next, and the uncles of the year. */
export interface YearOfWork {
  readonly firstBlock: number;
  readonly nextFirstBlock: number;
  /** Uncles for each block, solved from the growth of the supply: a measurement only together with the heights. */
  readonly uncles: string;
}

/** By year. First blocks are from memory of block explorers, and unverified. */
export const years: ReadonlyMap<number, YearOfWork> = new Map([
  [2016, { firstBlock: 778_483, nextFirstBlock: 2_912_407, uncles: "7.0475 %" }],
  [2017, { firstBlock: 2_912_407, nextFirstBlock: 4_832_686, uncles: "7.1525 %" }],
  [2018, { firstBlock: 4_832_686, nextFirstBlock: 6_988_615, uncles: "17.0007 %" }],
  [2019, { firstBlock: 6_988_615, nextFirstBlock: 9_193_266, uncles: "6.3423 %" }],
  [2020, { firstBlock: 9_193_266, nextFirstBlock: 11_565_019, uncles: "5.5591 %" }],
]);
