import type { Argument, FlatLookup, FlatVariable, Scope, Target, World } from "./world.js";

/** Names inside a model: its own variables, qualified names of others, dimensions and their elements (section 3.2.2.3). */
export class ModelScope implements Scope {
  constructor(
    readonly world: Pick<World, "variables" | "lookups" | "dimensions">,
    readonly prefix: readonly string[],
  ) {}

  resolve(parts: readonly string[]): Target | undefined {
    if (parts[0] === "") return this.#at(parts.slice(1).join("."));
    const joined = parts.join(".");
    const own = this.#at([...this.prefix, ...parts].join("."));
    if (own !== undefined) return own;
    if (parts.length > 1) {
      const elsewhere = this.#at(joined) ?? this.#at([...this.prefix, parts.join("\u2024")].join("."));
      if (elsewhere !== undefined) return elsewhere;
    }
    return resolveDimension(this.world, parts);
  }

  #at(path: string): Target | undefined {
    const variable = this.world.variables.get(path);
    if (variable !== undefined) return { kind: "variable", variable };
    const lookup = this.world.lookups.get(path);
    return lookup === undefined ? undefined : { kind: "lookup", lookup };
  }
}

/** Names inside a macro are its parameters and its own variables; dimensions are known everywhere. */
export class MacroScope implements Scope {
  readonly arguments = new Map<string, Argument>();
  readonly variables = new Map<string, FlatVariable>();
  readonly lookups = new Map<string, FlatLookup>();

  constructor(readonly world: Pick<World, "dimensions">) {}

  resolve(parts: readonly string[]): Target | undefined {
    const name = parts.filter((part) => part !== "").join(".");
    const argument = this.arguments.get(name);
    if (argument !== undefined) return { kind: "argument", argument };
    const variable = this.variables.get(name);
    if (variable !== undefined) return { kind: "variable", variable };
    const lookup = this.lookups.get(name);
    if (lookup !== undefined) return { kind: "lookup", lookup };
    return resolveDimension(this.world, parts);
  }
}

function resolveDimension({ dimensions }: Pick<World, "dimensions">, parts: readonly string[]): Target | undefined {
  const dimension = dimensions.get(parts[0]!);
  if (dimension === undefined) return undefined;
  if (parts.length === 1) return { kind: "dimension", dimension };
  const position = dimension.positions.get(parts[1]!) ?? -1;
  return parts.length === 2 && position >= 0 ? { kind: "element", dimension, position } : undefined;
}
