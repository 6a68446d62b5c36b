import type { TranslatedVariable } from "./equation/contract.js";
import { parseXmile } from "./equation/parser.js";
import type { XmileExpression } from "./equation/syntax.js";
import { canonicalPath, displayName } from "./names.js";
import type { ModelTranslator } from "./translate-model.js";
import type { FlatVariable } from "./world.js";

interface LinkedFlow {
  readonly variable: TranslatedVariable;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Which of the outflows of `from` it is. */
  readonly rank: number;
}

export interface LinkedFlows {
  readonly flows: readonly LinkedFlow[];
  /** False for a flow that no stock names: it is an auxiliary. */
  isFlow(variable: TranslatedVariable): boolean;
}

/** One end of a flow as a stock names it. */
interface End {
  readonly stock: FlatVariable;
  readonly direction: "in" | "out";
  /** Position among the stock's flows of this direction. */
  readonly rank: number;
}

/**
 * Gives every flow the stock it leaves and the stock it enters. XMILE lets the stocks name their flows, so one flow may
 * be named by several; and they may name an auxiliary, or a flow over other dimensions. Each end that one flow
 * of the model language cannot have gets a flow of its own that moves the same amount.
 */
export function linkFlows(translator: ModelTranslator): LinkedFlows {
  const { world } = translator;
  const byId = new Map(translator.translated.map((variable) => [variable.id, variable]));
  const ends = new Map<FlatVariable, End[]>();
  const given: (End & { readonly parts: readonly string[] })[] = [];
  for (const stock of translator.variables) {
    if (stock.kind !== "stock" || !byId.has(stock.id)) continue;
    for (const [direction, names] of [
      ["in", stock.source.inflows],
      ["out", stock.source.outflows],
    ] as const) {
      for (const [rank, name] of names.entries()) {
        const target = stock.scope.resolve(canonicalPath(name));
        // Inside a macro a parameter may be the flow.
        if (target?.kind === "argument") {
          given.push({ stock, direction, rank, parts: canonicalPath(name) });
          continue;
        }
        if (target?.kind !== "variable" || target.variable.kind === "stock") {
          world.unsupported.add(
            stock.label,
            stock.source.line,
            `The ${direction}flow ${name} of this stock does not exist.`,
          );
        } else {
          ends.set(target.variable, [...(ends.get(target.variable) ?? []), { stock, direction, rank }]);
        }
      }
    }
  }
  const flows: LinkedFlow[] = [];
  const own = new Set<TranslatedVariable>();
  for (const [flow, itsEnds] of ends) {
    const variable = byId.get(flow.id);
    if (variable === undefined) continue;
    const fits = ({ stock }: End): boolean =>
      flow.kind === "flow" &&
      stock.dimensions.length === flow.dimensions.length &&
      stock.dimensions.every((dimension, at) => dimension === flow.dimensions[at]);
    // With a multiplier the stock below gets another amount than the stock above gives.
    const { multiplier } = flow.source;
    const from = itsEnds.find((end) => end.direction === "out" && fits(end));
    const to = itsEnds.find(
      (end) => multiplier === undefined && end.direction === "in" && fits(end) && end.stock !== from?.stock,
    );
    if (from !== undefined || to !== undefined) {
      own.add(variable);
      flows.push({ variable, from: from?.stock.id, to: to?.stock.id, rank: from?.rank ?? 0 });
    }
    for (const end of itsEnds) {
      if (end === from || end === to) continue;
      const further = furtherFlow(translator, flow, end);
      if (further !== undefined)
        flows.push({
          variable: further,
          from: end.direction === "out" ? end.stock.id : undefined,
          to: end.direction === "in" ? end.stock.id : undefined,
          rank: end.rank,
        });
    }
  }
  for (const { stock, direction, rank, parts } of given) {
    const body = translator.bodyFor(stock, () => ({ kind: "name", parts, at: 0 }));
    if (body === undefined) continue;
    const words = direction === "in" ? "into" : "out of";
    const id = translator.newName(`${words.replace(" ", "_")}_${stock.id}`);
    const label = `${displayName(parts.at(-1)!)} ${words} ${stock.label}`;
    const variable = { id, label, dimensions: stock.dimensions, body, source: undefined };
    const [from, to] = direction === "in" ? [undefined, stock.id] : [stock.id, undefined];
    flows.push({ variable, from, to, rank });
  }
  const order = new Map(translator.translated.map((variable, at) => [variable, at]));
  flows.sort((a, b) => (order.get(a.variable) ?? order.size) - (order.get(b.variable) ?? order.size));
  return { flows: inServingOrder(flows), isFlow: (variable) => own.has(variable) };
}

/**
 * The flows with those that leave one stock in the order in which it lists them, which is the order it serves them in
 * (section 4.2). Each flow leaves one stock only, so the flows of a stock change places among themselves.
 */
function inServingOrder(flows: readonly LinkedFlow[]): LinkedFlow[] {
  const ordered = [...flows];
  const places = new Map<string, number[]>();
  for (const [at, { from }] of flows.entries()) {
    if (from !== undefined) places.set(from, [...(places.get(from) ?? []), at]);
  }
  for (const own of places.values()) {
    const sorted = own.map((at) => flows[at]!).sort((a, b) => a.rank - b.rank);
    for (const [position, at] of own.entries()) ordered[at] = sorted[position]!;
  }
  return ordered;
}

/** A flow over the stock's elements that moves what another flow moves. */
function furtherFlow(
  translator: ModelTranslator,
  flow: FlatVariable,
  { stock, direction }: End,
): TranslatedVariable | undefined {
  const parts = ["", ...flow.path.split(".")];
  const isOfMacro = flow.context !== undefined;
  const amount: XmileExpression = { kind: "name", parts: isOfMacro ? [flow.path.split(".").at(-1)!] : parts, at: 0 };
  const { multiplier } = flow.source;
  const body = translator.bodyFor(stock, () =>
    multiplier === undefined || direction === "out"
      ? amount
      : {
          kind: "binary",
          operator: "*",
          left: amount,
          right: parseXmile(multiplier.text, translator.world.dialect),
          at: 0,
        },
  );
  if (body === undefined) return undefined;
  const words = direction === "in" ? "into" : "out of";
  const id = translator.newName(`${flow.id}_${words.replace(" ", "_")}_${stock.id}`);
  return { id, label: `${flow.label} ${words} ${stock.label}`, dimensions: stock.dimensions, body, source: undefined };
}
