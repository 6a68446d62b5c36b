import type { Model } from "@tokenwright/engine";

/**
 * The stocks of a model and the flows between them as text, one flow a line: mints first, then by the
 * stock that a flow leaves.
 *
 *     mint ──issuance──▶ circulating
 */
export function diagram(model: Model): readonly string[] {
  const flows = Object.entries(model.flows ?? {});
  const stocks = Object.keys(model.stocks ?? {});
  const place = (stock: string | undefined) => (stock === undefined ? -1 : stocks.indexOf(stock));
  const sorted = flows
    .map(([name, { from, to }]) => ({ name, from, to }))
    .sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
  const left = Math.max(4, ...sorted.map(({ from }) => (from ?? "mint").length));
  const middle = Math.max(0, ...sorted.map(({ name }) => name.length));
  const untouched = stocks.filter((stock) => !sorted.some(({ from, to }) => from === stock || to === stock));
  return [
    ...sorted.map(
      ({ name, from, to }) =>
        `${(from ?? "mint").padStart(left)} ──${name}${"─".repeat(middle - name.length)}──▶ ${to ?? "burn"}`,
    ),
    ...untouched.map((stock) => `${stock.padStart(left)}  (no flow)`),
  ];
}
