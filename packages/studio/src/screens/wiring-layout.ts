import type { WiredModule } from "../compute/messages.js";

interface End {
  readonly kind: string;
}

/** An input takes what can be converted into its own unit. */
export function fits(one: End, other: End): boolean {
  return one.kind === other.kind;
}

/**
 * The modules in columns, so that wires run from left to right: a module stands one column behind the last of those
 * that it takes something from. Where modules take from each other in a ring, the first of them in the file comes first.
 */
export function columnsOf(modules: readonly WiredModule[]): readonly (readonly WiredModule[])[] {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const depths = new Map<string, number>();
  const depthOf = (module: WiredModule, above: ReadonlySet<string>): number => {
    const known = depths.get(module.name);
    if (known !== undefined) return known;
    const inside = new Set([...above, module.name]);
    const before = new Set(module.ports.flatMap(({ sources }) => sources.map((name) => ownerOf(name, byName))));
    const depth = [...before].reduce((most, name) => {
      const source = byName.get(name);
      return source === undefined || inside.has(name) ? most : Math.max(most, 1 + depthOf(source, inside));
    }, 0);
    depths.set(module.name, depth);
    return depth;
  };
  for (const module of modules) depthOf(module, new Set());
  const columns: WiredModule[][] = [];
  for (const module of modules) {
    const depth = depths.get(module.name) ?? 0;
    while (columns.length <= depth) columns.push([]);
    columns[depth]!.push(module);
  }
  return columns.filter((column) => column.length > 0);
}

function ownerOf(name: string, modules: ReadonlyMap<string, WiredModule>): string {
  const first = name.slice(0, Math.max(0, name.indexOf(".")));
  return modules.has(first) ? first : "";
}
