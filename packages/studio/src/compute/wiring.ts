import { type Economy, equation, type Program, TokenwrightError } from "@tokenwright/engine";
import type { Scenario } from "@tokenwright/workbench/portable";
import type { Outlet, Port, WiredModule, Wiring } from "./messages.js";

/** The modules of an economy, the inputs that each of them has, what stands behind each, and what each can give. */
export function wiringOf({ economy, data }: Scenario, program: Program): Wiring {
  const fromData = new Map(data.map(({ input, from }) => [input, from]));
  const modules = Object.entries(economy.modules).map(([name, use]): WiredModule => {
    const ports = Object.entries(use.model.inputs ?? {}).flatMap(([local, own]): readonly Port[] => {
      const full = `${name}.${local}`;
      const variable = program.variables.get(full);
      if (variable === undefined || variable.population !== undefined || local.includes("[")) return [];
      const written = use.inputs?.[local];
      const source = fromData.get(full);
      const text = written ?? own.default;
      return [
        {
          ...{ name: full, label: local, unit: variable.unit.text, kind: variable.unit.dimension.key },
          meaning: own.meaning,
          ...(text === undefined ? {} : { text }),
          isWired: written !== undefined,
          ...(source === undefined ? {} : { data: source }),
          // A default takes what its own module has, which is no wire.
          sources: source === undefined && written !== undefined ? namesIn(written, program) : [],
        },
      ];
    });
    return { name, title: use.model.title, ports, outlets: outletsOf(program, economy, name) };
  });
  const own: WiredModule = { name: "", title: economy.title, ports: [], outlets: outletsOf(program, economy, "") };
  return { modules: own.outlets.length === 0 ? modules : [...modules, own] };
}

/** The variables of the economy that an equation names. */
function namesIn(text: string, program: Program): readonly string[] {
  let names: Iterable<string>;
  try {
    names = equation.namesIn(equation.parse(text, { path: "" }));
  } catch (error) {
    if (error instanceof TokenwrightError) return [];
    throw error;
  }
  return [...new Set(names)].filter((name) => program.variables.has(name));
}

function outletsOf(program: Program, economy: Economy, module: string): readonly Outlet[] {
  return [...program.variables.values()]
    .filter(({ name, population }) => population === undefined && moduleOf(name, economy) === module)
    .map(({ name, unit, meaning, kind }) => ({
      ...{ name, label: module === "" ? name : name.slice(module.length + 1), meaning },
      ...{ unit: unit.text, kind: unit.dimension.key, isGiven: kind === "parameter" || kind === "input" },
    }));
}

function moduleOf(name: string, { modules }: Economy): string {
  const point = name.indexOf(".");
  const first = point === -1 ? "" : name.slice(0, point);
  return Object.hasOwn(modules, first) ? first : "";
}
