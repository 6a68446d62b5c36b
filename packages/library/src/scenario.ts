import {
  compose,
  type Economy,
  fail,
  isEconomy,
  type Model,
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
  /** New values, as in the model: `0.3 %/epoch`, or an equation where the parameter has a unit of its own. */
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
      parameters: replace(model.parameters, scenario.parameters, (value) => ({ value, ...provenance })),
    }),
    ...(model.stocks && { stocks: replace(model.stocks, scenario.stocks, (initial) => ({ initial, ...provenance })) }),
    ...(model.states && { states: replace(model.states, scenario.states, (initial) => ({ initial, ...provenance })) }),
    ...(model.inputs && {
      inputs: replace(model.inputs, scenario.inputs, (equation) => ({ default: equation, ...provenance })),
    }),
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
    .filter((name) => own === undefined || !Object.hasOwn(own, name))
    .map((name) => ({
      code: "scenario/unknown-name",
      message: `The scenario sets the ${kind} "${name}", which the model does not have.`,
      expected: `one of ${Object.keys(own ?? {}).join(", ")}`,
      place: { path: `${kind}s.${name}` },
    }));
}

function replace<T extends object>(
  own: Readonly<Record<string, T>>,
  given: Table<string>,
  change: (text: string) => Partial<T>,
) {
  return Object.fromEntries(
    Object.entries(own).map(([name, entry]) => {
      const text = given?.[name];
      return [name, text === undefined ? entry : { ...entry, ...change(text) }];
    }),
  );
}
