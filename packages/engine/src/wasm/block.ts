/** Runs in a block: those of one vector of doubles. */
export const LANES = 2;

/** Bytes of one number of every run of a block. */
export const ROW = 8 * LANES;

/** Most vectors that are computed side by side. */
export const MOST_VECTORS = 4;

/**
 * Added to the address of a row that the blocks of one tile after another pass values through. What only passes from one
 * function to the next need not have a row in every tile, where it would displace from the cache what stays.
 */
export const PASSING = 0x4000_0000;

/** Bytes of a row through which the host is asked. */
export const SCRATCH_ROW = MOST_VECTORS * ROW;
