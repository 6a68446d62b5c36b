import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import { greatestCommonDivisor } from "../base/greatest-common-divisor.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { createUnits } from "../unit/index.js";
import type { ModuleInstance } from "./module-instance.js";
import type { Model, Schedule } from "./vocabulary.js";

/** The epoch of an economy, and the unit of the epoch of every module that has a longer one. */
export interface Epochs {
  readonly epoch: string | undefined;
  readonly longer: ReadonlyMap<ModuleInstance, string>;
}

interface Length {
  readonly instance: ModuleInstance;
  readonly text: string;
  readonly seconds: Rational;
}

/**
 * The economy's epoch is the one it states, else that of its modules which divides all others. Modules with a
 * longer epoch act at the ends of their own.
 *
 * @param findings Gets `compose/conflict` when no module's epoch divides all others and the economy states none,
 * `compose/epoch` for an epoch that is not a whole multiple of the economy's, and those of `createUnits`.
 */
export function readEpochs(economy: Model, instances: readonly ModuleInstance[], findings: Diagnostic[]): Epochs {
  const texts = new Set(instances.flatMap(({ model }) => model.epoch ?? []));
  if (economy.epoch !== undefined) texts.add(economy.epoch);
  // One text says one length, whatever its units are.
  if (texts.size < 2) return { epoch: [...texts][0], longer: new Map() };
  const lengths = instances.flatMap((instance): Length[] => {
    const { model, path } = instance;
    if (model.epoch === undefined) return [];
    const seconds = secondsOf(model.epoch, model, `${path}.model.epoch`, findings);
    return seconds === undefined ? [] : [{ instance, text: model.epoch, seconds }];
  });
  const own = economy.epoch === undefined ? shortest(lengths) : { text: economy.epoch, seconds: undefined };
  const seconds = own.seconds ?? secondsOf(own.text, economy, "epoch", findings);
  if (seconds === undefined) return { epoch: own.text, longer: new Map() };
  const longer = new Map<ModuleInstance, string>();
  for (const one of lengths) {
    const ratio = rational.divide(one.seconds, seconds);
    if (ratio.d !== 1n) findings.push(notWhole(economy, one, own.text, common([seconds, ...lengths.map(lengthOf)])));
    else if (ratio.n !== 1n) longer.set(one.instance, `${one.instance.name}_epoch`);
  }
  return { epoch: own.text, longer };
}

const lengthOf = ({ seconds }: Length): Rational => seconds;

function shortest(lengths: readonly Length[]): { readonly text: string; readonly seconds: Rational | undefined } {
  const [first, ...others] = lengths;
  if (first === undefined) return { text: "", seconds: undefined };
  return others.reduce((least, one) => (rational.compare(one.seconds, least.seconds) < 0 ? one : least), first);
}

function notWhole(economy: Model, { instance, text }: Length, epoch: string, measure: string): Diagnostic {
  const { name, path } = instance;
  if (economy.epoch === undefined) {
    return {
      code: "compose/conflict",
      message: `"${name}" counts in epochs of ${text}, which is no whole number of the shortest epochs, ${epoch}.`,
      expected: "modules whose epochs are whole multiples of the shortest one, or an economy with an epoch of its own",
      hint: `state the economy's epoch, for example epoch: ${measure}`,
      place: { path },
    };
  }
  return {
    code: "compose/epoch",
    message: `"${name}" counts in epochs of ${text}, and ${JSON.stringify(economy.title)} in epochs of ${epoch}.`,
    expected: `an epoch that is a whole multiple of ${epoch}`,
    hint: `let the economy count in steps of ${measure}, which divide all of them`,
    place: { path },
  };
}

/** The greatest length of time that divides all of them, in the largest unit that says it in whole numbers. */
function common(seconds: readonly Rational[]): string {
  const measure = seconds.reduce((a, b) => ({
    n: greatestCommonDivisor(a.n * b.d, b.n * a.d),
    d: a.d * b.d,
  }));
  for (const [unit, length] of [["day", 86_400n] as const, ["hour", 3600n] as const, ["minute", 60n] as const]) {
    const count = rational.divide(measure, rational.rational(length));
    if (count.d === 1n) return `${count.n} ${unit}`;
  }
  return `${rational.toText(rational.divide(measure, rational.one))} second`;
}

function secondsOf(text: string, model: Model, path: string, findings: Diagnostic[]): Rational | undefined {
  try {
    const units = createUnits({ assets: model.assets ?? {}, units: model.units ?? {}, epoch: text });
    return units.parse("epoch").scale;
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const placeOf = (own: string | undefined) => ({ path: own === "epoch" || own === undefined ? path : own });
    findings.push(...error.diagnostics.map((one) => ({ ...one, place: placeOf(one.place?.path) })));
    return undefined;
  }
}

/** Modules with epochs of their own can only be moved step by step. */
export function checkIntegration(
  epochs: Epochs,
  schedule: Schedule,
  integrate: Model["integrate"],
  findings: Diagnostic[],
): void {
  const [module] = Object.keys(schedule.epochs);
  if (module === undefined || integrate === undefined || integrate === "steps") return;
  findings.push({
    code: "compose/epoch",
    message: `"${module}" acts at epochs of ${schedule.epochs[module]!.epoch}, and the economy's flows are continuous: integrate: ${integrate}.`,
    expected: "integrate: steps in an economy whose modules have longer epochs than the economy",
    hint: epochs.epoch === undefined ? "leave integrate out" : `leave integrate out, or use modules of ${epochs.epoch}`,
    place: { path: `modules.${module.split(".")[0]}` },
  });
}

/** The schedule of a module under the economy's names. */
export function scheduleOf(instance: ModuleInstance, epochs: Epochs, into: WritableSchedule): void {
  const { name, model, wiredFromOutside } = instance;
  const unit = epochs.longer.get(instance);
  if (unit !== undefined) into.epochs[name] = { epoch: instance.unit(model.epoch!), unit };
  for (const [module, { epoch, unit: innerUnit }] of Object.entries(model.schedule?.epochs ?? {})) {
    into.epochs[`${name}.${module}`] = { epoch: instance.unit(epoch), unit: instance.unit(innerUnit) };
  }
  for (const [input, module] of Object.entries(model.schedule?.wired ?? {})) {
    into.wired[`${name}.${input}`] = module === "" ? name : `${name}.${module}`;
  }
  for (const input of wiredFromOutside()) into.wired[`${name}.${input}`] = "";
}

export interface WritableSchedule {
  readonly epochs: Record<string, Schedule["epochs"][string]>;
  readonly wired: Record<string, string>;
}
