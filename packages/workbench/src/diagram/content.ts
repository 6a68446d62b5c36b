import { equation, type Model, type PerElement } from "@tokenwright/engine";
import { isQuantity, valueText } from "./values.js";

/** What a box stands for. `ghost` is a stock of another module, drawn again where a flow of this one needs it. */
export type ItemKind =
  | "stock"
  | "ghost"
  | "state"
  | "flow"
  | "source"
  | "sink"
  | "auxiliary"
  | "parameter"
  | "input"
  | "lookup"
  | "names";

/** One thing that is drawn. */
export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  /** What is written in it, without the name of its module. */
  readonly name: string;
  /** `[sector]`; empty for what has no dimensions. */
  readonly dimensions: string;
  /** The initial value of a stock or state, the value of a parameter. */
  readonly value: string;
  readonly meaning: string;
  /** A stock that is a conveyor. */
  readonly isQueue: boolean;
}

/** What goes from one item to another: an amount through a pipe, or a value, at every step or only at the first. */
export interface Arrow {
  readonly kind: "pipe" | "link" | "initial";
  readonly from: string;
  readonly to: string;
  /** The flow that a pipe belongs to. */
  readonly through?: string;
}

export interface Content {
  readonly items: readonly Item[];
  readonly arrows: readonly Arrow[];
}

/** `locked[sector]` as its name and its dimensions. */
function splitName(key: string): { readonly base: string; readonly dimensions: string } {
  const open = key.indexOf("[");
  return open < 0
    ? { base: key, dimensions: "" }
    : { base: key.slice(0, open).trimEnd(), dimensions: key.slice(open).replace(/\s+/g, "") };
}

/**
 * Everything that a flat model declares, and what uses what: a link runs from each name of an equation to the
 * variable the equation is of. A variable's use of itself is not drawn.
 *
 * @throws TokenwrightError of `parse` for an equation that cannot be read.
 */
export function contentOf(model: Model): Content {
  const content = new Collector();
  const table = <T>(entries: Readonly<Record<string, T>> | undefined) => Object.entries<T>(entries ?? {});
  for (const [key, own] of table(model.parameters)) {
    content.add("parameter", key, own, written(own.value, own.unit, own));
    content.uses(key, "link", own.value, `parameters.${key}.value`, own);
  }
  for (const [key, own] of table(model.inputs)) {
    content.add("input", key, own);
    content.uses(key, "link", own.default, `inputs.${key}.default`, own);
  }
  for (const [key, own] of table(model.lookups)) content.add("lookup", key, own);
  for (const [key, own] of table(model.stocks)) {
    content.add("stock", key, own, written(own.initial, own.unit, own));
    content.uses(key, "initial", own.initial, `stocks.${key}.initial`, own);
    content.uses(key, "link", own.conveyor?.time, `stocks.${key}.conveyor.time`);
    content.uses(key, "link", own.conveyor?.cliff, `stocks.${key}.conveyor.cliff`);
  }
  for (const [key, own] of table(model.states)) {
    content.add("state", key, own, written(own.initial, own.unit));
    content.uses(key, "link", own.next, `states.${key}.next`);
    content.uses(key, "initial", own.initial, `states.${key}.initial`);
  }
  for (const [key, own] of table(model.flows)) {
    content.add("flow", key, own);
    content.pipes(key, own.from, own.to);
    content.uses(key, "link", own.equation, `flows.${key}.equation`, own);
  }
  for (const [key, own] of table(model.auxiliaries)) {
    content.add("auxiliary", key, own);
    content.uses(key, "link", own.equation, `auxiliaries.${key}.equation`, own);
  }
  return content.finish();
}

function written(common: string, unit: string | undefined, { elements }: PerElement = {}): string {
  return Object.keys(elements ?? {}).length > 0 ? "by element" : valueText(common, unit);
}

class Collector {
  readonly #items: Item[] = [];
  readonly #arrows: Arrow[] = [];
  readonly #links: Arrow[] = [];

  add(
    kind: ItemKind,
    key: string,
    { meaning = "", conveyor }: { readonly meaning?: string; readonly conveyor?: unknown },
    value = "",
  ): void {
    const { base, dimensions } = splitName(key);
    this.#items.push({ id: base, kind, name: base, dimensions, value, meaning, isQueue: conveyor !== undefined });
  }

  /** The two halves of a flow. Where it begins or ends at no stock, there is a cloud of its own. */
  pipes(key: string, from: string | undefined, to: string | undefined): void {
    const id = splitName(key).base;
    const end = (name: string | undefined, kind: "source" | "sink"): string => {
      if (name === undefined) {
        const cloud = kind === "source" ? "mint" : "burn";
        this.#items.push({
          id: `${kind} ${id}`,
          kind,
          name: cloud,
          dimensions: "",
          value: "",
          meaning: "",
          isQueue: false,
        });
        return `${kind} ${id}`;
      }
      const { base, dimensions } = splitName(name);
      // The stock of an agent whose number is a variable: `balance[giver]`.
      for (const index of dimensions.slice(1, -1).split(",")) this.#links.push({ kind: "link", from: index, to: id });
      return base;
    };
    this.#arrows.push(
      { kind: "pipe", from: end(from, "source"), to: id, through: id },
      { kind: "pipe", from: id, to: end(to, "sink"), through: id },
    );
  }

  /** A link from everything that an equation names, and those of single elements. */
  uses(key: string, kind: "link" | "initial", text: string | undefined, path: string, own: PerElement = {}): void {
    const to = splitName(key).base;
    for (const one of [text ?? "", ...Object.values(own.elements ?? {})]) {
      if (one.trim() === "" || isQuantity(one)) continue;
      for (const from of equation.namesIn(equation.parse(one, { path }))) this.#links.push({ kind, from, to });
    }
  }

  /** One link for every pair, to what is drawn only: an equation also names dimensions, and time. */
  finish(): Content {
    const known = new Set(this.#items.map(({ id }) => id));
    const drawn = new Set<string>();
    const links = this.#links.filter(({ from, to }) => {
      const pair = `${from} ${to}`;
      if (from === to || !known.has(from) || drawn.has(pair)) return false;
      drawn.add(pair);
      return true;
    });
    return { items: this.#items, arrows: [...this.#arrows, ...links] };
  }
}
