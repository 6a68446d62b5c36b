import { fail, type Place } from "../base/errors.js";
import { checkName } from "../base/names.js";
import { one, power, rational } from "../base/rational.js";
import { type BaseInfo, builtinBases, builtinUnits, currencies, type UnitEntry } from "./builtin.js";
import { baseDimension } from "./dimension.js";
import { mostDecimals, mostDeclarations } from "./limits.js";
import { quoted } from "./place.js";
import { plural, singular } from "./plural.js";

/** What an economy adds to the built-in units. */
export interface UnitDeclarations {
  /** Tokens and currencies by unit name. `ADA: { decimals: 6, baseUnit: "lovelace" }` makes a lovelace 10^-6 ADA. */
  readonly assets?: Readonly<Record<string, { readonly decimals: number; readonly baseUnit?: string }>>;
  /**
   * `"count"` (or `"base"`) declares a new base unit that is counted in whole numbers: devices, persons, blocks.
   * Any other text is what one of the new unit is: `"210000 block"`, `"10 minute"`, `"second"`.
   */
  readonly units?: Readonly<Record<string, string>>;
  /** The length of the unit `epoch`: `"5 day"`. */
  readonly epoch?: string;
}

/** A unit declared as so many of another. */
export interface Alias {
  readonly name: string;
  /** Quantity or unit text. */
  readonly text: string;
  readonly place: Place;
}

/** The declarations, checked for names and gathered by kind; aliases still to be worked out. */
export interface Gathered {
  readonly bases: Map<string, BaseInfo>;
  /** Every name known so far, aliases left out. */
  readonly entries: Map<string, UnitEntry>;
  readonly aliases: ReadonlyMap<string, Alias>;
  /** Plural or singular of a declared word, to the word as declared. */
  readonly inflections: ReadonlyMap<string, string>;
  /** Declared names in the order of their declaration, aliases included. */
  readonly declared: readonly string[];
}

/**
 * Checks the names of all declarations and gathers them.
 *
 * @param place Where the declarations stand; its path is put before `assets.ADA`, `units.slot`, `epoch`.
 * @throws TokenwrightError `unit/taken`, `unit/decimals`, `unit/too-many`, `name/invalid`, `name/reserved`.
 */
export function gather(declarations: UnitDeclarations, place?: Place): Gathered {
  const bases = new Map(builtinBases);
  const entries = new Map(builtinUnits);
  const aliases = new Map<string, Alias>();
  /** Declared name to the place of its declaration. */
  const declared = new Map<string, Place>();
  const at = (path: string) => placeOf(path, place);

  const claim = (name: string, what: string, where: Place) => {
    checkName(name, what, where);
    checkFree(name, declared, where);
    declared.set(name, where);
    if (declared.size > mostDeclarations) {
      fail({
        code: "unit/too-many",
        message: `More than ${mostDeclarations} units are declared.`,
        expected: `at most ${mostDeclarations}`,
        place: where,
      });
    }
    if (currencies.has(name)) {
      bases.delete(name);
      entries.delete(name);
    }
  };

  for (const [name, asset] of Object.entries(declarations.assets ?? {})) {
    const where = at(`assets.${name}`);
    claim(name, "An asset", where);
    checkDecimals(name, asset.decimals, where);
    bases.set(name, { name, kind: "asset", decimals: asset.decimals });
    entries.set(name, { scale: one, dimension: baseDimension(name) });
    if (asset.baseUnit === undefined) continue;
    claim(asset.baseUnit, `The base unit of ${name}`, at(`assets.${name}.baseUnit`));
    entries.set(asset.baseUnit, {
      scale: power(rational(10), BigInt(-asset.decimals)),
      dimension: baseDimension(name),
    });
  }
  for (const [name, text] of Object.entries(declarations.units ?? {})) {
    const where = at(`units.${name}`);
    claim(name, "A unit", where);
    if (text === "count" || text === "base") {
      bases.set(name, { name, kind: "count", decimals: 0 });
      entries.set(name, { scale: one, dimension: baseDimension(name) });
    } else {
      aliases.set(name, { name, text, place: where });
    }
  }
  if (declarations.epoch !== undefined) {
    claim("epoch", "The epoch", at("epoch"));
    aliases.set("epoch", { name: "epoch", text: declarations.epoch, place: at("epoch") });
  }
  return { bases, entries, aliases, inflections: inflect(declared), declared: [...declared.keys()] };
}

/** File, line and path of one declaration. A column would be that of the first declaration, so it is left out. */
function placeOf(path: string, place?: Place): Place {
  return {
    ...(place?.file === undefined ? {} : { file: place.file }),
    ...(place?.line === undefined ? {} : { line: place.line }),
    path: place?.path === undefined ? path : `${place.path}.${path}`,
  };
}

function checkFree(name: string, declared: ReadonlyMap<string, Place>, place: Place): void {
  if (declared.has(name)) {
    fail({
      code: "unit/taken",
      message: `The unit ${quoted(name)} is declared twice.`,
      expected: "each unit, asset, base unit and the epoch declared once",
      hint: "rename one of them",
      place,
    });
  }
  if ((builtinUnits.has(name) && !currencies.has(name)) || name === "count" || name === "base") {
    fail({
      code: "unit/taken",
      message: `The unit ${quoted(name)} has a meaning already.`,
      expected: "a name that is no built-in unit",
      hint: `rename it, for example "${name}Token" or "my_${name}"`,
      place,
    });
  }
}

function checkDecimals(name: string, decimals: number, place: Place): void {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= mostDecimals) return;
  fail({
    code: "unit/decimals",
    message: `The asset ${quoted(name)} has ${String(decimals)} decimals.`,
    expected: `a whole number from 0 to ${mostDecimals}`,
    hint: "6 for ADA, 8 for bitcoin, 18 for most tokens on Ethereum",
    place,
  });
}

/** Plurals and singulars of the declared words. One that two words share, or that is built in, stands for neither. */
function inflect(declared: ReadonlyMap<string, Place>): ReadonlyMap<string, string> {
  const inflections = new Map<string, string>();
  const shared = new Set<string>();
  for (const [name, place] of declared) {
    for (const other of [plural(name), singular(name)]) {
      if (other === undefined || builtinUnits.has(other)) continue;
      if (declared.has(other)) {
        fail({
          code: "unit/taken",
          message: `The units ${quoted(name)} and ${quoted(other)} differ only as one and many do.`,
          expected: "one declaration; the other form is understood",
          hint: "leave one of them out",
          place,
        });
      }
      if (inflections.has(other)) shared.add(other);
      inflections.set(other, name);
    }
  }
  for (const name of shared) inflections.delete(name);
  return inflections;
}
