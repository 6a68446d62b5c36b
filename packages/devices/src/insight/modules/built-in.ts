import { ModuleRegistry } from "../registry/registry.js";
import { builtInModules } from "./list.js";

/**
 * A registry with the modules of this package, to which others can be added.
 *
 * @param worker URL of the file that runs them in a thread of their own.
 */
export function builtInRegistry(worker = new URL("./built-in-worker.js", import.meta.url).href): ModuleRegistry {
  const registry = new ModuleRegistry();
  for (const definition of builtInModules) {
    registry.add({ manifest: definition.manifest, definition, worker });
  }
  return registry;
}
