import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { ProgramStock } from "../model/index.js";
import { largestRemainder } from "../numeric/index.js";

/** Stocks, and flows between two of them or one and the outside. */
export interface Network {
  readonly stocks: readonly Pick<ProgramStock, "mayBeNegative" | "counted" | "inOrder">[];
  readonly flows: readonly { readonly from: number | undefined; readonly to: number | undefined }[];
}

/** What the flows of one step really move, after outflows that ask for more than there is are scaled. */
export interface Settlement {
  /**
   * Amount of each flow; below zero where it runs against its direction. The very object that was asked for
   * where nothing was scaled; not always in lowest terms where something was.
   */
  readonly amounts: readonly Rational[];
  /** Stocks whose outflows were scaled, with what they were asked for and had when that was first seen. */
  readonly overdrafts: readonly {
    readonly stock: number;
    readonly requested: Rational;
    readonly available: Rational;
  }[];
}

/**
 * Scales outflows so that no stock that may not be negative goes below zero, counting this step's
 * inflows. All outflows of an overdrawn stock are scaled by one factor; requests in whole base units
 * stay whole, by largest remainder. A stock that serves in order gives the first of its outflows all it asks for, as
 * far as that reaches, then the next. Limiting one stock's outflows can overdraw the next one downstream,
 * so it is repeated until nothing is overdrawn; should flows in a circle not come to rest, what a stock
 * holds is all it may give. Exact but for fractions of more than three hundred digits, which are rounded down.
 *
 * @param levels The stocks at the start of the step, in internal units.
 * @param requested The amounts the equations ask for.
 */
export function settle(program: Network, levels: readonly Rational[], requested: readonly Rational[]): Settlement {
  const accounts = openAccounts(program, levels, requested);
  const overdrafts: { stock: number; requested: Rational; available: Rational }[] = [];
  for (let round = 0, isSettled = false; !isSettled; round++) {
    isSettled = true;
    for (const [stock, account] of accounts.entries()) {
      if (program.stocks[stock]!.mayBeNegative || account.given.n === 0n) continue;
      const own = rational.maximum(account.level, rational.zero);
      // What it holds is there in full, however little that is.
      const available = rational.maximum(narrowed(availableTo(account, accounts)), own);
      if (rational.compare(account.given, available) <= 0) continue;
      isSettled = false;
      // Without a circle, rounds are at most one more than stocks that are scaled; others must not matter.
      const limit = round < 2 * overdrafts.length + 2 ? available : own;
      if (!account.isScaled) overdrafts.push({ stock, requested: account.given, available: limit });
      limitTo(account, limit);
    }
  }
  return {
    amounts: overdrafts.length === 0 ? requested : amountsOf(accounts, requested),
    overdrafts: overdrafts.sort((a, b) => a.stock - b.stock),
  };
}

/** A stock with the flows that leave and enter it in this step, whichever way they are declared. */
interface Account {
  readonly level: Rational;
  readonly outflows: Transfer[];
  readonly inflows: Transfer[];
  /** What the outflows ask for together. */
  asked: Rational;
  /** What they are given together. */
  given: Rational;
  /** Requests in whole base units, which stay whole. */
  isWhole: boolean;
  isScaled: boolean;
  /** The outflows are served one after another. */
  readonly inOrder: boolean;
}

interface Transfer {
  readonly flow: number;
  /** The stock it leaves; undefined for a mint. */
  readonly source: number | undefined;
  /** What is asked for, above zero. */
  readonly size: Rational;
  /** What a flow of whole base units, or one that is served in order, is given. */
  part: Rational;
}

function openAccounts(program: Network, levels: readonly Rational[], requested: readonly Rational[]): Account[] {
  const accounts = levels.map((level, stock): Account => {
    const isWhole = program.stocks[stock]!.counted;
    const { inOrder } = program.stocks[stock]!;
    const none = { asked: rational.zero, given: rational.zero, isScaled: false };
    return { level, outflows: [], inflows: [], ...none, isWhole, inOrder };
  });
  for (const [flow, { from, to }] of program.flows.entries()) {
    const amount = requested[flow]!;
    if (amount.n === 0n) continue;
    const [source, target] = amount.n > 0n ? [from, to] : [to, from];
    const size = rational.absolute(amount);
    const transfer: Transfer = { flow, source, size, part: size };
    if (target !== undefined) accounts[target]!.inflows.push(transfer);
    if (source === undefined) continue;
    const account = accounts[source]!;
    account.outflows.push(transfer);
    account.asked = account.given = rational.add(account.asked, size);
    if (size.d !== 1n) account.isWhole = false;
  }
  return accounts;
}

/**
 * Fractions that shares of shares have made wider than this are rounded down: an amount that is half, then a third of
 * what others leave doubles its digits with every stock that it goes through.
 */
const widest = 1024;

/** What is left out is less than this part of a base unit, and never given: nothing is overdrawn by it. */
const grain = 1n << 256n;

function narrowed(value: Rational): Rational {
  if (rational.width(value) <= widest) return value;
  return { n: (value.n * grain) / value.d, d: grain };
}

/** What a stock holds and receives in this step. */
function availableTo(account: Account, accounts: readonly Account[]): Rational {
  let available = account.level;
  // The scaled parts are summed without reducing each: one reduction costs more than all the rest.
  let scaled: Rational = rational.zero;
  for (const inflow of account.inflows) {
    const source = inflow.source === undefined ? undefined : accounts[inflow.source]!;
    if (source?.isScaled !== true) available = rational.add(available, inflow.size);
    else if (source.isWhole || source.inOrder) available = rational.add(available, inflow.part);
    else {
      const { n, d } = shareOf(inflow, source);
      scaled = narrowed({ n: scaled.n * d + n * scaled.d, d: scaled.d * d });
    }
  }
  return scaled.n === 0n ? available : rational.add(available, scaled);
}

/** size · given / asked, not in lowest terms. */
function shareOf({ size }: Transfer, { given, asked }: Account): Rational {
  return { n: size.n * given.n * asked.d, d: size.d * given.d * asked.n };
}

function limitTo(account: Account, limit: Rational): void {
  account.isScaled = true;
  if (account.inOrder) {
    serveInOrder(account, account.isWhole ? { n: rational.floor(limit), d: 1n } : limit);
    return;
  }
  if (!account.isWhole) {
    account.given = limit;
    return;
  }
  const total = rational.floor(limit);
  const parts = largestRemainder(
    total,
    account.outflows.map((outflow) => outflow.part.n),
  );
  for (const [position, outflow] of account.outflows.entries()) outflow.part = { n: parts[position]!, d: 1n };
  account.given = { n: total, d: 1n };
}

function serveInOrder(account: Account, limit: Rational): void {
  let left = limit;
  for (const outflow of account.outflows) {
    outflow.part = rational.minimum(outflow.size, left);
    left = rational.subtract(left, outflow.part);
  }
  account.given = limit;
}

function amountsOf(accounts: readonly Account[], requested: readonly Rational[]): Rational[] {
  const amounts = [...requested];
  for (const account of accounts) {
    if (!account.isScaled) continue;
    for (const outflow of account.outflows) {
      const size = account.isWhole || account.inOrder ? outflow.part : shareOf(outflow, account);
      amounts[outflow.flow] = requested[outflow.flow]!.n < 0n ? rational.negate(size) : size;
    }
  }
  return amounts;
}
