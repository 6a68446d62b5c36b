import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { Program } from "../model/index.js";
import { leak } from "./failures.js";
import { settle } from "./settle.js";

/** The stocks of one run, kept by double entry in rationals. */
export class ExactLedger {
  readonly levels: Rational[];
  /** What each book must hold: sum at the start plus minted minus burned since. */
  readonly #expected: Rational[];

  constructor(
    readonly program: Program,
    initial: readonly Rational[],
  ) {
    this.levels = [...initial];
    this.#expected = program.books.map((book) => this.#sum(book.stocks));
  }

  /** Moves all stocks at once. */
  settle(
    requested: readonly Rational[],
    onOverdraft: (stock: number, requested: Rational, available: Rational) => void,
  ): void {
    const { flows, books } = this.program;
    const { amounts: moved, overdrafts } = settle(this.program, this.levels, requested);
    const amounts = moved.map((amount, flow) =>
      amount === requested[flow] ? amount : rational.rational(amount.n, amount.d),
    );
    for (const { stock, requested: asked, available } of overdrafts) onOverdraft(stock, asked, available);
    for (const [index, { from, to }] of flows.entries()) {
      const amount = amounts[index]!;
      if (from !== undefined) this.levels[from] = rational.subtract(this.levels[from]!, amount);
      if (to !== undefined) this.levels[to] = rational.add(this.levels[to]!, amount);
    }
    for (const [index, book] of books.entries()) {
      for (const flow of book.mints) this.#expected[index] = rational.add(this.#expected[index]!, amounts[flow]!);
      for (const flow of book.burns) this.#expected[index] = rational.subtract(this.#expected[index]!, amounts[flow]!);
    }
  }

  /** Sets a stock to a value from outside; its book takes the difference as given. */
  set(stock: number, value: Rational): void {
    const { book } = this.program.stocks[stock]!;
    const difference = rational.subtract(value, this.levels[stock]!);
    this.levels[stock] = value;
    this.#expected[book] = rational.add(this.#expected[book]!, difference);
  }

  /**
   * Supply = what was there + minted - burned, in every book.
   *
   * @throws TokenwrightError `ledger/leak`, which is always a fault of ours.
   */
  audit(step: number, run: number): void {
    for (const [index, book] of this.program.books.entries()) {
      const difference = rational.subtract(this.#sum(book.stocks), this.#expected[index]!);
      if (difference.n !== 0n) throw leak(book.unit, rational.toText(difference), step, run);
    }
  }

  #sum(stocks: readonly number[]): Rational {
    return stocks.reduce((total, stock) => rational.add(total, this.levels[stock]!), rational.zero);
  }
}
