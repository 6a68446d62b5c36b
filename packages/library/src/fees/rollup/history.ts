/**
 * Gas that batches of a day were recorded to use, by their transactions and bytes. It depends on how many of the bytes are
 * zero, which was not published, so it cannot be computed. Source: op-analytics, Base on 2023-09-19.
 */
export const recordedGas: ReadonlyMap<string, bigint> = new Map([["1667 115969659", 1_884_225_924n]]);
