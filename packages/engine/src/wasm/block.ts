/** Runs in a block: those of one vector of doubles. */
export const LANES = 2;

/** Bytes of one number of every run of a block. */
export const ROW = 8 * LANES;

/** Most vectors that are computed side by side. */
export const MOST_VECTORS = 4;

/** Bytes of a row through which the host is asked. */
export const SCRATCH_ROW = MOST_VECTORS * ROW;
