/**
 * Units of modules, in the case-sensitive spelling of the Unified Code for Units of Measure (ucum.org, version 2.1):
 * the part of it that device networks measure in. Two values may be joined when their units are the same quantity.
 */
import { fail } from "@tokenwright/engine";

/** What a unit measures and how large it is. */
export interface UcumUnit {
  readonly text: string;
  /** In the base units m, s, g, K, rad, C and cd. */
  readonly factor: number;
  /** Exponents of the base units. */
  readonly dimension: readonly number[];
  /** Set for a scale that is no multiple of its base: degrees Celsius and Fahrenheit, decibels, pH. */
  readonly scale?: string;
}

const bases = ["m", "s", "g", "K", "rad", "C", "cd"] as const;

type Atom = readonly [factor: number, dimension: readonly number[], isMetric: boolean, scale?: string];
const atom = (
  factor: number,
  powers: Readonly<Partial<Record<(typeof bases)[number], number>>>,
  isMetric = false,
  scale?: string,
): Atom => {
  const dimension = bases.map((base) => powers[base] ?? 0);
  return scale === undefined ? [factor, dimension, isMetric] : [factor, dimension, isMetric, scale];
};

const atoms: ReadonlyMap<string, Atom> = new Map<string, Atom>([
  ...bases.map((base): [string, Atom] => [base, atom(1, { [base]: 1 }, true)]),
  ["10*", atom(10, {})],
  ["10^", atom(10, {})],
  ["%", atom(0.01, {})],
  ["[ppth]", atom(1e-3, {})],
  ["[ppm]", atom(1e-6, {})],
  ["[ppb]", atom(1e-9, {})],
  ["[pH]", atom(1, {}, false, "pH")],
  ["B", atom(1, {}, true, "bel")],
  ["B[SPL]", atom(1, {}, true, "bel of sound pressure")],
  ["mol", atom(6.02214076e23, {}, true)],
  ["sr", atom(1, { rad: 2 }, true)],
  ["Hz", atom(1, { s: -1 }, true)],
  ["N", atom(1e3, { g: 1, m: 1, s: -2 }, true)],
  ["Pa", atom(1e3, { g: 1, m: -1, s: -2 }, true)],
  ["bar", atom(1e8, { g: 1, m: -1, s: -2 }, true)],
  ["J", atom(1e3, { g: 1, m: 2, s: -2 }, true)],
  ["W", atom(1e3, { g: 1, m: 2, s: -3 }, true)],
  ["A", atom(1, { C: 1, s: -1 }, true)],
  ["V", atom(1e3, { g: 1, m: 2, s: -2, C: -1 }, true)],
  ["F", atom(1e-3, { C: 2, g: -1, m: -2, s: 2 }, true)],
  ["Ohm", atom(1e3, { g: 1, m: 2, s: -1, C: -2 }, true)],
  ["S", atom(1e-3, { C: 2, s: 1, g: -1, m: -2 }, true)],
  ["T", atom(1e3, { g: 1, s: -1, C: -1 }, true)],
  ["lm", atom(1, { cd: 1, rad: 2 }, true)],
  ["lx", atom(1, { cd: 1, rad: 2, m: -2 }, true)],
  ["Bq", atom(1, { s: -1 }, true)],
  ["Gy", atom(1, { m: 2, s: -2 }, true)],
  ["Sv", atom(1, { m: 2, s: -2 }, true)],
  ["l", atom(1e-3, { m: 3 }, true)],
  ["L", atom(1e-3, { m: 3 }, true)],
  ["t", atom(1e6, { g: 1 }, true)],
  ["deg", atom(Math.PI / 180, { rad: 1 })],
  ["Cel", atom(1, { K: 1 }, true, "Celsius")],
  ["[degF]", atom(5 / 9, { K: 1 }, false, "Fahrenheit")],
  ["min", atom(60, { s: 1 })],
  ["h", atom(3600, { s: 1 })],
  ["d", atom(86_400, { s: 1 })],
  ["wk", atom(604_800, { s: 1 })],
  ["a", atom(31_557_600, { s: 1 })],
  ["ar", atom(100, { m: 2 }, true)],
  ["[in_i]", atom(0.0254, { m: 1 })],
  ["[ft_i]", atom(0.3048, { m: 1 })],
  ["[mi_i]", atom(1609.344, { m: 1 })],
  ["[kn_i]", atom(1852 / 3600, { m: 1, s: -1 })],
  ["m[Hg]", atom(133_322_387.415, { g: 1, m: -1, s: -2 }, true)],
  ["[NTU]", atom(1, {}, false, "turbidity")],
]);

