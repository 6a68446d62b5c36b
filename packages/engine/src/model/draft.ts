import { type Diagnostic, type Place, TokenwrightError } from "../base/errors.js";
import { type AgentsOf, GraphBuilder, type Lowered, type NameSpace, type NodeId } from "../graph/index.js";
import type { Dimension, Unit } from "../unit/index.js";
import type { Declaration } from "./declarations.js";
import { declareNames } from "./declare-names.js";
import { readDeclaredUnits } from "./declared-units.js";
import { readDimensions } from "./dimensions.js";
import { collect, giveUp } from "./findings.js";
import { Memories } from "./memories.js";
import { type Clock, Clocks } from "./module-clocks.js";
import type { VariableKind } from "./program.js";
import { readTables, type TableUnits } from "./tables.js";
import { type Measures, readMeasures } from "./time-step.js";
import type { Model } from "./vocabulary.js";

/** A model while it is built: what its parts share, from the names it declares to the nodes that stand for them. */
export class Draft {
  /** What is wrong. What has a finding is left out, and so is what depends on it, so that all others are found too. */
  readonly findings: Diagnostic[] = [];
  readonly graph = new GraphBuilder();
  readonly measures: Measures;
  readonly clocks: Clocks;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly space: NameSpace;
  readonly stocks: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly memories: Memories;
  /** What computes a name in a step. */
  readonly nodes = new Map<string, NodeId>();
  /** What computes the value a stock or state starts with. */
  readonly starts = new Map<string, Lowered>();
  /** Stocks and states whose start follows from what is computed in the first step. */
  readonly late = new Set<string>();
  #units: ReadonlyMap<string, Unit> = new Map();
  readonly #shapes = new Map<string, readonly string[]>();
  readonly #tables = new Map<number, ReadonlyMap<string, TableUnits>>();

  /**
   * @param origins Paths of the economy by those of the flat model.
   * @param locate Where a path of the economy stands in the user's file.
   */
  constructor(
    readonly model: Model,
    step: string | undefined,
    readonly origins: ReadonlyMap<string, string>,
    readonly locate: ((path: string) => Place | undefined) | undefined,
  ) {
    this.measures = readMeasures(model, step, this.placeOf);
    this.clocks = new Clocks(model.schedule, this.measures, this.placeOf);
    const dimensions = readDimensions(model.dimensions ?? {}, this.placeOf);
    this.space = { dimensions, shapeOf: (base) => this.#shapes.get(base) };
    this.declarations = declareNames(model, dimensions, this.placeOf, this.findings);
    for (const { base, binding } of this.declarations.values()) {
      if (binding.size > 0) this.#shapes.set(base, [...binding.keys()]);
    }
    this.stocks = this.#indexOf("stock");
    this.states = this.#indexOf("state");
    this.parameters = this.#indexOf("parameter");
    this.memories = new Memories(this.graph, this.states.size);
  }

  #indexOf(kind: VariableKind): ReadonlyMap<string, number> {
    const names = [...this.declarations.values()].filter((one) => one.kind === kind).map((one) => one.name);
    return new Map(names.map((name, index) => [name, index]));
  }

  /** Reads the units that the declarations name, and the tables. */
  readUnits(): void {
    const { declarations, measures, findings, clocks } = this;
    const isPlain = this.model.unitCheck === false;
    const epochOf = (name: string) => clocks.of(name).epoch;
    this.#units = readDeclaredUnits(declarations, measures.units, this.placeOf, findings, isPlain, epochOf);
    this.collect("lookups", () => this.tablesIn(clocks.economy));
  }

  readonly placeOf = (path: string): Place => {
    const origin = this.origins.get(path) ?? path;
    return { path: origin, ...this.locate?.(origin) };
  };

  collect(path: string, action: () => void): void {
    collect(this.findings, this.placeOf(path), action);
  }

  stopOnFindings(): void {
    if (this.findings.length > 0) throw new TokenwrightError(this.findings);
  }

  /** Undefined for a name that is not declared, or whose unit has a finding. */
  knownUnit(name: string): Unit | undefined {
    return this.#units.get(name);
  }

  unitOf(name: string): Unit {
    return this.#units.get(name) ?? giveUp();
  }

  dimensionOf(name: string): Dimension {
    return this.unitOf(name).dimension;
  }

  typeOf(name: string): Lowered["type"] {
    return { kind: "number", dimension: this.dimensionOf(name) };
  }

  /** The dimensions over which a subscripted name has a value each. */
  shapeOf(base: string): readonly string[] | undefined {
    return this.#shapes.get(base);
  }

  /** The number in the graph of the population that a name has a value for each agent of. */
  populationOf(name: string): number | undefined {
    return this.agents(this.declarations.get(name)?.population)?.index;
  }

  agents(population: string | undefined): AgentsOf | undefined {
    if (population === undefined) return undefined;
    const size = this.space.dimensions.agentsOf(population)!;
    return { name: population, index: this.graph.population(population, size) };
  }

  /** The tables in the internal units of a clock. */
  tablesIn({ every, scale }: Clock): ReadonlyMap<string, TableUnits> {
    const known = this.#tables.get(every);
    if (known !== undefined) return known;
    const tables = readTables(this.model.lookups ?? {}, this.graph, this.measures.units, scale, this.placeOf);
    this.#tables.set(every, tables);
    return tables;
  }
}
