import {
  build,
  type Dimension,
  fail,
  type Lookup,
  type Model,
  type Program,
  rational,
  run,
  type Variable,
} from "@tokenwright/engine";
import type { ImportedModel, ImportedSimulation } from "./imported-model.js";
import type { XmileImport } from "./to-model.js";

/** Every variable of an imported model at the save step. */
export interface XmileRun {
  readonly timeUnit: string;
  readonly times: readonly number[];
  /** Columns in the order of the model, named as people write them: `Room Temperature`, `Stock[Team]`. */
  readonly columns: readonly { readonly name: string; readonly id: string; readonly values: readonly number[] }[];
}

/** Most rows times columns of one run. */
const mostCells = 20_000_000;

/** An imported model in the words of the engine. */
export function engineModel({ model, simulation }: Pick<XmileImport, "model" | "simulation">): Model {
  const dimensions = Object.fromEntries(
    Object.entries(model.dimensions ?? {}).map(([name, own]): [string, Dimension] => {
      const { elements, size, of, ...labels } = own;
      if (elements === undefined) return [name, { ...labels, size: size ?? 1 }];
      return [name, of === undefined ? { ...labels, elements } : { ...labels, of, elements }];
    }),
  );
  const lookups: Readonly<Record<string, Lookup>> = model.lookups ?? {};
  const { clock: _, ...plain } = model;
  return {
    ...plain,
    integrate: simulation.method,
    // With units, time is a quantity: it needs no clock, and the step is given when the model is built.
    ...(model.unitCheck === false
      ? { clock: { start: simulation.start, dt: simulation.step, unit: simulation.timeUnit } }
      : {}),
    dimensions,
    lookups,
    parameters: withText(model.parameters, "value"),
    stocks: withText(model.stocks, "initial"),
    flows: Object.fromEntries(
      Object.entries(withText(model.flows, "equation")).map(([key, flow]) => {
        const [from, to] = [endOf(flow.from, key, model), endOf(flow.to, key, model)];
        return [key, { ...flow, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
      }),
    ),
    auxiliaries: withText(model.auxiliaries, "equation"),
  };
}

/** The stock at the end of a flow with its subscripts: those of the flow, place by place. */
function endOf(stock: string | undefined, flow: string, model: ImportedModel): string | undefined {
  const key = Object.keys(model.stocks ?? {}).find((one) => one.replace(/\[.*/, "") === stock);
  if (key === undefined || stock === undefined || !key.includes("[")) return stock;
  const flowDimensions = flow.replace("]", "").split("[")[1]?.split(",") ?? [];
  const stockDimensions = key.replace("]", "").split("[")[1]!.split(",");
  const used = stockDimensions.map((name, at) => (flowDimensions.includes(name) ? name : (flowDimensions[at] ?? name)));
  return `${stock}[${used.join(",")}]`;
}

/** Where every element has a text of its own there is no common one. */
function withText<T extends object, Key extends string>(
  entries: Readonly<Record<string, T & { readonly [key in Key]?: string }>> | undefined,
  key: Key,
): Record<string, T & { readonly [key in Key]: string }> {
  return Object.fromEntries(
    Object.entries(entries ?? {}).map(([name, own]) => [name, { ...own, [key]: own[key] ?? "" }]),
  ) as Record<string, T & { readonly [key in Key]: string }>;
}

/** Number of steps of a simulation, and after how many of them a row is saved. */
export function scheduleOf({ start, stop, step, save }: ImportedSimulation): {
  readonly steps: number;
  readonly every: number;
} {
  const number = (text: string) => rational.parseRational(text) ?? rational.zero;
  const dt = number(step);
  const length = rational.divide(rational.subtract(number(stop), number(start)), dt);
  const steps = Number(rational.floor(rational.add(length, rational.rational(1n, 1_000_000n))));
  const every = save === undefined ? 1 : Math.max(1, Number(rational.round(rational.divide(number(save), dt))));
  return { steps: Math.max(0, steps), every };
}

/**
 * Runs an imported model as its file says.
 *
 * @throws TokenwrightError what `build` and `run` throw, and `xmile/too-long` for more rows than can be kept.
 */
export function runXmile(imported: Pick<XmileImport, "model" | "simulation">): XmileRun {
  const { model, simulation } = imported;
  const hasUnits = model.unitCheck !== false;
  const program = build(engineModel(imported), hasUnits ? { step: `${simulation.step} ${simulation.timeUnit}` } : {});
  const { steps, every } = scheduleOf(simulation);
  if ((steps + 1) * program.variables.size > mostCells) {
    fail({
      code: "xmile/too-long",
      message: `The run has ${steps + 1} rows of ${program.variables.size} variables.`,
      expected: `at most ${mostCells} values`,
      hint: "use a longer step, or a shorter time",
    });
  }
  const result = run(program, { steps });
  const rows = Array.from({ length: Math.floor(steps / every) + 1 }, (_, row) => row * every);
  const start = hasUnits ? (rational.parseRational(simulation.start) ?? rational.zero) : program.scale.start;
  const dt = hasUnits ? rational.parseRational(simulation.step)! : program.scale.dt;
  // The unit of a flow is that of its stock per step.
  const perStep = rational.toNumber(dt);
  return {
    timeUnit: simulation.timeUnit,
    times: rows.map((step) => rational.toNumber(rational.add(start, rational.multiply(rational.rational(step), dt)))),
    columns: inModelOrder(program, model).map((variable) => {
      const series = result.series(variable.name);
      const scale = hasUnits && variable.kind === "flow" ? perStep : 1;
      return { id: variable.name, name: labelOf(variable, model), values: rows.map((step) => series[step]! / scale) };
    }),
  };
}

/** Stocks first, then flows, then the rest, as the file has them. */
function inModelOrder(program: Program, model: ImportedModel): Variable[] {
  const keys = [model.stocks, model.flows, model.auxiliaries, model.parameters].flatMap((part) =>
    Object.keys(part ?? {}),
  );
  const position = new Map(keys.map((key, index) => [key.replace(/\[.*/, ""), index]));
  const at = ({ name }: Variable) => position.get(name.replace(/\[.*/, "")) ?? keys.length;
  return [...program.variables.values()].sort((a, b) => at(a) - at(b));
}

/** `Stock[Team]` for `stock[team]`. */
function labelOf(variable: Variable, model: ImportedModel): string {
  const [base, list] = variable.name.replace("]", "").split("[") as [string, string?];
  const parts = [model.stocks, model.flows, model.auxiliaries, model.parameters].flatMap((part) =>
    Object.entries<{ readonly label?: string }>(part ?? {}),
  );
  const found = parts.find(([key]) => key.replace(/\[.*/, "") === base);
  const label = found?.[1].label ?? base;
  if (list === undefined || found === undefined) return label;
  const dimensions = found[0].replace("]", "").split("[")[1]!.split(",");
  const elements = list
    .split(",")
    .map((element, at) => model.dimensions?.[dimensions[at]!]?.labels?.[element] ?? element);
  return `${label}[${elements.join(",")}]`;
}
