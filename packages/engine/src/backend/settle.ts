import * as rational from "../base/rational.js";
import type { Rational } from "../base/rational.js";
import { largestRemainder } from "../numeric/index.js";
import type { Program } from "../model/index.js";

/** What the flows of one step really move, after outflows that ask for more than there is are scaled. */
export interface Settlement {
  /** Amount of each flow; below zero where it runs against its direction. */
  readonly amounts: readonly Rational[];
  readonly overdrafts: readonly { readonly stock: number; readonly requested: Rational; readonly available: Rational }[];
}

/**
 * Scales outflows so that no stock that may not be negative goes below zero, counting this step's
 * inflows. All outflows of an overdrawn stock are scaled by one factor; requests in whole base units
 * stay whole, by largest remainder. Scaling one stock's outflows can overdraw the next one downstream,
 * so it is repeated until nothing is overdrawn; should flows in a circle not come to rest, what a stock
 * holds is all it may give.
 *
 * @param levels The stocks at the start of the step, in internal units.
 * @param requested The amounts the equations ask for.
 */
export function settle(
  program: Pick<Program, "stocks" | "flows">,
  levels: readonly Rational[],
  requested: readonly Rational[],
): Settlement {
  const amounts = [...requested];
  const overdrafts = new Map<number, { stock: number; requested: Rational; available: Rational }>();
  const rounds = 2 * program.stocks.length + 2;
  for (let round = 0; ; round++) {
    let isSettled = true;
    for (const [stock, { mayBeNegative, counted }] of program.stocks.entries()) {
      if (mayBeNegative) continue;
      const { outflows, inflow, outflow } = around(program, stock, amounts);
      const available = rational.maximum(
        round < rounds ? rational.add(levels[stock]!, inflow) : levels[stock]!,
        rational.zero,
      );
      if (outflows.length === 0 || rational.compare(outflow, available) <= 0) continue;
      const overdrawn = rational.compare(outflow, rational.add(levels[stock]!, inflow)) > 0;
      if (!overdrawn && round >= rounds) continue;
      isSettled = false;
      if (!overdrafts.has(stock)) overdrafts.set(stock, { stock, requested: outflow, available });
      scale(amounts, outflows, outflow, available, counted);
    }
    if (isSettled) break;
  }
  return { amounts, overdrafts: [...overdrafts.values()].sort((a, b) => a.stock - b.stock) };
}

/** The flows that take from a stock and the totals in and out; a negative amount runs the other way. */
function around(program: Pick<Program, "flows">, stock: number, amounts: readonly Rational[]) {
  const outflows: number[] = [];
  let inflow = rational.zero;
  let outflow = rational.zero;
  for (const [flow, { from, to }] of program.flows.entries()) {
    if (from !== stock && to !== stock) continue;
    const amount = amounts[flow]!;
    if (amount.n === 0n) continue;
    const leaves = from === stock ? amount.n > 0n : amount.n < 0n;
    if (leaves) {
      outflows.push(flow);
      outflow = rational.add(outflow, rational.absolute(amount));
    } else {
      inflow = rational.add(inflow, rational.absolute(amount));
    }
  }
  return { outflows, inflow, outflow };
}

function scale(amounts: Rational[], outflows: readonly number[], outflow: Rational, available: Rational, counted: boolean): void {
  const whole = counted && outflows.every((flow) => amounts[flow]!.d === 1n);
  const parts = whole
    ? largestRemainder(
        rational.floor(available),
        outflows.map((flow) => rational.absolute(amounts[flow]!).n),
      ).map((part): Rational => ({ n: part, d: 1n }))
    : outflows.map((flow) =>
        rational.divide(rational.multiply(rational.absolute(amounts[flow]!), available), outflow),
      );
  for (const [position, flow] of outflows.entries()) {
    const part = parts[position]!;
    amounts[flow] = amounts[flow]!.n < 0n ? rational.negate(part) : part;
  }
}
