import type { Book, ProgramFlow, ProgramStock } from "./program.js";

/** The stocks of each unit, and the flows that let their sum change. */
export function booksOf(
  stocks: readonly ProgramStock[],
  flows: readonly ProgramFlow[],
  unitOf: (stock: ProgramStock) => string,
): Book[] {
  const books: { unit: string; stocks: number[]; mints: number[]; burns: number[] }[] = [];
  for (const [index, stock] of stocks.entries()) {
    books[stock.book] ??= { unit: unitOf(stock), stocks: [], mints: [], burns: [] };
    books[stock.book]!.stocks.push(index);
  }
  for (const [index, { from, to }] of flows.entries()) {
    if (from === undefined) books[stocks[to!]!.book]!.mints.push(index);
    if (to === undefined) books[stocks[from!]!.book]!.burns.push(index);
  }
  return books;
}