const prefixes: ReadonlyMap<string, number> = new Map([
  ...([
    ["Y", 1e24],
    ["Z", 1e21],
    ["E", 1e18],
    ["P", 1e15],
    ["T", 1e12],
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
    ["h", 1e2],
  ] as const),
  ...([
    ["da", 10],
    ["d", 0.1],
    ["c", 1e-2],
    ["m", 1e-3],
    ["u", 1e-6],
    ["n", 1e-9],
    ["p", 1e-12],
    ["f", 1e-15],
  ] as const),
]);

/**
 * Reads a unit such as `ug/m3`, `Cel`, `kW.h` or `1`. A word in braces, `{index}`, counts something and has no
 * dimension.
 *
 * @throws TokenwrightError `module/unit` for a text that is no unit of the part known here.
 */
export function readUcum(text: string): UcumUnit {
  const refuse = (what: string): never =>
    fail({
      code: "module/unit",
      message: `The unit ${JSON.stringify(text.slice(0, 60))} ${what}.`,
      expected: "a UCUM unit such as ug/m3, Cel, [ppb], dB, kW.h or 1",
      hint: "the spelling is case-sensitive; a mere count is 1 or {word}",
    });
  if (text.length === 0 || text.length > 60) refuse("is empty or longer than 60 characters");
  let factor = 1;
  let scale: string | undefined;
  const dimension = bases.map(() => 0);
  const terms = splitTerms(text) ?? refuse("cannot be read");
  for (const { component, divides } of terms) {
    const [size, powers, isScale] = readComponent(component) ?? refuse(`has the part ${component}, which is not known`);
    if (isScale !== undefined) {
      if (terms.length > 1 || component.endsWith("2")) refuse(`multiplies the scale ${component}`);
      scale = isScale;
    }
    factor = divides ? factor / size : factor * size;
    powers.forEach((power, index) => {
      dimension[index] = dimension[index]! + (divides ? -power : power);
    });
  }
  return { text, factor, dimension, ...(scale === undefined ? {} : { scale }) };
}

interface Term {
  readonly component: string;
  readonly divides: boolean;
}

/** The parts between points and slashes; those inside brackets and braces belong to their word. */
function splitTerms(text: string): Term[] | undefined {
  const terms: Term[] = [];
  let closing = "";
  let divides = text.startsWith("/");
  let start = divides ? 1 : 0;
  for (let at = start; at <= text.length; at++) {
    const character = text[at];
    if (closing !== "") {
      if (character === undefined) return undefined;
      if (character === closing) closing = "";
    } else if (character === "[" || character === "{") closing = character === "[" ? "]" : "}";
    else if (character === undefined || character === "." || character === "/") {
      if (at === start) return undefined;
      terms.push({ component: text.slice(start, at), divides });
      divides = character === "/";
      start = at + 1;
    }
  }
  return terms;
}

const componentForm = /^([^{}]*?)([+-]?[0-9]{1,2})?(\{[^{}]{0,40}\})?$/;

function readComponent(component: string): [number, readonly number[], string | undefined] | undefined {
  if (/^[1-9][0-9]{0,8}$/.test(component)) return [Number(component), bases.map(() => 0), undefined];
  const [, name = "", power = "1", note] = componentForm.exec(component) ?? [];
  if (name === "") return note === undefined || component !== note ? undefined : [1, bases.map(() => 0), undefined];
  const found = findAtom(name);
  if (found === undefined) return undefined;
  const [size, dimension, , scale] = found;
  const exponent = Number(power);
  let factor = 1;
  for (let times = 0; times < Math.abs(exponent); times++) factor *= size;
  if (scale !== undefined && exponent !== 1) return undefined;
  return [exponent < 0 ? 1 / factor : factor, dimension.map((one) => one * exponent), scale];
}

function findAtom(name: string): Atom | undefined {
  const whole = atoms.get(name);
  if (whole !== undefined) return whole;
  for (const length of [1, 2]) {
    const prefix = prefixes.get(name.slice(0, length));
    const metric = atoms.get(name.slice(length));
    if (prefix !== undefined && metric?.[2] === true) {
      const [factor, dimension, , scale] = metric;
      return scale === undefined ? [prefix * factor, dimension, false] : [prefix * factor, dimension, false, scale];
    }
  }
  return undefined;
}

/** By what a value in one unit is multiplied to be in another; undefined when they are not the same quantity. */
export function ucumRatio(from: UcumUnit, to: UcumUnit): number | undefined {
  const isSame = from.scale === to.scale && from.dimension.every((power, index) => power === to.dimension[index]);
  if (!isSame) return undefined;
  const ratio = from.factor / to.factor;
  // Factors of ten and sixty are exact as quotients, but their products may be off by a last digit.
  const rounded = Number(ratio.toPrecision(15));
  return rounded;
}
