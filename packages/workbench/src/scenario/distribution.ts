import { fail, type Rational, random, rational, type Unit, type Units, unit } from "@tokenwright/engine";
import { formats, readShare } from "./formats.js";
import { child, placeOfNode, type YamlMapping, type YamlNode, type YamlScalar } from "./yaml-node.js";

/** A value as an equation of draws, with the unit of what it gives. */
export interface DrawnValue {
  readonly equation: string;
  readonly unit: string;
}

interface Ends {
  readonly low: string;
  readonly lowAt: number;
  readonly high: string;
  readonly highAt: number;
}

/** `8% to 15%`, `1 to 2 USD/ADA`: two ends that begin like numbers, with one `to` between them. */
function endsOf(text: string): Ends | undefined {
  const middle = /\sto\s/.exec(text);
  if (middle === null || text.length > 500) return undefined;
  const [before, after] = [text.slice(0, middle.index), text.slice(middle.index + middle[0].length)];
  const [low, high] = [before.trim(), after.trim()];
  if (!/^[+-]?[.\d]/.test(low) || !/^[+-]?[.\d]/.test(high)) return undefined;
  const highAt = middle.index + middle[0].length + (after.length - after.trimStart().length);
  return { low, lowAt: before.length - before.trimStart().length, high, highAt };
}

export function isRange(text: string): boolean {
  return endsOf(text) !== undefined;
}

/**
 * The distribution meant by `A to B`, its 5 % and 95 % quantiles: lognormal when both are above zero,
 * otherwise normal.
 *
 * @throws TokenwrightError `unit/…`, `scenario/quantiles`.
 */
export function readRange(node: YamlScalar, path: string, units: Units): DrawnValue {
  const { low, lowAt, high, highAt } = endsOf(node.text)!;
  const part = (text: string, at: number): YamlScalar => ({
    ...node,
    text,
    start: node.start + at,
    end: node.start + at + text.length,
  });
  const last = readQuantity(part(high, highAt), path, units);
  const firstNode = part(low, lowAt);
  const first = readQuantity(firstNode, path, units);
  const bare = /^[+-]?[\d_.]+(?:[eE][+-]?\d+)?$/.test(low);
  const given = bare ? { value: first.value, unit: last.unit } : first;
  const [p5, p95] = inOneUnit(given, last, firstNode, path);
  const fitted = ordered(p5, p95, part(high, highAt), path, () => random.fromQuantiles(p5, p95));
  const numbers = fitted.distribution === "normal" ? [fitted.mean, fitted.sd] : [fitted.mu, fitted.sigma];
  return {
    equation: `${fitted.distribution}(${numbers.map(print).join(", ")})${times(last.unit)}`,
    unit: last.unit.text,
  };
}

type Reader = (node: YamlMapping, path: string, units: Units) => DrawnValue;

/** A value given by the keys of a distribution. */
export const readers: Readonly<Record<string, Reader>> = {
  normal: (node, path, units) => {
    const [mean, sd] = quantities(node, path, units, ["mean", "sd"]);
    notNegative(sd!, node, `${path}.sd`, "standard deviation");
    return drawn("normal", [mean!, sd!]);
  },
  uniform: (node, path, units) => {
    const [low, high] = quantities(node, path, units, ["low", "high"]);
    ascending(low!, high!, child(node, "high")!, `${path}.high`);
    return drawn("uniform", [low!, high!]);
  },
  triangular: (node, path, units) => {
    const [low, mode, high] = quantities(node, path, units, ["low", "mode", "high"]);
    ascending(low!, high!, child(node, "high")!, `${path}.high`);
    if (rational.compare(mode!.value, low!.value) < 0 || rational.compare(mode!.value, high!.value) > 0) {
      const place = placeOfNode(child(node, "mode")!, `${path}.mode`);
      fail({
        code: "scenario/distribution",
        message: `The mode ${mode!.text} does not lie between ${low!.text} and ${high!.text}.`,
        expected: "low <= mode <= high",
        hint: "correct one of the three",
        place,
      });
    }
    return drawn("triangular", [low!, mode!, high!]);
  },
  exponential: (node, path, units) => {
    const [mean] = quantities(node, path, units, ["mean"]);
    notNegative(mean!, node, `${path}.mean`, "mean");
    return drawn("exponential", [mean!]);
  },
  lognormal: readLognormal,
  beta: (node, path) => {
    const shapes = ["a", "b"].map((key) => {
      const shape = plainNumber(child(node, key)!, `${path}.${key}`);
      if (shape.n <= 0n) refuseNumber(child(node, key)!, `${path}.${key}`, "a number above 0");
      return print(rational.toNumber(shape));
    });
    return { equation: `beta(${shapes.join(", ")})`, unit: "%" };
  },
};

