import { fail } from "../base/errors.js";
import { type Expression, parse } from "../equation/index.js";
import type { Declaration } from "./declarations.js";
import type { Draft } from "./draft.js";
import { countElements } from "./present-names.js";
import { looksLikeQuantity } from "./quantity-text.js";

/** Most elements that the subscripts of all equations together may mean. */
const mostElements = 5_000_000;

/** The equations of a model, read. */
export class Equations {
  /** By the name of what they define; the initial value of a stock or state. */
  readonly expressions = new Map<string, Expression>();
  /** Of the next values of states. */
  readonly nexts = new Map<string, Expression>();
  /** All elements of a subscripted name share one text, which is read once. */
  readonly #parsed = new Map<string, Expression>();
  readonly #draft: Draft;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** Reads all that the declarations hold; what is wrong becomes findings of the draft. */
  read(): void {
    for (const declaration of this.#draft.declarations.values()) {
      const { name, text, next, path } = declaration;
      this.#draft.collect(path, () => {
        if (text === undefined || (isValue(declaration) && looksLikeQuantity(text))) return;
        this.expressions.set(name, this.parse(text, path));
      });
      if (next === undefined) continue;
      const nextPath = nextOf(path);
      this.#draft.collect(nextPath, () => this.nexts.set(name, this.parse(next, nextPath)));
    }
    this.#limitElements();
  }

  parse(text: string, path: string): Expression {
    const key = `${path}\n${text}`;
    const expression = this.#parsed.get(key) ?? parse(text, this.#draft.placeOf(path));
    this.#parsed.set(key, expression);
    return expression;
  }

  /** A sum over n elements in an equation for each of n elements means n * n of them: refused before they are listed. */
  #limitElements(): void {
    let count = 0;
    for (const { name, binding, path } of this.#draft.declarations.values()) {
      for (const expression of [this.expressions.get(name), this.nexts.get(name)]) {
        if (expression !== undefined) count += countElements(expression, binding, this.#draft.space);
      }
      if (count <= mostElements) continue;
      fail({
        code: "model/too-large",
        message: `The equations up to that of "${name}" name more than ${mostElements} elements.`,
        expected: `at most ${mostElements} in all`,
        hint: "give an aggregate that many equations use a name of its own: total = sum(x[*])",
        place: this.#draft.placeOf(path),
      });
    }
  }
}

/** The path of a state's equation of its next value, from that of its initial value. */
export function nextOf(path: string): string {
  return path.replace(/initial$/, "next");
}

function isValue({ kind }: Declaration): boolean {
  return kind === "parameter" || kind === "stock" || kind === "state";
}
