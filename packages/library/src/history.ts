import {
  type Decision,
  type Economy,
  fail,
  type ModuleUse,
  type Parameter,
  type Provenance,
} from "@tokenwright/engine";
import { dayNumber } from "./calendar.js";

/** Rules that a network changed on a day. */
export interface Era {
  /** First day on which they hold, in UTC: `2023-11-26`. */
  readonly from: string;
  /** What happened, for people; no two eras share it. */
  readonly title: string;
  /** Where date and values come from: a key in refs/library.bib, or a sentence. */
  readonly source: string;
  readonly confidence: NonNullable<Provenance["confidence"]>;
  /** New values by `module.parameter`; all others stay as they were. The first era has all that ever change. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A network's rules by date. */
export interface NetworkHistory {
  /** Earliest first. */
  readonly eras: readonly Era[];
  /** Parameters that hold an age, with the day on which it was zero, or its minute: 2019-08-01, 2020-08-24T22:00. */
  readonly ages?: Readonly<Record<string, string>>;
  /** Amounts of the economy that do not follow from an age: the day they are of, and their names. */
  readonly amounts?: { readonly of: string; readonly names: readonly string[] };
}

/**
 * The economy under the rules in force on a day: the latest value of every parameter, with the source that changed
 * it. Changes after that day become decisions. Ages are those of the day; amounts stay as they are.
 *
 * @throws TokenwrightError `scenario/no-rules` before the first era.
 */
export function economyOn(network: Economy, history: NetworkHistory, date: string): Economy {
  const { eras, ages = {} } = history;
  const day = dayNumber(date);
  const past = eras.filter(({ from }) => dayNumber(from) <= day);
  if (past.length === 0) {
    return fail({
      code: "scenario/no-rules",
      message: `The rules of ${network.title} are known from ${eras[0]!.from} on, and the run starts on ${date}.`,
      expected: `a date from ${eras[0]!.from} on`,
      hint: "start the run later, or name the modules and their rules yourself",
    });
  }
  const inForce = new Map<string, Partial<Parameter>>();
  for (const { parameters, source, confidence } of past) {
    for (const [name, value] of Object.entries(parameters)) inForce.set(name, { value, source, confidence });
  }
  for (const [name, birth] of Object.entries(ages)) {
    const source = `From ${birth} to the start on ${date}.`;
    inForce.set(name, { value: ageOn(day, birth), source, confidence: "protocol" });
  }
  const decisions = eras
    .filter(({ from }) => dayNumber(from) > day)
    .map(({ from, title, source, confidence, parameters }): [string, Decision] => [
      title,
      { set: parameters, at: `${dayNumber(from) - day} day`, meaning: `In force from ${from}.`, source, confidence },
    ]);
  return withParameters({ ...network, decisions: { ...network.decisions, ...Object.fromEntries(decisions) } }, inForce);
}

function ageOn(day: number, birth: string): string {
  const [date, time] = birth.split("T");
  const days = day - dayNumber(date);
  if (time === undefined) return `${days} day`;
  const [hour, minute] = time.split(":").map(Number);
  return `${1440 * days - 60 * hour! - minute!} minute`;
}

/** The economy without what its decisions would change of these parameters: who sets a value keeps it. */
export function withoutDecisionsOn(economy: Economy, names: ReadonlySet<string>): Economy {
  const kept = Object.entries(economy.decisions ?? {}).flatMap(([title, decision]): [string, Decision][] => {
    const set = Object.fromEntries(Object.entries(decision.set).filter(([name]) => !names.has(name)));
    return Object.keys(set).length === 0 ? [] : [[title, { ...decision, set }]];
  });
  return { ...economy, decisions: Object.fromEntries(kept) };
}

/** Values of all rules in force from the era of that day on, for a scenario of the library that keeps them. */
export function rulesFrom(history: NetworkHistory, from: string): Readonly<Record<string, string>> {
  const until = history.eras.findIndex((era) => era.from === from);
  if (until < 0) {
    return fail({
      code: "scenario/no-rules",
      message: `No era begins on ${from}.`,
      expected: `one of ${history.eras.map((era) => era.from).join(", ")}`,
      hint: "give the first day of an era",
    });
  }
  return Object.assign({}, ...history.eras.slice(0, until + 1).map(({ parameters }) => parameters));
}

function withParameters(economy: Economy, values: ReadonlyMap<string, Partial<Parameter>>): Economy {
  const parameters = { ...economy.parameters };
  const modules: Record<string, ModuleUse> = { ...economy.modules };
  for (const [name, value] of values) {
    const point = name.indexOf(".");
    if (point < 0) {
      parameters[name] = { ...parameters[name]!, ...value };
      continue;
    }
    const [module, inner] = [name.slice(0, point), name.slice(point + 1)];
    const use = modules[module]!;
    const before = use.parameters?.[inner];
    const own = typeof before === "string" ? {} : before;
    modules[module] = { ...use, parameters: { ...use.parameters, [inner]: { ...own, ...value } } };
  }
  return { ...economy, parameters, modules };
}
