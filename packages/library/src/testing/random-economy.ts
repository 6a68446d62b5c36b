import {
  build,
  type Economy,
  type Flow,
  type Model,
  type ModuleUse,
  type Program,
  rational,
  run,
  TokenwrightError,
  unit,
  type Variable,
} from "@tokenwright/engine";

/** A whole number from 0 to below a bound. */
type Choose = (below: number) => number;

/** A linear congruential generator: what is put together has to be varied and repeatable, no more. */
function chooser(seed: number): Choose {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}

/** A model of the library in the economy's names, by itself. */
interface Part {
  readonly name: string;
  readonly path: string;
  readonly use: ModuleUse;
  readonly program: Program;
  /** How large its values are, in their own units. */
  readonly levels: ReadonlyMap<string, number>;
}

/** Most economies count in days, some in the slots and epochs of Ethereum, into which fewer or other models fit. */
const epochs = ["1 day", "1 day", "1 day", "384 second", "12 second"];

const assets = { GOV: { decimals: 18 }, ALT: { decimals: 6 }, USD: { decimals: 6 } };

/** Steps after which a model by itself shows how large its values are. */
const stepsAlone = 4;

/**
 * An economy of two to six models of those given, each with the values of one of its scenarios. Two of three inputs follow a value of the same unit in a module
 * before theirs, scaled to begin where the model's own scenario has the input, and stocks of one asset in different
 * modules pay each other.
 */
export function randomEconomy(models: ReadonlyMap<string, readonly Model[]>, seed: number): Economy {
  const choose = chooser(seed);
  const epoch = epochs[choose(epochs.length)]!;
  const paths = [...models.keys()];
  const wanted = 2 + choose(5);
  const parts: Part[] = [];
  while (parts.length < wanted) {
    const path = paths[choose(paths.length)]!;
    if (parts.some((other) => other.path === path)) continue;
    const part = openPart(`m${parts.length + 1}`, path, models.get(path)!, epoch, choose);
    if (part !== undefined) parts.push(part);
  }
  const modules = parts.map((part, position) => {
    return [part.name, { ...part.use, inputs: wires(part, parts.slice(0, position), choose) }] as const;
  });
  return {
    title: `Economy ${seed} in steps of ${epoch}: ${parts.map(({ path }) => path).join(", ")}`,
    epoch,
    assets,
    modules: Object.fromEntries(modules),
    flows: payments(parts, choose),
  };
}

/** An epoch that is not a whole number of the economy's, and a queue with more steps than one may have. */
const unfit: ReadonlySet<string> = new Set(["compose/epoch", "run/conveyor"]);

/** Undefined for a model that does not fit. */
function openPart(
  name: string,
  path: string,
  variants: readonly Model[],
  epoch: string,
  choose: Choose,
): Part | undefined {
  const model = variants[choose(variants.length)]!;
  const names = choose(2) === 0 ? ["GOV", "ALT"] : ["ALT", "GOV"];
  const renamed = Object.keys(model.assets ?? {}).map((asset) => [asset, asset === "USD" ? asset : names.shift()!]);
  const use: ModuleUse = { model, assets: Object.fromEntries(renamed) };
  try {
    const program = build({ title: path, epoch, assets, modules: { [name]: use } });
    const alone = run(program, { steps: stepsAlone });
    return { name, path, use, program, levels: new Map(alone.names.map((one) => [one, alone.final(one)])) };
  } catch (error) {
    if (error instanceof TokenwrightError && error.diagnostics.every(({ code }) => unfit.has(code))) return undefined;
    throw error;
  }
}

/** What two of three inputs of a module follow. */
function wires(part: Part, before: readonly Part[], choose: Choose): Record<string, string> {
  const wired: Record<string, string> = {};
  for (const input of Object.keys(part.use.model.inputs ?? {})) {
    const own = part.program.variables.get(`${part.name}.${input}`);
    if (own === undefined || choose(3) === 0) continue;
    const wanted = part.levels.get(own.name)!;
    const sources = before.flatMap(({ program, levels }) =>
      [...program.variables.values()]
        .filter((source) => source.kind !== "parameter" && isAlike(source, own) && levels.get(source.name)! > 0)
        .map((source) => ({ source, level: levels.get(source.name)! })),
    );
    if (sources.length === 0 || !(wanted > 0)) continue;
    const { source, level } = sources[choose(sources.length)]!;
    const factor = (wanted * rational.toNumber(own.scale)) / (level * rational.toNumber(source.scale));
    // Prices and stakes stay above zero: dividing by none of them is a fault, and told as one.
    wired[input] = `max(${factor} * ${source.name}, ${quantity(wanted / 100, own.unit.text)})`;
  }
  return wired;
}

/** `{5 USD/token}`, `{5 /MWh}` or a plain number. */
function quantity(value: number, unitText: string): string {
  return unitText === "1" ? String(value) : `{${value} ${unitText.replace(/^1\//, "/")}}`;
}

/** Two values of single numbers that one unit fits. */
function isAlike(one: Variable, other: Variable): boolean {
  const isSingle = one.population === undefined && other.population === undefined && !one.name.includes("[");
  return isSingle && unit.sameDimension(one.unit.dimension, other.unit.dimension);
}

/** A thousandth of a stock a day to one of the same asset in another module, up to three times. */
function payments(parts: readonly Part[], choose: Choose): Record<string, Flow> {
  const stocks = parts.flatMap(({ name, program }) =>
    program.stocks
      .filter(({ counted, population }) => counted && population === undefined)
      // Out of a queue a payment would leave from every place in it, of which some have half a million.
      .filter((_, index) => program.conveyors.every(({ stock }) => stock !== index))
      .map((stock) => ({ part: name, variable: program.variables.get(stock.name) }))
      .filter(({ variable }) => variable !== undefined),
  );
  const flows: Record<string, Flow> = {};
  for (let number = 1; number <= 3 && stocks.length > 1; number++) {
    const from = stocks[choose(stocks.length)]!;
    const others = stocks.filter(({ part, variable }) => part !== from.part && isAlike(variable!, from.variable!));
    if (others.length === 0) continue;
    flows[`payment${number}`] = {
      from: from.variable!.name,
      to: others[choose(others.length)]!.variable!.name,
      equation: `floor(max(${from.variable!.name}, 0) * {0.1 %/day})`,
      meaning: "a payment from one module to another",
    };
  }
  return flows;
}
