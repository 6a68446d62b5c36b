import { isReservedInXmile } from "./equation/builtins.js";
import type { ImportedModel } from "./imported-model.js";
import { canonicalName } from "./names.js";

/** Stands for the flow that takes a value with memory to its next value; no name of a model has a point. */
export function changeOf(state: string): string {
  return `${state}.change`;
}

/** The names of a model as identifiers of XMILE. */
export class XmileNames {
  readonly #labels = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #elements = new Map<string, string>();
  readonly #dimensions: ImportedModel["dimensions"];

  constructor(model: ImportedModel) {
    this.#dimensions = model.dimensions;
    for (const [id, { label, elements, labels }] of Object.entries(model.dimensions ?? {})) {
      this.#give(id, label ?? id);
      for (const element of elements ?? []) this.#elements.set(element, labels?.[element] ?? element);
    }
    const named = [
      model.lookups,
      model.parameters,
      model.inputs,
      model.stocks,
      model.states,
      model.flows,
      model.auxiliaries,
    ];
    for (const entries of named) {
      for (const [key, entry] of Object.entries<object>(entries ?? {})) {
        const id = key.replace(/\[.*$/, "");
        this.#give(id, "label" in entry ? String(entry.label) : id);
      }
    }
    for (const id of Object.keys(model.states ?? {})) this.#give(changeOf(id), `${this.labelOf(id)} change`);
  }

  /** XMILE does not tell `fees` from `Fees`: the second gets a number. */
  #give(id: string, label: string): void {
    for (let count = 1; ; count++) {
      const wanted = count === 1 ? label : `${label} ${count}`;
      if (this.#taken.has(canonicalName(wanted))) continue;
      this.#taken.add(canonicalName(wanted));
      this.#labels.set(id, wanted);
      return;
    }
  }

  /** The name as people write it. */
  labelOf(id: string): string {
    return this.#labels.get(id) ?? id;
  }

  elementLabel(dimension: string, element: string): string {
    return this.#dimensions?.[dimension]?.labels?.[element] ?? element;
  }

  /** The name as it stands in an equation: with underscores, or in quotes where letters and digits do not do. */
  write(id: string): string {
    const label = this.#labels.get(id) ?? this.#elements.get(id) ?? id;
    const plain = label.replaceAll(" ", "_");
    if (/^[A-Za-z][A-Za-z0-9_]*$/.test(plain) && !plain.endsWith("_") && !isReservedInXmile(plain.toLowerCase()))
      return plain;
    return `"${label.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  }
}
