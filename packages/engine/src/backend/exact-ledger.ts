import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { Program } from "../model/index.js";
import { type AgentAt, type AgentNetwork, agentNetwork, agentsOf, startsOf } from "./agent-network.js";
import { leak } from "./failures.js";
import { settle } from "./settle.js";

/** The stocks of one run, kept by double entry in rationals. */
export class ExactLedger {
  /** The stocks in the order of the program, those of all agents of a population one after the other. */
  readonly levels: Rational[];
  /** Where each stock begins among the levels. */
  readonly starts: readonly number[];
  /** What each book must hold: sum at the start plus minted minus burned since. */
  readonly #expected: Rational[];
  readonly #sizes: { readonly stocks: readonly number[]; readonly flows: readonly number[] };
  readonly #flowStarts: readonly number[];
  /** The same in every step where no flow names an agent. */
  readonly #network: AgentNetwork | undefined;

  constructor(
    readonly program: Program,
    initial: readonly Rational[],
    readonly agentAt: AgentAt,
  ) {
    const { stocks, flows, books } = program;
    this.starts = startsOf(program, stocks);
    this.#flowStarts = startsOf(program, flows);
    const sizeOf = ({ population }: { readonly population?: number }) => agentsOf(program, population);
    this.#sizes = { stocks: stocks.map(sizeOf), flows: flows.map(sizeOf) };
    this.levels = [...initial];
    this.#expected = books.map((book) => this.#sum(book.stocks));
    const namesAgents = flows.some(({ fromAt, toAt }) => fromAt !== undefined || toAt !== undefined);
    this.#network = namesAgents ? undefined : agentNetwork(program, agentAt);
  }

  /** Moves all stocks at once; what the flows really moved. Agents are counted one by one. */
  settle(
    requested: readonly Rational[],
    onOverdraft: (stock: number, requested: Rational, available: Rational) => void,
  ): readonly Rational[] {
    const { books } = this.program;
    const network = this.#network ?? agentNetwork(this.program, this.agentAt);
    const { amounts: moved, overdrafts } = settle(network, this.levels, requested);
    const amounts = moved.map((amount, flow) =>
      amount === requested[flow] ? amount : rational.rational(amount.n, amount.d),
    );
    const reported = new Set<number>();
    for (const { stock: account, requested: asked, available } of overdrafts) {
      const stock = this.starts.findLastIndex((start) => start <= account);
      if (reported.has(stock)) continue;
      reported.add(stock);
      onOverdraft(stock, asked, available);
    }
    for (const [index, { from, to }] of network.flows.entries()) {
      const amount = amounts[index]!;
      if (from !== undefined) this.levels[from] = rational.subtract(this.levels[from]!, amount);
      if (to !== undefined) this.levels[to] = rational.add(this.levels[to]!, amount);
    }
    for (const [index, book] of books.entries()) {
      for (const flow of book.mints)
        this.#expected[index] = rational.add(this.#expected[index]!, this.#all(flow, amounts));
      for (const flow of book.burns) {
        this.#expected[index] = rational.subtract(this.#expected[index]!, this.#all(flow, amounts));
      }
    }
    return amounts;
  }

  /** Sets a stock to a value from outside; its book takes the difference as given. */
  set(stock: number, value: Rational): void {
    const { book } = this.program.stocks[stock]!;
    const start = this.starts[stock]!;
    for (let account = start; account < start + this.#sizes.stocks[stock]!; account++) {
      const difference = rational.subtract(value, this.levels[account]!);
      this.levels[account] = value;
      this.#expected[book] = rational.add(this.#expected[book]!, difference);
    }
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
    let total: Rational = rational.zero;
    for (const stock of stocks) {
      const start = this.starts[stock]!;
      for (let account = start; account < start + this.#sizes.stocks[stock]!; account++) {
        total = rational.add(total, this.levels[account]!);
      }
    }
    return total;
  }

  /** What a flow moves of these amounts: one, or one for every agent. */
  amountsOf(flow: number, amounts: readonly Rational[]): readonly Rational[] {
    const start = this.#flowStarts[flow]!;
    return amounts.slice(start, start + this.#sizes.flows[flow]!);
  }

  /** The stocks in the order of the program, of a population that of its first agent. */
  firstLevels(): readonly Rational[] {
    return this.starts.map((start) => this.levels[start]!);
  }

  #all(flow: number, amounts: readonly Rational[]): Rational {
    return this.amountsOf(flow, amounts).reduce(rational.add, rational.zero);
  }
}
