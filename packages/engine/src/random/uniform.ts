/**
 * The standard uniform draw, scalar and in bulk over runs. A step's two words of the primary block
 * (address.ts) give it, so a uniform costs no further block.
 */
import { internal } from "../base/errors.js";
import { ADDRESS_LIMIT, type DrawKey, primaryBlock, unitInterval } from "./address.js";
import { philox4x32 } from "./philox.js";

const block = new Int32Array(4);

/** A number in [0, 1), a multiple of 2^-52: mean 1/2, variance 1/12. */
export function uniform(key: DrawKey, step: number, run: number, element: number): number {
  primaryBlock(key, step, run, element, block);
  return (step & 1) === 0 ? unitInterval(block[0]!, block[1]!) : unitInterval(block[2]!, block[3]!);
}

/**
 * Writes `uniform(key, step, firstRun + i, element)` into `out[i]` for i in [0, count), the same bits
 * as the scalar form. Does not allocate.
 */
export function fillUniform(
  key: DrawKey,
  step: number,
  firstRun: number,
  count: number,
  element: number,
  out: Float64Array,
): void {
  requireSpan(step, firstRun, count, element, out.length);
  const { key0, key1 } = key;
  const pair = step >>> 1;
  const even = (step & 1) === 0;
  for (let index = 0; index < count; index++) {
    philox4x32(pair, firstRun + index, element, 0, key0, key1, block);
    out[index] = even ? unitInterval(block[0]!, block[1]!) : unitInterval(block[2]!, block[3]!);
  }
}

/**
 * Writes `uniform(key, step, run, i)` into `out[start + i]` for the elements i in [0, agents), the same bits as
 * the scalar form. Does not allocate.
 */
export function fillUniformAgents(
  key: DrawKey,
  step: number,
  run: number,
  agents: number,
  out: Float64Array,
  start: number,
): void {
  requireSpan(step, run, 1, agents - 1, 1);
  const { key0, key1 } = key;
  const pair = step >>> 1;
  const even = (step & 1) === 0;
  for (let element = 0; element < agents; element++) {
    philox4x32(pair, run, element, 0, key0, key1, block);
    out[start + element] = even ? unitInterval(block[0]!, block[1]!) : unitInterval(block[2]!, block[3]!);
  }
}

/** Refuses a bulk request that leaves the address space or the output array. */
export function requireSpan(step: number, firstRun: number, count: number, element: number, room: number): void {
  const inside =
    step >>> 0 === step &&
    firstRun >>> 0 === firstRun &&
    element >>> 0 === element &&
    count >>> 0 === count &&
    firstRun + count <= ADDRESS_LIMIT &&
    count <= room;
  if (!inside) {
    internal(`draws of step ${step}, runs ${firstRun} + ${count}, element ${element} do not fit (room for ${room})`);
  }
}
