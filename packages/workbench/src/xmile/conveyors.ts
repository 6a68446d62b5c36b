import { equation } from "@tokenwright/engine";
import type { Body } from "./equation/contract.js";
import { type Dialect, parseXmile } from "./equation/parser.js";
import type { XmileExpression } from "./equation/syntax.js";
import { canonicalPath } from "./names.js";
import type { UnsupportedList } from "./unsupported.js";
import type { FlatVariable } from "./world.js";

/** What is used of the translation of a model. */
interface Translation {
  readonly variables: readonly FlatVariable[];
  readonly world: { readonly unsupported: UnsupportedList; readonly dialect: Dialect };
  bodyFor(variable: FlatVariable, make: () => XmileExpression): Body | undefined;
}

/** The conveyors of a file. */
export interface Conveyors {
  /** Transit times as text of the model language. */
  readonly times: ReadonlyMap<FlatVariable, string>;
  /** The conveyor whose content a flow lets go; its own equation, if there is one, means nothing. */
  readonly byOutflow: ReadonlyMap<FlatVariable, FlatVariable>;
}

/** The conveyors with their times and the first of their outflows that does not leak, which carries what leaves. */
export function findConveyors(translator: Translation): Conveyors {
  const times = new Map<FlatVariable, string>();
  const byOutflow = new Map<FlatVariable, FlatVariable>();
  const { unsupported, dialect } = translator.world;
  for (const stock of [...translator.variables]) {
    const length = stock.source.transitTime;
    if (length === undefined) continue;
    const outflow = stock.source.outflows
      .map((name) => stock.scope.resolve(canonicalPath(name)))
      .flatMap((target) => (target?.kind === "variable" ? [target.variable] : []))
      .find((one) => one.kind === "flow" && one.source.isLeak !== true);
    const isArray = stock.dimensions.length > 0 || (outflow?.dimensions.length ?? 0) > 0;
    if (outflow === undefined || isArray) {
      const why = isArray ? "an array of conveyors is not read as such" : "it has no outflow";
      unsupported.add(stock.label, length.line, `This conveyor is read as a plain stock: ${why}.`);
      continue;
    }
    const body = translator.bodyFor(stock, () => parseXmile(length.text, dialect));
    if (body === undefined || body.kind === "elements") continue;
    times.set(stock, equation.print(body.expression));
    byOutflow.set(outflow, stock);
  }
  return { times, byOutflow };
}