function readLognormal(node: YamlMapping, path: string, units: Units): DrawnValue {
  const keys = [...node.entries.keys()].sort().join(" and ");
  if (keys !== "p5 and p95" && keys !== "median and sigma") {
    fail({
      code: "scenario/distribution",
      message: `A lognormal distribution is given by ${keys === "" ? "nothing" : keys}.`,
      expected: "p5 and p95, or median and sigma",
      hint: "{ p5: 1 USD/ADA, p95: 2 USD/ADA }",
      place: placeOfNode(node, path),
    });
  }
  if (keys === "p5 and p95") {
    const [p5, p95] = quantities(node, path, units, ["p5", "p95"]);
    const [low, high] = [rational.toNumber(p5!.value), rational.toNumber(p95!.value)];
    const fitted = ordered(low, high, child(node, "p95")!, `${path}.p95`, () =>
      random.lognormalFromQuantiles(low, high),
    );
    return {
      equation: `lognormal(${print(fitted.mu)}, ${print(fitted.sigma)})${times(p95!.unit)}`,
      unit: p95!.unit.text,
    };
  }
  const [median] = quantities(node, path, units, ["median"]);
  const sigma = plainNumber(child(node, "sigma")!, `${path}.sigma`);
  if (sigma.n < 0n) refuseNumber(child(node, "sigma")!, `${path}.sigma`, "a number of at least 0");
  if (median!.value.n <= 0n) refuseNumber(child(node, "median")!, `${path}.median`, "an amount above 0");
  return { equation: `lognormal(0, ${print(rational.toNumber(sigma))}) * {${median!.text}}`, unit: median!.unit.text };
}

interface Amount {
  readonly value: Rational;
  readonly unit: Unit;
  readonly text: string;
}

/** Quantities of one dimension, all in the unit of the last. */
function quantities(node: YamlMapping, path: string, units: Units, keys: readonly string[]): Amount[] {
  const read = keys.map((key) => readQuantity(child(node, key)!, `${path}.${key}`, units));
  const last = read.at(-1)!;
  return read.map((one, index) => {
    requireSame(one.unit, last.unit, child(node, keys[index]!)!, `${path}.${keys[index]}`);
    const value = rational.divide(rational.multiply(one.value, one.unit.scale), last.unit.scale);
    return { value, unit: last.unit, text: one.text };
  });
}

/** What a drawn number is multiplied by to be in a unit; nothing for a plain number. */
function times({ text }: Unit): string {
  return text === "1" ? "" : ` * {1 ${text}}`;
}

function drawn(name: string, amounts: readonly Amount[]): DrawnValue {
  return { equation: `${name}(${amounts.map((one) => `{${one.text}}`).join(", ")})`, unit: amounts.at(-1)!.unit.text };
}

/** A quantity of the file. @throws TokenwrightError `unit/…` at its place. */
export function readQuantity(node: YamlNode, path: string, units: Units): Amount {
  const text = node.kind === "scalar" ? node.text : "";
  return units.parseQuantity(text, placeOfNode(node, path));
}

function inOneUnit(
  first: { value: Rational; unit: Unit },
  last: Amount,
  node: YamlNode,
  path: string,
): [number, number] {
  requireSame(first.unit, last.unit, node, path);
  const low = rational.divide(rational.multiply(first.value, first.unit.scale), last.unit.scale);
  return [rational.toNumber(low), rational.toNumber(last.value)];
}

function requireSame(found: Unit, expected: Unit, node: YamlNode, path: string): void {
  if (unit.sameDimension(found.dimension, expected.dimension)) return;
  fail({
    code: "unit/mismatch",
    message: `This is in ${found.text}, and the value beside it in ${expected.text}.`,
    expected: `a quantity in ${expected.text}`,
    hint: "give both the same unit",
    place: placeOfNode(node, path),
  });
}

function ordered<T>(low: number, high: number, node: YamlNode, path: string, fit: () => T): T {
  if (low < high) return fit();
  return fail({
    code: "scenario/quantiles",
    message: `The 95 % quantile ${high} is not above the 5 % quantile ${low}.`,
    expected: "the smaller end first",
    hint: low === high ? "write one number when there is no uncertainty" : "swap the two",
    place: placeOfNode(node, path),
  });
}

function ascending(low: Amount, high: Amount, node: YamlNode, path: string): void {
  if (rational.compare(low.value, high.value) < 0) return;
  fail({
    code: "scenario/distribution",
    message: `The upper end ${high.text} is not above the lower end ${low.text}.`,
    expected: "low < high",
    hint: "swap the two, or write one number when there is no uncertainty",
    place: placeOfNode(node, path),
  });
}

function notNegative(amount: Amount, node: YamlMapping, path: string, what: string): void {
  if (amount.value.n >= 0n) return;
  fail({
    code: "scenario/distribution",
    message: `The ${what} is ${amount.text}.`,
    expected: `a ${what} of at least 0`,
    hint: "leave the sign out",
    place: placeOfNode(child(node, path.slice(path.lastIndexOf(".") + 1))!, path),
  });
}

function plainNumber(node: YamlNode, path: string): Rational {
  const value = node.kind === "scalar" ? readShare(node.text) : undefined;
  return value ?? refuseNumber(node, path, formats.number.expected);
}

function refuseNumber(node: YamlNode, path: string, expected: string): never {
  return fail({
    code: "scenario/number",
    message: `This is ${node.kind === "scalar" ? JSON.stringify(node.text.slice(0, 60)) : "not a number"}.`,
    expected,
    hint: "for example 2.5",
    place: placeOfNode(node, path),
  });
}

/** A double as the equation language reads it back, to the last bit. */
function print(value: number): string {
  return String(value).replace("e+", "e");
}
