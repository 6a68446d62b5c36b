import {
  compose,
  type Economy,
  fail,
  isEconomy,
  type Model,
  type PerElement,
  type Provenance,
  TokenwrightError,
} from "@tokenwright/engine";

/** A named set of values for a model: what a published network used, or a case worth looking at. */
export interface ModelScenario {
  readonly title: string;
  readonly about?: string;
  /** Where its values come from: a key in refs/library.bib, or a sentence. */
  readonly source?: string;
  /** How sure its values are. Default: an assumption. */
  readonly confidence?: NonNullable<Provenance["confidence"]>;
  /** Length of a step, `1 day`; needed where the model has no epoch. */
  readonly step?: string;
  /** A horizon that shows what the scenario is about. */
  readonly steps: number;
  /**
   * New values, as in the model: `0.3 %/epoch`, or an equation where the parameter has a unit of its own. Of a
   * subscripted one, `share[place]` sets all elements and `share[usa]`, beside it or alone, a single one.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** New initial values of stocks. */
  readonly stocks?: Readonly<Record<string, string>>;
  /** New initial values of states. */
  readonly states?: Readonly<Record<string, string>>;
  /** Equations for inputs. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/**
 * The model with the values of a scenario in place of its own; each of them takes the scenario's source and
 * confidence. An economy is composed first, and its scenario names `module.parameter`. The model itself is
 * left as it is.
 *
 * @throws TokenwrightError `scenario/unknown-name` with one finding for each name the model does not have.
 */
export function applyScenario(given: Model | Economy, scenario: Omit<ModelScenario, "title" | "steps">): Model {
  const model = isEconomy(given) ? compose(given) : given;
  const provenance = {
    source: scenario.source ?? "Set by the scenario.",
    confidence: scenario.confidence ?? "assumption",
  };
  const unknown = [
    ...missing("parameter", model.parameters, scenario.parameters),
    ...missing("stock", model.stocks, scenario.stocks),
    ...missing("state", model.states, scenario.states),
    ...missing("input", model.inputs, scenario.inputs),
  ];
  if (unknown.length > 0) throw new TokenwrightError(unknown);
  return {
    ...model,
    ...(model.parameters && {
      parameters: replace(model.parameters, scenario.parameters, "value", provenance),
    }),
    ...(model.stocks && { stocks: replace(model.stocks, scenario.stocks, "initial", provenance) }),
    ...(model.states && { states: replace(model.states, scenario.states, "initial", provenance) }),
    ...(model.inputs && { inputs: replace(model.inputs, scenario.inputs, "default", provenance) }),
  };
}

/** The scenario of that name. @throws TokenwrightError `scenario/unknown` */
export function pickScenario(scenarios: Readonly<Record<string, ModelScenario>>, name: string): ModelScenario {
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (scenario !== undefined) return scenario;
  return fail({
    code: "scenario/unknown",
    message: `There is no scenario ${JSON.stringify(name)}.`,
    expected: `one of ${Object.keys(scenarios).join(", ")}`,
  });
}

type Table<T> = Readonly<Record<string, T>> | undefined;

function missing(kind: string, own: Table<unknown>, given: Table<string>) {
  return Object.keys(given ?? {})
    .filter((name) => own === undefined || (!Object.hasOwn(own, name) && wholeOf(own, name) === undefined))
    .map((name) => ({
      code: "scenario/unknown-name",
      message: `The scenario sets the ${kind} "${name}", which the model does not have.`,
      expected: `one of ${Object.keys(own ?? {}).join(", ")}`,
      place: { path: `${kind}s.${name}` },
    }));
}

function replace<T extends object>(
  own: Readonly<Record<string, T & PerElement>>,
  given: Table<string>,
  field: "value" | "initial" | "default",
  provenance: Provenance,
): Record<string, T> {
  const single = elementsOf(own, given);
  return Object.fromEntries(
    Object.entries(own).map(([name, entry]) => {
      const text = given?.[name];
      const some = single.get(name);
      if (text === undefined && some === undefined) return [name, entry];
      // A text for all elements takes the place of those that the model has for single ones.
      const { elements: before, ...rest } = entry;
      const elements = { ...(text === undefined ? before : {}), ...some };
      return [
        name,
        {
          ...rest,
          ...(text === undefined ? {} : { [field]: text }),
          ...(Object.keys(elements).length === 0 ? {} : { elements }),
          ...provenance,
        } as T,
      ];
    }),
  );
}

/** The subscripted name of the model that a name of an element belongs to: `share[place]` for `share[usa]`. */
function wholeOf(own: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const bracket = name.indexOf("[");
  if (bracket < 0 || !name.endsWith("]")) return undefined;
  return Object.keys(own).find((key) => key.startsWith(name.slice(0, bracket + 1)));
}

/** The texts for single elements, by the subscripted name. */
function elementsOf(own: Readonly<Record<string, unknown>>, given: Table<string>): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  for (const [name, text] of Object.entries(given ?? {})) {
    if (Object.hasOwn(own, name)) continue;
    const whole = wholeOf(own, name);
    if (whole === undefined) continue;
    const element = name.slice(name.indexOf("[") + 1, -1);
    found.set(whole, { ...found.get(whole), [element]: text });
  }
  return found;
}
