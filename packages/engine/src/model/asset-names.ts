import type { Diagnostic } from "../base/errors.js";
import type { ModuleInstance } from "./module-instance.js";
import type { Asset } from "./vocabulary.js";

type Assets = Readonly<Record<string, Asset>>;

/**
 * The assets of an economy, and for each module what its units are called there. The economy's own declaration
 * of an asset goes before a module's: a model of a general `token` does not know how many decimals the token of
 * this economy has. A module's base unit becomes the base unit of the asset that its token becomes.
 */
export function assetNames(
  own: Assets,
  instances: readonly ModuleInstance[],
  findings: Diagnostic[],
): { readonly assets: Record<string, Asset>; readonly renames: readonly ReadonlyMap<string, string>[] } {
  const assets: Record<string, Asset> = { ...own };
  const baseUnits = new Set(Object.values(own).map((asset) => asset.baseUnit));
  const renames = instances.map((instance) => {
    const rename = new Map(Object.entries(instance.use.assets ?? {}));
    for (const [name, { decimals, baseUnit }] of Object.entries(instance.model.assets ?? {})) {
      const target = rename.get(name) ?? name;
      const known = assets[target];
      if (known !== undefined && !Object.hasOwn(own, target) && known.decimals !== decimals) {
        findings.push({
          code: "compose/conflict",
          message: `The asset "${target}" has ${known.decimals} decimals in one module and ${decimals} in "${instance.name}".`,
          expected: "one number of decimals for every asset of an economy",
          hint: `declare it: assets: { ${target}: { decimals: ${known.decimals} } }`,
          place: { path: instance.path },
        });
      }
      assets[target] = known ?? { decimals };
      if (baseUnit === undefined) continue;
      const given = rename.get(baseUnit) ?? assets[target].baseUnit ?? unusedName(baseUnit, target, baseUnits);
      baseUnits.add(given);
      if (assets[target].baseUnit === undefined) assets[target] = { ...assets[target], baseUnit: given };
      if (given !== baseUnit) rename.set(baseUnit, given);
    }
    return rename;
  });
  return { assets, renames };
}

/** Two uses of one model bring two base units of one name; the second is called after its asset. */
function unusedName(baseUnit: string, asset: string, taken: ReadonlySet<string | undefined>): string {
  return taken.has(baseUnit) ? `${asset}_${baseUnit}` : baseUnit;
}
